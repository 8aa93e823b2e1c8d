"""What code of others prints is told as its own, whichever thread it runs in."""

import io
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hongtou.foreign.printing import LINES, printing


def test_lines_bear_the_name_of_who_printed_them(capsys: pytest.CaptureFixture[str]) -> None:
    with printing("demo[demo]"):
        print("一行\n又一", end="")
        print("行", end="")
        with printing("other[other]"):
            sys.stdout.write("别的\n")
        print("，完")
        print("没有换行", end="")
    print("结果")
    told = capsys.readouterr()
    assert told.out == "结果\n"
    assert told.err.splitlines() == [
        "插件“demo[demo]”打印：一行",
        "插件“other[other]”打印：别的",
        "插件“demo[demo]”打印：又一行，完",
        "插件“demo[demo]”打印：没有换行",
    ]


def test_what_prints_without_end_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    with printing("demo[demo]"):
        for number in range(1000):
            print(number)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == LINES + 1
    assert lines[-1] == "插件“demo[demo]”打印的别的不再显示"


def test_a_thread_of_the_plugins_prints_in_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    with printing("demo[demo]"), ThreadPoolExecutor(1) as pool:
        pool.submit(print, "旁边的").result(60)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "插件“demo[demo]”打印：旁边的\n")


def test_threads_of_two_plugins_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    ready = threading.Barrier(2)

    def work(name: str) -> None:
        with printing(name):
            ready.wait(60)
            print("在这里")
            ready.wait(60)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ["甲", "乙"]))
    assert sorted(capsys.readouterr().err.splitlines()) == ["插件“乙”打印：在这里", "插件“甲”打印：在这里"]


def test_bytes_go_where_messages_go(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stderr", messages)
    with printing("demo"):
        sys.stdout.buffer.write("字节".encode())
        sys.stdout.flush()
    messages.seek(0)
    assert messages.read() == "字节"


def test_standard_output_is_itself_again_when_all_threads_have_left() -> None:
    before = sys.stdout
    first_in, second_out = threading.Event(), threading.Event()

    def first() -> None:
        with printing("甲"):
            first_in.set()
            assert second_out.wait(60)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(first)
        assert first_in.wait(60)
        with printing("乙"):
            assert sys.stdout is not before
        assert sys.stdout is not before
        second_out.set()
        done.result(60)
    assert sys.stdout is before
