"""A document that is checked in an office with a register: its number is held against the book."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hongtou.checking.checker import check
from hongtou.checking.finding import Report
from hongtou.checking.selection import Selection
from hongtou.declared import plugins_of
from hongtou.document import DocumentNumber
from hongtou.issuing.standing import with_number
from hongtou.office import load_settings
from hongtou.register.address import has_book
from hongtou.register.entry import Request, Series
from hongtou.register.register import Register

TODAY = datetime.date(2026, 11, 21)
PROFILE = "名称: 云州市医学会\n机关代字: 云医发\n单独编号: [函]\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HONGTOU_REGISTER", raising=False)
    (tmp_path / "hongtou.yaml").write_text(PROFILE, "utf-8")
    return tmp_path


@pytest.fixture
def register(office: Path) -> Register:
    return Register(load_settings(office))


def written(office: Path, number: str, title: str = "关于换届的通知", date: str = "2026-11-20", genre: str = "通知") -> Path:
    draft = office / "草稿.md"
    draft.write_text(
        f"---\n文种: {genre}\n标题: {title}\n主送: 各分会\n发文字号: {number}\n成文日期: {date}\n---\n请按时办理。\n", "utf-8"
    )
    return draft


def found(office: Path, draft: Path, register: Register) -> dict[str, str]:
    settings = load_settings(office)
    report: Report = check(
        draft, settings.office, plugins_of(settings.office), Selection(), book=lambda one: with_number(one, register, TODAY)
    )
    return {one.rule.code: one.found.wanted for one in report.findings if one.rule.code in {"GW004", "GW005"}}


def issued(register: Register, title: str, kind: str = "") -> DocumentNumber:
    series = Series("云医发", 2026, kind)
    (entry,) = register.allocate([Request("甲", series, "甲.md", "", title, kind or "通知", "2026-11-20")])
    register.issue(entry, {"title": title})
    return entry.number


def test_a_number_that_the_book_does_not_have_is_told(office: Path, register: Register) -> None:
    assert "登记簿里没有这个号" in found(office, written(office, "云医发〔2026〕7号"), register)["GW004"]


def test_the_number_of_this_document_is_right(office: Path, register: Register) -> None:
    number = issued(register, "关于换届的通知")
    assert found(office, written(office, str(number)), register) == {}


def test_the_number_of_another_document_is_told_with_its_title(office: Path, register: Register) -> None:
    number = issued(register, "关于培训的通知")
    assert "登记簿里这个号是《关于培训的通知》的" in found(office, written(office, str(number)), register)["GW004"]


def test_a_reserved_number_may_be_used_and_a_void_one_not(office: Path, register: Register) -> None:
    (entry,) = register.reserve(Series("云医发", 2026))
    draft = written(office, str(entry.number))
    assert found(office, draft, register) == {}
    register.void([entry.number], "写错了")
    assert "已经作废，不能再用" in found(office, draft, register)["GW004"]


def test_an_issued_document_is_not_dated_tomorrow(office: Path, register: Register) -> None:
    number = issued(register, "关于换届的通知")
    assert "不能晚于今天（2026年11月21日）" in found(office, written(office, str(number), date="2026-11-22"), register)["GW005"]
    (entry,) = register.reserve(Series("云医发", 2026))
    assert found(office, written(office, str(entry.number), date="2026-11-22"), register) == {}


def test_a_genre_that_is_numbered_apart_has_its_own_numbers(office: Path, register: Register) -> None:
    number = issued(register, "关于借用场地的函", "函")
    letter = written(office, str(number), "关于借用场地的函", genre="函")
    assert found(office, letter, register) == {}
    assert "GW004" in found(office, written(office, str(number), "关于借用场地的通知"), register)


def test_numbers_of_other_organs_are_none_of_the_books(office: Path, register: Register) -> None:
    assert found(office, written(office, "市卫发〔2026〕3号"), register) == {}


def test_no_book_is_made_for_a_check(office: Path) -> None:
    assert not has_book(load_settings(office))
    assert not (office / "register.db").exists()
