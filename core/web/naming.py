"""What lists show of a draft: read off its first lines, for it may be half typed."""

from __future__ import annotations

from typing import Final

from ..workflow.drafts import Text

_LINES: Final = 400


def described(content: bytes, genre: str = "", title: str = "") -> Text:
    """A text with its 文种 and its title.

    :param genre: what it was, where the text does not say; ``title`` likewise.
    """
    found: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").replace("\0", "").splitlines()[:_LINES]:
        name, colon, value = line.replace("：", ":").partition(":")
        if colon and name in {"文种", "标题"}:
            found.setdefault(name, value.strip().strip("'\"").replace("\\n", ""))
    return Text(content, found.get("文种") or genre, found.get("标题") or title)
