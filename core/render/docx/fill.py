"""docxtpl, tamed: fills a Word template in the sandbox, compiles it once, and says in Chinese what is wrong with it."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError
from lxml import etree

from ...document import Picture
from ...errors import HongtouError, TemplateError
from ...ooxml.tree import select
from ..templates import explain, sandbox

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTS: Final = select(".//w:t")
# Runs that a tag without its r has put into a text, or one with a p between paragraphs.
_MISPLACED: Final = select(".//w:t/* | w:r")
# docxtpl leaves an empty run on both sides of what it puts in for a run.
_EMPTY_RUN: Final = re.compile(r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve"></w:t></w:r>', re.DOTALL)
# The first moment that a zip file can tell: 1980-01-01 00:00.
_EPOCH: Final = struct.pack("<HH", 0, (1 << 5) | 1)


class WordTemplate(DocxTemplate):  # type: ignore[misc]
    """One filling of a template.

    :param name: of the template, for messages.
    :param blob: its bytes.
    :raises TemplateError: it is no Word document.
    """

    def __init__(self, name: str, blob: bytes) -> None:
        super().__init__(io.BytesIO(blob))
        self.name = name
        try:
            self.init_docx()
        except (OpcError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise TemplateError(
                f"模板“{name}”不是完好的 Word 文档（.docx）。请用 Word 重新另存为 .docx，或者换回原来的模板"
            ) from error

    @property
    def body(self) -> _Element:
        """The body of the document."""
        body: _Element = self.docx.element.body
        return body

    @property
    def text(self) -> str:
        """All text of the body."""
        return "".join(piece.text or "" for piece in _TEXTS(self.body))

    @property
    def styles(self) -> _Element:
        """The part with its styles."""
        styles: _Element = self.docx.styles.element
        return styles

    def embed(self, picture: Picture) -> str:
        """Put a picture's file into the document, the same one once; gives the id of the body's relation to it."""
        relation: str = self.docx.part.get_or_add_image(io.BytesIO(picture.data))[0]
        return relation

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values in for the tags.

        :raises TemplateError: a tag is wrong; tells the template's name and what is wrong.
        """
        try:
            self.render(values, sandbox())
        except HongtouError:
            raise
        except Exception as error:  # a tag may compute, and so raise anything
            raise TemplateError(_explain(self.name, error)) from error
        if _MISPLACED(self.body):
            usage = "文字用“{{r … }}”，表格用“{{p … }}”"
            raise TemplateError(f"模板“{self.name}”里的正文标记不对：{usage}。请对照原来的模板改正")

    def finished(self) -> bytes:
        """The file's bytes: the same for the same content."""
        target = io.BytesIO()
        self.save(target)
        return without_time(target.getvalue())

    def patch_xml(self, src_xml: str) -> str:
        """Nothing yet: what docxtpl does to a template is done once, in :func:`_compiled`."""
        return src_xml

    def render_xml_part(self, src_xml: str, part: object, context: Mapping[str, Any], *_: object) -> str:
        """Fill one part."""
        self.current_rendering_part = part
        return _compiled(src_xml).render(context)

    def get_headers_footers(self, uri: str) -> Iterator[Any]:
        """The headers or footers that hold tags; parts without any need no filling."""
        return (found for found in super().get_headers_footers(uri) if re.search(rb"{[{%#]", found[1].blob))

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """Nothing: the document's properties are set by the renderer."""

    def fix_tables(self, xml: str) -> _Element:
        """Parse the filled body; faults are told, not mended in silence."""
        return etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True))


def _prepared(source: str) -> str:
    """A part with its tags ready for Jinja."""
    patched: str = DocxTemplate.patch_xml(None, source)
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", _EMPTY_RUN.sub("", patched))


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    prepared = _prepared(source)
    try:
        return sandbox().from_string(prepared)
    except TemplateSyntaxError as error:
        line = prepared.splitlines()[error.lineno - 1]
        error.add_note(re.sub(r"<[^>]+>", "", line).strip())
        raise


def _explain(name: str, error: Exception) -> str:
    if isinstance(error, TemplateSyntaxError):
        near = "".join(getattr(error, "__notes__", ()))
        return f"模板“{name}”里“{near}”写得不对：{error.message}。请在 Word 里改正，或者换回原来的模板"
    if isinstance(error, etree.XMLSyntaxError):
        return f"模板“{name}”填好以后不成文档：{error}。带 r、p、tr 的标记要独占一处，请对照原来的模板改正"
    return explain(name, error)


def without_time(blob: bytes) -> bytes:
    """A zip file with all time stamps set to the first moment; they are overwritten in place, nothing is packed again."""
    out = bytearray(blob)
    end = out.rindex(b"PK\x05\x06")
    count, place = struct.unpack_from("<H", out, end + 10)[0], struct.unpack_from("<L", out, end + 16)[0]
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<HHH", out, place + 28)
        local = struct.unpack_from("<L", out, place + 42)[0]
        out[place + 12 : place + 16] = out[local + 10 : local + 14] = _EPOCH
        place += 46 + name + extra + comment
    return bytes(out)
