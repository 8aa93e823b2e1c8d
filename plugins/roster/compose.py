"""A roster: people → one table, grouped by kind, with a sentence that counts them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final

from hongtou import Align, Block, Cell, Column, Context, Data, Gongwen, Paragraph, Row, Table, official, spans

from .codes import KINDS
from .identity import masked
from .order import by_strokes
from .people import Person, printed_name, read_people
from .schema import BY_KIND, BY_STROKES, WHOLE

# The width of the type area, upright and turned, and what each column loses at its edges, in pt; the sizes of type that a
# roster may be set in.
_WIDTH: Final = 442.0
_WIDTH_ACROSS: Final = 637.0
_EDGES: Final = 5.7
_SIZES: Final = (10.5, 9.0)
# In 字: the column of numbers, that of identity numbers, which may end in X, the least for a column of long texts, and how much
# these should have on average.
_NUMBER: Final = 2.0
_IDENTITY: Final = 9.25
_LEAST: Final = 3.0
_DECENT: Final = 5.0
_ORDINALS: Final = "一二三四五六七八九十"


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
    """A column of the table.

    :param text: a person's cell.
    :param most: the widest that it asks for, in 字; 0: it shares what the others leave.
    """

    title: str
    text: Callable[[Person], str]
    most: float = 0.0


def _remark(person: Person) -> str:
    also = f"兼属{'、'.join(person.kinds[1:])}" if person.kinds[1:] else ""
    return "；".join(filter(None, [also, person.remark]))


_COLUMNS: Final = (
    _Kind("姓名", lambda person: printed_name(person.name), 4),
    _Kind("性别", lambda person: person.sex, 2),
    _Kind("民族", lambda person: person.nation, 4),
    _Kind("出生年月", lambda person: f"{person.birth:%Y.%m}" if person.birth else "", 4),
    _Kind("身份证号", lambda person: masked(person.identity), _IDENTITY),
    _Kind("学历学位", lambda person: person.education, 4),
    _Kind("职务职称", lambda person: person.post),
    _Kind("政治面貌", lambda person: person.party, 6),
    _Kind("社会兼职", lambda person: person.roles),
    _Kind("备注", _remark),
)


_ALL_OF_IT: Final = _Kind("身份证号", lambda person: person.identity, _IDENTITY)
_KINDS_OF: Final = _Kind("统战对象类别", lambda person: "、".join(person.kinds))


def _table(people: Sequence[Person], *, banded: bool, whole: bool, landscape: bool) -> Table:
    """The whole table; a column in which nobody has anything is left out.

    :param banded: grouped by kind; otherwise a column tells the kinds.
    :param whole: identity numbers are not masked.
    """
    columns = [_ALL_OF_IT if whole and column.title == _ALL_OF_IT.title else column for column in _COLUMNS]
    if not banded:
        columns = [*columns[:-1], _KINDS_OF, _Kind("备注", lambda person: person.remark)]
    used = [column for column in columns if any(map(column.text, people))]
    rows = tuple(_rows(people, used) if banded else _plain_rows(people, used))
    width = _WIDTH_ACROSS if landscape else _WIDTH
    return Table((Column("序号", _NUMBER), *_columns(used, people, width)), rows, landscape=landscape)


def _columns(used: Sequence[_Kind], people: Sequence[Person], width: float) -> Iterator[Column]:
    """The columns' widths: short ones get what their longest cell needs, long ones share what is left."""
    lengths = {column.title: [_length(column.text(person)) for person in people] for column in used}
    needs = {title: max(_length(title), *found) for title, found in lengths.items()}
    short = {column.title: min(needs[column.title], column.most) for column in used if column.most}
    # The square root, lest a column that is full in every row leave nothing to one that is seldom used.
    long = {title: math.sqrt(sum(found)) for title, found in lengths.items() if title not in short}
    shares = _shares(long, _room(len(used) + 1, sum(short.values()), len(long), width))
    for title, need in needs.items():
        yield Column(title, short[title]) if title in short else Column(title, min(need, shares[title]), Align.LEFT)


def _room(columns: int, short: float, long: int, width: float) -> float:
    """What is left for the long columns, in the largest type in which that is decent."""
    rooms = [(width - _EDGES * columns) / size - _NUMBER - short for size in _SIZES]
    return next((room for room in rooms if room >= _DECENT * long), rooms[-1])


def _shares(amounts: Mapping[str, float], room: float) -> dict[str, float]:
    """What the long columns get of the room: a least, and the rest by the amounts of what there is to say in each."""
    rest, total = room - _LEAST * len(amounts), sum(amounts.values())
    return {title: _LEAST + rest * amount / total for title, amount in amounts.items()}


def _length(text: str) -> float:
    """The width of a text in 字."""
    return sum(_char(char) for char in text)


def _char(char: str) -> float:
    if char in ascii_uppercase:
        return 0.75
    return 0.5 if char < "\u0100" and char != "·" else 1.0


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
    ordinal = _ORDINALS[number - 1] if number <= 10 else "十" + _ORDINALS[number - 11]
    also = f"，另有{elsewhere}人列在其他类别" if elsewhere else ""
    return f"{ordinal}、{kind}（{listed}人{also}）"
