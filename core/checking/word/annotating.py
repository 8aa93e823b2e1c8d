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
from ...values import dataclass
from ..finding import Finding
from .walk import Block, blocks, carriers, character, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

    from ...workers.apart import Apart

AUTHOR: Final = "红头检查"
_SHOWN: Final = Shown(shown, character)
_WORDS: Final = 24


@dataclass(frozen=True, slots=True)
class _Remark:
    """What is told of a finding, and where: without its rule, whose function may not be sent to another process.

    :param paragraph: from 1; 0: it is of the whole page.
    :param item: what the words stand in, where ``at`` counts characters of its text.
    :param lines: of the comment.
    """

    paragraph: int
    item: Item | None
    words: str
    at: int
    lines: tuple[str, ...]

    def told(self, where: str = "") -> list[str]:
        """The comment's lines, the second with where the words stand, if that is not where the comment is."""
        rule, found, *more = self.lines
        return [rule, f"{where}，{found}" if where else found, *more]


def annotated(path: Path, findings: Sequence[Finding], apart: Apart | None = None) -> bytes:
    """A Word file with a comment at each finding's own words; where it has none, at its paragraph.

    Word allows no comments in headers and footers, and not everywhere in text boxes: what is found there, and what is of the
    whole page, is told at the first paragraph or at the one that carries the box, with where it is.

    :param findings: of the check of this file.
    :param apart: opens the file, which may be from anybody; None: this process does.
    :raises InputError: the file cannot be read, or is of a kind that no comment can be put into.
    """
    task = (path, tuple(map(_remark, findings)))
    return apart.do(_annotated, task, path) if apart else _annotated(task)


def _annotated(task: tuple[Path, tuple[_Remark, ...]]) -> bytes:
    path, remarks = task
    return commented(path, AUTHOR, lambda root: [*_comments(root, remarks)], _SHOWN)


def _comments(root: _Element, remarks: Sequence[_Remark]) -> Iterator[Comment]:
    body = root.find(f"{W}body")
    if body is None:
        return
    places = _Places(body)
    for remark in remarks:
        yield places.comment(remark)


class _Places:
    """Where the findings of a file stand in it."""

    def __init__(self, body: _Element) -> None:
        self._carriers = [*carriers(body)]
        self._blocks: defaultdict[int, list[Block]] = defaultdict(list)
        for block in blocks(body):
            self._blocks[block.number].append(block)
        self._first = _first(body)

    def comment(self, remark: _Remark) -> Comment:
        """The comment that tells of a finding."""
        number, item = remark.paragraph, remark.item
        if not 0 < number <= len(self._carriers):
            return Comment(self._first, remark.told(_elsewhere(item)))
        if item is None:
            return self._unplaced(remark)
        for block in self._blocks[number]:
            text = "".join(text for _, text in shown(block.element))
            if block.boxed == item.boxed and not block.is_table and item.text.endswith(text):
                if item.boxed:
                    return Comment(self._carriers[number - 1], remark.told("文本框里"))
                # Word's own number before a paragraph is counted, but stands nowhere in it.
                start = max(remark.at - (len(item.text) - len(text)), 0)
                return Comment(block.element, remark.told(), start, start + len(remark.words))
        return self._unplaced(remark)

    def _unplaced(self, remark: _Remark) -> Comment:
        """In a table at the words in their cell; where they are not found, at the paragraph or the table's first one."""
        carrier, words = self._carriers[remark.paragraph - 1], remark.words
        for paragraph in carrier.iter(f"{W}p"):
            start = "".join(text for _, text in shown(paragraph)).find(words) if words else -1
            if start >= 0:
                return Comment(paragraph, remark.told(), start, start + len(words))
        place = carrier if carrier.tag == f"{W}p" else next(carrier.iter(f"{W}p"), self._first)
        return Comment(place, remark.told("" if place is carrier else "表格里"))


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


def _remark(finding: Finding) -> _Remark:
    """A finding as the process needs it that opens the file."""
    rule, found = finding.rule, finding.found
    words = " ".join(found.words.split())
    lines = (
        f"{rule.code} {rule.name}（{finding.grounds}）",
        f"“{short(words, _WORDS)}”：{found.wanted}" if words else found.wanted,
        f"为什么：{rule.why}",
        f"怎样改：{rule.mend}",
    )
    return _Remark(finding.where.paragraph, found.item, found.words, found.at, tuple(map(without_personal_numbers, lines)))
