"""The way from a file to drafts: read, tidied, recognised, written, and accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..draft import Draft
from ..errors import DraftError, InputError, PluginError
from ..foreign import calling, defined
from ..intake import read_draft
from ..plugin import Importer, TrackedChanges
from ..values import dataclass
from . import signs
from .account import Account, settle
from .broken import joined
from .closing import attach_files, take_files
from .document import Document
from .doubting import doubt_body, doubt_lines, doubt_whole, tell_blanks
from .elements import recognise
from .frames import unframed
from .issuer import say_issuer
from .kinds import BUILT_IN
from .source import Left, Line, Part, Source, characters
from .spacing import unspread
from .tidy import without_furniture
from .web import without_page
from .writing import ORDER, written

_ADVICE: Final = "文件太大或者结构太乱的，分成几份，或者只把文字复制到 .txt 里再来"


@dataclass(frozen=True, slots=True)
class Written:
    """A draft that an import makes: the name of its file, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file became.

    :param drafts: the document's own first, then those that it issues or that are attached.
    :param left: what does not stand in the drafts, each with its reason.
    :param doubts: what somebody must look at, in Chinese.
    :param lines: what the file says, line by line; a table's row is one, with tabs between its cells.
    """

    drafts: tuple[Written, ...]
    left: tuple[Left, ...]
    doubts: tuple[str, ...]
    account: Account
    lines: tuple[str, ...] = ()


def import_file(
    path: Path,
    *,
    genre: str = "",
    issuer: str = "",
    known: Sequence[str] = (),
    changes: TrackedChanges = TrackedChanges.REFUSE,
    importer: Importer | None = None,
    owner: str = "hongtou",
) -> Imported:
    """Make drafts of a file, in this process.

    :param genre: its 文种, where somebody said it.
    :param issuer: who sends it, where somebody said it and nobody signed it.
    :param known: the names of all document types.
    :param changes: what holds of tracked changes in a Word document: refuse, accept or reject.
    :param importer: reads it; None: the one of hongtou's own that reads files of its suffix.
    :param owner: the plug-in that brings the importer.
    :raises InputError: it cannot be read.
    :raises PluginError: the importer failed.
    :raises AccountError: characters were lost or invented; nothing may be written.
    """
    source = _read(importer or importer_of(path, BUILT_IN), owner, path, changes)
    if not any(True for _ in _texts(source)):
        raise InputError(f"{path}：里面没有文字。扫描的图片要先识别成文字")
    bare, page, number = without_page(unspread(source.parts))
    parts, furniture = without_furniture(bare)
    parts, files = take_files(parts)
    parts, unsure = joined(parts)
    main = recognise(unframed(parts))
    doubt_lines(main, unsure)
    attach_files(files, main)
    _say_number(main, number)
    say_issuer(main, issuer)
    documents = [(path.stem, main), *_others(path.stem, main)]
    own = genre or _genre(main, known)
    for _, document in documents:
        _say_genre(document, own if document is main else _genre(document, known) or own, known)
        doubt_body(document)
        tell_blanks(document)
    doubt_whole(main)
    drafts = tuple(
        Written(f"{name}.md", written(one.fields, one.doubts, one.body, source.comments if one is main else ()))
        for name, one in documents
    )
    left = (*page, *furniture, *(one for _, document in documents for one in document.left))
    added = "".join(text for _, document in documents for text in document.added)
    account = settle(source, _read_back(drafts), left, added)
    told = (_told(document, "" if document is main else f"{name}.md：") for name, document in documents)
    doubts = (*source.doubts, *chain.from_iterable(told))
    return Imported(drafts, (*source.left, *left), doubts, account, tuple(_lines(source)))


def _read(importer: Importer, owner: str, path: Path, changes: TrackedChanges) -> Source:
    """What an importer reads."""
    with calling(owner, f"读{path}", importer.read, advice=_ADVICE, quoting=False, seconds=importer.seconds):
        source = importer.read(path, changes)
    if not isinstance(source, Source):
        raise PluginError(owner, f"读{path}：read 应返回 Source，实为 {type(source).__name__}{defined(importer.read)}")
    return source


def _told(document: Document, where: str) -> Iterator[str]:
    """What must be looked at in a draft, each with the field that it is of.

    :param where: said before each: which draft it is, where it is not the document's own.
    """
    for field, doubt in document.doubts.items():
        told = doubt if field in doubt or field not in ORDER else f"{field}：{doubt}"
        yield where + told


def _genre(document: Document, known: Sequence[str]) -> str:
    """The document type that a title ends in; empty: none that is known."""
    title = str(document.fields.get("标题", ""))
    types = (name for name in sorted(known, key=len, reverse=True) if title.endswith(name))
    genre = next(types, "") or signs.genre_of(title)
    return genre if genre in known or not known else ""


def _say_genre(document: Document, genre: str, known: Sequence[str]) -> None:
    told = signs.genre_in("\n".join(part.plain for part in document.body if isinstance(part, Line)))
    if genre or (told and (told in known or not known)):
        document.fields["文种"] = genre or told
        document.added.append(genre or told)
        if not genre:
            document.doubts["文种"] = f"标题没有写，从正文看像是“{told}”"
    else:
        document.doubts["文种"] = "从标题看不出是哪一个文种，写上"


def _say_number(document: Document, number: str) -> None:
    """Take the 发文字号 that only the page tells on which the document stood."""
    if number and "发文字号" not in document.fields:
        document.fields["发文字号"] = number
        document.added.append(number)
        document.doubts["发文字号"] = "公文里没有，是网页上写的"


def importer_of(path: Path, importers: Mapping[str, Importer]) -> Importer:
    """The importer that reads a file.

    :param importers: by suffixes; that of ``""`` reads whatever no other does.
    :raises InputError: there is none.
    """
    importer = importers.get(path.suffix.lower()) or importers.get("")
    if importer is None:
        raise InputError(f"{path}：没有读这种文件的插件。另存为 .docx 或者 .txt 再来")
    return importer


def _lines(source: Source) -> Iterator[str]:
    for part in source.parts:
        lines = [part.plain] if isinstance(part, Line) else ["\t".join(row) for row in part.rows]
        yield from (line for line in lines if characters(line))


def _texts(source: Source) -> Iterator[str]:
    for part in source.parts:
        for text in (part.text,) if isinstance(part, Line) else (cell for row in part.rows for cell in row):
            if characters(text):
                yield text


def _others(stem: str, main: Document) -> Iterator[tuple[str, Document]]:
    """What stands behind the main text: the text that it issues, and its attachments."""
    title = str(main.fields.get("标题", ""))
    attached: list[object] = list(main.fields.get("附件", []))
    for label, parts in _cut(main.rest):
        document = recognise_apart(parts, label)
        if label is None:
            name = f"{stem}-印发件"
            main.fields["印发"] = f"{name}.md"
            main.added.append(f"{name}.md")
            if not any(word in title for word in ("印发", "转发", "发布", "公布", "批转")):
                main.doubts.setdefault("印发", "落款后面还有文字，当作了随文的文件；不是的，移到正文里，小标题的层次也要核")
        else:
            place = sum(isinstance(one, dict) for one in attached)
            name = f"{stem}-附件{place + 1}"
            _attach(main, attached, place, document, f"{name}.md")
        yield name, document
    if attached:
        main.fields["附件"] = attached


def _attach(main: Document, attached: list[object], place: int, document: Document, file: str) -> None:
    """Put an attachment's own text to its name in the 附件说明, or name it there."""
    main.added.append(file)
    if place < len(attached):
        attached[place] = {"标题": str(attached[place]), "文件": file}
        return
    title = str(document.fields.get("标题", "附件"))
    attached.append({"标题": title, "文件": file})
    main.added.append(title)
    main.doubts.setdefault("附件", "附件说明里没有写，后面却有这个附件")


def recognise_apart(parts: Sequence[Part], label: Line | None) -> Document:
    """A text that stands behind another: its title and its text, nothing else."""
    document = Document()
    written = [part for part in parts if not isinstance(part, Line) or part.plain]
    if label is not None:
        document.leave(label.plain, "附件的标记，由程序印", label)
    first = written[0] if written else None
    if isinstance(first, Line) and len(first.plain) <= 60 and not first.plain.endswith(("。", "；", "：")):
        document.fields["标题"] = "".join(first.plain.split())
        written = written[1:]
    else:
        document.doubts["标题"] = "没有找到标题，照抄了主文的"
    document.body = list(written)
    return document


def _cut(parts: Sequence[Part]) -> list[tuple[Line | None, list[Part]]]:
    """What stands behind a document, cut at the marks of attachments."""
    pieces: list[tuple[Line | None, list[Part]]] = []
    for part in parts:
        if isinstance(part, Line) and signs.ATTACHMENT_MARK.fullmatch(part.plain):
            pieces.append((part, []))
        elif pieces:
            pieces[-1][1].append(part)
        else:
            pieces.append((None, [part]))
    return [(label, inside) for label, inside in pieces if inside or label]


def _read_back(drafts: Sequence[Written]) -> list[Draft]:
    """The drafts as the program reads them."""
    read: list[Draft] = []
    with TemporaryDirectory(prefix="hongtou-import-") as folder:
        for one in drafts:
            file = Path(folder) / one.name
            file.write_text(one.text, encoding="utf-8")
            try:
                read.append(replace(read_draft(file), path=Path(one.name)))
            except DraftError as error:
                told = "；".join(problem.message for problem in error.problems[:3])
                raise InputError(f"{one.name}：写成草稿以后读不回来：{told}。在原文里改了再来") from error
    return read
