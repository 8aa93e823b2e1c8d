"""Changes of what is drawn on paper, each with its name: what the modules of ways on paper are made of."""

from __future__ import annotations

from collections.abc import Callable

from .sheets import Sheets, Thing, beside

Change = tuple[str, Callable[[Sheets], None]]


def all_of(top: float, bottom: float, page: int = 1) -> Callable[[Thing], bool]:
    """Whatever is drawn between two heights of a page, mm."""
    return lambda thing: thing.page == page and top < thing.top < bottom


def moved(name: str, what: Callable[[Thing], bool], *, right: float = 0.0, down: float = 0.0) -> Change:
    """Something moved, mm."""
    return f"{name}移 {right or down:g}", lambda sheets: sheets.move(what, right=right, down=down)


def stretched(name: str, what: Callable[[Thing], bool], across: float = 1.0, along: float = 1.0) -> Change:
    """Something stretched."""
    return f"{name} ×{across if across != 1 else along:g}", lambda sheets: sheets.stretch(what, across, along)


def removed(name: str, what: Callable[[Thing], bool]) -> Change:
    """Something taken away."""
    return f"没有{name}", lambda sheets: sheets.remove(what)


def coloured(name: str, what: Callable[[Thing], bool], red: int, green: int = 0, blue: int = 0) -> Change:
    """Something in another colour."""
    return f"{name} #{red:02x}{green:02x}{blue:02x}", lambda sheets: sheets.colour(what, red, green, blue)


def scaled(name: str, what: Callable[[Thing], bool], by: float) -> Change:
    """Something larger or smaller."""
    return f"{name} ×{by:g}", lambda sheets: sheets.stretch(what, by, by)


def said(old: str, new: str, what: Callable[[Thing], bool] | None = None) -> Change:
    """Other words."""
    return f"{old[:8]} → {new[:12] or '无'}", lambda sheets: sheets.say(what or beside(old), old, new)


def each(old: str, *new: str, what: Callable[[Thing], bool] | None = None) -> list[Change]:
    """Several other words in the place of some."""
    return [said(old, one, what) for one in new]


def faced(name: str, what: Callable[[Thing], bool], *files: str) -> list[Change]:
    """Several other faces."""

    def set_in(file: str) -> Callable[[Sheets], None]:
        return lambda sheets: sheets.face(what, file)

    return [(f"{name} {file[6:-4]}", set_in(file)) for file in files]


def together(*changes: Change) -> Change:
    """Several changes at once."""

    def change(sheets: Sheets) -> None:
        for _, one in changes:
            one(sheets)

    return "，".join(name for name, _ in changes), change


def exchanged(name: str, upper: Callable[[Thing], bool], lower: Callable[[Thing], bool], by: float) -> Change:
    """Two lines change places."""

    def change(sheets: Sheets) -> None:
        above, below = sheets.find(upper), sheets.find(lower)
        sheets.move(_among(above), down=by)
        sheets.move(_among(below), down=-by)

    return f"{name}换位", change


def _among(things: list[Thing]) -> Callable[[Thing], bool]:
    known = {(one.page, one.text, one.left, one.top) for one in things}
    return lambda thing: (thing.page, thing.text, thing.left, thing.top) in known


def described(**properties: str) -> Change:
    """What the file says of itself."""
    return f"属性 {properties}", lambda sheets: sheets.describe(**properties)
