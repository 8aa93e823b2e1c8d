"""The text of a page as the lines of a draft: marked only where it would be read as something else than the page shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from ..document import Align, Emphasis, Heading, Paragraph, Spans
from ..errors import DraftError
from ..importing.source import Line
from ..importing.writing import line as escaped
from ..intake.text.body import parse_body
from ..intake.text.ordinals import ordinal
from ..layout.line import Run
from ..layout.styles import HEADINGS, Face, Role
from .sheets import Part
from .shown import Cell, Row, Shown, face_of, joined

_EMPHASIS: Final = {Emphasis.STRONG: Face.HEI, Emphasis.MILD: Face.KAI}
_SIGNS: Final = {Face.HEI: "**", Face.KAI: "*"}
_ALIGNED: Final = {Align.LEFT: ":---", Align.CENTER: ":--:", Align.RIGHT: "---:"}
# A choice may make neighbours read otherwise: so often it is looked again.
_ROUNDS: Final = 12
_TEXT, _TITLE, _LANDSCAPE = "{正文}", "{标题}", "{横排}"


def written(parts: Sequence[Part], pictures: Sequence[str]) -> tuple[list[list[str]], list[Part]]:
    """The lines of every part of a text, and the parts whose look they do not hold.

    :param pictures: the files of the pictures in it, in their order.
    """
    files = iter(pictures)
    choices = [_choices(part, files) for part in parts]
    lines, lost = chosen([part.main for part in parts], choices)
    return lines, [parts[number] for number in lost]


def chosen(
    wanted: Sequence[Shown | None], choices: Sequence[Sequence[list[str]]], lenient: Collection[int] = ()
) -> tuple[list[list[str]], list[int]]:
    """The first choice of each part with which the whole text is read as what is wanted: neighbours decide what a heading is.

    :param wanted: what each part must be shown as; None: whatever it is.
    :param lenient: the places of parts that may be headings where text is wanted.
    :returns: the lines of each part, and the places of those that no choice serves.
    """
    places = [0] * len(choices)
    for last in (False,) * _ROUNDS + (True,):
        lines = [choices[number][place] for number, place in enumerate(places)]
        wrong = [
            number
            for number, (one, shown) in enumerate(zip(wanted, _read(lines), strict=True))
            if one is not None and shown is not None and not _serves(one, shown, lenient=number in lenient)
        ]
        movable = [number for number in wrong if places[number] + 1 < len(choices[number])]
        if last or not movable:
            break
        for number in movable:
            places[number] += 1
    return lines, wrong


def _serves(wanted: Shown, shown: Shown, *, lenient: bool) -> bool:
    if wanted.role is None or (lenient and shown.role in HEADINGS):
        return wanted.text == shown.text
    return (wanted.role, wanted.runs) == (shown.role, shown.runs)


def _read(lines: Sequence[Sequence[str]]) -> list[Shown | None]:
    """What each part is read as; None: it is no single paragraph, or cannot be read."""
    text = "\n".join("\n".join([*part, ""]) for part in lines)
    try:
        blocks = parse_body(text, "", 1)
    except DraftError:
        return [None] * len(lines)
    return [shown_of(block) for block in blocks] if len(blocks) == len(lines) else [None] * len(lines)


def shown_of(block: object) -> Shown | None:
    """How a paragraph or a heading is shown."""
    if isinstance(block, Paragraph):
        return Shown(Role.TEXT, joined(_faces(block.spans, Face.BODY)))
    if isinstance(block, Heading):
        role = HEADINGS[block.level - 1]
        runs = joined([*_faces(block.spans, face_of(role)), *_faces(block.run_in, Face.BODY)])
        return Shown(Role.TEXT if block.run_in else role, runs)
    return None


def _faces(spans: Spans, face: Face) -> Iterator[Run]:
    for span in spans:
        yield Run(span.text, _EMPHASIS.get(span.emphasis, face))


def choices_of(part: Part) -> list[list[str]]:
    """The ways to write a paragraph, the plainest one first."""
    one = part.main
    plain = _plain(one)
    if one.role in HEADINGS:
        level = HEADINGS.index(one.role)
        return [
            [plain],
            [_TITLE + plain],
            [f"{'#' * (level + 1)} {_emphasised(one.runs, face_of(one.role))}"],
            [_guarded(_bare(one))],
        ]
    spelt = _guarded(_emphasised(one.runs, Face.BODY))
    first = [plain] if len(one.runs) > 1 and one.runs[0].face is not Face.BODY and ordinal(one.text) else []
    chosen_text = _TEXT + _emphasised(one.runs, Face.BODY)
    # Where no mark is read as one, it must not be printed.
    listed = [*first, spelt, chosen_text, *(_TITLE + line for line in first), _guarded(_bare(one))]
    return [[line] for line in dict.fromkeys(listed)]


def _choices(part: Part, files: Iterator[str]) -> list[list[str]]:
    one = part.main
    if one.rows:
        return [table_lines(part)]
    if one.picture:
        title = next((shown.text for shown in part.shown if shown.role is Role.FIGURE_TITLE), "")
        return [[f"![{title}]({next(files, one.picture)})"]]
    return choices_of(part)


def _plain(one: Shown) -> str:
    """A heading, alone or with text that runs on: its own face is its level's and needs no mark."""
    if one.role in HEADINGS:
        return _guarded(_emphasised(one.runs, face_of(one.role)))
    head, *rest = one.runs
    return _guarded(_emphasised([Run(head.text, Face.BODY), *rest], Face.BODY))


def _bare(one: Shown) -> str:
    """Its text without any emphasis."""
    return _emphasised([Run(one.text, Face.BODY)], Face.BODY)


def _emphasised(runs: Iterable[Run], usual: Face) -> str:
    text = ""
    for run in runs:
        sign = _SIGNS.get(run.face, "") if run.face is not usual else ""
        text += sign + run.text.replace("*", r"\*").replace(r"\#", r"\\#") + sign
    return text


def _guarded(text: str) -> str:
    """A line that the reader of drafts takes for no mark of its own."""
    guarded = escaped(Line(text.replace(r"\*", "\0").replace("*", "\1"), 0))
    return guarded.replace("\0", r"\*").replace("\1", "*")


def table_lines(part: Part) -> list[str]:
    """A table in a draft; its head has one row."""
    one = part.main
    lines = [_LANDSCAPE] if one.landscape else []
    for above in part.shown:
        if above.role is Role.TABLE_TITLE:
            lines.append(above.text if above.text.startswith("表") else f"表：{above.text}")
        elif above.role is Role.CAPTION:
            lines.append(above.text)
    width = max(sum(cell.across for cell in row) for row in one.rows)
    head, *rows = one.rows
    return [*lines, row_line(head, width), f"|{'|'.join(aligns(one, width))}|", *(row_line(row, width) for row in rows)]


def aligns(table: Shown, width: int) -> list[str]:
    """How the columns of a table are set: as most of their cells are."""
    rows = [row for row in table.rows[table.head or 1 :] if len(row) == width] or [row for row in table.rows if len(row) == width]
    columns = [[row[column].align for row in rows] for column in range(width)]
    return [_ALIGNED[max(Align, key=column.count)] if column else _ALIGNED[Align.CENTER] for column in columns]


def row_line(row: Row, width: int) -> str:
    """A row in a draft."""
    cells = [text for cell in row for text in (_cell(cell), *[""] * (cell.across - 1))]
    return "| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |"


def _cell(cell: Cell) -> str:
    text = cell.text.replace("|", r"\|").replace("*", r"\*")
    return f"**{text}**" if cell.strong and text else text
