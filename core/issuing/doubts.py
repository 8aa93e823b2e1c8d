"""Doubts 存疑: what speaks against issuing a document now. Whoever issues it all the same names each and says why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from ..checking.finding import Finding, Report
from ..checking.telling import counted, line
from ..composing import Composed
from ..document import DocumentNumber, chinese_date
from ..draft import FieldPath
from ..errors import FieldError, RegisterError, UsageError
from ..evidence import Where
from ..files.edits import is_changed
from ..office import PROFILE, Office
from ..plugin import Found, Rule, Strength
from ..register.columns import DESPITE
from ..register.entry import Entry, EntryState, Request
from ..register.query import Standing
from ..register.register import Register
from ..runner import Runner
from ..values import dataclass

# The rules that no reader of files can judge: what they find is told here.
_IN_ORDER: Final = "GW002"
_UNEDITED: Final = "GW003"


@dataclass(frozen=True, slots=True)
class Despite:
    """In spite of which findings a document is issued, by the codes of their rules, and why."""

    codes: tuple[str, ...] = ()
    because: str = ""

    @classmethod
    def read(cls, codes: Sequence[str], because: str, rules: Sequence[Rule]) -> Despite:
        """The words of the command line.

        :raises UsageError: there is no such rule, or one half is missing.
        """
        named = tuple(dict.fromkeys(code.strip().upper() for text in codes for code in text.replace("，", ",").split(",")))
        known = {rule.code for rule in rules}
        if wrong := next((code for code in named if code not in known), None):
            raise UsageError(f"“--despite {wrong}”：没有“{wrong}”这条规则。写检查说的编号，例如 --despite GW341")
        if bool(named) != bool(because.strip()):
            raise UsageError("“--despite 编号”和“--because 原因”要一起写：照发哪一条、为什么，登记簿里都要记")
        return cls(named, " ".join(because.split()))


NOTHING: Final = Despite()


@dataclass(frozen=True, slots=True)
class Cleared:
    """What is known of a document that nothing speaks against any more.

    :param kept: what the register is to keep of what it is issued in spite of, by the title of its column.
    :param weaker: how many findings there are that stop nobody, for people; empty: none.
    """

    kept: Mapping[str, str] = field(default_factory=dict)
    weaker: str = ""


class Doubts:
    """What speaks against issuing documents of an office.

    :param despite: what does not count.
    """

    def __init__(self, runner: Runner, register: Register, despite: Despite) -> None:
        self._runner = runner
        self._register = register
        self._despite = despite

    def check(self, composed: Composed, request: Request) -> Cleared:
        """Look for doubts before a number is given, and again until the document is issued.

        :raises RegisterError: there are others; says each, and how to issue it all the same.
        """
        own = composed.facts.number
        standing = self._register.standing(request, own.serial if own else None)
        if standing.own and standing.own.state is not EntryState.RESERVED:
            return Cleared()
        report = self._report(composed, request, standing)
        found = [*report.at_least(Strength.MUST), *self._own(composed, request, standing)]
        codes = tuple(dict.fromkeys(finding.rule.code for finding in found))
        if open_codes := [code for code in codes if code not in self._despite.codes]:
            raise RegisterError(_refused(composed, [one for one in found if one.rule.code in open_codes], open_codes))
        kept = {DESPITE.title: f"{'、'.join(codes)}：{self._despite.because}"} if codes else {}
        weaker = tuple(one for one in report.findings if one.strength is not Strength.MUST)
        return Cleared(kept, counted(replace(report, findings=weaker)))

    def _report(self, composed: Composed, request: Request, standing: Standing) -> Report:
        """What the rules find in the document as it will be with its number."""
        due = DocumentNumber(request.series.code, request.series.year, standing.due)
        draft = composed.draft.having({"发文字号": str(due)})
        return self._runner.check(replace(composed, draft=draft))

    def _own(self, composed: Composed, request: Request, standing: Standing) -> Iterator[Finding]:
        """What no reader of files can judge."""
        yield from self._told(composed, _IN_ORDER, ("成文日期",), _out_of_order(request, standing.later))
        yield from self._told(composed, _UNEDITED, (), _edited(composed))

    def _told(self, composed: Composed, code: str, field: FieldPath, wanted: str) -> Iterator[Finding]:
        """What a rule finds that is judged here, unless the office does not look for it."""
        from ..checking.selection import Selection, choose

        rules = choose(self._runner.plugins.rules, self._runner.office, Selection())
        chosen = next((one for one in rules if one.rule.code == code), None)
        if wanted and chosen and chosen.strength is Strength.MUST:
            place = composed.draft.place(field)
            yield Finding(
                chosen.rule, chosen.strength, Found(Where(place.file, line=place.line, column=place.column), "", wanted)
            )


def _refused(composed: Composed, found: Sequence[Finding], codes: Sequence[str]) -> str:
    despite = " ".join(f"--despite {code}" for code in codes)
    return "\n".join(
        [
            *map(line, found),
            f"{composed.draft.path}：有 {len(found)} 处不合标准，没有编号，没有发。改好再发；核对过、仍要发的，"
            f"写明是哪几条、为什么，登记簿里记着：{despite} --because 原因",
        ]
    )


def _out_of_order(request: Request, later: Entry | None) -> str:
    """A date before that of a document whose number comes before; empty: there is none."""
    if later is None:
        return ""
    return f"成文日期{_day(request.dated)}早于{_name(later)}的{_day(later.dated)}，号在后面，日期却在前面"


def _name(entry: Entry) -> str:
    return f" {entry.number}" + (f"《{entry.title}》" if entry.title else "")


def _day(text: str) -> str:
    return chinese_date(datetime.date.fromisoformat(text))


def _edited(composed: Composed) -> str:
    """Changes in the DOCX that was made of the draft: what is issued is made of the draft, and would not have them."""
    file = composed.draft.path.with_suffix(".docx")
    if not is_changed(file):
        return ""
    return (
        f"草稿做成的“{file.name}”在 Word 里改过，发出的公文照草稿做，不会有那些改动。"
        f"改动还要的，用 hongtou import --onto 写进草稿"
    )


def misnumbered(composed: Composed, office: Office) -> FieldError | None:
    """What keeps a document that prints its number by a scheme (期号) from getting one; None: nothing does."""
    name = composed.type.name
    if not composed.type.numbering:
        return None
    if name not in office.numbered_apart:
        told = f"“{name}”印期号，和别的公文一起编的号不是期数。在 {PROFILE} 的“单独编号”里写上“{name}”，再发"
        return FieldError("文种", told)
    if composed.data.get("期号") and not composed.facts.number:
        told = "这个文种的期号由登记簿编，不自己写。删去“期号”再发；从中间接着编的，先用 hongtou number reserve --kind 预留"
        return FieldError("期号", f"{told}，把得到的号写作“发文字号”")
    return None
