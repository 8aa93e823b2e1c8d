"""People 人员: who works in the office, in which roles, and by which password one is known."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ..errors import HongtouError
from . import schema
from .log import record
from .store import Store, TakenError, stamp

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PASSWORD_LEAST: Final = 10
# A secret needs no more; longer ones would only cost time.
PASSWORD_MOST: Final = 128
# So many wrong passwords cost nothing; from then on the wait doubles with each, up to a day.
_PATIENCE: Final = 5
_WAIT: Final = datetime.timedelta(seconds=30)
_WAIT_MOST: Final = datetime.timedelta(days=1)
_OBVIOUS: Final = frozenset({"1234567890", "0123456789", "password123", "qwertyuiop", "admin12345", "hongtou123"})


class Role(StrEnum):
    """What somebody may do; one person may have several."""

    DRAFTER = "拟稿人"
    REVIEWER = "核稿人"
    APPROVER = "签发人"
    REGISTRAR = "登记员"
    ADMINISTRATOR = "管理员"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the office.

    :param login: what is typed for signing in; ``name``: 姓名, which registers and opinions show.
    :param closed: does not work here any more.
    """

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    closed: bool = False

    def may(self, *roles: Role) -> bool:
        """Whether one of these roles is theirs."""
        return not self.roles.isdisjoint(roles)


# On one's own computer there are no accounts: whoever sits there does everything.
ONESELF: Final = Person("oneself", "", "本人", frozenset(Role))


class SignInError(HongtouError):
    """Nobody was signed in; says no more than it must."""


class People:
    """The people of an office."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Person]:
        """Everybody, in the order of their logins."""
        with self._store.reading() as connection:
            rows = connection.execute(sa.select(schema.person).order_by(schema.person.c.login))
            return [_person(row) for row in rows]

    def get(self, id: str) -> Person | None:
        """Somebody by id; None: nobody, or does not work here any more."""
        with self._store.reading() as connection:
            row = connection.execute(sa.select(schema.person).where(schema.person.c.id == id)).one_or_none()
        person = _person(row) if row else None
        return person if person and not person.closed else None

    def add(self, login: str, name: str, roles: Iterable[Role], password: str, *, by: str) -> Person:
        """Add somebody.

        :param by: who does so.
        :raises HongtouError: the login is taken, a name is empty, or the password is too easy.
        """
        login, name = login.strip(), name.strip()
        if not login or not name or len(login) > 40 or len(name) > 40:
            raise HongtouError("登录名和姓名都要写，各不超过 40 个字")
        check_password(password, login)
        person = Person(secrets.token_urlsafe(9), login, name, frozenset(roles))
        row = {"id": person.id, "login": login, "name": name, "roles": _written(person.roles)}
        row["password"] = self._hasher.hash(password)
        try:
            with self._store.writing() as connection:
                connection.execute(schema.person.insert(), row)
                record(connection, self._store.moment, by, "增加人员", login, _written(person.roles))
        except TakenError as error:
            raise HongtouError(f"登录名“{login}”已经有人用了。换一个") from error
        return person

    def change(self, id: str, *, by: str, roles: Iterable[Role] | None = None, password: str = "", closed: bool = False) -> None:
        """Give somebody other roles or another password, or close their account. Their sessions end with any of these.

        :raises HongtouError: there is no such person, the password is too easy, or no administrator would be left.
        """
        with self._store.writing() as connection:
            # All are held: two administrators who take each other's role do so one after the other.
            everybody = connection.execute(sa.select(schema.person).order_by(schema.person.c.id).with_for_update())
            row = next((one for one in everybody if one.id == id), None)
            if row is None:
                raise HongtouError("没有这个人")
            person = _person(row)
            wanted = person.roles if roles is None else frozenset(roles)
            values = {"roles": _written(wanted)}
            if password:
                check_password(password, person.login)
                values |= {"password": self._hasher.hash(password), "failures": 0, "locked_until": ""}  # type: ignore[dict-item]
            if closed:
                values["closed_at"] = self._store.moment
            connection.execute(schema.person.update().where(schema.person.c.id == id).values(**values))
            if not _administrators(connection):
                raise HongtouError("至少要留一个管理员，没有改")
            connection.execute(schema.session.delete().where(schema.session.c.person == id))
            what = "停用" if closed else "改口令" if password else "改角色"
            record(connection, self._store.moment, by, what, person.login, _written(wanted))

    def check(self, login: str, password: str) -> Person:
        """Who it is that has this password.

        :raises SignInError: nobody; the same words whatever was wrong, and as much time.
        """
        wrong = SignInError("登录名或者口令不对")
        with self._store.reading() as connection:
            row = connection.execute(sa.select(schema.person).where(schema.person.c.login == login.strip())).one_or_none()
        moment = self._store.clock()
        if row is not None and row.locked_until > stamp(moment):
            raise SignInError("错的次数太多，这会儿不能登录。过一阵再来，或者请管理员重设口令")
        # An account that is not there takes as long as one that is.
        known = row.password if row is not None and not row.closed_at else self._nobody
        if self._is(known, password[:PASSWORD_MOST]) and row is not None and not row.closed_at:
            with self._store.writing() as connection:
                values: dict[str, object] = {"failures": 0, "locked_until": ""}
                if self._hasher.check_needs_rehash(row.password):
                    values["password"] = self._hasher.hash(password)
                connection.execute(schema.person.update().where(schema.person.c.id == row.id).values(values))
                record(connection, self._store.moment, row.name, "登录", row.login)
            return _person(row)
        with self._store.writing() as connection:
            if row is not None:
                self._count(connection, row.id, moment)
            record(connection, self._store.moment, "", "登录不成", login.strip()[:40] if row is not None else "")
        raise wrong

    def _count(self, connection: sa.Connection, id: str, moment: datetime.datetime) -> None:
        """Count one wrong password more; from the fifth on the next one has to wait."""
        counted = schema.person.update().where(schema.person.c.id == id).values(failures=schema.person.c.failures + 1)
        connection.execute(counted)
        failures: int = connection.execute(sa.select(schema.person.c.failures).where(schema.person.c.id == id)).scalar_one()
        if failures >= _PATIENCE:
            wait = min(_WAIT * 2 ** min(failures - _PATIENCE, 20), _WAIT_MOST)
            connection.execute(schema.person.update().where(schema.person.c.id == id).values(locked_until=stamp(moment + wait)))

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher()  # RFC 9106, the second recommended choice

    @cached_property
    def _nobody(self) -> str:
        """What no password is."""
        return self._hasher.hash(secrets.token_urlsafe())

    def _is(self, known: str, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False


def check_password(password: str, login: str) -> None:
    """See that a password is none that is guessed at once.

    :raises HongtouError: it is.
    """
    if len(password) < PASSWORD_LEAST:
        raise HongtouError(f"口令至少 {PASSWORD_LEAST} 个字符")
    if len(password) > PASSWORD_MOST:
        raise HongtouError(f"口令最多 {PASSWORD_MOST} 个字符")
    if password.lower() in _OBVIOUS or len(set(password)) < 4 or (login and login.lower() in password.lower()):
        raise HongtouError("这个口令太容易猜。换一个：不要用登录名，不要用连着的数字、同一个字符")


def _written(roles: Iterable[Role]) -> str:
    return " ".join(role for role in Role if role in frozenset(roles))


def _person(row: sa.Row[tuple[str, ...]]) -> Person:
    roles = frozenset(Role(name) for name in row.roles.split())
    return Person(row.id, row.login, row.name, roles, bool(row.closed_at))


def _administrators(connection: sa.Connection) -> bool:
    rows = connection.execute(sa.select(schema.person.c.roles).where(schema.person.c.closed_at == ""))
    return any(Role.ADMINISTRATOR in row.roles.split() for row in rows)
