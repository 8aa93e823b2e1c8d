"""A roster: people → one table, grouped by kind, with a sentence that counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hongtou import Align, Block, Cell, Column, Context, Data, Gongwen, Paragraph, Row, Table, chinese_numeral, official, spans

from ..codes import KINDS
from ..words import printed_name
from .identity import masked
from .order import by_strokes
from .people import Person, read_people
from .schema import BY_KIND, BY_STROKES, WHOLE


def compose(data: Data, context: Context) -> Gongwen:
    """Set the roster out.

    A person of several kinds is listed once, under the kind named first, with the others in 备注; the count of a kind
    counts everyone who belongs to it.

    :raises FieldErrors: rows hold wrong values; all of them are told.
    """
    people = read_people(data["名单"], data.get("成文日期"))
    order = data.get("排序", BY_KIND)
    if order != BY_KIND:
        people = by_strokes(people)
    across, whole = data.get("横排", False), data.get("身份证号显示") == WHOLE
    table = _table(people, banded=order != BY_STROKES, whole=whole, landscape=across)
    blocks: tuple[Block, ...] = (*data.get("正文", ()), Paragraph(spans(_counts(people, banded=order != BY_STROKES))), table)
    return official(data, context, blocks=blocks, inner=True)


def _counts(people: Sequence[Person], *, banded: bool) -> str:
    """How many there are, of each kind."""
    counts = {kind: sum(kind in person.kinds for person in people) for kind in KINDS}
    told = "、".join(f"{kind}{count}人" for kind, count in counts.items() if count)
    several = sum(len(person.kinds) > 1 for person in people)
    text = f"本名单共{len(people)}人。按类别统计：{told}。"
    if several:
        listed = "，名单中只列入第一个类别，并在备注中注明" if banded else ""
        text += f"其中{several}人属于两个以上类别，各类均计入人数{listed}。"
    return text if banded else text + "名单按姓氏笔画为序。"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A column of the table; ``text`` is a person's cell."""

    title: str
    text: Callable[[Person], str]
    align: Align = Align.CENTER


def _remark(person: Person) -> str:
    also = f"兼属{'、'.join(person.kinds[1:])}" if person.kinds[1:] else ""
    return "；".join(filter(None, [also, person.remark]))


_COLUMNS: Final = (
    _Kind("姓名", lambda person: printed_name(person.name)),
    _Kind("性别", lambda person: person.sex),
    _Kind("民族", lambda person: person.nation),
    _Kind("出生年月", lambda person: f"{person.birth:%Y.%m}" if person.birth else ""),
    _Kind("身份证号", lambda person: masked(person.identity)),
    _Kind("学历学位", lambda person: person.education),
    _Kind("职务职称", lambda person: person.post, Align.LEFT),
    _Kind("政治面貌", lambda person: person.party),
    _Kind("社会兼职", lambda person: person.roles, Align.LEFT),
    _Kind("备注", _remark, Align.LEFT),
)


_ALL_OF_IT: Final = _Kind("身份证号", lambda person: person.identity)
_KINDS_OF: Final = _Kind("统战对象类别", lambda person: "、".join(person.kinds), Align.LEFT)


def _table(people: Sequence[Person], *, banded: bool, whole: bool, landscape: bool) -> Table:
    """The whole table; a column in which nobody has anything is left out.

    :param banded: grouped by kind; otherwise a column tells the kinds.
    :param whole: identity numbers are not masked.
    """
    columns = [_ALL_OF_IT if whole and column.title == _ALL_OF_IT.title else column for column in _COLUMNS]
    if not banded:
        columns = [*columns[:-1], _KINDS_OF, _Kind("备注", lambda person: person.remark, Align.LEFT)]
    used = [column for column in columns if any(map(column.text, people))]
    rows = tuple(_rows(people, used) if banded else _plain_rows(people, used))
    heads = (Column("序号"), *(Column(column.title, align=column.align) for column in used))
    return Table(heads, rows, landscape=landscape)


def _rows(people: Sequence[Person], used: Sequence[_Kind]) -> Iterator[Row]:
    """Band after band in the order of the twelve kinds, numbered through."""
    number = band = 0
    for kind in KINDS:
        listed = [person for person in people if person.kinds[0] == kind]
        if not listed:
            continue
        band += 1
        elsewhere = sum(kind in person.kinds for person in people) - len(listed)
        yield Row((Cell(_band(band, kind, len(listed), elsewhere)),), band=True)
        for person in listed:
            number += 1
            yield Row((Cell(str(number)), *(Cell(column.text(person)) for column in used)))


def _plain_rows(people: Sequence[Person], used: Sequence[_Kind]) -> Iterator[Row]:
    """One after another, numbered through."""
    for number, person in enumerate(people, 1):
        yield Row((Cell(str(number)), *(Cell(column.text(person)) for column in used)))


def _band(number: int, kind: str, listed: int, elsewhere: int) -> str:
    also = f"，另有{elsewhere}人列在其他类别" if elsewhere else ""
    return f"{chinese_numeral(number)}、{kind}（{listed}人{also}）"
