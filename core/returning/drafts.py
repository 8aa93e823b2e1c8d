"""A DOCX of ours as the drafts that it was made from, each a text as a person would have typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from ..importing.signs import genre_of
from ..importing.writing import ORDER
from ..layout.styles import Role
from ..pattern import pattern
from ..values import dataclass
from .docx import Returned
from .elements import Value, is_date
from .lines import written
from .record import Origin
from .refer import LOST, moved, resolve
from .sheets import Part, Sheet, read_sheet
from .shown import digest
from .yamltext import yaml_text

_BODY, _ATTACHED = "正文", "附件"
_SUFFIXES: Final = (".md", ".markdown", ".txt", ".yaml", ".yml")
_YAML: Final = (".yaml", ".yml")
# What is left to be filled in by hand on the page.
_BLANK_NUMBER: Final = pattern(r"\S*〔[^〕]*〕\s*号|第\s*号")
_DATES: Final = ("成文日期", "印发日期", "翻印日期")
_PEOPLE: Final = ("出席", "请假", "列席")
# Formats that tell what a document is.
_GENRES: Final = ("命令", "纪要")


@dataclass(frozen=True, slots=True)
class ReturnedDraft:
    """A draft that was made of a DOCX.

    :param name: of its file.
    :param values: its fields, without its text.
    :param doubts: what somebody must look at.
    :param left: what the page shows of it and it does not hold, each with the reason.
    """

    name: str
    text: str
    values: Mapping[str, Any]
    doubts: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def made(returned: Returned, stem: str) -> list[ReturnedDraft]:
    """The drafts that a DOCX holds, the document's own first.

    :param stem: what its own draft is called where the DOCX does not say it.
    """
    main = read_sheet(returned.shown)
    origins = {one.file: one for one in returned.record.origins} if returned.record else {}
    first = returned.record.origins[0].file if returned.record and returned.record.origins else ""
    return list(_made(main, origins, first, f"{stem}.md", ""))


def _made(sheet: Sheet, origins: Mapping[str, Origin], file: str, otherwise: str, genre: str) -> Iterator[ReturnedDraft]:
    from .recording import beside

    origin = origins.get(file) if is_safe(file) else None
    name = file if origin else otherwise if is_safe(otherwise) else PurePosixPath(otherwise.replace("\\", "/")).stem + ".md"
    writer = _Writer(sheet, origin, PurePosixPath(name).stem, genre)
    own = writer.made(name)
    yield own
    for inner, file_of in writer.inner():
        yield from _made(inner, origins, beside(name, file_of), beside(name, file_of), str(own.values.get("文种", "")))


def is_safe(file: str) -> bool:
    """Whether a path from a file of somebody's stays in the folder that it is for."""
    parts = PurePosixPath(file).parts
    plain = not (set("\\:\0\n") & set(file)) and not file.startswith("/") and ".." not in parts
    return plain and PurePosixPath(file).suffix.lower() in _SUFFIXES


class _Writer:
    """Writes one draft."""

    def __init__(self, sheet: Sheet, origin: Origin | None, stem: str, genre: str) -> None:
        self._sheet = sheet
        self._origin = origin
        self._stem = stem
        self._genre = genre
        self._files: list[tuple[Sheet, str]] = []
        self._doubts: list[str] = []
        self._outside: list[Part] = []

    def made(self, name: str) -> ReturnedDraft:
        """The draft with its fields in their order."""
        fields = self._known(self._origin) if self._origin else self._guessed()
        body = self._body()
        if name.endswith(_YAML):
            if body:
                fields[_BODY] = "\n".join(line for part in body for line in part)
            text = yaml_text(fields)
        else:
            lines = [line for part in body for line in part]
            text = f"---\n{yaml_text(fields)}---\n" + "".join(f"{line}\n" for line in lines)
        return ReturnedDraft(name, text, fields, tuple(self._doubts), tuple(self._left(fields)))

    def _left(self, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in self._sheet.fields.items():
            if name not in fields and not (name == "发文机关标志" and "发文机关" in fields and not self._origin):
                yield "".join(value), f"“{name}”不必写，由程序按办公室配置或者别的字段印"
        for part in self._outside:
            yield "".join(part.lines), "由程序按字段写成的段落"

    def inner(self) -> list[tuple[Sheet, str]]:
        """The sheets of the drafts that this one names, with their names."""
        return self._files

    def _body(self) -> list[list[str]]:
        """The lines of the parts of the sheet's text that its draft holds."""
        parts, origin = self._sheet.parts, self._origin
        if origin is not None:
            parts, self._outside = own_parts(parts, origin)
            if sorted(part.digest for part in self._outside) != sorted(made_up(origin)):
                self._doubts.append("由程序按字段写成的段落改过，这样的改动带不回来：改草稿里的字段")
        self._doubts += [
            f"第 {part.number} 段的表格有合并的格，草稿里的表格没有，排出来会不一样" for part in parts if _is_merged(part)
        ]
        unknown = [part for part in parts if part.main.picture][len(origin.pictures) if origin else 0 :]
        self._doubts += [f"第 {part.number} 段是图片，DOCX 里没有它的文件名：存成 PNG，改草稿里的文件名" for part in unknown]
        lines, lost = written(parts, origin.pictures if origin else ())
        self._doubts += [f"第 {part.number} 段“{part.main.text[:12]}”的字体草稿里写不出来，只带回了文字" for part in lost]
        return lines

    def _known(self, origin: Origin) -> dict[str, Any]:
        """The fields of a draft whose origin is told."""
        shown = self._sheet.digests()
        hidden = self._hidden(origin)
        fields: dict[str, Any] = {}
        for name in (*origin.order, *(one for one in ORDER if one not in origin.order)):
            if name == _BODY or (name not in origin.order and not self._is_new(name, origin, shown)):
                continue
            if name == _ATTACHED:
                fields |= self._attachments(hidden.get(name))
            elif name in hidden:
                fields[name] = hidden[name]
            elif name in self._sheet.fields:
                value = self._sheet.fields[name]
                same = shown[name] == origin.shown.get(name)
                fields |= _typed(name, value, origin.typed.get(name) if same else None)
            elif name not in origin.shown:
                fields[name] = ""  # written and left empty
        self._name_enclosed(fields)
        return fields

    def _is_new(self, name: str, origin: Origin, shown: Mapping[str, str]) -> bool:
        """Whether the page shows something that did not come from the draft when it was made."""
        return name in shown and shown[name] != origin.shown.get(name)

    def _hidden(self, origin: Origin) -> dict[str, Any]:
        lines = self._sheet.lines()
        places = moved(origin.lines, [digest((line,)) for line in lines]) if origin.lines else {}
        found: dict[str, Any] = {}
        for name, value in origin.hidden.items():
            lost: list[object] = []
            own = resolve(value, lines, places, lost)
            if lost:
                self._doubts.append(f"“{name}”有 {len(lost)} 处页面上没有（没有印，或者改过、删去了），草稿里缺着，要看过补上")
            if own is not LOST:
                found[name] = own
        return found

    def _attachments(self, hidden: object) -> dict[str, Any]:
        """附件: the names that the page shows, with the files that it does not."""
        names = self._sheet.fields.get(_ATTACHED, ())
        told = hidden if isinstance(hidden, list) else [hidden] if hidden else []
        items: list[Any] = []
        for place, name in enumerate(names):
            item = told[place] if place < len(told) else name
            items.append(self._attachment(place, name, item, same=self._same_names()))
        return {_ATTACHED: items} if items else {}

    def _same_names(self) -> bool:
        return bool(self._origin and self._sheet.digests().get(_ATTACHED) == self._origin.shown.get(_ATTACHED))

    def _attachment(self, place: int, name: str, item: Any, *, same: bool) -> Any:  # noqa: ANN401
        if isinstance(item, Mapping):
            inner = self._sheet.attached.get(place)
            file = str(item.get("文件", ""))
            if inner is not None and file and not file.endswith((".xlsx", ".xls", ".et")):
                self._files.append((inner, file))
            return dict(item) if same else {**item, "标题": name}
        inner = self._sheet.attached.get(place)
        if inner is not None and not self._origin:
            file = f"{self._stem}-附件{place + 1}.md"
            self._files.append((inner, file))
            return {"标题": name, "文件": file}
        return item if same else name

    def _name_enclosed(self, fields: dict[str, Any]) -> None:
        for sheet in self._sheet.enclosed[:1]:
            file = fields.setdefault("印发", f"{self._stem}-印发件.md")
            self._files.insert(0, (sheet, str(file)))
        for number, sheet in enumerate(self._sheet.enclosed[1:], 2):
            file = f"{self._stem}-印发件{number}.md"
            self._files.append((sheet, file))
            self._doubts.append(f"一份草稿只能印发一份文件，“{file}”另写了一份，没有印在一起")

    def _guessed(self) -> dict[str, Any]:
        """The fields of a draft of which nothing but its page is known."""
        shown = self._sheet.fields
        fields: dict[str, Any] = {}
        format = self._format()
        genre = genre_of(str(shown.get("标题", ""))) or (format if format in _GENRES else "")
        if not genre:
            self._doubts.append(f"{self._stem}：从标题看不出是哪一个文种，写上“文种”")
        fields["文种"] = genre or self._genre
        fields["格式"] = format
        if "标题" not in shown:
            fields["标题"] = "".join(shown.get("发文机关标志", ())) or self._stem
            self._doubts.append(f"{self._stem}：没有印出标题，照抄了红头")
        for name in ORDER:
            if name in shown and name != _ATTACHED:
                fields |= _typed(name, shown[name])
        for name in ("期号", "署名", *_PEOPLE, "翻印机关", "翻印日期"):
            if name in shown and name not in fields:
                fields |= _typed(name, shown[name])
        fields |= self._attachments(None)
        self._name_enclosed(fields)
        if "分装附件" in shown:
            number, ordinal = tuple(shown["分装附件"])
            fields["分装附件"] = {"发文字号": number, **({"序号": ordinal} if ordinal else {})}
        return fields

    def _format(self) -> str:
        shown = self._sheet.fields
        issuer_mark = "".join(shown.get("发文机关标志", ()))
        if not issuer_mark:
            return "普通"
        if issuer_mark.endswith("纪要"):
            return "纪要"
        if issuer_mark.endswith("令"):
            return "命令"
        return "信函" if self._sheet.letter else "文件"


def _typed(name: str, value: Value, typed: object = None) -> dict[str, Any]:
    """A field as it is to stand in the draft; nothing where the page leaves it to be filled in."""
    if isinstance(typed, Mapping) and set(typed) == {"cut"}:
        return {name: _cut("，".join(value) if isinstance(value, tuple) else value, [int(one) for one in typed["cut"]])}
    if typed is not None:
        return {name: typed}
    if isinstance(value, tuple):
        if name == "发文机关标志":
            *names, ending = value
            return {"发文机关": names} if len(names) > 1 and ending == "文件" else {name: "".join(value)}
        return {name: list(value) if len(value) != 1 else value[0]} if value else ({name: ""} if name == "签发人" else {})
    if name in _PEOPLE:
        return {name: re.split("[；]" if "；" in value else "[、]", value)}
    if (name in _DATES and not is_date(value)) or _BLANK_NUMBER.fullmatch(value):
        return {}
    return {name: value}


def _cut(text: str, lengths: Sequence[int]) -> list[str]:
    items, place = [], 0
    for length in lengths:
        items.append(text[place : place + length])
        place += length + 1
    return items


def own_parts(parts: Sequence[Part], origin: Origin) -> tuple[list[Part], list[Part]]:
    """The parts of a text that its draft's 正文 holds, and those that the document type made of other fields."""
    if origin.body is None:
        return [], list(parts)
    start, stop = origin.body
    end = len(parts) - (len(origin.parts) - stop)
    return list(parts[start:end]), [*parts[:start], *parts[end:]]


def made_up(origin: Origin) -> list[str]:
    """The digests of the parts that the document type made of other fields."""
    start, stop = origin.body or (0, 0)
    return [*origin.parts[:start], *origin.parts[stop:]]


def _is_merged(part: Part) -> bool:
    cells = [cell for row in part.main.rows for cell in row]
    return any(cell.across > 1 or cell.down > 1 for cell in cells) or part.main.head > 1 or _captioned(part)


def _captioned(part: Part) -> bool:
    return bool(part.main.rows) and any(one.role is Role.CAPTION for one in part.shown)
