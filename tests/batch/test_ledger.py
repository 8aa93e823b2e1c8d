"""A ledger that is looked at while a run writes it: what is seen stood there at one moment, and nobody waits for anybody."""

import itertools
import threading
from pathlib import Path

import pytest
from hongtou.batch import ledger_file
from hongtou.batch.ledger import Ledger, LedgerLine, UnitState, open_ledger, to_look_at
from hongtou.batch.ledger_file import FILE
from hongtou.errors import OutputError

PACKET = "年度材料（2026年）"
UNITS = 200


def seen(folder: Path) -> list[LedgerLine]:
    with to_look_at(folder, PACKET) as ledger:
        assert ledger
        return list(ledger.lines())


def write(ledger: Ledger, number: int, turn: int = 0) -> LedgerLine:
    line = LedgerLine(f"单位{number:04}", number, f"单位{number:04}", "d" * 64, UnitState.MADE, f"{turn}，" + "原因" * 200)
    ledger.save(line)
    return line


def test_it_is_looked_at_while_a_run_has_it(tmp_path: Path) -> None:
    with open_ledger(tmp_path, PACKET) as ledger:
        first = write(ledger, 2)
        assert seen(tmp_path) == [first]
        second = write(ledger, 1)
        with to_look_at(tmp_path, PACKET) as one, to_look_at(tmp_path, PACKET) as other:
            assert one
            assert other
            third = write(ledger, 3)
            assert list(one.lines()) == list(other.lines()) == [second, first]
        assert seen(tmp_path) == [second, first, third]
    assert seen(tmp_path) == [second, first, third]
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_run_begins_while_it_is_looked_at(tmp_path: Path) -> None:
    with open_ledger(tmp_path, PACKET) as ledger:
        line = write(ledger, 1)
    with to_look_at(tmp_path, PACKET) as looked_at, open_ledger(tmp_path, PACKET) as ledger:
        assert looked_at
        ledger.save(LedgerLine("单位0001", 1, state=UnitState.FAILED))
        assert list(looked_at.lines()) == [line]


def rewriting(folder: Path, begun: threading.Event, ended: threading.Event) -> None:
    """A run that goes through the units in their order, turn by turn; the log is emptied again and again meanwhile."""
    with open_ledger(folder, PACKET) as ledger:
        ledger._connection.execute("pragma wal_autocheckpoint = 3")
        for turn in itertools.count():
            for number in range(UNITS):
                write(ledger, number, turn)
                begun.set()
                if ended.is_set():
                    return


def test_what_is_seen_stood_there_at_one_moment(tmp_path: Path) -> None:
    begun, ended = threading.Event(), threading.Event()
    run = threading.Thread(target=rewriting, args=(tmp_path, begun, ended))
    run.start()
    begun.wait()
    try:
        for _ in range(30):
            with to_look_at(tmp_path, PACKET) as looked_at:
                assert looked_at
                assert looked_at._connection.execute("pragma integrity_check").fetchall() == [("ok",)]
                turns = [int(line.reason.partition("，")[0]) for line in looked_at.lines()]
            assert turns == sorted(turns, reverse=True)
            assert turns[0] - turns[-1] <= 1
    finally:
        ended.set()
        run.join()


def test_what_is_written_between_the_reading_of_both_is_seen_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(tmp_path, PACKET) as ledger:
        ledger._connection.execute("pragma wal_autocheckpoint = 3")
        for number in range(UNITS):
            write(ledger, number)
        turns = iter((0, 0, 1, 0, 2))
        reads = ledger_file._log

        def read(path: Path, most: int = -1) -> bytes:
            if turn := next(turns, 0):
                for number in range(UNITS):
                    write(ledger, number, turn)
            return reads(path, most)

        monkeypatch.setattr(ledger_file, "_log", read)
        with to_look_at(tmp_path, PACKET) as looked_at:
            assert looked_at
            assert looked_at._connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert {line.reason.partition("，")[0] for line in looked_at.lines()} == {"2"}
    assert next(turns, None) is None


def test_one_that_is_never_still_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(tmp_path, PACKET) as ledger:
        write(ledger, 1)
        heads = iter(range(1_000))
        monkeypatch.setattr(ledger_file, "_head", lambda _: str(next(heads)).encode())
        with pytest.raises(OutputError, match="过一会儿再看"):
            seen(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no ledger at all" * 100])
def test_one_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    if content:
        with pytest.raises(OutputError, match="坏了"):
            seen(tmp_path)
    else:
        assert seen(tmp_path) == []
    assert (tmp_path / FILE).read_bytes() == content
