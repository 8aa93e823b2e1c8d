"""One file from its bytes to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..composing import Composed
from ..errors import InputError, PluginError, Problem
from ..evidence import Evidence, Where
from ..foreign import defined, guarded, naming
from ..office import Office
from ..plugin import Found, Rule, Strength
from ..plugin.manager import Plugins
from .finding import Finding, Report
from .selection import Chosen, Selection, choose

if TYPE_CHECKING:
    from ..workers.apart import Apart

Book = Callable[[Evidence], Evidence]
_WORD: Final = frozenset({".docx", ".docm"})
_PAPER: Final = ".pdf"
_DRAFTS: Final = frozenset({".md", ".markdown", ".txt", ".yaml", ".yml"})
# More findings of one rule in one file are not told: they have one cause.
MOST: Final = 200
# How long all rules of one plug-in may look at one file.
SECONDS: Final = 60.0
_ADVICE: Final = "在 hongtou.yaml 的“检查”里可以不查它"
# The rule that tells what makes a draft no sound one.
UNSOUND: Final = "GW001"


def check(
    path: Path, office: Office, plugins: Plugins, selection: Selection, apart: Apart | None = None, book: Book | None = None
) -> Report:
    """Check one file.

    :param apart: reads what may be from elsewhere, DOCX and PDF; None: this process does.
    :param book: adds what the office's book says of the document's number; None: nobody asks it.
    :raises InputError: it cannot be read, or is of no kind that can be checked.
    :raises PluginError: a rule of a plug-in failed.
    """
    evidence, problems = _read(path, office, plugins, apart)
    if book:
        evidence = book(evidence)
    return _report(evidence, problems, office, plugins, selection)


def check_content(path: Path, content: bytes, office: Office, plugins: Plugins, selection: Selection) -> Report:
    """Check a draft by what its file is to hold.

    :raises PluginError: a rule of a plug-in failed.
    """
    from .draft import read

    return _report(*read(path, office, plugins, content), office, plugins, selection)


def check_composed(composed: Composed, office: Office, plugins: Plugins, content: bytes | None = None) -> Report:
    """Check a draft that was composed: of its files as they were read for it, none is read again.

    :param content: what the draft's own file is to hold; None: what it held then.
    :raises PluginError: a rule of a plug-in failed.
    """
    from .draft import of_composed

    return _report(of_composed(composed, content), (), office, plugins, Selection())


def _report(evidence: Evidence, problems: Sequence[Problem], office: Office, plugins: Plugins, selection: Selection) -> Report:
    """What the rules find in evidence."""
    chosen = [*choose(plugins.rules, office, selection)]
    findings = _judged({one.rule.code: one for one in chosen if one.rule.can_judge(evidence)}, evidence, plugins)
    findings += _unsound(problems, findings, plugins.rules, selection)
    unseen = tuple(one.rule for one in chosen if not one.rule.can_judge(evidence)) if evidence.sees else ()
    return Report(evidence.file, evidence.kind, tuple(sorted(findings, key=_place)), unseen, evidence)


def _read(path: Path, office: Office, plugins: Plugins, apart: Apart | None) -> tuple[Evidence, list[Problem]]:
    suffix = path.suffix.lower()
    if suffix in _WORD:
        from .word import read_docx

        return _received(read_docx, path, apart), []
    if suffix == _PAPER:
        from .paper import read_pdf

        return _received(read_pdf, path, apart), []
    if suffix in _DRAFTS:
        from .draft import read

        return read(path, office, plugins)
    raise InputError(
        f"{path}：不能检查“{suffix}”文件。可以检查草稿（.md、.yaml）、.docx 和 .pdf；别的先用 Word 或 WPS 另存为 .docx"
    )


def _received(read: Callable[[Path], Evidence], path: Path, apart: Apart | None) -> Evidence:
    return apart.do(read, path, path) if apart else read(path)


def _judged(chosen: Mapping[str, Chosen], evidence: Evidence, plugins: Plugins) -> list[Finding]:
    """What rules find, those of each plug-in together.

    :param chosen: by the rules' codes.
    :raises PluginError: one failed.
    """
    findings: list[Finding] = []
    for plugin in plugins.all:
        if own := [chosen[rule.code] for rule in plugin.rules if rule.code in chosen]:
            findings += _of_one(plugin.name, own, evidence)
    return findings


def _of_one(owner: str, chosen: Sequence[Chosen], evidence: Evidence) -> Iterable[Finding]:
    """What the rules of one plug-in find."""
    findings: list[Finding] = []
    with guarded(owner, SECONDS):  # once for all of them: it costs more than most rules
        for one in chosen:
            rule, doing = one.rule, f"规则 {one.rule.code} 检查{evidence.file}"
            with naming(owner, doing, rule.judge, advice=_ADVICE):
                found = [*islice(rule.judge(evidence, one.settings), MOST)]
            if wrong := next((thing for thing in found if not isinstance(thing, Found)), None):
                told = f"{doing}时给出了 {type(wrong).__name__}，应为 Found{defined(rule.judge)}。{_ADVICE}"
                raise PluginError(owner, told)
            findings += [Finding(rule, one.strength, thing) for thing in found]
    return findings


def _unsound(
    problems: Sequence[Problem], findings: Sequence[Finding], rules: Sequence[Rule], selection: Selection
) -> Iterable[Finding]:
    """What makes a draft no sound one, unless a rule told it at the same line: a thing is said once."""
    rule = next((rule for rule in rules if rule.code == UNSOUND), None)
    if rule is None or not selection.takes(rule):
        return []
    told = {finding.where.line for finding in findings}
    return [
        Finding(rule, Strength.MUST, Found(Where(place.file, line=place.line, column=place.column), one.field, one.message))
        for one in problems
        if not (place := one.place).line or place.line not in told
    ]


def _place(finding: Finding) -> tuple[int, int, int, int, str]:
    where = finding.where
    return where.page, where.paragraph, where.line, where.column, finding.rule.code
