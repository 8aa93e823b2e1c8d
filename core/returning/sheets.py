"""From what a document shows to the fields and the text of the drafts that it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..layout.styles import HEADINGS, Role
from ..pattern import pattern
from .elements import Value, fields_of
from .shown import Shown, digest

_DETACHED: Final = pattern(r"(?P<number>\S*〔\d{4}〕\d+号)附件(?P<ordinal>\d*)")
_BODY: Final = {None, Role.TEXT, *HEADINGS, Role.TABLE, Role.TABLE_TITLE, Role.FIGURE, Role.FIGURE_TITLE}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: a paragraph, a table with what stands above it, a picture with what stands below it."""

    shown: tuple[Shown, ...]

    @property
    def main(self) -> Shown:
        """The paragraph, the table or the picture itself."""
        return next((one for one in self.shown if one.rows or one.picture), self.shown[0])

    @property
    def digest(self) -> str:
        """What tells whether it was changed."""
        return digest(look for one in self.shown for look in one.look())

    @property
    def lines(self) -> tuple[str, ...]:
        """Its text, line by line; a table's row is one, with tabs between its cells."""
        return tuple(line for one in self.shown for line in one.lines())

    @property
    def number(self) -> int:
        """Of its first paragraph in the file."""
        return self.shown[0].number


@dataclass(slots=True)
class Sheet:
    """What a document shows of one draft.

    :param fields: what its fields show, by their names; a list is a tuple.
    :param parts: its text.
    :param enclosed: the texts that it issues.
    :param attached: its attachments that are bound with it, by their place in the 附件说明.
    :param letter: its 发文字号 stands at the right, as that of a letter does (10.1).
    :param printed: what the program prints around the fields' values, of this sheet and those behind it.
    """

    fields: dict[str, Value] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    enclosed: list[Sheet] = field(default_factory=list)
    attached: dict[int, Sheet] = field(default_factory=dict)
    letter: bool = False
    printed: list[tuple[str, int]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """All that it shows, line by line: its text, then what its fields show."""
        shown = ["，".join(value) if isinstance(value, tuple) else value for value in self.fields.values()]
        return [*(line for part in self.parts for line in part.lines), *shown]

    def digests(self) -> dict[str, str]:
        """What tells whether a field was changed."""
        return {name: digest((value,)) for name, value in self.fields.items()}


def read_sheet(shown: Iterable[Shown]) -> Sheet:
    """The document's own sheet, with those that stand behind it."""
    reader = _Reader()
    for one in shown:
        reader.take(one)
    reader.finish()
    return reader.main


class _Reader:
    """Takes what is shown, one by one."""

    def __init__(self) -> None:
        self.main = self._sheet = Sheet()
        self._open = [self.main]
        self._label = ""
        self._pending: list[Shown] = []
        self._begun = False

    def take(self, one: Shown) -> None:
        """The next paragraph or table."""
        if one.role is Role.TITLE:
            self._title(one)
        elif one.role is Role.ATTACHMENT_MARK:
            self._attachment_mark(one)
        elif one.role in _BODY or (
            one.role is Role.CAPTION and (self._sheet.parts or self._pending or "题注" in self._sheet.fields)
        ):
            self._body(one)
        else:
            self._element(one)

    def _has_text(self) -> bool:
        return bool(self._sheet.parts or self._pending or "题注" in self._sheet.fields)

    def _element(self, one: Shown) -> None:
        found = list(fields_of(one))
        if any(isinstance(value, str) and name in self._of(name).fields for name, value in found):
            self._body(replace(one, role=None))  # a second date, a second note: somebody's text
            return
        for name, value in found:
            fields = self._of(name).fields
            fields[name] = (*fields.get(name, ()), *value) if isinstance(value, tuple) else value
            self.main.letter |= one.role is Role.SIDES and name == "发文字号"
        rest = Counter(one.text) - Counter("".join("".join(value) for _, value in found))
        if text := "".join("".join(rest.elements()).split()):
            self.main.printed.append((text, one.number))

    def _of(self, name: str) -> Sheet:
        return self.main if name in _MAIN else self._sheet

    def finish(self) -> None:
        """Nothing follows."""
        self._flush()
        if moved := self.main.fields.pop("移送", None):
            self.main.fields["主送"] = moved

    def _title(self, one: Shown) -> None:
        if self._begun or self._label:
            self._flush()
            self._open_sheet(one.text)
        if "标题" in self._sheet.fields:
            self._body(replace(one, role=None))
        else:
            self._sheet.fields["标题"] = one.text
        self._begun = True

    def _open_sheet(self, title: str) -> None:
        sheet = Sheet()
        if not self._label:
            self.main.enclosed.append(sheet)
            self._open = [self.main, sheet]
        else:
            owner, place = self._owner(title)
            owner.attached[place] = sheet
            self._open.append(sheet)
        self._sheet, self._label = sheet, ""

    def _owner(self, title: str) -> tuple[Sheet, int]:
        """Whose attachment a text is: that of the nearest sheet that names it and has it not yet."""
        for sheet in reversed(self._open):
            for place, name in enumerate(sheet.fields.get("附件", ())):
                if name == title and place not in sheet.attached:
                    return sheet, place
        number = int("".join(filter(str.isdigit, self._label)) or 1) - 1
        return self.main, next(place for place in (number, *range(100, 10_000)) if place not in self.main.attached)

    def _attachment_mark(self, one: Shown) -> None:
        if not self._begun and (match := _DETACHED.fullmatch(one.text)):
            self.main.fields["分装附件"] = match["number"], match["ordinal"]
            self.main.printed.append(("附件", one.number))
        else:
            self._flush()
            self.main.printed.append((one.text, one.number))
            self._label, self._begun = one.text, True

    def _body(self, one: Shown) -> None:
        """Text; what stands above a table or below a picture is one part with it."""
        self._begun = True
        if one.role in {Role.TABLE_TITLE, Role.CAPTION}:
            self._flush() if one.role is Role.TABLE_TITLE else None
            self._pending.append(one)
        elif one.rows:
            self._sheet.parts.append(Part((*self._pending, one)))
            self._pending = []
        elif one.role is Role.FIGURE_TITLE and self._sheet.parts and self._sheet.parts[-1].shown[-1].picture:
            self._sheet.parts[-1] = Part((*self._sheet.parts[-1].shown, one))
        else:
            self._flush()
            self._sheet.parts.append(Part((one,)))

    def _flush(self) -> None:
        """A title above no table is text."""
        self._sheet.parts += [Part((one,)) for one in self._pending]
        self._pending = []


# What stands behind the text is the document's own, whatever stands before it.
_MAIN: Final = {
    "发文机关标志", "发文字号", "令号", "期号", "份号", "密级", "保密期限", "紧急程度", "签发人", "署名", "成文日期", "附注",
    "出席", "请假", "列席", "抄送", "移送", "印发机关", "印发日期", "翻印机关", "翻印日期",
}  # fmt: skip


def sheets(main: Sheet) -> Sequence[Sheet]:
    """A sheet and those behind it, in the order in which drafts name theirs."""
    inner = [*main.enclosed, *(main.attached[place] for place in sorted(main.attached))]
    return [main, *(one for sheet in inner for one in sheets(sheet))]
