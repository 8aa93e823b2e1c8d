"""The first page: what is mine, what waits for me, what is issued; new drafts, and files that are taken in."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from ...errors import HongtouError
from ...files.output import no_device, write
from ...register.address import has_book
from ...values import dataclass
from ...workflow import way
from ...workflow.drafts import Kept, Text
from ...workflow.originals import keep_original
from ...workflow.search import Piece, excerpt, words_of
from ...workflow.way import Stage
from ..call import Call, RefusedError
from ..naming import described
from ..site import Site
from ..uploads import safe_name, uploaded

if TYPE_CHECKING:
    from ...register.entry import Entry
    from .. import taking

_SHOWN: Final = 200
# In an office's server every draft has a folder of its own.
_FOLDER: Final = "drafts"
# The types that most are of come before those of reports and of the office's own.
_FIRST: Final = "法定公文"
# Dots to an inch of a type's first page among the others.
_SMALL: Final = 50.0


@dataclass(frozen=True, slots=True)
class _Type:
    name: str
    summary: str
    group: str


@dataclass(frozen=True, slots=True)
class _List:
    """A list of drafts.

    :param count: how many there are, of which ``drafts`` are shown.
    :param others: of the book, what no draft of the page is.
    :param where: where in a draft's text the words stand that were looked for, by its id.
    """

    count: int
    drafts: Sequence[Kept]
    where: Mapping[str, Sequence[Piece]]
    others: Sequence[Entry] = ()


def show(call: Call) -> Response:
    """The lists."""
    site = call.site
    if not site.options.shared:
        site.adopt_files()
    sought = call.asked("q")
    words = words_of(sought)
    drafts = [kept for kept in site.drafts.all(sought) if way.may_see(call.who, kept.owner, kept.stage)]
    mine = [kept for kept in drafts if kept.owner == call.who.id and kept.stage is not Stage.ISSUED]
    waiting = [kept for kept in drafts if way.waits_for(call.who, kept.owner, kept.stage, direct=site.direct)]
    issued = [kept for kept in drafts if kept.stage is Stage.ISSUED]
    lists = {"mine": mine, "waiting": waiting, "issued": issued}
    shown = {name: _List(len(found), found[:_SHOWN], _where(site, found[:_SHOWN], words)) for name, found in lists.items()}
    others, problem = _others(site, sought)
    shown["issued"] = replace(shown["issued"], count=len(issued) + len(others), others=others[: _SHOWN - len(issued[:_SHOWN])])
    step = 0 if words or others else _first_step(drafts)
    return call.page("lists.html", sought=sought, step=step, first=next(iter(drafts), None), problem=problem, **shown)


def _others(site: Site, sought: str) -> tuple[list[Entry], str]:
    """What was issued without the page; or why that is not known now."""
    try:
        if not has_book(site.settings):  # none is made for a look
            return [], ""
        from ..issued import issued_elsewhere

        return issued_elsewhere(site.settings, site.drafts.issued(), sought), ""
    except HongtouError as error:
        return [], site.bare(str(error))


def _first_step(drafts: Sequence[Kept]) -> int:
    """How far somebody has come with a first document: 1, choose a type; 2, write; 3, have it issued; 0: it is not the first."""
    match [kept.stage for kept in drafts]:
        case []:
            return 1
        case [Stage.DRAFTING]:
            return 2
        case [stage] if stage is not Stage.ISSUED:
            return 3
    return 0


def _where(site: Site, drafts: Sequence[Kept], words: Sequence[str]) -> Mapping[str, Sequence[Piece]]:
    """Where in a draft's text the words stand, if its title and its number do not have them, by the draft's id."""
    if not words:
        return {}
    doubtful = [kept for kept in drafts if not all(excerpt(f"{kept.title} {kept.issued_as}", [word]) for word in words)]
    return {id: excerpt(text, words) for id, text in site.drafts.texts(doubtful).items()}


def choose(call: Call) -> Response:
    """The types to begin with; those alone in whose name, group or summary all the words stand that are sought."""
    sought = call.asked("q")
    all_types = [_Type(type.name, type.summary, type.group) for type in call.site.plugins().document_types.readable()]
    types = [one for one in all_types if all(word in f"{one.name} {one.group} {one.summary}" for word in sought.split())]
    groups: dict[str, list[_Type]] = {}
    for one in types:
        groups.setdefault(one.group, []).append(one)
    first = dict(sorted(groups.items(), key=lambda group: group[0] != _FIRST))
    return call.page("new.html", groups=first, sought=sought)


def picture(call: Call) -> Response:
    """The first page of a type's starter, small."""
    known = call.site.plugins().document_types
    name = call.param("genre")
    if name not in known:
        raise RefusedError(404, "没有这个文种")
    png = call.site.kept_picture(name, lambda: first_page(call, known[name].starter_suffix, known[name].starter.encode(), _SMALL))
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


def first_page(call: Call, suffix: str, content: bytes, dpi: float) -> bytes:
    """The first page of a starter as PNG.

    :param suffix: of its file's name.
    :param dpi: dots to an inch.
    :raises RefusedError: it makes none.
    """
    from .. import tasks  # takes long to load

    path = call.site.folder / f"样稿{suffix}"
    ask = tasks.Ask(call.site.office, path, content, (1,), dpi=dpi)
    seen = call.site.long(tasks.preview, ask, path)
    if 1 not in seen.pages or (png := seen.pages[1].png) is None:
        raise RefusedError(404, "这个文种的样稿没有画出来")
    return png


def begin(call: Call) -> Response:
    """A new draft of a type, with what its starter says and the office's profile does not."""
    known = call.site.plugins().document_types
    name = call.value("genre")
    if name not in known:
        raise HongtouError(f"没有“{name[:20]}”这个文种")
    from ..starters import of_office

    type = known[name]
    starter = of_office(Path(f"样稿{type.starter_suffix}"), type.starter.encode(), call.site.settings.office)
    kept = _created(call, name, type.starter_suffix, described(starter, name))
    return call.go(f"/drafts/{kept.id}")


def _created(call: Call, stem: str, suffix: str, text: Text, *, apart: bool = False) -> Kept:
    """A new draft of whoever asks, under a name that is free.

    :param apart: in a folder of its own, for others come with it, which it names.
    """
    drafts = call.site.drafts
    today = datetime.datetime.now().astimezone().date()
    if call.site.options.shared:
        path = f"{_FOLDER}/{secrets.token_hex(8)}/草稿{suffix}"
        return drafts.create(path, text, call.who.id, call.who.name)
    name = no_device(safe_name(stem)) or "草稿"
    free = next(_free(call.site.folder, f"{name}-{today.isoformat()}", "" if apart else suffix))
    return drafts.create(f"{free}/{name}{suffix}" if apart else free, text, call.who.id, call.who.name)


def _free(folder: Path, stem: str, suffix: str) -> Iterator[str]:
    """Names that no file has."""
    for number in range(1, 10_000):
        name = f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        if not (folder / name).exists():
            yield name


def take(call: Call) -> Response:
    """A file from elsewhere becomes drafts; what was left out, and what is to be looked at, is told beside them."""
    if not call.files:
        raise HongtouError("还没有选文件。选一个 DOCX、WPS、TXT、PDF 或者网页")
    from .. import taking  # takes long to load

    with uploaded(call) as path:
        asked = taking.Taking(call.site.office, path, call.value("genre"), call.value("issuer"), call.value("changes"))
        with call.site.reading:
            taken = taking.take(asked, call.site.plugins())
        return _kept(call, taken, path)


def _kept(call: Call, taken: taking.Taken, original: Path) -> Response:
    """Keep what was taken in, and the file that it came from: the first draft is what one goes on with, the others stand in its
    folder.
    """
    first, *others = taken.drafts
    name = PurePosixPath(first.name)
    kept = _created(call, name.stem, name.suffix, described(first.text.encode()), apart=bool(others))
    keep_original(call.site.folder, kept.id, original.name, original.read_bytes(), taken.lines)
    folder = call.site.path(kept).parent
    write(
        {folder / safe_name(one.name): one.text.encode() for one in others if not (folder / safe_name(one.name)).exists()}, folder
    )
    return call.page("taken.html", kept=kept, taken=taken)
