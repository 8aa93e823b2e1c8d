"""Files that are taken in: a few at a time are read, however many people bring some."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Lock

import pytest
from hongtou.plugin.manager import Plugins
from hongtou.web import taking
from hongtou.web.site import Site
from hongtou.web.taking import Taken, Taking
from support.office_page import NOTICE, oneself

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


def test_several_drafts_of_one_file_stand_together_and_are_taken_for_no_other(own: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a draft names is what came along with it, whatever else is called so."""
    (own.folder / "要点.md").write_text("文种: 工作要点\n标题: 去年的要点\n", encoding="utf-8")
    take = taking.take
    notice = NOTICE.replace("---\n为方便", "印发: 要点.md\n---\n为方便")

    def two(asked: Taking, plugins: Plugins) -> Taken:
        taken = take(asked, plugins)
        drafts = [replace(taken.drafts[0], name="通知.md", text=notice)]
        return replace(taken, drafts=[*drafts, replace(taken.drafts[0], name="要点.md", text="文种: 工作要点\n标题: 今年的\n")])

    monkeypatch.setattr(taking, "take", two)
    for _ in range(2):
        assert oneself(own).post("/take", files={"file": ("来文.txt", "关于义诊的通知\n".encode())}).status_code == 200
    assert "去年的要点" in (own.folder / "要点.md").read_text("utf-8")
    paths = [own.path(kept) for kept in own.drafts.all() if kept.genre == "通知"]
    assert len({path.parent for path in paths}) == 2
    assert ["今年的" in (path.parent / "要点.md").read_text("utf-8") for path in paths] == [True, True]
