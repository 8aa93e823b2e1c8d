"""The way of a document (党政机关公文处理工作条例, 25—27): 拟稿, 核稿, 签发, 编号, 印发; who takes it from where to where."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ..values import dataclass
from .people import Person, Role


class Stage(StrEnum):
    """Where a draft is."""

    DRAFTING = "拟稿"
    REVIEW = "核稿"
    APPROVAL = "签发"
    NUMBERING = "印发"
    ISSUED = "已发"


@dataclass(frozen=True, slots=True)
class Step:
    """What takes a draft from one stage to another.

    :param name: what stands on its button.
    :param role: who may do it; None: whose draft it is.
    :param reason: an opinion must be written.
    """

    name: str
    source: Stage
    target: Stage
    role: Role | None
    reason: bool = False


STEPS: Final = (
    Step("送核稿", Stage.DRAFTING, Stage.REVIEW, None),
    Step("撤回", Stage.REVIEW, Stage.DRAFTING, None),
    Step("退回修改", Stage.REVIEW, Stage.DRAFTING, Role.REVIEWER, reason=True),
    Step("送签发", Stage.REVIEW, Stage.APPROVAL, Role.REVIEWER),
    Step("退回拟稿", Stage.APPROVAL, Stage.DRAFTING, Role.APPROVER, reason=True),
    Step("签发", Stage.APPROVAL, Stage.NUMBERING, Role.APPROVER),
    Step("退回签发", Stage.NUMBERING, Stage.APPROVAL, Role.REGISTRAR, reason=True),
    Step("印发", Stage.NUMBERING, Stage.ISSUED, Role.REGISTRAR),
)
# An office, or somebody on their own computer, that does without the way.
DIRECT: Final = Step("印发", Stage.DRAFTING, Stage.ISSUED, Role.REGISTRAR)
# Who works at a draft that has come so far, besides whose it is.
_HANDS: Final = {Stage.REVIEW: Role.REVIEWER, Stage.APPROVAL: Role.APPROVER, Stage.NUMBERING: Role.REGISTRAR}
_ORDER: Final = tuple(Stage)


def steps(person: Person, owner: str, stage: Stage, *, direct: bool) -> list[Step]:
    """What somebody may do with a draft.

    :param owner: whose it is.
    :param direct: documents are issued without the way.
    """
    known = (DIRECT,) if direct else STEPS
    return [one for one in known if one.source is stage and (person.id == owner if one.role is None else person.may(one.role))]


def may_see(person: Person, owner: str, stage: Stage) -> bool:
    """Whether somebody may open a draft: whose it is, whoever it has come to, and all once it is issued."""
    if person.id == owner or stage is Stage.ISSUED:
        return True
    reached = _ORDER.index(stage)
    return any(person.may(role) for at, role in _HANDS.items() if _ORDER.index(at) <= reached)


def may_edit(person: Person, owner: str, stage: Stage) -> bool:
    """Whether somebody may change a draft's text: whose turn it is."""
    if stage is Stage.DRAFTING:
        return person.id == owner
    return stage in {Stage.REVIEW, Stage.APPROVAL} and person.may(_HANDS[stage])


def waits_for(person: Person, owner: str, stage: Stage, *, direct: bool) -> bool:
    """Whether a draft waits for somebody to do something."""
    return stage is not Stage.DRAFTING and any(one.role is not None for one in steps(person, owner, stage, direct=direct))
