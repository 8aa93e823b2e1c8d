"""One number for one document, for ever."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hongtou import DocumentNumber
from hongtou.errors import RegisterError
from hongtou.office import Office, Settings
from hongtou.register.entry import Entry, EntryState, Request, Series
from hongtou.register.importing import BookLine
from hongtou.register.register import Register
from hypothesis import given, settings
from hypothesis import strategies as st

SERIES = Series("云医发", 2026)


def ask(name: str, digest: str = "", series: Series = SERIES, source: str = "") -> Request:
    return Request(name, series, source or name, digest or f"{name}的文字", f"关于{name}的通知", "通知", "2026-03-02")


def numbers(entries: list[Entry]) -> list[str]:
    return [str(entry) for entry in entries]


def test_documents_are_numbered_from_one_in_the_order_of_asking(register: Register) -> None:
    assert numbers(register.allocate([ask("丙"), ask("甲")])) == ["云医发〔2026〕1号", "云医发〔2026〕2号"]
    assert numbers(register.allocate([ask("乙")])) == ["云医发〔2026〕3号"]
    assert register.allocate([]) == []


def test_a_document_that_asks_again_keeps_its_number(register: Register) -> None:
    first = register.allocate([ask("甲"), ask("乙")])
    assert register.allocate([ask("丙"), ask("乙"), ask("甲"), ask("乙")]) == [
        register.entry(DocumentNumber("云医发", 2026, 3)),
        first[1],
        first[0],
        first[1],
    ]
    assert len(register.entries()) == 3


def test_series_are_counted_apart_by_code_year_and_kind(register: Register) -> None:
    others = [Series("云医党发", 2026), Series("云医发", 2027), Series("云医发", 2026, "函")]
    entries = register.allocate([ask("甲"), *(ask(f"甲{place}", series=series) for place, series in enumerate(others))])
    assert numbers(entries) == ["云医发〔2026〕1号", "云医党发〔2026〕1号", "云医发〔2027〕1号", "云医发〔2026〕1号（函）"]


def test_the_kind_counts_only_where_the_office_numbers_it_apart(register: Register) -> None:
    assert register.series(2026, "函") == Series("云医发", 2026)
    register.office = replace(register.office, numbered_apart=("函",))
    assert register.series(2026, "函") == Series("云医发", 2026, "函")
    assert register.series(2026, "通知", "云医党发") == Series("云医党发", 2026)


def test_how_a_series_stands_for_a_document(register: Register) -> None:
    """Its own number, the one that it would get, and who before it bears a later date; void numbers and other series do not."""
    early = replace(ask("早"), dated="2026-03-01")
    empty = register.standing(early, None)
    assert (empty.own, empty.due, empty.later) == (None, 1, None)
    first, second, _ = register.allocate([ask("甲"), ask("乙"), ask("丙", series=Series("云医发", 2026, "函"))])
    standing = register.standing(early, None)
    assert (standing.own, standing.due, standing.later) == (None, 3, second)
    assert register.standing(early, 2).later == first
    assert register.standing(early, 1).later is None
    own = register.standing(replace(ask("乙"), dated="2026-03-01"), None)
    assert (own.own, own.due, own.later) == (second, 2, first)
    register.void([first.number, second.number], "不发", "")
    assert register.standing(early, None).later is None
    assert register.standing(ask("乙"), None).own is None


def test_the_next_numbers_are_kept(register: Register) -> None:
    register.allocate([ask("甲")])
    kept = register.reserve(SERIES, 3, "年终文件")
    assert numbers(kept) == ["云医发〔2026〕2号", "云医发〔2026〕3号", "云医发〔2026〕4号"]
    assert {(entry.state, entry.note, entry.reserved_by) for entry in kept} == {(EntryState.RESERVED, "年终文件", "王小云")}
    assert numbers(register.allocate([ask("乙")])) == ["云医发〔2026〕5号"]


def test_numbers_kept_ahead_are_gone_round(register: Register) -> None:
    register.reserve_these(SERIES, [3, 2, 5])
    assert [entry.serial for entry in register.allocate([ask(name) for name in "甲乙丙丁"])] == [1, 4, 6, 7]
    for serials in ([1], [5], [7], [8, 6]):
        with pytest.raises(RegisterError, match="已经编过了"):
            register.reserve_these(SERIES, serials)
    assert numbers(register.reserve_these(SERIES, [8])) == ["云医发〔2026〕8号"]


def test_a_number_that_the_book_never_had_may_be_kept_afterwards(register: Register) -> None:
    """As the page tells after a backup was restored: 6号 was issued since, 5号 only kept."""
    register.reserve(SERIES, 4)
    old = Entry("云医发", 2026, "", 6, EntryState.ISSUED, title="关于甲的通知", dated="2026-03-02")
    register.enter([BookLine(2, old)], "旧簿.xlsx")
    assert numbers(register.reserve_these(SERIES, [5], "据记录")) == ["云医发〔2026〕5号"]
    assert numbers(register.reserve(SERIES)) == ["云医发〔2026〕7号"]
    assert register.audit().findings == ()


def test_a_number_of_the_same_series_counts_before_one_of_another_year(register: Register) -> None:
    other = replace(ask("甲"), series=Series("云医发", 2025))
    (first,) = register.allocate([ask("甲")])
    register.issue(first, {"dated": "2026-03-02"})
    (second,) = register.allocate([other])
    assert [register.allocate([ask("甲")]), register.allocate([other])] == [[register.entry(first.number)], [second]]


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_how_many_may_be_kept_at_once(register: Register, count: int) -> None:
    with pytest.raises(RegisterError, match="一次预留 1 至 1000 个号"):
        register.reserve(SERIES, count)


def test_a_series_ends(register: Register) -> None:
    register.reserve_these(SERIES, [99_999])
    with pytest.raises(RegisterError, match="不能大于 99999"):
        register.reserve_these(SERIES, [100_000])


def test_two_drafts_of_one_identity_in_one_call(register: Register) -> None:
    with pytest.raises(RegisterError, match=r"两份不同的草稿用了同一个标识“甲”：“一\.md”和“二\.md”"):
        register.allocate([ask("甲", "一", source="一.md"), ask("乙"), ask("甲", "二", source="二.md")])
    assert register.entries() == []


def test_two_drafts_of_one_identity_one_after_the_other(register: Register) -> None:
    register.allocate([ask("甲", "一", source="一.md")])
    with pytest.raises(RegisterError, match=r"“一\.md”和“二\.md”"):
        register.allocate([ask("甲", "二", source="二.md")])


def test_a_draft_that_was_moved_keeps_its_number(register: Register) -> None:
    (first,) = register.allocate([ask("甲", "一", source="一.md")])
    assert register.allocate([ask("甲", "一", source="旧稿/一.md")]) == [first]


def test_a_draft_may_change_until_it_is_issued(register: Register) -> None:
    (first,) = register.allocate([ask("甲", "一")])
    (changed,) = register.allocate([ask("甲", "二")])
    assert (changed.number, changed.digest) == (first.number, "二")
    register.issue(changed, {})
    assert register.allocate([ask("甲", "二")])[0].state is EntryState.ISSUED
    with pytest.raises(RegisterError, match="已经以 云医发〔2026〕1号 发出，草稿后来又改了"):
        register.allocate([ask("甲", "三")])


def test_a_document_is_not_numbered_in_two_series(register: Register) -> None:
    register.allocate([ask("甲")])
    for series in (Series("云医党发", 2026), Series("云医发", 2027), Series("云医发", 2026, "函")):
        with pytest.raises(RegisterError, match="已经有号 云医发〔2026〕1号（预留）"):
            register.allocate([ask("甲", series=series)])


def test_the_name_of_an_issued_draft_serves_again_in_another_year(register: Register) -> None:
    (entry,) = register.allocate([ask("年度总结")])
    register.issue(entry, {})
    with pytest.raises(RegisterError, match="已经有号"):
        register.allocate([ask("年度总结", series=Series("云医党发", 2026))])
    (next_year,) = register.allocate([ask("年度总结", "新的文字", Series("云医发", 2027))])
    assert str(next_year) == "云医发〔2027〕1号"
    assert register.of("年度总结") == [register.entry(entry.number), next_year]


def test_a_kept_number_goes_to_the_document_that_names_it(register: Register) -> None:
    register.reserve(SERIES, 2)
    second = DocumentNumber("云医发", 2026, 2)
    entry = register.bind(second, ask("甲"))
    assert (entry.serial, entry.identity, entry.state) == (2, "甲", EntryState.RESERVED)
    assert register.bind(second, ask("甲")) == entry
    assert register.allocate([ask("甲")]) == [entry]
    with pytest.raises(RegisterError, match="留给“甲”的，不能用于“乙”"):
        register.bind(second, ask("乙"))
    with pytest.raises(RegisterError, match="“甲”已经有号 云医发〔2026〕2号，不能再用 云医发〔2026〕1号"):
        register.bind(DocumentNumber("云医发", 2026, 1), ask("甲"))
    with pytest.raises(RegisterError, match="登记簿里没有 云医发〔2026〕3号"):
        register.bind(DocumentNumber("云医发", 2026, 3), ask("乙"))


def test_a_void_number_is_not_given_again(register: Register) -> None:
    register.allocate([ask("甲"), ask("乙")])
    register.void([DocumentNumber("云医发", 2026, 2)], "会议决定不发")
    assert numbers(register.allocate([ask("乙"), ask("丙")])) == ["云医发〔2026〕3号", "云医发〔2026〕4号"]


@pytest.fixture
def reusing(register: Register) -> Register:
    register.settings = replace(register.settings, reuses_void=True)
    return register


def void(register: Register, *serials: int, printed: bool = False) -> None:
    register.void([DocumentNumber("云医发", 2026, serial) for serial in serials], "会议决定不发", printed=printed)


def test_where_the_office_allows_it_the_last_void_numbers_are_given_again(reusing: Register) -> None:
    reusing.allocate([ask(name) for name in "甲乙丙"])
    void(reusing, 2, 3)
    (entry,) = reusing.allocate([ask("丁")])
    assert (entry.serial, entry.identity, entry.state, entry.reason) == (2, "丁", EntryState.RESERVED, "")
    assert entry.note.startswith("此号曾作废（会议决定不发，王小云，2026-11-21），再用")
    assert [one.action for one in reusing.history(entry)] == ["allocate", "void", "reuse"]
    assert [one.serial for one in reusing.allocate([ask("戊"), ask("己")])] == [3, 4]
    assert reusing.audit().findings == ()


def test_a_void_number_before_a_used_one_stays_void(reusing: Register) -> None:
    reusing.allocate([ask(name) for name in "甲乙"])
    void(reusing, 1)
    assert reusing.allocate([ask("丙")])[0].serial == 3


def test_a_void_number_that_was_printed_stays_void(reusing: Register) -> None:
    reusing.allocate([ask(name) for name in "甲乙"])
    void(reusing, 2, printed=True)
    assert reusing.allocate([ask("丙")])[0].serial == 3


def test_a_void_number_of_another_year_stays_void(reusing: Register) -> None:
    reusing.allocate([ask("甲", series=Series("云医发", 2025))])
    reusing.void([DocumentNumber("云医发", 2025, 1)], "未用")
    assert reusing.allocate([ask("乙", series=Series("云医发", 2025))])[0].serial == 2


def test_a_document_without_identity_is_refused(register: Register) -> None:
    with pytest.raises(RegisterError, match="没有标识"):
        register.allocate([ask("")])


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("allocate"), st.lists(st.integers(0, 30), max_size=4)),
        st.tuples(st.just("reserve"), st.integers(1, 3)),
        st.tuples(st.just("keep"), st.integers(1, 40)),
        st.tuples(st.just("void"), st.integers(1, 40)),
        st.tuples(st.just("issue"), st.integers(1, 40)),
    ),
    max_size=15,
)


@settings(max_examples=20, deadline=None)
@given(STEPS, st.booleans())
def test_whatever_is_done_no_number_is_lost_or_given_twice(steps: list[tuple[str, object]], reuse: bool) -> None:
    with TemporaryDirectory() as folder:
        register = Register(Settings(Office(folder=Path(folder), code="云医发"), reuses_void=reuse), "王小云")
        year = Series("云医发", 2026)
        issued: dict[int, str] = {}
        for step, value in steps:
            with suppress(RegisterError):
                take(register, year, step, value)
            now = {entry.serial: entry.identity for entry in register.entries() if entry.state is EntryState.ISSUED}
            assert issued.items() <= now.items()
            issued = now
        entries = register.entries()
        assert len({entry.serial for entry in entries}) == len(entries)
        living = [entry.identity for entry in entries if entry.identity and entry.state is not EntryState.VOID]
        assert len(living) == len(set(living))
        assert [finding for finding in register.audit().findings if finding.kind != "重号"] == []
        register.close()


def take(register: Register, series: Series, step: str, value: object) -> None:
    match step, value:
        case "allocate", list(names):
            register.allocate([ask(str(name), series=series) for name in names])
        case "reserve", int(count):
            register.reserve(series, count)
        case "keep", int(serial):
            register.reserve_these(series, [serial])
        case "void", int(serial):
            register.void([DocumentNumber(series.code, series.year, serial)], "未用")
        case "issue", int(serial):
            register.issue(register.entry(DocumentNumber(series.code, series.year, serial)), {})
