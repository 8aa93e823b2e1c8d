"""Files that are taken in: a few at a time are read, however many people bring some."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
from hongtou.plugin.manager import Plugins
from hongtou.web import taking
from hongtou.web.site import Site
from hongtou.web.taking import Taken, Taking
from support.office_page import oneself

PEOPLE = 6


def test_no_more_than_two_are_read_at_once(own: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is read by a process of its own, which may take 400 MiB."""
    lock, now, most, take = Lock(), 0, 0, taking.take
    start, browsers = Barrier(PEOPLE), [oneself(own) for _ in range(PEOPLE)]

    def counted(asked: Taking, plugins: Plugins) -> Taken:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        try:
            return take(asked, plugins)
        finally:
            with lock:
                now -= 1

    def bring(number: int) -> int:
        start.wait()
        file = (f"{number}.txt", f"关于第{number}次义诊的通知\n各分会：\n定于12月5日开展。\n".encode())
        return browsers[number].post("/take", files={"file": file}).status_code

    monkeypatch.setattr(taking, "take", counted)
    with ThreadPoolExecutor(PEOPLE) as threads:
        assert list(threads.map(bring, range(PEOPLE))) == [200] * PEOPLE
    assert most == 2
    assert len(own.drafts.all()) == PEOPLE
