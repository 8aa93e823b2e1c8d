"""What worker processes do for pages: whatever a draft, a file or a plug-in does to them, the server goes on."""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..declared import plugins_of
from ..draft import Draft
from ..errors import DraftError, HongtouError, Problem, TemplateError
from ..errors import Place as ErrorPlace
from ..intake import draft_of
from ..office import load_settings
from ..personal import without_personal_numbers
from ..plugin import Drawing
from ..runner import Runner
from ..values import dataclass
from .places import Place, places
from .state import OfficeState

if TYPE_CHECKING:
    from ..checking.finding import Finding, Report
    from ..composing import Composed

# Dots to an inch of the pages on the screen: twice what CSS calls a pixel of 96, for screens that are fine.
DPI: Final = 144.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A draft whose pages are wanted.

    :param content: what its file is to hold.
    :param pages: the numbers of those that are looked at.
    :param known: digests of pages that the browser has.
    :param dpi: of the pictures.
    :param number: the 发文字号 that it has been given; empty: none yet.
    """

    office: OfficeState
    path: Path
    content: bytes
    pages: Sequence[int] = ()
    known: Mapping[int, str] = field(default_factory=dict)
    dpi: float = DPI
    number: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as a picture; ``png`` is None where the browser has it."""

    digest: str
    png: bytes | None
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft looks like; ``count`` 0: it makes no document, ``problems`` say why."""

    count: int = 0
    pages: Mapping[int, Seen] = field(default_factory=dict)
    places: Sequence[Place] = ()
    problems: Sequence[Mapping[str, Any]] = ()
    findings: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[str] = ()
    genre: str = ""
    title: str = ""

    def as_data(self) -> dict[str, Any]:
        """As the browser reads it."""
        pages = {str(number): _page(seen) for number, seen in self.pages.items()}
        told = {"count": self.count, "pages": pages, "places": [place.as_data() for place in self.places]}
        return {**told, "problems": self.problems, "findings": self.findings, "notes": self.notes, "title": self.title}


def _page(seen: Seen) -> dict[str, Any]:
    size = {"digest": seen.digest, "width": round(seen.width * 96 / 72), "height": round(seen.height * 96 / 72)}
    return size | ({"png": base64.b64encode(seen.png).decode()} if seen.png else {})


@lru_cache(maxsize=2)
def runner(state: OfficeState) -> Runner:
    """What makes an office's documents; kept, for reading faces and types takes longer than setting a page."""
    office = load_settings(state.folder, state.folder).office
    return Runner(office, plugins_of(office), confined=state.confined)


def preview(ask: Ask) -> Preview:
    """The pages of a draft as it is typed, what is wrong with it, and what a check finds."""
    return previewed(runner(ask.office), ask, lambda problem: _problem(problem, ask.path))


def previewed(making: Runner, ask: Ask, told: Callable[[Problem], Mapping[str, Any]]) -> Preview:
    """The same, by whoever makes it.

    :param told: a problem as it is answered.
    """
    problems: list[Problem] = []
    draft: Draft | None = None
    try:
        draft = _numbered(draft_of(ask.path, ask.content, problems), ask.number)
        composed = making.compose(draft)
        plan = making.lay_out(composed)
    except DraftError as error:
        return _none(map(told, [*problems, *error.problems]), draft)
    except HongtouError as error:
        known = error.problem if isinstance(error, TemplateError) else None
        return _none([told(known or Problem(ErrorPlace(str(ask.path)), "", str(error)))], draft)
    if problems:
        return _none(map(told, problems), draft)
    report = making.check(composed, ask.content)
    count = len(plan.pages)
    wanted = [number for number in ask.pages if 1 <= number <= count] or [1]
    pages = {number: _draw(making, composed, plan, number, ask) for number in wanted}
    found = [_finding(one, ask.path) for one in report.findings]
    notes = [told_of(note, ask.path) for note in (*plan.notes, *_hints(making, composed))]
    where = tuple(places(plan, report.evidence, str(ask.path)))
    return Preview(count, pages, where, (), found, notes, composed.gongwen.genre, composed.gongwen.title.replace("\n", ""))


def _numbered(draft: Draft, number: str) -> Draft:
    """A draft with the number that it has been given, which its text does not say."""
    return draft.having({"发文字号": number, **draft.values}) if number else draft


def _hints(making: Runner, composed: Composed) -> Iterator[str]:
    from ..checking.hints import hints

    yield from hints(composed.gongwen, composed.data, making.office)


def _draw(making: Runner, composed: Composed, plan: Any, number: int, ask: Ask) -> Seen:  # noqa: ANN401 - a page plan
    from ..page import frame
    from ..render.png import page_png

    painted = frame(plan, making.fonts, number)
    digest = hashlib.sha256(repr(painted).encode()).hexdigest()[:20]
    drawing = Drawing(composed.gongwen, plan, making.fonts, ())
    png = None if digest == ask.known.get(number) else page_png(drawing, number, ask.dpi)
    return Seen(digest, png, painted.width, painted.height)


def _none(problems: Iterable[Mapping[str, Any]], draft: Draft | None) -> Preview:
    """Of a draft that makes no document: why, and what lists show of it."""
    values = draft.values if draft else {}
    genre, title = (str(values.get(name) or "").replace("\\n", "") for name in ("文种", "标题"))
    return Preview(problems=list(problems), genre=genre, title=title)


def _problem(problem: Problem, path: Path) -> dict[str, Any]:
    place = problem.place
    other = f"{Path(place.file).name}：" if place.file != str(path) else ""
    line, column = (0, 0) if other else (place.line, place.column)
    return {"line": line, "column": column, "field": problem.field, "message": other + told_of(problem.message, path)}


def _finding(finding: Finding, path: Path) -> dict[str, Any]:
    rule, found, where = finding.rule, finding.found, finding.where
    own = where.file == str(path)
    about = {"code": rule.code, "name": rule.name, "clause": rule.clause, "strength": finding.strength.value}
    place = {"line": where.line if own else 0, "column": where.column if own else 0}
    words = {"words": without_personal_numbers(found.words), "wanted": without_personal_numbers(found.wanted)}
    return {**about, **place, **words, "mend": rule.mend, "why": rule.why, "fix": found.mended is not None and own}


def told_of(text: str, path: Path) -> str:
    """A message without the folder that the server has the draft in."""
    return without_personal_numbers(text.replace(f"{path}：", "").replace(f"{path.parent}/", ""))


# --- one thing that was asked for -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Making:
    """A draft that is to be made.

    :param name: of the renderer.
    :param number: the 发文字号 that it has been given; empty: none yet.
    """

    office: OfficeState
    path: Path
    content: bytes
    name: str
    number: str = ""


def make(task: Making) -> bytes:
    """A document's bytes.

    :raises HongtouError: the draft makes none.
    """
    making = runner(task.office)
    try:
        return making.make(_numbered(draft_of(task.path, task.content), task.number), [task.name]).files[task.name]
    except HongtouError as error:
        raise (
            type(error)(told_of(str(error), task.path)) if not isinstance(error, DraftError) else _plain(error, task.path)
        ) from error


def _plain(error: DraftError, path: Path) -> HongtouError:
    """What is wrong with a draft in one line."""
    return HongtouError("；".join(_line(_problem(one, path)) for one in error.problems))


def _line(told: Mapping[str, Any]) -> str:
    place = f"第 {told['line']} 行" if told["line"] else ""
    return "　".join(filter(None, [place, told["field"], told["message"]]))


@dataclass(frozen=True, slots=True)
class Fixing:
    """Findings of one rule in one line that are to be mended."""

    office: OfficeState
    path: Path
    content: bytes
    code: str
    line: int


def fix(task: Fixing) -> bytes:
    """A draft's content with what has one right answer mended."""
    from dataclasses import replace

    from ..checking.checker import check_content
    from ..checking.mending import mend
    from ..checking.selection import Selection

    making = runner(task.office)
    selection = Selection.read([task.code], [], making.plugins.rules)

    def check(content: bytes) -> Report:
        report = check_content(task.path, content, making.office, making.plugins, selection)
        return replace(report, findings=tuple(one for one in report.findings if one.where.line == task.line))

    return mend(task.path, task.content, check).new


@dataclass(frozen=True, slots=True)
class Checking:
    """A file from elsewhere that is to be checked."""

    office: OfficeState
    path: Path


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check came to: the report as HTML, and what lists show of it."""

    html: bytes
    findings: Sequence[Mapping[str, Any]]
    counted: str


def check_file(task: Checking) -> Proof:
    """The proof sheet of a file.

    :raises HongtouError: it cannot be read.
    """
    from ..checking.checker import check
    from ..checking.selection import Selection
    from ..checking.telling import counted
    from ..reporting.making import as_html

    making = runner(task.office)
    report = check(task.path, making.office, making.plugins, Selection())
    html = as_html(report, making, datetime.datetime.now().astimezone().date())
    return Proof(html, [_finding(one, task.path) for one in report.findings], counted(report) or "没有发现问题")


def annotate(task: Checking) -> bytes:
    """A copy of a DOCX with a comment at each finding.

    :raises HongtouError: it cannot be read.
    """
    from ..checking.checker import check
    from ..checking.selection import Selection
    from ..checking.word import annotated

    making = runner(task.office)
    report = check(task.path, making.office, making.plugins, Selection())
    return annotated(task.path, report.findings)


def field_names(office: OfficeState, genre: str) -> Mapping[str, Any]:
    """The fields of a document type with their rules; empty: there is no such type."""
    known = runner(office).plugins.document_types
    return known[genre].schema if genre in known else {}
