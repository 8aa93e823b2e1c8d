"""Findings as comments of the Word file that they are of, each at its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...draft import short
from ...evidence import Item
from ...ooxml.comments import Comment, Shown, commented
from ...ooxml.received import W
from ...personal import without_personal_numbers
from ..finding import Finding
from .walk import Block, blocks, carriers, character, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR: Final = "红头检查"
_SHOWN: Final = Shown(shown, character)
_WORDS: Final = 24


def annotated(path: Path, findings: Sequence[Finding]) -> bytes:
    """A Word file with a comment at each finding's own words; where it has none, at its paragraph.

    Word allows no comments in headers and footers, and not everywhere in text boxes: what is found there, and what is of the
    whole page, is told at the first paragraph or at the one that carries the box, with where it is.

    :param findings: of the check of this file.
    :raises InputError: the file cannot be read, or is of a kind that no comment can be put into.
    """
    return commented(path, AUTHOR, lambda root: [*_comments(root, findings)], _SHOWN)


def _comments(root: _Element, findings: Sequence[Finding]) -> Iterator[Comment]:
    body = root.find(f"{W}body")
    if body is None:
        return
    places = _Places(body)
    for finding in findings:
        yield places.comment(finding)


class _Places:
    """Where the findings of a file stand in it."""

    def __init__(self, body: _Element) -> None:
        self._carriers = [*carriers(body)]
        self._blocks: defaultdict[int, list[Block]] = defaultdict(list)
        for block in blocks(body):
            self._blocks[block.number].append(block)
        self._first = _first(body)

    def comment(self, finding: Finding) -> Comment:
        """The comment that tells of a finding."""
        number, item = finding.where.paragraph, finding.found.item
        if not 0 < number <= len(self._carriers):
            return Comment(self._first, _told(finding, _elsewhere(item)))
        if item is None:
            return self._unplaced(number, finding)
        for block in self._blocks[number]:
            text = "".join(text for _, text in shown(block.element))
            if block.boxed == item.boxed and not block.is_table and item.text.endswith(text):
                if item.boxed:
                    return Comment(self._carriers[number - 1], _told(finding, "文本框里"))
                # Word's own number before a paragraph is counted, but stands nowhere in it.
                start = max(finding.found.at - (len(item.text) - len(text)), 0)
                return Comment(block.element, _told(finding), start, start + len(finding.found.words))
        return self._unplaced(number, finding)

    def _unplaced(self, number: int, finding: Finding) -> Comment:
        """In a table at the words in their cell; where they are not found, at the paragraph or the table's first one."""
        carrier, words = self._carriers[number - 1], finding.found.words
        for paragraph in carrier.iter(f"{W}p"):
            start = "".join(text for _, text in shown(paragraph)).find(words) if words else -1
            if start >= 0:
                return Comment(paragraph, _told(finding), start, start + len(words))
        place = carrier if carrier.tag == f"{W}p" else next(carrier.iter(f"{W}p"), self._first)
        return Comment(place, _told(finding, "" if place is carrier else "表格里"))


def _first(body: _Element) -> _Element:
    """The first paragraph of the text; of a table, where there is no other; a new one, where there is none at all."""
    found = next((one for one in carriers(body) if one.tag == f"{W}p"), None)
    found = next(body.iter(f"{W}p"), None) if found is None else found
    if found is None:
        found = body.makeelement(f"{W}p")
        body.insert(0, found)
    return found


def _elsewhere(item: Item | None) -> str:
    """Where something stands that is in no paragraph of the text."""
    return "页脚里" if item is not None else "整页"


def _told(finding: Finding, where: str = "") -> list[str]:
    """A finding in the lines of a comment."""
    rule, found = finding.rule, finding.found
    words = " ".join(found.words.split())
    quoted = f"“{short(words, _WORDS)}”：" if words else ""
    lines = [
        f"{rule.code} {rule.name}（{finding.strength.value}，{rule.clause}）",
        f"{where and f'{where}，'}{quoted}{found.wanted}",
        f"为什么：{rule.why}",
        f"怎样改：{rule.mend}",
    ]
    return [without_personal_numbers(line) for line in lines]
