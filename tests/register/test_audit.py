"""The audit finds what is not as it should be, whoever did it and however."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from hongtou import DocumentNumber
from hongtou.files.digests import sha256_of
from hongtou.office import Settings
from hongtou.register.archive import folder_of
from hongtou.register.entry import Entry, EntryState, Request, Series
from hongtou.register.importing import BookLine
from hongtou.register.register import Register

Open = Callable[..., Register]
SERIES = Series("云医发", 2026)


@pytest.fixture
def year(register: Register) -> Register:
    """Four numbers: two issued, one void, one reserved."""
    asked = [Request(name, SERIES, f"{name}.md", name, f"关于{name}的通知") for name in "甲乙丙丁"]
    entries = register.allocate(asked)
    for entry, day in zip(entries[:2], ("2026-03-02", "2026-04-01"), strict=True):
        register.issue(entry, {"dated": day})
    register.void([entries[2].number], "会议决定不发")
    return register


def tamper(register: Register, *statements: str) -> None:
    with register._store.engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def found(register: Register, seal: str = "") -> set[tuple[str, str]]:
    return {(finding.kind.value, finding.number) for finding in register.audit(seal).findings}


def test_a_sound_book_has_no_findings(year: Register) -> None:
    audit = year.audit()
    assert audit.findings == ()
    assert audit.counts == {
        EntryState.ISSUED: 2,
        EntryState.VOID: 1,
        EntryState.RESERVED: 1,
        EntryState.REVOKED: 0,
        EntryState.ABOLISHED: 0,
    }
    assert found(year, audit.seal) == set()


TAMPERED = {
    "update number set title = '关于别的通知' where serial = 1": {("簿被改动", "云医发〔2026〕1号")},
    "update number set state = 'reserved' where serial = 2": {("簿被改动", "云医发〔2026〕2号")},
    "delete from number where serial = 2": {("簿被改动", "云医发〔2026〕2号"), ("缺号", "云医发〔2026〕2号")},
    "insert into number (code, year, kind, serial, state) values ('云医发', 2026, '', 9, 'reserved')": {
        ("簿被改动", "云医发〔2026〕9号")
    },
    "update log set who = '别人' where seq = 3": {("日志被改动", "云医发〔2026〕2号")},
    "update log set at = '2026-11-21T09:30:59+00:00' where seq = 3": {("日志被改动", "云医发〔2026〕2号")},
    "delete from log where seq = 3": {("日志被改动", ""), ("簿被改动", "云医发〔2026〕2号")},
    "delete from log where seq = 8": {("日志被改动", ""), ("簿被改动", "云医发〔2026〕3号")},
    "delete from log": {("日志被改动", ""), *(("簿被改动", f"云医发〔2026〕{serial}号") for serial in (1, 2, 3, 4))},
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_whatever_is_changed_past_the_log_is_found(year: Register, statement: str) -> None:
    tamper(year, statement)
    assert found(year) >= TAMPERED[statement]


def test_a_log_that_was_written_anew_does_not_bear_the_seal(year: Register) -> None:
    seal = year.audit().seal
    with year._store.engine.begin() as connection:
        connection.execute(sa.text("delete from log"))
        connection.execute(sa.text("delete from number"))
        connection.execute(sa.text("delete from series"))
        connection.execute(sa.text("delete from head"))
        from hongtou.register.transaction import initialise

        initialise(connection, "别人", year._clock)
    year.reserve(SERIES, 4)
    assert found(year) == set()
    assert found(year, seal) == {("日志被改动", "")}


def test_gaps_of_an_older_book(register: Register) -> None:
    entries = [issued(serial) for serial in (1, 2, 5, 6, 9)]
    register.enter([BookLine(row, entry) for row, entry in enumerate(entries, 2)], "旧簿.xlsx")
    assert found(register) == {("缺号", "云医发〔2026〕3号至4号"), ("缺号", "云医发〔2026〕7号至8号")}


def issued(serial: int, day: str = "2026-05-01") -> Entry:
    return Entry("云医发", 2026, "", serial, EntryState.ISSUED, title="题", dated=day)


def test_days_out_of_order(register: Register) -> None:
    days = ["2026-01-05", "2026-03-09", "2026-02-01", "2026-02-02", "2026-03-10"]
    entries = [issued(serial, day) for serial, day in enumerate(days, 1)]
    register.enter([BookLine(row, entry) for row, entry in enumerate(entries, 2)], "旧簿.xlsx")
    assert found(register) == {("日期颠倒", "云医发〔2026〕3号"), ("日期颠倒", "云医发〔2026〕4号")}


def test_one_text_under_two_numbers(register: Register) -> None:
    register.allocate([Request("甲", SERIES, "甲.md", "文字"), Request("乙", SERIES, "乙.md", "文字")])
    assert found(register) == {("重号", "云医发〔2026〕1号、云医发〔2026〕2号")}


@pytest.fixture
def filed(register: Register) -> Path:
    """The folder of an issued document."""
    (entry,) = register.allocate([Request("甲", SERIES, "甲.md", "文字")])
    assert register.office.folder
    folder = register.office.folder / folder_of(entry)
    folder.mkdir(parents=True)
    (folder / "甲.md").write_text("文字", encoding="utf-8")
    manifest = json.dumps({"files": [{"name": "甲.md", "sha256": sha256_of("文字".encode())}]}).encode()
    (folder / "manifest.json").write_bytes(manifest)
    register.issue(entry, {"folder": folder_of(entry), "manifest": sha256_of(manifest)})
    return folder


def messages(register: Register) -> list[str]:
    return [f"{finding.kind.value} {finding.message}" for finding in register.audit().findings]


def test_files_as_they_were_filed(register: Register, filed: Path) -> None:
    assert filed.name == "云医发〔2026〕1号"
    assert messages(register) == []


def test_files_changed_since(register: Register, filed: Path) -> None:
    where = "archive/2026/云医发〔2026〕1号"
    (filed / "甲.md").write_text("别的文字", encoding="utf-8")
    (filed / "多的.txt").touch()
    assert messages(register) == [
        f"文件变动 归档的文件改过了：{where}/甲.md",
        f"文件变动 归档的文件夹里多了文件：{where}/多的.txt",
    ]
    (filed / "甲.md").unlink()
    assert messages(register)[0] == f"文件变动 归档的文件不见了：{where}/甲.md"
    (filed / "manifest.json").write_text("{}", encoding="utf-8")
    assert messages(register) == [f"文件变动 归档文件的清单改过了：{where}/manifest.json"]
    (filed / "manifest.json").unlink()
    assert messages(register) == [f"文件变动 归档的文件不见了：{where}/manifest.json"]
    filed.rename(filed.with_name("别处"))
    assert messages(register) == [
        f"文件变动 归档的文件夹不见了：{where}",
        "文件变动 “archive/2026/别处”不是以发文字号命名的公文，不该在归档里。移走",
    ]


def test_a_number_whose_document_was_issued_has_one_entry(office: Settings, open_register: Open) -> None:
    register = open_register(replace(office, office=replace(office.office, folder=None)) if office.register else office)
    register.reserve(SERIES)
    assert register.audit().findings == ()
    assert register.entry(DocumentNumber("云医发", 2026, 1)).state is EntryState.RESERVED
