"""What a renderer is: the interface between the core and whatever draws a page plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..values import dataclass

if TYPE_CHECKING:  # named in annotations alone: importing them would slow every command down
    from importlib.resources.abc import Traversable

    from ..document import Gongwen
    from ..fonts.faces import Fonts
    from ..layout.plan import PagePlan


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a renderer needs to draw one document.

    :param gongwen: what the document says (its title and organ go into the file's properties).
    :param plan: where everything stands.
    :param fonts: the faces: names for DOCX, files for PDF.
    :param templates: folders to look in for a template, first one first; the last is hongtou's own.
    :param properties: asked, it tells what a file that people edit carries of its own besides its pages, so that it can come back
        into its drafts: names and short values.
    """

    gongwen: Gongwen
    plan: PagePlan
    fonts: Fonts
    templates: tuple[Traversable, ...]
    properties: Callable[[], Mapping[str, str]] = dict


@dataclass(frozen=True, slots=True)
class Renderer:
    """A way of drawing documents.

    :param name: as users write it after ``--to``: ``pdfa``.
    :param summary: one line for ``hongtou plugins``.
    :param render: draws; returns the file's bytes, the same for the same drawing.
    :param suffix: of its files: ``pdf``; empty: its name.
    """

    name: str
    summary: str
    render: Callable[[Drawing], bytes]
    suffix: str = ""

    @property
    def extension(self) -> str:
        """What its files' names end in, without a dot."""
        return self.suffix or self.name
