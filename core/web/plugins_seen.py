"""What plug-ins bring, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from ..doctor.plugins import faults
from ..values import dataclass
from .state import OfficeState
from .tasks import runner


@dataclass(frozen=True, slots=True)
class Seen:
    """A plug-in.

    :param faults: why it was not loaded, or what showed when its types were tried.
    """

    name: str
    version: str
    types: Sequence[str]
    others: Sequence[str]
    faults: Sequence[str]


def seen(state: OfficeState) -> list[Seen]:
    """All plug-ins; each type's starter is composed to see that it works."""
    plugins = runner(state).plugins
    found = list(faults(plugins))
    return [
        Seen(
            one.name,
            one.version,
            tuple(type.name for type in one.document_types),
            tuple(
                thing.name for kind in (one.renderers, one.page_formats, one.numbering_schemes, one.after_issue) for thing in kind
            ),
            tuple(map(str, [*([one.failure] if one.failure else []), *(fault for fault in found if fault.plugin == one.name)])),
        )
        for one in plugins.all
    ]
