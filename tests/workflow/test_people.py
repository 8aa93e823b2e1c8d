"""Who works in the office, and who is let in."""

from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from hongtou.errors import HongtouError
from hongtou.workflow import log, schema
from hongtou.workflow.people import _HASHING, People, Role, SignInError
from hongtou.workflow.store import Store
from support.clock import Clock

PASSWORD = "云州医协2026年的口令"  # noqa: S105

OTHER = "另一个很长的口令2026"


@pytest.fixture
def people(store: Store) -> People:
    known = People(store)
    known.add("root", "管理员", [Role.ADMINISTRATOR], PASSWORD, by="test")
    known.add("zhang", "张示例", [Role.DRAFTER, Role.REVIEWER], PASSWORD, by="管理员")
    return known


def test_the_right_password_lets_in_and_a_wrong_one_does_not(people: People) -> None:
    person = people.check(" zhang ", PASSWORD)
    assert (person.name, person.roles) == ("张示例", frozenset({Role.DRAFTER, Role.REVIEWER}))
    for login, password in (("zhang", PASSWORD + "x"), ("zhang", ""), ("nobody", PASSWORD), ("", "")):
        with pytest.raises(SignInError, match=r"^登录名或者口令不对$"):
            people.check(login, password)


def test_after_five_wrong_passwords_the_wait_doubles(people: People, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(SignInError, match="不对"):
            people.check("zhang", "wrong")
    with pytest.raises(SignInError, match="次数太多"):
        people.check("zhang", PASSWORD)
    clock.forward(seconds=31)
    with pytest.raises(SignInError, match="不对"):
        people.check("zhang", "wrong")
    clock.forward(seconds=31)  # the second wait is twice as long
    with pytest.raises(SignInError, match="次数太多"):
        people.check("zhang", PASSWORD)
    clock.forward(seconds=31)
    assert people.check("zhang", PASSWORD).login == "zhang"
    with pytest.raises(SignInError, match="不对"):  # counted anew
        people.check("zhang", "wrong")


@pytest.mark.parametrize("password", ["短", "123456789", "1234567890", "aaaaaaaaaaaa", "zhang2026年的口令", "x" * 129])
def test_easy_passwords_are_refused(people: People, password: str) -> None:
    person = people.all()[1]
    with pytest.raises(HongtouError, match="口令"):
        people.change(person.id, by="管理员", password=password)
    assert people.check("zhang", PASSWORD)


def test_passwords_are_not_kept_as_they_are(people: People, store: Store) -> None:
    del people
    with store.reading() as connection:
        kept = connection.execute(sa.select(schema.person.c.password)).scalars().all()
    assert all(one.startswith("$argon2id$") for one in kept)


@pytest.mark.usefixtures("dear_passwords")
def test_a_password_costs_whoever_guesses_what_rfc_9106_recommends(store: Store) -> None:
    People(store).add("root", "管理员", [Role.ADMINISTRATOR], PASSWORD, by="test")
    with store.reading() as connection:
        kept = connection.execute(sa.select(schema.person.c.password)).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_one_administrator_is_always_left(people: People) -> None:
    root = next(one for one in people.all() if one.login == "root")
    changes: list[dict[str, Any]] = [{"roles": [Role.DRAFTER]}, {"closed": True}]
    for change in changes:
        with pytest.raises(HongtouError, match="至少要留一个管理员"):
            people.change(root.id, by="管理员", **change)
    assert people.get(root.id) == root


def test_whoever_is_closed_is_not_let_in(people: People) -> None:
    person = people.all()[1]
    people.change(person.id, by="管理员", closed=True)
    assert people.get(person.id) is None
    with pytest.raises(SignInError, match="不对"):
        people.check("zhang", PASSWORD)


def test_a_login_is_one_persons(people: People) -> None:
    with pytest.raises(HongtouError, match="已经有人用了"):
        people.add("zhang", "张二", [Role.DRAFTER], PASSWORD, by="管理员")


def test_the_log_tells_who_did_what_and_no_password(people: People, store: Store) -> None:
    people.check("zhang", PASSWORD)
    told = [(one.who, one.action, one.subject) for one in log.entries(store)]
    assert told[:2] == [("张示例", "登录", "zhang"), ("管理员", "增加人员", "zhang")]
    assert PASSWORD not in str(log.entries(store))
    assert log.broken(store) == ""


@pytest.mark.parametrize("name", ["verify", "hash"])
def test_no_more_than_two_passwords_are_looked_at_at_once(people: People, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Each takes 64 MiB, and whoever knocks need be nobody."""
    others: list[int] = []
    look = getattr(PasswordHasher, name)

    def counted(*args: Any) -> Any:
        there = [_HASHING.acquire(blocking=False) for _ in range(3)]
        for _ in filter(None, there):
            _HASHING.release()
        others.append(sum(there))
        return look(*args)

    monkeypatch.setattr(PasswordHasher, name, counted)
    people.add("li", "李示例", [Role.DRAFTER], PASSWORD, by="管理员")
    people.check("li", PASSWORD)
    assert others == [1]


def test_no_password_is_none(people: People, store: Store) -> None:
    (zhang,) = [one for one in people.all() if one.login == "zhang"]
    with pytest.raises(HongtouError, match="口令至少"):
        people.change(zhang.id, by="管理员", password="")
    assert people.check("zhang", PASSWORD)
    assert "改" not in log.entries(store)[0].action


@pytest.mark.parametrize("change", [{"password": OTHER}, {"closed": True}], ids=["another password", "closed"])
def test_whoever_is_changed_while_their_password_is_looked_at_is_not_let_in(
    people: People, monkeypatch: pytest.MonkeyPatch, change: Any
) -> None:
    (zhang,) = [one for one in people.all() if one.login == "zhang"]
    verify = PasswordHasher.verify

    def meanwhile(hasher: PasswordHasher, known: str, password: str) -> Any:
        people.change(zhang.id, by="管理员", **change)
        return verify(hasher, known, password)

    monkeypatch.setattr(PasswordHasher, "verify", meanwhile)
    monkeypatch.setattr(PasswordHasher, "check_needs_rehash", lambda _, known: bool(known))
    with pytest.raises(SignInError):
        people.check("zhang", PASSWORD)
    monkeypatch.setattr(PasswordHasher, "verify", verify)
    with pytest.raises(SignInError):
        people.check("zhang", PASSWORD)
