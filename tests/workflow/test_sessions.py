"""Who is signed in, and for how long."""

from hongtou.workflow import schema
from hongtou.workflow.people import ONESELF
from hongtou.workflow.sessions import Sessions
from hongtou.workflow.store import Store
from support.clock import Clock


def test_a_key_is_known_until_it_is_given_up(store: Store) -> None:
    sessions = Sessions(store)
    key = sessions.begin(ONESELF)
    session = sessions.get(key)
    assert session
    assert session.person == ONESELF.id
    sessions.end(key)
    assert sessions.get(key) is None


def test_signing_in_gives_another_key_and_the_old_one_is_good_for_nothing(store: Store) -> None:
    sessions = Sessions(store)
    old = sessions.begin(ONESELF)
    new = sessions.begin(ONESELF, old)
    assert new != old
    assert sessions.get(old) is None
    assert sessions.get(new)


def test_a_session_ends_without_requests_and_after_a_day_of_work(store: Store, clock: Clock) -> None:
    sessions = Sessions(store)
    key = sessions.begin(ONESELF)
    clock.forward(hours=2, seconds=1)
    assert sessions.get(key) is None
    key = sessions.begin(ONESELF)
    for _ in range(11):
        clock.forward(hours=1)
        assert sessions.get(key)
    clock.forward(hours=1, seconds=1)
    assert sessions.get(key) is None


def test_the_database_does_not_know_keys(store: Store) -> None:
    key = Sessions(store).begin(ONESELF)
    with store.reading() as connection:
        kept = str(connection.execute(schema.session.select()).all())
    assert key not in kept


def test_a_key_for_once_works_once(store: Store) -> None:
    sessions = Sessions(store)
    assert sessions.take("x")
    assert not sessions.take("x")
    assert sessions.take("y")


def test_nobody_is_signed_in_with_any_text(store: Store) -> None:
    sessions = Sessions(store)
    assert [sessions.get(key) for key in ("", "x", "' or 1=1 --")] == [None, None, None]


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(store: Store, clock: Clock) -> None:
    sessions = Sessions(store)
    key = sessions.begin(ONESELF)
    for _ in range(2):
        clock.forward(minutes=59)
        assert sessions.look(key)
    clock.forward(minutes=3)
    assert sessions.look(key) is None
    assert sessions.get(key) is None
