"""Whether every character of a document stands in its files: none missing, none changed, none twice, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hongtou import Block, Gongwen, Heading, Paragraph

from .made import Made, bare
from .written import heads, written


def missing(made: Made) -> Iterator[str]:
    """What is wrong with the text of the PDF and of the DOCX."""
    said = _said(made)
    counted = Counter("".join(said))
    repeated = Counter("".join(_repeated_heads(made)))
    for kind, text, extra in (("PDF", _pdf_text(made), repeated), ("DOCX", bare(made.word.text()), Counter[str]())):
        found = Counter(text)
        wanted = counted + extra
        if lost := wanted - found:
            yield f"{kind}少了{dict(lost)}"
        if added := found - wanted:
            yield f"{kind}多了{dict(added)}"
        yield from (f"{kind}里次序不对：“{piece[:12]}”" for piece in _out_of_order(made.gongwen, text))


def count(made: Made) -> int:
    """How many characters its document has."""
    return len("".join(_said(made)))


def _said(made: Made) -> list[str]:
    return written(made.gongwen, moved=made.find("主送：", start=True) is not None)


def _pdf_text(made: Made) -> str:
    """What a reader copies from the whole PDF, without the page numbers."""
    pages = []
    for page, folio in enumerate(made.folios, 1):
        text = made.paper.text(page).replace("\x02", "-").replace("\ufffe", "-")
        pages.append(text.replace(bare(folio.text), "", 1) if folio else text)
    return "".join(pages)


def _repeated_heads(made: Made) -> Iterator[str]:
    texts = ["".join(bare(row.text) for row in rows) for rows in made.pages]
    for head in set(heads(made.gongwen)):
        times = sum(text.count(head) for text in texts) - heads(made.gongwen).count(head)
        yield head * times


def _out_of_order(gongwen: Gongwen, text: str) -> Iterator[str]:
    """The paragraphs that are not found in order and whole."""
    place = 0
    for piece in _paragraphs(gongwen.main.blocks):
        found = text.find(piece, place)
        if found < 0:
            yield piece
        else:
            place = found + len(piece)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            run_in = block.run_in if isinstance(block, Heading) else ()
            yield bare("".join(span.text for span in (*block.spans, *run_in)))
