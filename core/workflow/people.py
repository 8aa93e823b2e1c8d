"""People 人员: who works in the office, in which roles, and by which password one is known."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ..errors import HongtouError
from ..values import dataclass
from . import schema
from .knocks import Knocks, forget
from .log import record
from .store import Store, TakenError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PASSWORD_LEAST: Final = 10
# A secret needs no more; longer ones would only cost time.
PASSWORD_MOST: Final = 128
# Each password that is looked at takes 64 MiB for a moment, and whoever wants to be let in need be nobody: so many at once.
_HASHING: Final = BoundedSemaphore(2)
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
        self._knocks = Knocks(store)

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
        row["password"] = self._hash(password)
        try:
            with self._store.writing() as connection:
                connection.execute(schema.person.insert(), row)
                record(connection, self._store.moment, by, "增加人员", login, _written(person.roles))
        except TakenError as error:
            raise HongtouError(f"登录名“{login}”已经有人用了。换一个") from error
        return person

    def change(
        self, id: str, *, by: str, roles: Iterable[Role] | None = None, password: str | None = None, closed: bool = False
    ) -> None:
        """Give somebody other roles or another password, or close their account. Their sessions end with any of these.

        :raises HongtouError: there is no such person, the password is too easy, or no administrator would be left.
        """
        hashed = self._hash(password[: PASSWORD_MOST + 1]) if password else ""  # which takes its time: nobody waits for it
        with self._store.writing() as connection:
            # All are held: two administrators who take each other's role do so one after the other.
            everybody = connection.execute(sa.select(schema.person).order_by(schema.person.c.id).with_for_update())
            row = next((one for one in everybody if one.id == id), None)
            if row is None:
                raise HongtouError("没有这个人")
            person = _person(row)
            wanted = person.roles if roles is None else frozenset(roles)
            values = {"roles": _written(wanted)}
            if password is not None:
                check_password(password, person.login)
                values |= {"password": hashed}
                forget(connection, person.login)
            if closed:
                values["closed_at"] = self._store.moment
            connection.execute(schema.person.update().where(schema.person.c.id == id).values(**values))
            if not _administrators(connection):
                raise HongtouError("至少要留一个管理员，没有改")
            connection.execute(schema.session.delete().where(schema.session.c.person == id))
            what = "停用" if closed else "改角色" if password is None else "改口令"
            record(connection, self._store.moment, by, what, person.login, _written(wanted))

    def check(self, login: str, password: str, *, address: str = "", action: str = "登录") -> Person:
        """Who it is that has this password.

        :param address: where it was typed.
        :param action: what the log calls it.
        :raises SignInError: nobody; the same words whatever was wrong, and as much time.
        """
        login = login.strip()
        knock = self._knocks.count(login, address)
        if knock is None:
            raise SignInError("错的次数太多，这会儿不能登录。过一阵再来，或者请管理员重设口令")
        with self._store.reading() as connection:
            row = connection.execute(sa.select(schema.person).where(schema.person.c.login == login)).one_or_none()
        # An account that is not there takes as long as one that is.
        known = row.password if row is not None and not row.closed_at else self._nobody
        if not self._is(known, password[:PASSWORD_MOST]) or row is None or row.closed_at:
            with self._store.writing() as connection:
                record(connection, self._store.moment, "", f"{action}不成", login[:40] if row is not None else "", address)
            raise SignInError("登录名或者口令不对")
        with self._store.writing() as connection:
            now = connection.execute(sa.select(schema.person).where(schema.person.c.id == row.id).with_for_update()).one()
            if now != row:  # closed meanwhile, or it has another password
                raise SignInError("登录名或者口令不对")
            self._knocks.was_right(connection, knock)
            if self._hasher.check_needs_rehash(row.password):
                again = {"password": self._hash(password)}
                connection.execute(schema.person.update().where(schema.person.c.id == row.id).values(again))
            record(connection, self._store.moment, row.name, action, row.login, address)
        return _person(row)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher, profiles

        return PasswordHasher.from_parameters(profiles.get_default_parameters())  # RFC 9106, the second recommended choice

    @cached_property
    def _nobody(self) -> str:
        """What no password is."""
        return self._hash(secrets.token_urlsafe())

    def _is(self, known: str, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            with _HASHING:
                return self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False

    def _hash(self, password: str) -> str:
        with _HASHING:
            return self._hasher.hash(password)


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
