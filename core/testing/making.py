"""Drafts made into pages, in this process, for the office of a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..declared import plugins_of
from ..document import Gongwen
from ..errors import HongtouError
from ..office import load_office
from ..page import frames
from ..runner import Runner
from ..values import dataclass
from .folder import Office
from .shown import Page, shown


@dataclass(frozen=True, slots=True)
class Made:
    """A document as made.

    :param gongwen: what it says.
    :param pages: what stands on them.
    :param files: the bytes of what was asked for, by the name of the output.
    :param notes: what the program tells whoever renders it, in Chinese.
    """

    gongwen: Gongwen
    pages: tuple[Page, ...]
    files: Mapping[str, bytes]
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """All pages as text to read, each line with its place in mm: for goldens."""
        return "\n".join(str(page) for page in self.pages)


class Render:
    """Makes drafts."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def __call__(self, draft: str | Path, to: Sequence[str] = ()) -> Made:
        """Make a draft.

        :param draft: its text, or its file's name in the office's folder.
        :param to: names of outputs whose bytes are wanted: ``("docx", "pdf")``.
        :raises HongtouError: something is wrong with it.
        """
        profile = load_office(self.office.folder, self.office.folder)
        runner = Runner(profile, plugins_of(profile))
        made = runner.make(self.office.draft(draft), to)
        pages = tuple(map(shown, frames(made.plan, runner.fonts)))
        return Made(made.gongwen, pages, made.files, made.notes)


class PageOf:
    """Shows one page of a draft."""

    def __init__(self, render: Render) -> None:
        self._render = render

    def __call__(self, draft: str | Path, number: int = 1) -> Page:
        """Make a draft and take one of its pages.

        :param number: of the page, from 1.
        :raises HongtouError: something is wrong with the draft.
        :raises AssertionError: it has fewer pages.
        """
        pages = self._render(draft).pages
        if not 1 <= number <= len(pages):
            raise AssertionError(f"只有 {len(pages)} 页，没有第 {number} 页")
        return pages[number - 1]


class ProblemsOf:
    """Tells what is wrong with drafts."""

    def __init__(self, render: Render) -> None:
        self._render = render

    def __call__(self, draft: str | Path) -> list[str]:
        """What whoever wrote the draft is told, in the words of the command: ``草稿.yaml:6:1  人次：……``."""
        try:
            self._render(draft)
        except HongtouError as error:
            return str(error).replace(f"{self._render.office.folder}/", "").splitlines()
        return []
