"""A type's starter as the first text of an office's draft: without what the office's profile says, so that the profile counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ..intake import draft_of
from ..office import Office
from ..returning.spelling import Spelling

_ISSUER: Final = "发文机关"
# What starters say of the line that is taken out.
_TOLD: Final = "# hongtou.yaml 里写了“名称”的，下一行可以删去\n"


def of_office(starter: Path, content: bytes, office: Office) -> bytes:
    """A starter of which the office's own name, and who else its profile names, are left out.

    :param starter: the name of its file.
    """
    known = {_ISSUER: office.name, "抄送": office.copies_to, "印发机关": office.printed_by}
    values = draft_of(starter, content).values
    left_out = [name for name, value in known.items() if value and name in values and not _is_joint(name, values[name])]
    if _ISSUER in left_out:
        content = content.replace(_TOLD.encode(), b"")
    spelling = Spelling(starter, content)
    for name in left_out:
        spelling.remove((name,))
    return spelling.content()


def _is_joint(name: str, value: Any) -> bool:  # noqa: ANN401 - as it is typed
    """Whether several issue it, which no profile says."""
    return name == _ISSUER and isinstance(value, list) and len(value) > 1
