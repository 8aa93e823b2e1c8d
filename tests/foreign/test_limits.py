"""Code of others ends in time, whatever it catches, and gets no more memory than there should be."""

import signal
import time
from contextlib import suppress
from types import FrameType

import pytest
from hongtou.foreign import TooLongError
from hongtou.foreign.limits import at_most, within


def spin() -> None:
    while True:
        pass


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(TooLongError), within(0.05):
        spin()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_who_catches_everything_is_told_as_deaf() -> None:
    def end(frame: FrameType | None) -> None:
        assert frame is not None
        raise AssertionError(frame.f_code.co_name)

    def deaf() -> None:
        while True:
            with suppress(TooLongError):
                time.sleep(1)

    with pytest.raises(AssertionError, match="deaf"), within(0.05, end):
        deaf()


def test_the_shorter_of_two_times_counts_and_the_longer_goes_on() -> None:
    with within(60.0):
        with suppress(TooLongError), within(0.05):
            spin()
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        assert 50.0 < left < 60.0
    with pytest.raises(TooLongError), within(0.05), within(60.0):
        spin()


def test_who_asks_for_too_much_memory_gets_an_error_and_the_next_does_not() -> None:
    with pytest.raises(MemoryError), at_most(1024):
        bytearray(1 << 31)
    with at_most(4096):
        assert len(bytearray(1 << 20)) == 1 << 20
