"""What is told of a draft while it is open: to whoever may see it, and as long as they may."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2 as httpx
import pytest
from hongtou.web import events
from hongtou.web.guard import cookie_name
from hongtou.web.site import Options, Site
from hongtou.workflow.drafts import Kept, Text
from hongtou.workflow.people import Person, Role
from hongtou.workflow.way import STEPS
from support.office_page import NOTICE, PASSWORD, PROFILE, person
from support.serving import in_thread, listening

# So many lines may still come after somebody may not see the draft any more.
LINES_MOST = 8


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_LOOK", 0.05)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    with listening() as (server, origin):
        site = Site(Options(tmp_path, shared=True, origin=origin))
        with in_thread(site, server):
            yield site


@pytest.fixture
def reader(site: Site) -> Person:
    return person(site, "zhao", Role.REVIEWER)


@pytest.fixture
def kept(site: Site) -> Kept:
    """A draft that has come to 核稿."""
    drafter = person(site, "drafter", Role.DRAFTER)
    made = site.drafts.create("drafts/a/草稿.md", Text(NOTICE.encode()), drafter.id, drafter.name)
    return site.drafts.go(made.id, STEPS[0], 1, drafter.name)


@contextmanager
def told(site: Site, kept: Kept, key: str) -> Iterator[Iterator[str]]:
    """The lines that a browser with this key is sent, from the first event on."""
    client = httpx.Client(base_url=site.options.origin, timeout=60, cookies={cookie_name(site): key})
    with client, client.stream("GET", f"/drafts/{kept.id}/events") as answer:
        lines = answer.iter_lines()
        assert next(lines) == "event: people"
        yield lines


def withdraw(other: Site, kept: Kept) -> None:
    other.drafts.go(kept.id, next(step for step in STEPS if step.name == "撤回"), 1, "drafter")


@pytest.mark.parametrize(
    "ends",
    [
        lambda other, _reader, _kept, key: other.sessions.end(key),
        lambda other, reader, _kept, _key: other.people.change(reader.id, by="管理员", closed=True),
        lambda other, reader, _kept, _key: other.people.change(reader.id, by="管理员", roles=[Role.DRAFTER]),
        lambda other, reader, _kept, _key: other.people.change(reader.id, by="管理员", password=PASSWORD + "2"),
        lambda other, _reader, kept, _key: withdraw(other, kept),
    ],
    ids=["signs out", "is closed", "has another role", "has another password", "is not to see it any more"],
)
def test_nothing_more_is_told_to_whoever(
    site: Site, reader: Person, kept: Kept, ends: Callable[[Site, Person, Kept, str], None]
) -> None:
    key = site.sessions.begin(reader)
    with told(site, kept, key) as lines, closing(Site(site.options)) as other:  # as another process of the server has it
        ends(other, reader, kept, key)
        assert sum(1 for _ in zip(range(LINES_MOST + 1), lines, strict=False)) <= LINES_MOST


def test_whoever_stays_is_told_of_what_others_save(site: Site, reader: Person, kept: Kept) -> None:
    with told(site, kept, site.sessions.begin(reader)) as lines, closing(Site(site.options)) as other:
        other.drafts.save(kept.id, 1, Text(f"{NOTICE}又一句。\n".encode()), "别人", [kept.stage])
        assert "event: saved" in lines
        assert '"who": "别人"' in next(lines)


def test_who_comes_by_another_process_of_the_server_is_named_and_gone_when_they_leave(
    site: Site, reader: Person, kept: Kept
) -> None:
    signer = person(site, "qian", Role.REVIEWER)
    with told(site, kept, site.sessions.begin(reader)) as lines, listening() as (server, origin):
        assert json.loads(next(lines).removeprefix("data: ")) == {"names": ["zhao的姓名"]}
        other = Site(replace(site.options, origin=origin))
        with in_thread(other, server), told(other, kept, other.sessions.begin(signer)) as theirs:
            both = {"names": ["qian的姓名", "zhao的姓名"]}
            assert json.loads(next(theirs).removeprefix("data: ")) == both
            assert next(line for line in lines if line.startswith("data:")) == f"data: {json.dumps(both, ensure_ascii=False)}"
        assert next(line for line in lines if line.startswith("data:")) == 'data: {"names": ["zhao的姓名"]}'
