"""Registers to try things on: every test that asks for ``office`` runs on SQLite and on PostgreSQL."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hongtou.office import Office, Settings
from hongtou.register.register import Register

DAY = datetime.datetime(2026, 11, 21, 9, 30, tzinfo=datetime.UTC)
Open = Callable[..., Register]


class Clock:
    """A clock that goes a second forward each time it is asked, and can be set."""

    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(seconds=1)
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An office whose register is made on first use."""
    address = request.getfixturevalue("database") if request.param == "postgresql" else ""
    return Settings(Office(folder=tmp_path, name="云州市医学会", code="云医发"), register=address)


@pytest.fixture
def file_office(tmp_path: Path) -> Settings:
    """An office whose register is a file in its folder."""
    return Settings(Office(folder=tmp_path, name="云州市医学会", code="云医发"))


@pytest.fixture
def clock() -> Clock:
    """The time that the registers go by."""
    return Clock()


@pytest.fixture
def open_register(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens registers, and closes them after the test."""
    monkeypatch.delenv("HONGTOU_REGISTER", raising=False)
    opened: list[Register] = []

    def start(office: Settings, who: str = "王小云", patience: float = 10.0, *, anew: bool = False) -> Register:
        opened.append(Register(office, who, clock, patience, anew=anew))
        return opened[-1]

    yield start
    for register in opened:
        register.close()


@pytest.fixture
def register(open_register: Open, office: Settings) -> Register:
    """A register on each database."""
    return open_register(office)
