"""Whatever is done with a register, in whatever order, held against a model in plain Python: no number twice, none lost."""

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import pytest
from hongtou import DocumentNumber
from hongtou.errors import RegisterError
from hongtou.files.digests import sha256_of
from hongtou.office import Office, Settings
from hongtou.register.archive import folder_of
from hongtou.register.entry import EntryState, Request, Series
from hongtou.register.register import Register, restore
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from support.filing import file_away

DAY = datetime.datetime(2026, 11, 21, 9, 30, tzinfo=datetime.UTC)
ALL = (Series("云医发", 2026), Series("云医发", 2026, "函"), Series("云医党发", 2025))
NAMES = [f"草稿{number}" for number in range(12)]
Key = tuple[str, int, str, int]


@dataclass(frozen=True)
class Given:
    """What the model knows of a number."""

    state: EntryState
    identity: str = ""


Book = dict[Key, Given]


@pytest.fixture(scope="module")
def new() -> Iterator[Path]:
    """A register just made, to be copied."""
    with tempfile.TemporaryDirectory() as name:
        Register(Settings(Office(folder=Path(name), code="云医发")), "王小云", clock=lambda: DAY).close()
        yield Path(name) / "register.db"


class Machine(RuleBasedStateMachine):
    """A register in use."""

    new: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.new, self.folder / "register.db")
        self.now = DAY
        self.places = 0
        self.backups: list[tuple[Path, Book]] = []
        self.book: Book = {}
        self.given: set[Key] = set()
        self.filed: dict[Key, str] = {}
        self.office = Settings(Office(folder=self.folder, code="云医发", numbered_apart=("函",)))
        self.register = self.open()

    def teardown(self) -> None:
        self.register.close()
        shutil.rmtree(self.folder)

    def clock(self) -> datetime.datetime:
        self.now += datetime.timedelta(seconds=1)
        return self.now

    def open(self) -> Register:
        return Register(self.office, "王小云", self.clock, 5.0)

    # --- the model ------------------------------------------------------------------------------------------------------------

    def take(self, key: Key, identity: str = "") -> None:
        """A number was given: it never was before."""
        assert key not in self.given
        self.given.add(key)
        self.book[key] = Given(EntryState.RESERVED, identity)

    def of(self, name: str, series: Series) -> Key | None:
        """The number that a document has in a series."""
        keys = (key for key, one in self.book.items() if one.identity == name and one.state is not EntryState.VOID)
        return next((key for key in keys if Series(*key[:3]) == series), None)

    def barred(self, name: str, series: Series) -> bool:
        """Whether a document may not have a number in this series: it has one in another, of this year or not used yet."""
        if self.of(name, series):
            return False
        others = ((key, one) for key, one in self.book.items() if one.identity == name and one.state is not EntryState.VOID)
        return any(key[1] == series.year or one.state is EntryState.RESERVED for key, one in others)

    # --- what people do -------------------------------------------------------------------------------------------------------

    @rule(series=st.sampled_from(ALL), count=st.integers(1, 4))
    def reserve(self, series: Series, count: int) -> None:
        before = {key[3] for key in self.given if Series(*key[:3]) == series} | {0}
        serials = [entry.serial for entry in self.register.reserve(series, count, "留用")]
        assert serials[0] - 1 in before
        assert serials == [serial for serial in range(serials[0], serials[-1] + 1) if serial not in before]
        for serial in serials:
            self.take((*astuple(series), serial))

    @rule(series=st.sampled_from(ALL), serials=st.sets(st.integers(1, 40), min_size=1, max_size=3))
    def reserve_these(self, series: Series, serials: set[int]) -> None:
        wanted = {(series.code, series.year, series.kind, serial) for serial in serials}
        if wanted & self.book.keys():
            with pytest.raises(RegisterError, match="已经编过了"):
                self.register.reserve_these(series, serials)
            return
        for entry in self.register.reserve_these(series, serials):
            self.take(entry.key)

    @rule(series=st.sampled_from(ALL), names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    def allocate(self, series: Series, names: list[str]) -> None:
        asked = [self.request(name, series) for name in names]
        if any(self.barred(name, series) for name in names):
            with pytest.raises(RegisterError, match="已经有号"):
                self.register.allocate(asked)
            return
        old = {name: self.of(name, series) for name in names}
        for name, entry in zip(names, self.register.allocate(asked), strict=True):
            if old[name]:
                assert entry.key == old[name]
            else:
                self.take(entry.key, name)

    @rule(series=st.sampled_from(ALL), name=st.sampled_from(NAMES), cut=st.sampled_from(["", "", "", "filed"]))
    def issue(self, series: Series, name: str, cut: str) -> None:
        """Number, file and register a document; a call may be cut off after it filed."""
        if self.barred(name, series):
            return
        old = self.of(name, series)
        (entry,) = self.register.allocate([self.request(name, series)])
        if old is None:
            self.take(entry.key, name)
        if entry.state is not EntryState.RESERVED:
            return
        if not (self.folder / folder_of(entry)).exists():
            file_away(self.folder, entry)
            self.filed[entry.key] = name
        if cut:
            return
        manifest = sha256_of((self.folder / folder_of(entry) / "manifest.json").read_bytes())
        facts = {"folder": folder_of(entry), "manifest": manifest, "printed_on": "2026-03-02"}
        self.register.issue(entry, facts, {"主送": "各专科分会"})
        self.book[entry.key] = Given(EntryState.ISSUED, name)

    @precondition(lambda self: self.unused())
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.unused()))
        self.make_void(key)

    def make_void(self, key: Key) -> None:
        self.register.void([DocumentNumber(key[0], key[1], key[3])], "不发了", key[2])
        self.book[key] = replace(self.book[key], state=EntryState.VOID)

    def unused(self) -> list[Key]:
        """The numbers that are kept, but for those under which a document was filed: people finish that."""
        return sorted(key for key, one in self.book.items() if one.state is EntryState.RESERVED and key not in self.filed)

    # --- how it is kept -------------------------------------------------------------------------------------------------------

    @rule()
    def another_process(self) -> None:
        self.register.close()
        self.register = self.open()

    @rule()
    def back_up(self) -> None:
        path = self.folder / f"备份{len(self.backups)}.db"
        assert self.register.back_up(path) == len(self.book)
        self.backups.append((path, dict(self.book)))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def lose_and_restore(self, data: st.DataObject) -> None:
        """The register is lost; an older backup comes in its place, and what it lacks is made up as the page tells."""
        path, known = data.draw(st.sampled_from(self.backups))
        self.register.close()
        self.place.unlink()
        assert restore(self.office, path, "王小云", self.clock) is None
        self.register = self.open()
        before, self.book = self.book, dict(known)
        if lacking := [key for key, name in self.filed.items() if not self.is_known(key, name)]:
            with pytest.raises(RegisterError, match="登记簿里没有登记"):
                self.register.reserve(Series(*lacking[0][:3]))
        self.make_up(before)

    def is_known(self, key: Key, name: str) -> bool:
        """Whether the register knows a filed document, or waits for the call to be done again that was cut off."""
        one = self.book.get(key)
        return one is not None and (one.state is EntryState.ISSUED or (one.state is EntryState.RESERVED and one.identity == name))

    def make_up(self, before: Book) -> None:
        """What was made void is made so again, what was filed is recovered, what was kept is kept, as the notes beside tell."""
        for key in self.unused():
            if before[key].state is EntryState.VOID:
                self.make_void(key)
        self.register.recover()
        self.book |= {key: Given(EntryState.ISSUED, name) for key, name in self.filed.items()}
        for key in sorted(before.keys() - self.book.keys()):
            (entry,) = self.register.reserve_these(Series(*key[:3]), [key[3]], "据记录")
            assert entry.key == key
            self.book[key] = Given(EntryState.RESERVED)

    @rule()
    def move(self) -> None:
        """To another file; the old one gives no more numbers."""
        self.places += 1
        to = f"sqlite:///{self.folder}/第{self.places}本.db"
        assert self.register.move(to) == len(self.book)
        with pytest.raises(RegisterError, match="已经搬到别处"):
            self.register.reserve(ALL[0])
        self.register.close()
        self.office = replace(self.office, register=to)
        self.register = self.open()

    # --- what holds always ----------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Path:
        return Path(self.office.register.removeprefix("sqlite:///") or self.folder / "register.db")

    def request(self, name: str, series: Series) -> Request:
        text = sha256_of(f"{name}{series}".encode())
        return Request(name, series, f"{name}.md", text, f"关于{name}的通知", "通知", f"{series.year}-03-02")

    @invariant()
    def the_book_is_what_the_model_says(self) -> None:
        there = {entry.key: Given(entry.state, entry.identity) for entry in self.register.entries()}
        assert there == self.book

    @invariant()
    def every_number_ever_given_is_in_the_book(self) -> None:
        assert self.given == self.book.keys()

    @invariant()
    def the_audit_finds_nothing_but_gaps(self) -> None:
        found = [one for one in self.register.audit().findings if one.kind.value != "缺号"]
        assert [one for one in found if "把它办完" not in one.message and "印出来分不开" not in one.message] == []


def test_no_number_twice_and_none_lost(new: Path) -> None:
    Machine.new = new
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=8, stateful_step_count=25, deadline=None, derandomize=True, database=None, suppress_health_check=slow
        ),
    )
