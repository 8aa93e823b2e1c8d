"""A Word template filled: ours by putting paragraphs together, an office's own by its tags, in a sandbox.

docxtpl makes the tags ready for Jinja, which compiles them once; what is wrong with them is said in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from ...errors import TemplateError
from ...ooxml.package import WordFile
from ...ooxml.tree import XmlError, markup, parse_whole, parsed, select
from ...pattern import pattern
from .template import filled

if TYPE_CHECKING:
    from jinja2 import Template
    from lxml.etree import _Element as Element

_TEXTS: Final = select(".//w:t")
# Runs that a tag without its r has put into a text, or one with a p between paragraphs.
_MISPLACED: Final = select(".//w:t/* | w:r")
# docxtpl leaves an empty run on both sides of what it puts in for a run.
_EMPTY_RUN: Final = pattern(r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve"></w:t></w:r>', re.DOTALL)
_UNPACKED_MAX: Final = 64 * 1024 * 1024
_TAG: Final = re.compile(rb"{[{%#]")


def open_template(name: str, blob: bytes) -> WordFile:
    """Open a template.

    :param name: of the template, for messages.
    :raises TemplateError: it is no Word document.
    """
    try:
        _refuse_bomb(blob)
        word = WordFile(blob)
        # Each raises where there is none.
        _needed = word.body, word.styles
    except (BadZipFile, KeyError, ValueError, XmlError) as error:
        raise TemplateError(
            f"模板“{name}”不是完好的 Word 文档（.docx）。请用 Word 重新另存为 .docx，或者换回原来的模板"
        ) from error
    return word


def _refuse_bomb(blob: bytes) -> None:
    with ZipFile(BytesIO(blob)) as file:
        if sum(info.file_size for info in file.infolist()) > _UNPACKED_MAX:
            raise BadZipFile("too large")


def text(word: WordFile) -> str:
    """All text of the body."""
    return "".join(piece.text or "" for piece in _TEXTS(word.body))


def fill(name: str, word: WordFile, values: Mapping[str, Any]) -> None:
    """Put values in for a template's tags.

    :param values: what :func:`.context.context` gives.
    :raises TemplateError: a tag is wrong; tells the template's name and what is wrong.
    """
    tagged = [story for story in word.stories() if _TAG.search(word.part(story))]
    if not tagged and is_own(word):
        (word.body,) = parsed(filled(values["items"], values["imprint"]))
        return
    try:
        word.body = _rendered(word.body, values)
        for story in tagged:
            root = word.tree(story)
            root[:] = list(_rendered(root, values))
    except Exception as error:  # a tag may compute, and so raise anything
        raise TemplateError(_explain(name, error)) from error
    if _MISPLACED(word.body):
        usage = "文字用“{{r … }}”，表格用“{{p … }}”"
        raise TemplateError(f"模板“{name}”里的正文标记不对：{usage}。请对照原来的模板改正")


def is_own(word: WordFile) -> bool:
    """Whether its document is that of our own template."""
    return word.part(word.main) == _own()


def is_tagged(word: WordFile) -> bool:
    """Whether its document has tags, as a document type's own template has."""
    return bool(_TAG.search(text(word).encode()))


@cache
def _own() -> bytes:
    """The document of our own template, as it comes with the program: to put it together again takes longer."""
    shipped = files("hongtou.templates").joinpath("docx", "gongwen.docx").read_bytes()
    with ZipFile(BytesIO(shipped)) as file:
        return file.read("word/document.xml")


def _rendered(element: Element, values: Mapping[str, Any]) -> Element:
    """An element with its tags filled; faults are told, not mended in silence."""
    content = _compiled(markup(element)).render(as_markup(values))
    content = re.sub(r"\n<w:p([ >])", r"<w:p\1", content)
    return parse_whole(content)


def as_markup(value: Any) -> Any:  # noqa: ANN401 - whatever a template gets
    """Values whose texts are WordprocessingML, which the sandbox must not escape."""
    from markupsafe import Markup

    if isinstance(value, Mapping):
        return {key: as_markup(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_markup(inner) for inner in value]
    return Markup(value) if isinstance(value, str) else value  # noqa: S704 - hongtou.ooxml has escaped it


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    # Imported for templates of offices alone: it brings all of python-docx along.
    from docxtpl import DocxTemplate
    from jinja2 import TemplateSyntaxError

    from ..templates import sandbox

    patched: str = DocxTemplate.patch_xml(None, source)
    # A line for each paragraph: Jinja names the line of what is wrong.
    prepared = re.sub(r"<w:p([ >])", r"\n<w:p\1", _EMPTY_RUN.sub("", patched))
    try:
        return sandbox().from_string(prepared)
    except TemplateSyntaxError as error:
        line = prepared.splitlines()[error.lineno - 1]
        error.add_note(re.sub(r"<[^>]+>", "", line).strip())
        raise


def _explain(name: str, error: Exception) -> str:
    from jinja2 import TemplateSyntaxError

    from ..templates import explain

    if isinstance(error, TemplateSyntaxError):
        near = "".join(getattr(error, "__notes__", ()))
        return f"模板“{name}”里“{near}”写得不对：{error.message}。请在 Word 里改正，或者换回原来的模板"
    if isinstance(error, XmlError):
        return f"模板“{name}”填好以后不成文档：{error}。带 r、p、tr 的标记要独占一处，请对照原来的模板改正"
    return explain(name, error)
