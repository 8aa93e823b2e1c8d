"""People: a draft's rows, read and checked; everything that is wrong is found at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hongtou import Data, FieldError, FieldErrors

from ..codes import COMMUNISTS, DEMOCRATS, HAN, INDEPENDENT, KIND_TABLE, KINDS, NATION_TABLE, PARTY_TABLE, SEXES
from .identity import born, holds_number, read_identity, sex

EARLIEST: Final = datetime.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the roster; what is not known is empty.

    :param kinds: the first one is where the person is listed.
    :param strokes: of the family name's first character, as the draft tells them; 0: it does not.
    """

    name: str
    kinds: tuple[str, ...]
    sex: str = ""
    nation: str = ""
    birth: datetime.date | None = None
    identity: str = ""
    education: str = ""
    post: str = ""
    party: str = ""
    roles: str = ""
    remark: str = ""
    strokes: int = 0


def read_people(rows: Sequence[Data], day: datetime.date | None) -> tuple[Person, ...]:
    """Read and check a draft's rows.

    :param day: the roster's date; None: not known yet.
    :raises FieldErrors: everything that is wrong with them, in order.
    """
    readers = [_RowReader(place, row) for place, row in enumerate(rows)]
    people = [reader.read(day) for reader in readers]
    errors = [error for reader in readers for error in reader.errors]
    errors += _twice(people)
    if errors:
        raise FieldErrors(sorted(errors, key=lambda error: int(error.path[1])))
    return tuple(people)


def _twice(people: Sequence[Person]) -> Iterator[FieldError]:
    """People who are listed more than once: name, birth and post are the same."""
    first: dict[tuple[object, ...], int] = {}
    numbers: dict[str, int] = {}
    for place, person in enumerate(people):
        known = first.setdefault((person.name, person.birth, person.post), place)
        same = numbers.setdefault(person.identity, place) if person.identity else place
        if same != place and known == place:
            yield FieldError(("名单", place, "身份证号"), f"和第{same + 1}项的身份证号一样。同一个人只写一条，不是的请核对")
        if known != place:
            told = f"和第{known + 1}项是同一个人。一人属于几类的只写一条，类别写成列表；同名的人，写出生年月、职务职称区分"
            yield FieldError(("名单", place, "姓名"), told)


class _RowReader:
    """Reads one row; keeps what is wrong with it."""

    def __init__(self, place: int, row: Data) -> None:
        self.place = place
        self.row = row
        self.errors: list[FieldError] = []

    def read(self, day: datetime.date | None) -> Person:
        row = self.row
        person = Person(
            name=clean_name(row["姓名"]),
            sex=self._value("性别", SEXES.read),
            nation=self._value("民族", NATION_TABLE.read),
            birth=row.get("出生年月"),
            identity=self._value("身份证号", read_identity),
            education=row.get("学历学位", ""),
            post=row.get("职务职称", ""),
            party=self._value("政治面貌", _party),
            kinds=self._kinds(),
            roles="、".join(row.get("社会兼职", ())),
            remark=row.get("备注", ""),
            strokes=row.get("姓氏笔画", 0),
        )
        self._check(person, day)
        return person

    def _wrong(self, field: str, message: str) -> None:
        self.errors.append(FieldError(("名单", self.place, field), message))

    def _value(self, field: str, read: Callable[[str], str]) -> str:
        if field not in self.row:
            return ""
        try:
            return read(self.row[field])
        except ValueError as wrong:
            self._wrong(field, str(wrong))
            return ""

    def _kinds(self) -> tuple[str, ...]:
        kinds: dict[str, None] = {}
        for text in self.row["统战对象类别"]:
            try:
                kinds[KIND_TABLE.read(text)] = None
            except ValueError as wrong:
                self._wrong("统战对象类别", str(wrong))
        return tuple(kinds)

    def _check(self, person: Person, day: datetime.date | None) -> None:
        """See that the person's values agree with one another."""
        for field, value in self.row.items():
            if field != "身份证号" and holds_number("、".join(value) if isinstance(value, tuple) else str(value)):
                self._wrong(field, "这里写着身份证号。只写在“身份证号”一栏，印出来才会隐去")
        for message in _contradictions(person):
            self._wrong("统战对象类别", message)
        for message in _against_identity(person, day):
            self._wrong("身份证号", message)
        if person.birth and (person.birth < EARLIEST or (day and person.birth > day)):
            self._wrong("出生年月", f"{person.birth.year}年{person.birth.month}月不可能是出生年月。请核对")


def _party(text: str) -> str:
    if text in {"无党派", "党外", "党外人士"}:
        raise ValueError(f"“{text}”说得不清楚。经认定的写“无党派人士”，其余的写“群众”，两者不能互换")
    return PARTY_TABLE.read(text)


def _contradictions(person: Person) -> Iterator[str]:
    """Kinds that the person's 政治面貌 or 民族 rules out."""
    party, kinds = person.party, person.kinds
    outside = [kind for kind in kinds if kind in KINDS[:3]]
    if party in COMMUNISTS and outside:
        yield f"{party}不能列为{'、'.join(outside)}。请核对政治面貌和类别"
    elif party and KINDS[0] in kinds and party not in DEMOCRATS:
        yield f"列为民主党派成员，政治面貌却是{party}。请写所属的民主党派，如“民盟盟员”"
    elif party and KINDS[1] in kinds and party != INDEPENDENT:
        yield f"列为无党派人士，政治面貌却是{party}。无党派人士须经认定，与群众等不能互换，请核对"
    if person.nation == HAN and KINDS[3] in kinds:
        yield "列为少数民族人士，民族却是汉族。请核对民族和类别"


def _against_identity(person: Person, day: datetime.date | None) -> Iterator[str]:
    """What the identity number tells otherwise than the row does; the number itself is never repeated."""
    if not person.identity:
        return
    birth = born(person.identity)
    if birth and day and birth > day:
        yield "身份证号里的出生日期在名单的日期之后。请核对"
    elif birth and person.birth and (birth.year, birth.month) != (person.birth.year, person.birth.month):
        yield "身份证号里的出生年月和“出生年月”不一样。请核对"
    if person.sex and sex(person.identity) != person.sex:
        yield "身份证号里的性别和“性别”不一样。请核对"


def clean_name(text: str) -> str:
    """A name without the spaces that were typed to align it, its dots all alike."""
    name = re.sub(r"[•‧・･∙]", "·", text)
    return re.sub(r"(?<=[^\x00-\xff])\s+(?=[^\x00-\xff])", "", name)
