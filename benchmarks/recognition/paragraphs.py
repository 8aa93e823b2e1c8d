"""The paragraphs of a text's body: each that stands on a line of the clean text must be one in the drafts, whatever broke it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from hongtou import Heading, Paragraph
from hongtou.document.model import plain
from hongtou.draft import Draft
from hongtou.intake.text.ordinals import ordinal

from .folding import folded

# What stands around the elements on their lines.
_AROUND: Final = re.compile(r"(?:附件?|抄送|印发|签发人|文件|[\W\d_])*")
_STOPS: Final = (".", ";", ":", "!", "?")
_ROUND: Final = str.maketrans("〔〕", "（）")
# What stands in the body, or nowhere.
_NOT_APART: Final = frozenset({"一级标题", "文种"})


def paragraphs(text: str, expected: Mapping[str, object]) -> Counter[str]:
    """The paragraphs of a clean text: its lines that are sentences or numbered, and hold more than elements of a document."""
    elements = sorted(set(_elements(expected)), key=len, reverse=True)
    lines = (folded(line) for line in text.splitlines())
    return Counter(_bare(line) for line in lines if _is_text(line) and not _is_apart(line, elements))


def whole(wanted: Counter[str], drafts: Iterable[Draft]) -> Counter[str]:
    """Those that stand in drafts as one."""
    found = Counter(_bare(folded(text)) for draft in drafts for text in _texts(draft))
    return wanted & found


def _bare(line: str) -> str:
    """A paragraph without its numeral, which a copy of a text may have lost."""
    numeral = ordinal(line.translate(_ROUND))
    return line[numeral.end :] if numeral else line


def _elements(expected: Mapping[str, object]) -> Iterator[str]:
    for name, value in expected.items():
        for one in value if isinstance(value, list) else [value]:
            if name not in _NOT_APART and folded(one):
                yield folded(one)


def _is_text(line: str) -> bool:
    """Whether a line is no name, nor what a page on the web shows around a document."""
    return line.endswith(_STOPS) or ordinal(line.translate(_ROUND)) is not None


def _is_apart(line: str, elements: Iterable[str]) -> bool:
    """Whether nothing of a line is left without these; a title's pieces are lines, too."""
    for element in elements:
        if line and line in element:
            return True
        line = line.replace(element, "")
    return bool(_AROUND.fullmatch(line))


def _texts(draft: Draft) -> Iterator[str]:
    """A draft's title, headings and paragraphs."""
    yield str(draft.values.get("标题", ""))
    body = draft.values.get("正文")
    for block in body if isinstance(body, tuple) else ():
        if isinstance(block, Heading):
            yield plain((*block.spans, *block.run_in))
        elif isinstance(block, Paragraph):
            yield plain(block.spans)
