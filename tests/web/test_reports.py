"""Proof sheets are there for half an hour for whoever had them made, whichever process of the server is asked."""

import os
import re
import subprocess
import time
from pathlib import Path
from threading import Event

import httpx2 as httpx
import pytest
from hongtou.web import reports
from hongtou.web.application import application
from hongtou.web.reports import Report, keep, kept
from hongtou.web.site import Site
from starlette.testclient import TestClient
from support.office_page import NOTICE, PASSWORD, PROFILE
from support.serving import SERVE, office_serving

REPORT = Report("通知.docx", "<p>检查单</p>".encode(), b"PK")


def test_it_is_there_for_its_person_alone(tmp_path: Path) -> None:
    key = keep(tmp_path, "mine", REPORT)
    assert kept(tmp_path, "mine", key) == REPORT
    assert kept(tmp_path, "theirs", key) is None


def test_one_without_comments_stays_without(tmp_path: Path) -> None:
    report = Report("通知.md", b"<p>", None)
    assert kept(tmp_path, "mine", keep(tmp_path, "mine", report)) == report


@pytest.mark.parametrize("key", ["", "x", "../x", "..", "a/b", "\ud800", "*"])
def test_a_key_is_no_path(tmp_path: Path, key: str) -> None:
    keep(tmp_path, "mine", REPORT)
    assert kept(tmp_path, "mine", key) is None


def test_after_half_an_hour_it_is_gone_from_the_disk_too(tmp_path: Path) -> None:
    key = keep(tmp_path, "mine", REPORT)
    (own,) = (tmp_path / ".hongtou-reports").iterdir()
    os.utime(own, (time.time() - 1801, time.time() - 1801))
    assert kept(tmp_path, "mine", key) is None
    keep(tmp_path, "mine", REPORT)
    assert not own.exists()


def test_of_too_many_the_oldest_goes(tmp_path: Path) -> None:
    keys = []
    for number in range(51):
        keys.append(keep(tmp_path, "mine", REPORT))
        for own in (tmp_path / ".hongtou-reports").iterdir():  # as if each came a second later
            os.utime(own, (own.stat().st_atime, own.stat().st_mtime - 1))
        assert kept(tmp_path, "mine", keys[0]) == (REPORT if number < 50 else None)
    assert all(kept(tmp_path, "mine", key) == REPORT for key in keys[1:])


@pytest.mark.xdist_group("serving")
def test_whichever_process_answers_has_it(tmp_path: Path) -> None:
    (tmp_path / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    environment = {**os.environ, "HONGTOU_ADMIN_PASSWORD": PASSWORD}
    subprocess.run([*SERVE, "--add-administrator", "root"], cwd=tmp_path, env=environment, capture_output=True, check=True)
    with office_serving(tmp_path, 3) as origin:
        with httpx.Client(base_url=origin, timeout=60) as client:
            client.post("/sign-in", data={"login": "root", "password": PASSWORD}, headers={"Origin": origin})
            csrf = re.findall(r'name="csrf" content="([^"]+)"', client.get("/").text)[0]
            sent = {"file": ("通知.md", NOTICE.encode())}
            page = client.post("/check", data={"_csrf": csrf}, files=sent, headers={"Origin": origin}).text
            address, cookies = re.findall(r"/check/[\w-]+", page)[0], dict(client.cookies)
        answers = []
        for _ in range(12):  # a connection each: any of the processes may take it
            with httpx.Client(base_url=origin, cookies=cookies, timeout=60) as client:
                answers.append(client.get(address).status_code)
    assert answers == [200] * 12


def test_it_goes_also_where_nobody_comes_for_it(own: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the server runs it is looked for them now and then; at its start, too."""
    keep(own.folder, "甲", REPORT)
    (kept_report,) = (own.folder / ".hongtou-reports").iterdir()
    os.utime(kept_report, (0, 0))
    gone, clear = Event(), reports.clear

    def cleared(folder: Path) -> None:
        clear(folder)
        gone.set()

    monkeypatch.setattr(reports, "clear", cleared)
    with TestClient(application(own)):
        assert gone.wait(60)
        assert not kept_report.exists()
