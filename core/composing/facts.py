"""What is known of every document, whatever its type: read once from the fields that every draft has, with their types."""

from __future__ import annotations

import datetime

from ..document import DocumentNumber
from ..plugin import Data
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """What numbering and issuing ask of a document. Types keep these fields of the kinds that they have in every draft.

    :param dated: 成文日期; ``printed_on``: 印发日期; None: the draft has none.
    :param number: 发文字号, as the draft has it; None: it has none.
    :param issuers: 发文机关, as the draft has them, the leading one first; ``approvers``: 签发人.
    :param identity: 标识; empty: the draft has none.
    """

    dated: datetime.date | None
    printed_on: datetime.date | None
    number: DocumentNumber | None
    issuers: tuple[str, ...]
    approvers: tuple[str, ...]
    identity: str

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """成文日期 and 印发日期 of a document that has both, as whatever is issued has."""
        assert self.dated and self.printed_on  # noqa: S101
        return self.dated, self.printed_on

    @classmethod
    def of(cls, data: Data) -> Facts:
        """From a draft's checked fields."""
        return cls(
            dated=data.get("成文日期"),
            printed_on=data.get("印发日期"),
            number=data.get("发文字号"),
            issuers=tuple(data.get("发文机关", ())),
            approvers=tuple(data.get("签发人", ())),
            identity=data.get("标识", ""),
        )
