"""What an office's profile comes to while it is typed: a sample's pages, and what is wrong, each fault at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from ..declared import plugins_of
from ..office import PROFILE, settings_of
from ..runner import Runner
from ..values import dataclass
from .profile import as_ours, sample_type
from .state import OfficeState
from .tasks import DPI, Ask, Preview, previewed, told_of


@dataclass(frozen=True, slots=True)
class ProfileAsk:
    """A profile whose sample is wanted.

    :param content: what its file is to hold.
    :param pages: the numbers of those that are looked at; ``known`` and ``dpi`` as of a draft (:class:`~hongtou.web.tasks.Ask`).
    """

    office: OfficeState
    content: bytes
    pages: Sequence[int] = ()
    known: Mapping[int, str] = field(default_factory=dict)
    dpi: float = DPI


def preview(ask: ProfileAsk) -> Preview:
    """The pages of the sample as this profile has it made; empty where no type has one.

    :raises HongtouError: the profile cannot be read.
    """
    making = _making(ask.office, ask.content)
    type = sample_type(making.plugins)
    if type is None:
        return Preview()
    sample = ask.office.folder / f"样稿{type.starter_suffix}"
    asked = Ask(ask.office, sample, as_ours(sample, type.starter.encode(), making.office), ask.pages, ask.known, ask.dpi)
    return previewed(making, asked, lambda problem: {"field": "", "message": told_of(problem.message, sample)})


@lru_cache(maxsize=2)
def _making(state: OfficeState, content: bytes) -> Runner:
    """What makes the office's documents with this profile; kept for the other pages that are looked at."""
    office = settings_of(state.folder / PROFILE, content).office
    return Runner(office, plugins_of(office), confined=state.confined)
