"""A public name lives for two minor versions after it has left ``__all__``, and says what to use instead."""

from collections.abc import Iterable
from pathlib import Path

import hongtou
import pytest
from hongtou import deprecation
from hongtou.deprecation import LEAVING, Leaving

RECORD = Path(__file__).with_name("public_names.txt")
KEPT = 2  # minor versions


def numbers(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


def lost(record: str, here: str, public: Iterable[str], leaving: Iterable[str]) -> set[str]:
    """The names of the record's last versions that are there no more; those of an earlier major version may go."""
    major, minor = numbers(here)
    known = {*public, *leaving}
    missing: set[str] = set()
    for line in record.splitlines():
        version, _, names = line.partition(":")
        if numbers(version)[0] == major and numbers(version)[1] >= minor - KEPT:
            missing |= set(names.split()) - known
    return missing


def test_no_public_name_goes_without_a_warning() -> None:
    assert lost(RECORD.read_text(encoding="utf-8"), hongtou.__version__, hongtou.__all__, LEAVING) == set()


def test_what_leaves_stays_for_two_minor_versions() -> None:
    for name, told in LEAVING.items():
        since, gone = numbers(told.since), numbers(told.gone)
        assert gone[0] > since[0] or gone[1] >= since[1] + KEPT, name
        assert numbers(hongtou.__version__) < gone, f"{name} was to be gone by now"
        assert name not in hongtou.__all__


def test_a_record_of_versions_tells_what_is_lost() -> None:
    record = "0.1: Old Kept\n0.2: Kept Dropped\n"
    assert lost(record, "0.3.0", ["Kept"], ["Old"]) == {"Dropped"}
    assert lost(record, "0.4.0", ["Kept"], []) == {"Dropped"}
    assert lost(record, "0.5.0", ["Kept"], []) == set()
    assert lost(record, "1.0.0", [], []) == set()


def test_a_name_that_leaves_works_and_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deprecation, "LEAVING", {"Sheet": Leaving("改用 Table", "0.2", "0.4", lambda: hongtou.Table)})
    with pytest.warns(DeprecationWarning, match=r"hongtou\.Sheet 从 0\.2 起不再用，0\.4 就没有了。改用 Table"):
        assert hongtou.Sheet is hongtou.Table  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="Nowhere"):
        _ = hongtou.Nowhere  # type: ignore[attr-defined]
