"""An office's page without a network: browsers that keep cookies, and people to sign in."""

import re
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import anyio
from anyio.from_thread import BlockingPortal
from hongtou.web import packets
from hongtou.web.application import application
from hongtou.web.site import Options, Site
from hongtou.workflow.people import ONESELF, Person, Role
from hongtou.workflow.runs import Run, Runs
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

KEY = "a key for once that nobody guesses"
OWN = "http://127.0.0.1:8000"
SHARED = "https://gongwen.example"
PASSWORD = "云州医协2026年的口令"  # noqa: S105
PROFILE = "名称: 中共云州市医学会委员会\n机关代字: 云医党发\n印发机关: 云州市医学会办公室\n"
NOTICE = """---
文种: 通知
标题: 关于开展义诊活动的通知
主送: 各专科分会
成文日期: 2026-11-20
---
为方便群众就医，定于12月5日开展义诊活动。

一、时间和地点

12月5日上午9时，在市民广场。
"""


def site_of(folder: Path, *, shared: bool, direct: bool = False) -> Site:
    """An office's page on a folder."""
    return site_at(
        folder, Options(folder, shared=shared, origin=SHARED if shared else OWN, direct=direct, key="" if shared else KEY)
    )


def site_at(folder: Path, options: Options) -> Site:
    """The same as its options say."""
    if not (folder / "hongtou.yaml").exists():
        (folder / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    return Site(options)


def person(site: Site, login: str, *roles: Role) -> Person:
    """Somebody of the office with these roles; there is an administrator besides."""
    if not site.people.all():
        site.people.add("root", "管理员", [Role.ADMINISTRATOR], PASSWORD, by="test")
    return site.people.add(login, f"{login}的姓名", roles, PASSWORD, by="test")


class Browser:
    """A browser that is at an office's page: keeps its cookie, and brings along what pages tell it to.

    :param person: who is signed in; None: nobody.
    """

    def __init__(self, site: Site, person: Person | None = None) -> None:
        self.site = site
        self.client = TestClient(_served(site), base_url=site.options.origin, follow_redirects=False)
        self.client.portal = _loop()
        self.csrf = ""
        if person is not None:
            self.sign_in(person)

    def sign_in(self, person: Person) -> None:
        """Have a session, as if the way in had been gone."""
        from hongtou.web.guard import cookie_name

        key = self.site.sessions.begin(person)
        self.client.cookies.set(cookie_name(self.site), key)
        session = self.site.sessions.get(key)
        assert session
        self.csrf = session.csrf

    def get(self, path: str, **more: Any) -> Response:
        """Open a page."""
        return self.client.get(path, **more)

    def post(self, path: str, fields: Mapping[str, Any] | None = None, **more: Any) -> Response:
        """Send a form."""
        return self.client.post(path, data={"_csrf": self.csrf, **(fields or {})}, headers={"Origin": self.origin}, **more)

    def ask(self, path: str, data: Mapping[str, Any]) -> Response:
        """Send what a script sends."""
        return self.client.post(path, json=dict(data), headers={"Origin": self.origin, "X-CSRF": self.csrf})

    @property
    def origin(self) -> str:
        """What stands before the path."""
        return self.site.options.origin


@lru_cache(maxsize=4)
def _served(site: Site) -> Starlette:
    return application(site)


@cache
def _loop() -> BlockingPortal:
    """Where servers answer; a client without it would start a loop, and a thread for it, with each request."""
    begun: Future[BlockingPortal] = Future()

    async def answer() -> None:
        async with BlockingPortal() as portal:
            begun.set_result(portal)
            await portal.sleep_until_stopped()

    threading.Thread(target=anyio.run, args=(answer,), daemon=True).start()
    return begun.result()


def oneself(site: Site) -> Browser:
    """A browser on one's own computer."""
    return Browser(site, ONESELF)


def drafts_on(page: Response) -> list[str]:
    """The ids of the drafts that a page leads to."""
    return list(dict.fromkeys(re.findall(r"/drafts/([\w-]+)", page.text)))


def ran(site: Site, packet: packets.Found) -> Run:
    """What a packet's run came to that is at work."""
    for thread in packets.running(packet):
        thread.join(120)
    run = Runs(site.store).get(packet.path)
    assert run and run.ended
    return run
