"""The office's server with its register in PostgreSQL: as people run it, and while the database goes away and comes back."""

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Barrier

import httpx2 as httpx
import pytest
from hongtou.office import load_settings
from hongtou.register.register import Register
from hongtou.web.site import Site
from hongtou.workflow import log
from support.machines import free_port
from support.office_page import NOTICE, PASSWORD, PROFILE, site_of
from support.postgres import halt, resume, running
from support.serving import SERVE, office_serving

pytestmark = pytest.mark.xdist_group("serving")


def office_with(folder: Path, address: str) -> Path:
    (folder / "hongtou.yaml").write_text(f"{PROFILE}登记簿: {address}\n", encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path, database: str) -> Path:
    return office_with(tmp_path, database)


def add_administrator(folder: Path) -> None:
    environment = {**os.environ, "HONGTOU_ADMIN_PASSWORD": PASSWORD}
    subprocess.run([*SERVE, "--add-administrator", "root"], cwd=folder, env=environment, capture_output=True, check=True)


class Clerk:
    """Somebody at a browser."""

    def __init__(self, stack: ExitStack, origin: str) -> None:
        self.client = stack.enter_context(httpx.Client(base_url=origin, timeout=60, headers={"Origin": origin}))
        assert self.client.post("/sign-in", data={"login": "root", "password": PASSWORD}).headers["location"] == "/"
        self.csrf = re.findall(r'name="csrf" content="([^"]+)"', self.client.get("/").text)[0]

    def begin(self) -> str:
        """A new draft's id."""
        begun = self.client.post("/new", data={"_csrf": self.csrf, "genre": "通知"})
        return str(begun.headers["location"]).rpartition("/")[2]

    def save(self, id: str, text: str, base: int) -> httpx.Response:
        return self.client.post(f"/drafts/{id}/save", json={"text": text, "base": base}, headers={"X-CSRF": self.csrf})

    def issue(self, id: str, version: int) -> httpx.Response:
        return self.client.post(f"/drafts/{id}/step", data={"_csrf": self.csrf, "step": "印发", "version": version})


def issued(folder: Path) -> list[str]:
    """Numbers in the register, which is in order."""
    with closing(Register(load_settings(folder, folder))) as register:
        assert register.audit().findings == ()
        return [str(entry.number) for entry in register.entries()]


def test_an_office_works_with_everything_in_postgresql(folder: Path) -> None:
    add_administrator(folder)
    with office_serving(folder, 2, "--direct") as origin, ExitStack() as stack:
        one, other = Clerk(stack, origin), Clerk(stack, origin)
        id = one.begin()
        assert one.save(id, NOTICE, 1).json()["version"] == 2
        refused = other.save(id, NOTICE + "别人的一句。\n", 1)
        assert (refused.status_code, refused.json()["kept"], refused.json()["text"]) == (409, 3, NOTICE)
        start = Barrier(2)

        def issue(clerk: Clerk) -> int:
            start.wait()
            return clerk.issue(id, 2).status_code

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(issue, (one, other))) == [303, 422]
        assert "云医党发〔2026〕1号" in one.client.get("/").text
        assert one.client.get("/healthz").text == "ok\n"
    assert issued(folder) == ["云医党发〔2026〕1号"]
    assert not list(folder.glob("*.db"))
    with closing(site_of(folder, shared=True)) as site:
        assert log.broken(site.store) == ""
        assert [one.version for one in site.drafts.states(site.drafts.get(id))] == [1, 2, 3]


def test_on_ones_own_computer_only_the_register_is_in_postgresql(folder: Path, tmp_path: Path) -> None:
    """Whoever else has that register has other drafts under the same names."""

    def office(name: str, text: str) -> Path:
        made = tmp_path / name
        made.mkdir()
        (made / "hongtou.yaml").write_bytes((folder / "hongtou.yaml").read_bytes())
        (made / "通知.md").write_text(text, encoding="utf-8")
        return made

    here, elsewhere = office("这台", NOTICE), office("那台", NOTICE.replace("义诊", "培训"))

    def adopted(site: Site) -> list[str]:
        with closing(site):
            site.adopt_files()
            return [site.drafts.content(kept).decode() for kept in site.drafts.all()]

    assert adopted(site_of(here, shared=False)) == [NOTICE]
    assert adopted(site_of(elsewhere, shared=False)) == [NOTICE.replace("义诊", "培训")]
    copied = subprocess.run([*SERVE, "--back-up", "备份.db"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert (copied.returncode, (elsewhere / "备份.db").is_file()) == (0, True), copied.stderr


def test_the_copy_of_a_database_in_postgresql_is_made_by_postgresql(folder: Path) -> None:
    asked = subprocess.run([*SERVE, "--back-up", "备份.db"], cwd=folder, capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert "pg_dump" in asked.stderr
    assert not (folder / "备份.db").exists()


def test_the_database_goes_away_and_comes_back(tmp_path: Path) -> None:
    with running() as (place, address):
        folder = office_with(tmp_path, address)
        add_administrator(folder)
        with office_serving(folder, 2, "--direct") as origin, ExitStack() as stack:
            clerk = Clerk(stack, origin)
            id = clerk.begin()
            version = clerk.save(id, NOTICE, 1).json()["version"]
            halt(place)
            refused = clerk.save(id, NOTICE + "断了。\n", version)
            assert refused.status_code == 503
            assert "数据库这会儿连不上" in refused.json()["message"]
            page = clerk.client.get(f"/drafts/{id}")
            assert page.status_code == 503
            assert "数据库这会儿连不上" in page.text
            assert clerk.issue(id, version).status_code == 503
            assert clerk.client.get("/healthz").status_code == 503
            assert clerk.client.get(f"/drafts/{id}/events").status_code == 503
            resume(place)
            version = clerk.save(id, NOTICE + "接上了。\n", version).json()["version"]
            assert clerk.issue(id, version).status_code == 303
        assert issued(folder) == ["云医党发〔2026〕1号"]
        with closing(site_of(folder, shared=True)) as site:
            assert log.broken(site.store) == ""


def test_a_server_is_not_started_without_its_database(tmp_path: Path) -> None:
    folder = office_with(tmp_path, f"postgresql+psycopg://hongtou@127.0.0.1:{free_port()}/x")
    options = ["--office-server", "--origin", "http://127.0.0.1:8000"]
    ended = subprocess.run([*SERVE, *options], cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "数据库这会儿连不上" in ended.stderr
    assert "Traceback" not in ended.stderr
