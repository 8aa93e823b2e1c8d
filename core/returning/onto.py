"""What somebody changed in a DOCX comes into the drafts that it was made from.

Draft and DOCX are read alike, as what their pages show; so what differs was changed by somebody. What only Word changed is taken
into the draft, in place; what the draft changed since stays; what both changed is a conflict and stays as the draft has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ..composing import Composed
from ..draft import Draft
from ..layout.plan import PagePlan
from ..plugin import TrackedChanges
from ..sources import Bundle, Kind, SourceFile
from ..values import dataclass
from ..workers.apart import apart
from .changes import Change, Merge
from .docx import Returned, read_docx
from .field_merge import FieldMerger
from .recording import beside, inner_sheets
from .sheets import Sheet, read_sheet, sheets
from .shown import of_plan
from .spelling import Spelling, as_draft
from .text_merge import TextMerger


class Pages(Protocol):
    """Who makes pages of drafts."""

    def collect(self, path: Path) -> Bundle:
        """Read a draft and what it depends on."""

    def compose(self, source: Path | Draft, bundle: Bundle | None = None) -> Composed:
        """From a draft to its document."""

    def lay_out(self, composed: Composed, *, preprinted: bool = False) -> PagePlan:
        """From a document to its pages."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it; nothing is written yet.

    :param files: the drafts that change, with their new content, and with the old one that it was made from.
    :param taken: what comes into them; ``conflicts`` what does not, since both sides changed it.
    :param told: what does not come back, in Chinese.
    :param known: the DOCX says what it was made from; if not, nobody can tell who changed what.
    """

    files: Mapping[Path, tuple[bytes, bytes]]
    taken: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    told: tuple[str, ...]
    known: bool


def merge(pages: Pages, draft: Path, docx: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Merged:
    """Compare a DOCX with its draft, and make the draft's new text.

    :param changes: what holds of tracked changes: refuse, accept or reject.
    :raises InputError: a file cannot be read, or the draft would not be one any more.
    :raises DraftError: the draft has faults.
    """
    returned = apart(_read, (docx, changes), docx)
    bundle = pages.collect(draft)
    composed = pages.compose(draft, bundle)
    merger = _Merger(bundle, composed, returned)
    theirs = read_sheet(returned.shown)
    merger.document(composed, read_sheet(of_plan(pages.lay_out(composed))), theirs)
    merger.comment()
    files = merger.files()
    told = [*returned.looks, *merger.found.told]
    if files:
        told += _left(pages, draft, _changed(bundle, files), theirs, merger)
    return Merged(files, tuple(merger.found.taken), tuple(merger.found.conflicts), tuple(dict.fromkeys(told)), merger.known)


def _read(task: tuple[Path, TrackedChanges]) -> Returned:
    """What the DOCX shows, read in a process of its own: whoever sends one back may have sent another."""
    return read_docx(*task)


class _Merger:
    """Merges a document's drafts."""

    def __init__(self, bundle: Bundle, composed: Composed, returned: Returned) -> None:
        self._files = {one.draft.path: one for one in bundle.files.values() if isinstance(one, SourceFile) and one.draft}
        self._named = composed.named
        self._origins = {one.file: one for one in returned.record.origins} if returned.record else {}
        self._first = returned.record.origins[0].file if returned.record and returned.record.origins else ""
        self._comments = returned.comments
        self._spellings: dict[Path, Spelling] = {}
        self._sheets: list[tuple[Path, Sheet]] = []
        self.known = bool(self._origins)
        self.before = {digest for origin in self._origins.values() for digest in origin.parts}
        self.found = Merge()

    def document(self, composed: Composed, mine: Sheet, theirs: Sheet) -> None:
        """The document's own draft and those behind it."""
        self._draft(composed, mine, theirs, self._first, attached=False)

    def _draft(self, composed: Composed, mine: Sheet, theirs: Sheet, file: str, *, attached: bool) -> None:
        path = composed.draft.path
        origin = self._origins.get(file)
        spelling = self._spellings.setdefault(path, Spelling(path, self._files[path].content))
        self._sheets.append((path, theirs))
        FieldMerger(composed, spelling, origin, self.found).merge(mine, theirs, {"标题"} if attached else ())
        TextMerger(composed, spelling, origin, self.found).merge(mine.parts, theirs.parts)
        for name, own, other in _pairs(composed, mine, theirs):
            if other is None:
                self.found.told.append(f"“{name}”的内容 DOCX 里没有了，草稿没有动")
            elif (inner := self._named.get((str(path), name))) is not None:
                self._draft(inner, own, other, beside(file, name), attached=own not in mine.enclosed)
            elif own != other:
                self.found.told.append(f"“{name}”是工作簿，改不回去：在工作簿里改")
        if len(theirs.enclosed) > len(mine.enclosed) or theirs.attached.keys() - mine.attached.keys():
            self.found.told.append("DOCX 里多了一份附件或者印发的文件，没有带回来：用 hongtou import 另外变成草稿")

    def comment(self) -> None:
        """Put the comments of the DOCX into the drafts, as lines that explain."""
        for one in self._comments:
            owner = next((path for path, sheet in self._sheets if any(part.number == one.number for part in sheet.parts)), None)
            spelling = self._spellings[owner or self._sheets[0][0]]
            about = f"“{one.about.strip()[:20]}”：" if one.about.strip() else ""
            spelling.add_comment(f"批注（{one.author or '没有署名'}）{about or '：'}{one.text}")

    def files(self) -> dict[Path, tuple[bytes, bytes]]:
        """The drafts that change.

        :raises InputError: one would not be a draft any more.
        """
        made = {}
        for path, spelling in self._spellings.items():
            old, new = self._files[path].content, spelling.content()
            if new != old:
                as_draft(path, new)
                made[path] = new, old
        return made


def _pairs(composed: Composed, mine: Sheet, theirs: Sheet) -> Iterator[tuple[str, Sheet, Sheet | None]]:
    """The texts behind a document, on both sides, with the names of their files."""
    for name, own in inner_sheets(composed, mine):
        if own in mine.enclosed:
            yield name, own, theirs.enclosed[0] if theirs.enclosed else None
        else:
            place = next(number for number, one in mine.attached.items() if one is own)
            yield name, own, theirs.attached.get(place)


def _changed(bundle: Bundle, files: Mapping[Path, tuple[bytes, bytes]]) -> Bundle:
    """The bundle with the drafts as they are to be."""
    made = dict(bundle.files)
    for (kind, key), one in bundle.files.items():
        if kind is Kind.DRAFT and isinstance(one, SourceFile) and one.draft and one.draft.path in files:
            content = files[one.draft.path][0]
            made[kind, key] = replace(one, content=content, draft=as_draft(one.draft.path, content))
    return replace(bundle, files=made)


def _left(pages: Pages, draft: Path, bundle: Bundle, theirs: Sheet, merger: _Merger) -> list[str]:
    """What the new drafts show otherwise than the DOCX, and nobody told yet."""
    after = read_sheet(of_plan(pages.lay_out(pages.compose(draft, bundle))))
    if merger.found.conflicts:
        return []
    known = merger.before
    told = []
    for own, other in zip(sheets(after), sheets(theirs), strict=False):
        shown = {part.digest for part in own.parts}
        texts = {line for part in own.parts for line in part.lines}
        for part in other.parts:
            if part.digest in shown or part.digest in known:
                continue
            look = all(line in texts for line in part.lines)
            what = "的样子（哪一级标题、什么字体）草稿排出来不一样" if look else "没有带回来"
            told.append(f"第 {part.number} 段“{part.main.text[:20]}”{what}")
    return told
