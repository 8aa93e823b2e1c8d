"""One document from its draft to bytes: the only place that knows the whole way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .checking.hints import hints, stand_ins
from .composing import Composed, Composition
from .document import Gongwen
from .draft import Draft, written
from .errors import (
    DraftError,
    FontError,
    LayoutError,
    PluginError,
    Problem,
    TemplateError,
)
from .files.guard import room
from .fonts.faces import Fonts, without
from .foreign import calling, defined
from .layout.plan import PagePlan
from .office import Office
from .plugin import DocumentType, Drawing, Renderer
from .plugin.manager import Plugins
from .sources import Bundle, collect, office_templates
from .values import dataclass

if TYPE_CHECKING:  # not every document is checked
    from .checking.finding import Report

# How long a renderer may draw one document: of thousands of pages it takes a part of this.
DRAWING: Final = 300.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as made.

    :param files: the bytes that each renderer gave, by the renderer's name.
    :param notes: what was done to make it fit, and what a secretary would ask about, in Chinese.
    """

    composed: Composed
    plan: PagePlan
    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()

    @property
    def draft(self) -> Path:
        """The draft's file."""
        return self.composed.draft.path

    @property
    def gongwen(self) -> Gongwen:
        """What it says."""
        return self.composed.gongwen

    @property
    def genre(self) -> str:
        """Its 文种."""
        return self.gongwen.genre


class Runner:
    """Makes documents for one office.

    :param office: its profile; an empty one where there is none.
    :param plugins: where document types and renderers come from.
    :param fonts: the faces; None: those that the profile names.
    :param confined: drafts name files in their own folder only, not in all of the office's.
    """

    def __init__(self, office: Office, plugins: Plugins, fonts: Fonts | None = None, *, confined: bool = False) -> None:
        self.office = office
        self.plugins = plugins
        self.fonts = fonts or Fonts(office.faces)
        self._confined = confined

    def make(
        self,
        source: Path | Draft,
        formats: Sequence[str],
        *,
        bundle: Bundle | None = None,
        copy: int = 0,
        preprinted: bool = False,
    ) -> Rendered:
        """Take one draft the whole way.

        :param source: the draft's file, or a draft as read.
        :param formats: names of renderers.
        :param bundle: the files that it depends on; None: they are read.
        :param copy: 份号 of this copy, whatever the draft says; 0: as the draft says.
        :param preprinted: the red head is on the paper already (套打).
        :raises HongtouError: whatever is wrong, in words for people.
        """
        renderers = [self.plugins.renderer(name) for name in formats]
        if copy and isinstance(source, Path):
            bundle = bundle or self.collect(source)
            source = bundle.draft(source)
        if copy and isinstance(source, Draft):
            source = source.having({"份号": f"{copy:06d}"})  # 7.2.1: six digits
        composed = self.compose(source, bundle)
        plan = self.lay_out(composed, preprinted=preprinted)
        made = {renderer.name: self.render(renderer, composed, plan) for renderer in renderers}
        notes = (*plan.notes, *hints(composed.gongwen, composed.data, self.office), *stand_ins(plan, self.fonts))
        return Rendered(composed, plan, made, notes)

    def make_again(self, composed: Composed, changes: Mapping[str, Any], formats: Sequence[str]) -> Mapping[str, bytes]:
        """Make a document with other values in some fields, of the files as they were read for it.

        :return: the bytes that each renderer gave, by the renderer's name.
        :raises HongtouError: as :meth:`make` does.
        """
        again = self.compose(composed.draft.having(changes), composed.bundle)
        plan = self.lay_out(again)
        return {name: self.render(self.plugins.renderer(name), again, plan) for name in formats}

    def collect(self, path: Path) -> Bundle:
        """Read a draft and all files that it depends on.

        :raises InputError: the draft's file cannot be read.
        :raises DraftError: it is not written as drafts are.
        """
        return collect(path, self.plugins, self._room(path.parent))

    def compose(self, source: Path | Draft, bundle: Bundle | None = None) -> Composed:
        """From a draft to the document that it describes.

        :param source: the draft's file, or a draft as read.
        :param bundle: the files that it depends on; None: they are read.
        :raises InputError: the file cannot be read.
        :raises DraftError: its fields are wrong.
        :raises ComposeError: the plug-in failed.
        """
        if bundle is None:
            folder = source.path.parent if isinstance(source, Draft) else source.parent
            bundle = collect(source, self.plugins, self._room(folder))
        return Composition(self.office, self.plugins, bundle).compose(source)

    def _room(self, folder: Path) -> Path:
        """Where drafts in a folder may name files."""
        return room(folder, None if self._confined else self.office.folder)

    def check(self, composed: Composed, content: bytes | None = None) -> Report:
        """What the rules find in a document, as its draft says it.

        :param content: what the draft's file is to hold; None: what it held when it was read.
        :raises PluginError: a rule of a plug-in failed.
        """
        from .checking.checker import check_composed

        return check_composed(composed, self.office, self.plugins, content)

    def lay_out(self, composed: Composed, *, preprinted: bool = False) -> PagePlan:
        """From a document to its pages.

        :param preprinted: the red head is on the paper already (套打).
        :raises LayoutError: the standard has no room for it.
        """
        from .layout import lay_out

        with _naming(composed):
            setup = self.office.page_setup
            page = composed.page.page(setup) if composed.page else setup
            return lay_out(composed.gongwen, self.fonts, replace(page, preprinted=preprinted))

    def render(self, renderer: Renderer, composed: Composed, plan: PagePlan) -> bytes:
        """From pages to a file's bytes.

        :raises PluginError: the renderer failed.
        """
        templates = composed.bundle.templates or composed.type.templates
        own = (*office_templates(self.office, composed.type.name), *([templates] if templates else ()))
        properties = partial(_properties, composed, plan, self.plugins)
        drawing = Drawing(composed.gongwen, plan, self.fonts, (*own, files("hongtou.templates")), properties)
        with _naming(composed), _of_its_plugin(self.plugins, composed.type):
            return self.draw(renderer, drawing, str(composed.draft.path))

    def draw(self, renderer: Renderer, drawing: Drawing, what: str) -> bytes:
        """What a renderer gives.

        :param what: is drawn, for messages.
        :raises PluginError: the renderer failed.
        """
        owner, asked = self.plugins.owner(renderer), f"{renderer.name} 的 render"
        with calling(owner, f"把{what}画成 {renderer.name} ", renderer.render, seconds=DRAWING):
            content = renderer.render(drawing)
        if not isinstance(content, bytes):
            raise PluginError(owner, f"{asked} 应返回 bytes，实为 {type(content).__name__}{defined(renderer.render)}")
        if not content:
            raise PluginError(owner, f"{asked} 返回的内容是空的，没有写成文件{defined(renderer.render)}")
        return content


@contextmanager
def _of_its_plugin(plugins: Plugins, type: DocumentType) -> Iterator[None]:
    """Name the plug-in whose own template is wrong."""
    try:
        yield
    except TemplateError as error:
        if type.templates and str(type.templates) in str(error):
            raise PluginError(plugins.owner(type), str(error)) from error
        raise


def _properties(composed: Composed, plan: PagePlan, plugins: Plugins) -> Mapping[str, str]:
    """What an editable file carries of the drafts that it is made from."""
    from .returning.recording import recorded

    return recorded(composed, plan, plugins).properties()


@contextmanager
def _naming(composed: Composed) -> Iterator[None]:
    """Name the draft in errors about its text that know of no file, and the line in those about a character."""
    try:
        yield
    except (LayoutError, FontError) as error:
        if isinstance(error, FontError) and error.lacking:
            raise DraftError([_lacking(composed, char) for char in error.lacking]) from error
        raise type(error)(f"{composed.draft.path}：{error}") from error


def _lacking(composed: Composed, char: str) -> Problem:
    """A character that no face has, with its place."""
    from .intake.locate import locate

    files = ((file.path, file.content) for file in composed.sources)
    place, field = locate(composed.draft, files, char)
    return Problem(place, written(field), without(char))
