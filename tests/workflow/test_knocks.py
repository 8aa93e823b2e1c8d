"""Wrong passwords cost time, by account and by address; nobody learns which accounts there are."""

from typing import Any

import pytest
from hongtou.workflow import log, schema
from hongtou.workflow.people import People, Role, SignInError
from hongtou.workflow.store import Store
from support.clock import Clock

WRONG = "wrong"
PASSWORD = "云州医协2026年的口令"  # noqa: S105
HERE = "192.0.2.7"


@pytest.fixture
def people(store: Store) -> People:
    known = People(store)
    known.add("root", "管理员", [Role.ADMINISTRATOR], PASSWORD, by="test")
    known.add("zhang", "张示例", [Role.DRAFTER], PASSWORD, by="管理员")
    return known


def told(people: People, login: str, password: str = WRONG, address: str = "") -> str:
    """What somebody is told who tries; empty: they are let in."""
    try:
        people.check(login, password, address=address)
    except SignInError as error:
        return str(error)[:6]
    return ""


def wait(people: People, clock: Clock, login: str) -> int:
    """After how many seconds the next password is looked at."""
    seconds = 0
    while told(people, login) == "错的次数太多":
        clock.forward(seconds=1)
        seconds += 1
    return seconds


@pytest.mark.parametrize("login", ["zhang", "nobody", ""])
def test_an_account_that_is_not_there_answers_as_one_that_is(people: People, clock: Clock, login: str) -> None:
    assert [told(people, login) for _ in range(5)] == ["登录名或者口"] * 5
    assert [wait(people, clock, login) for _ in range(3)] == [30, 60, 120]


def test_all_that_try_at_once_are_no_more_than_one_after_the_other(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def slow(_known: str, password: str) -> bool:
        """While one password is looked at, the next one comes."""
        looked.append(password)
        if len(looked) < 20:
            told(people, "zhang", f"guess {len(looked)}")
        return False

    monkeypatch.setattr(people, "_is", slow)
    told(people, "zhang", "guess 0")
    assert len(looked) == 5


def test_an_address_that_tries_many_accounts_waits(people: People, clock: Clock) -> None:
    for number in range(50):
        assert told(people, f"somebody{number}", address=HERE) == "登录名或者口"
    assert told(people, "zhang", PASSWORD, HERE) == "错的次数太多"
    assert told(people, "zhang", PASSWORD, "192.0.2.8") == ""
    clock.forward(seconds=31)
    assert told(people, "other", address=HERE) == "登录名或者口"
    clock.forward(seconds=31)  # twice as long now
    assert told(people, "other", address=HERE) == "错的次数太多"
    clock.forward(hours=1, seconds=1)
    assert told(people, "other", address=HERE) == "登录名或者口"


def test_an_account_of_ones_own_does_not_wash_an_address_clean(people: People, clock: Clock) -> None:
    tried = 0
    while told(people, f"somebody{tried}", address=HERE) != "错的次数太多":
        tried += 1
        if tried % 4 == 0:
            assert told(people, "zhang", PASSWORD, HERE) == ""
        clock.forward(seconds=1)
        assert tried < 100
    assert tried == 50


def test_the_right_password_of_many_people_at_one_address_costs_nothing(people: People) -> None:
    assert {told(people, "zhang", PASSWORD, HERE) for _ in range(60)} == {""}


def test_a_new_password_ends_the_wait(people: People) -> None:
    for _ in range(6):
        told(people, "zhang")
    person = next(one for one in people.all() if one.login == "zhang")
    people.change(person.id, by="管理员", password="又一个2026年的口令")  # noqa: S106
    assert told(people, "zhang", "又一个2026年的口令") == ""


def test_what_was_typed_for_a_name_is_nowhere(people: People, store: Store) -> None:
    told(people, PASSWORD, "zhang", HERE)
    kept: list[Any] = []
    with store.reading() as connection:
        for table in (schema.knock, schema.log, schema.person):
            kept += connection.execute(table.select()).all()
    assert PASSWORD not in str(kept)


def test_the_log_tells_from_where(people: People, store: Store) -> None:
    told(people, "zhang", "wrong", HERE)
    told(people, "zhang", PASSWORD, HERE)
    assert [(one.action, one.subject, one.detail) for one in log.entries(store)][:2] == [
        ("登录", "zhang", HERE),
        ("登录不成", "zhang", HERE),
    ]


def test_old_knocks_are_forgotten(people: People, store: Store, clock: Clock) -> None:
    for number in range(20):
        told(people, f"nobody{number}", address=f"192.0.2.{number}")
    clock.forward(days=2)
    told(people, "zhang", address=HERE)
    with store.reading() as connection:
        assert len(connection.execute(schema.knock.select()).all()) == 2
