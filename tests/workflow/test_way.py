"""Who may do what with a draft, at each stage."""

import pytest
from hongtou.workflow.people import Person, Role
from hongtou.workflow.way import Stage, may_edit, may_see, steps, waits_for


def somebody(*roles: Role, id: str = "other") -> Person:
    return Person(id, id, id, frozenset(roles))


OWNER = somebody(Role.DRAFTER, id="owner")


@pytest.mark.parametrize(
    ("role", "stage", "names"),
    [
        (Role.REVIEWER, Stage.DRAFTING, []),
        (Role.REVIEWER, Stage.REVIEW, ["退回修改", "送签发"]),
        (Role.REVIEWER, Stage.APPROVAL, []),
        (Role.APPROVER, Stage.REVIEW, []),
        (Role.APPROVER, Stage.APPROVAL, ["退回拟稿", "签发"]),
        (Role.REGISTRAR, Stage.APPROVAL, []),
        (Role.REGISTRAR, Stage.NUMBERING, ["退回签发", "印发"]),
        (Role.ADMINISTRATOR, Stage.REVIEW, []),
        (Role.DRAFTER, Stage.REVIEW, []),
    ],
)
def test_each_role_does_its_own_steps(role: Role, stage: Stage, names: list[str]) -> None:
    assert [one.name for one in steps(somebody(role), "owner", stage, direct=False)] == names


def test_whose_draft_it_is_sends_it_on_and_takes_it_back() -> None:
    named = {stage: [one.name for one in steps(OWNER, "owner", stage, direct=False)] for stage in Stage}
    assert named == {
        Stage.DRAFTING: ["送核稿"],
        Stage.REVIEW: ["撤回"],
        Stage.APPROVAL: [],
        Stage.NUMBERING: [],
        Stage.ISSUED: [],
    }


def test_without_the_way_the_registrar_issues_at_once() -> None:
    assert [one.name for one in steps(somebody(Role.REGISTRAR), "owner", Stage.DRAFTING, direct=True)] == ["印发"]
    assert steps(OWNER, "owner", Stage.DRAFTING, direct=True) == []


@pytest.mark.parametrize("role", Role)
def test_a_draft_is_seen_by_those_whom_it_has_reached(role: Role) -> None:
    seen = [stage for stage in Stage if may_see(somebody(role), "owner", stage)]
    order = [*Stage]
    first = {Role.REVIEWER: Stage.REVIEW, Role.APPROVER: Stage.APPROVAL, Role.REGISTRAR: Stage.NUMBERING}.get(role, Stage.ISSUED)
    assert seen == order[order.index(first) :]
    assert all(may_see(OWNER, "owner", stage) for stage in Stage)


def test_only_whose_turn_it_is_changes_the_text() -> None:
    assert [stage for stage in Stage if may_edit(OWNER, "owner", stage)] == [Stage.DRAFTING]
    assert [stage for stage in Stage if may_edit(somebody(Role.REVIEWER), "owner", stage)] == [Stage.REVIEW]
    assert [stage for stage in Stage if may_edit(somebody(Role.APPROVER), "owner", stage)] == [Stage.APPROVAL]
    assert [stage for stage in Stage if may_edit(somebody(Role.REGISTRAR, Role.ADMINISTRATOR), "owner", stage)] == []


def test_what_waits_for_whom() -> None:
    assert waits_for(somebody(Role.REVIEWER), "owner", Stage.REVIEW, direct=False)
    assert not waits_for(OWNER, "owner", Stage.REVIEW, direct=False)
    assert not waits_for(somebody(Role.REVIEWER), "owner", Stage.APPROVAL, direct=False)
