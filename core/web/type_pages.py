"""What a type that is being written comes to: its sample's pages, and what is wrong with it, each fault at its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path, PurePath
from typing import Any, Final

from ..declared import plugins_of
from ..errors import DraftError, HongtouError, Place, Problem, TemplateError
from ..intake import draft_of
from ..office import TypeFolder
from ..runner import Runner
from ..values import dataclass
from .state import OfficeState
from .tasks import DPI, Ask, Preview, previewed, runner, told_of

_GENRE: Final = "文种"


@dataclass(frozen=True, slots=True)
class TypeAsk:
    """A type whose sample is wanted.

    :param path: its folder, from the office's.
    :param files: what its files are to hold.
    :param pages: the numbers of those that are looked at; ``known`` and ``dpi`` as of a draft (:class:`~hongtou.web.tasks.Ask`).
    """

    office: OfficeState
    name: str
    path: str
    files: Mapping[str, bytes]
    pages: Sequence[int] = ()
    known: Mapping[int, str] = field(default_factory=dict)
    dpi: float = DPI


def preview(ask: TypeAsk) -> Preview:
    """The pages of a type's sample, and everything that is wrong with the type; problems name their ``file``."""
    making = _with(ask)
    try:
        type = making.plugins.document_type(ask.name)
        making.plugins.schema(type)
        making.plugins.outputs(type)
    except HongtouError as error:
        return Preview(problems=[_told(one, ask) for one in _problems(error)])
    sample = ask.office.folder / ask.path / f"样稿{type.starter_suffix}"
    content = type.starter.encode()
    try:
        wrong = _misnamed(sample, content, ask.name)
    except HongtouError as error:
        return Preview(problems=[_told(one, ask) for one in _problems(error)])
    if wrong:
        return Preview(problems=[_told(wrong, ask)])
    asked = Ask(ask.office, sample, content, ask.pages, ask.known, ask.dpi)
    return previewed(making, asked, lambda problem: _told(problem, ask))


def _with(ask: TypeAsk) -> Runner:
    """What makes the office's documents, with this type as it is written."""
    office = runner(ask.office).office
    others = [one for one in office.types if one.name != ask.name]
    office = replace(office, types=(*others, TypeFolder(ask.name, ask.path, dict(ask.files))))
    return Runner(office, plugins_of(office), confined=ask.office.confined)


def _misnamed(sample: Path, content: bytes, name: str) -> Problem | None:
    draft = draft_of(sample, content)
    said = str(draft.values.get(_GENRE) or "").strip()
    return None if said == name else draft.problem((_GENRE,), f"样稿的文种要写“{name}”，这里是“{said}”")


def _problems(error: BaseException) -> Iterator[Problem]:
    """What an error is about, with places if it, or what it comes from, knows them."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, DraftError):
            yield from cause.problems
            return
        if isinstance(cause, TemplateError) and cause.problem:
            yield cause.problem
            return
        cause = cause.__cause__
    deepest = error
    while deepest.__cause__ is not None and isinstance(deepest.__cause__, HongtouError):
        deepest = deepest.__cause__
    yield Problem(Place(""), "", str(deepest))


def _told(problem: Problem, ask: TypeAsk) -> dict[str, Any]:
    place = problem.place
    file = PurePath(place.file).name
    message = (
        told_of(problem.message, ask.office.folder / ask.path / "样稿").replace(f"{ask.path}/", "").removeprefix(f"{ask.path}：")
    )
    known = file if file in ask.files else ""
    return {"file": known, "line": place.line, "column": place.column, "field": problem.field, "message": message}
