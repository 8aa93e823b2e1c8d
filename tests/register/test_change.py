"""What becomes of a number: reserved, issued, revoked or abolished; reserved, void."""

import pytest
from hongtou import DocumentNumber
from hongtou.errors import RegisterError
from hongtou.register.entry import EntryState, Series
from hongtou.register.query import Sought
from hongtou.register.register import Register

ONE = DocumentNumber("云医发", 2026, 1)
TWO = DocumentNumber("云医发", 2026, 2)


@pytest.fixture
def kept(register: Register) -> Register:
    register.reserve(Series("云医发", 2026), 2)
    return register


def issue(register: Register, number: DocumentNumber) -> None:
    register.issue(register.entry(number), {"title": "关于甲的通知", "dated": "2026-03-02"}, {"主送": "各支部"})


def test_issued_with_what_is_known(kept: Register) -> None:
    issue(kept, ONE)
    entry = kept.entry(ONE)
    assert (entry.state, entry.title, entry.dated) == (EntryState.ISSUED, "关于甲的通知", "2026-03-02")
    assert dict(entry.more) == {"主送": "各支部"}
    assert (entry.issued_by, entry.issued_at[:10]) == ("王小云", "2026-11-21")
    with pytest.raises(RegisterError, match="云医发〔2026〕1号 已经发出，不能再发"):
        issue(kept, ONE)


def test_void_wants_a_reason_and_a_reserved_number(kept: Register) -> None:
    with pytest.raises(RegisterError, match="要写明原因"):
        kept.void([ONE], "  ")
    kept.void([ONE], "会议决定不发")
    entry = kept.entry(ONE)
    assert (entry.state, entry.reason, entry.closed_by) == (EntryState.VOID, "会议决定不发", "王小云")
    with pytest.raises(RegisterError, match="已经作废"):
        kept.void([ONE], "再一次")
    issue(kept, TWO)
    with pytest.raises(RegisterError, match=r"已经发出，不能作废.*revoke"):
        kept.void([TWO], "发错了")


def test_several_are_voided_together_or_not_at_all(kept: Register) -> None:
    issue(kept, TWO)
    with pytest.raises(RegisterError, match="2号 已经发出"):
        kept.void([ONE, TWO], "未用")
    assert kept.entry(ONE).state is EntryState.RESERVED


@pytest.mark.parametrize(("state", "word"), [(EntryState.REVOKED, "撤销"), (EntryState.ABOLISHED, "废止")])
def test_an_issued_document_is_withdrawn_and_keeps_its_number(kept: Register, state: EntryState, word: str) -> None:
    issue(kept, ONE)
    (entry,) = kept.withdraw([ONE], "由上级撤销", state)
    assert (entry.state, entry.reason, entry.title) == (state, "由上级撤销", "关于甲的通知")
    with pytest.raises(RegisterError, match=f"已经{word}，不能再"):
        kept.withdraw([ONE], "再一次", state)
    with pytest.raises(RegisterError, match=f"还没有发出，不能{word}"):
        kept.withdraw([TWO], "未发", state)


def test_looking(kept: Register) -> None:
    issue(kept, TWO)
    kept.reserve(Series("云医党发", 2025), 1, "留给总结")
    assert [str(entry) for entry in kept.entries()] == ["云医党发〔2025〕1号", "云医发〔2026〕1号", "云医发〔2026〕2号"]
    assert [entry.serial for entry in kept.entries(Sought(state=EntryState.ISSUED))] == [2]
    assert [str(entry) for entry in kept.entries(Sought(year=2025))] == ["云医党发〔2025〕1号"]
    assert [entry.serial for entry in kept.entries(Sought(code="云医发"))] == [1, 2]
    for text, found in (("各支部", 1), ("总结", 1), ("关于 通知", 1), ("云医发", 2), ("〔2026〕2号", 1), ("没有", 0)):
        assert len(kept.entries(Sought(text=text))) == found, text


def test_a_number_of_several_kinds_wants_its_kind(register: Register) -> None:
    register.reserve(Series("云医发", 2026), 1)
    register.reserve(Series("云医发", 2026, "函"), 1)
    with pytest.raises(RegisterError, match=r"有几个 云医发〔2026〕1号.*--kind"):
        register.entry(ONE)
    assert register.entry(ONE, "函").kind == "函"
    assert [finding.kind for finding in register.audit().findings] == ["重号"]


def test_the_log_tells_everything_that_was_done(kept: Register) -> None:
    issue(kept, ONE)
    kept.withdraw([ONE], "由上级撤销", EntryState.REVOKED)
    history = kept.history(kept.entry(ONE))
    assert [(one.action, one.who) for one in history] == [("reserve", "王小云"), ("issue", "王小云"), ("revoke", "王小云")]
    assert '"title":"关于甲的通知"' in history[1].change
