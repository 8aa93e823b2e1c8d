"""Who sends a document that nobody signed: its mark and its title often say it."""

from __future__ import annotations

from typing import Final

from . import signs
from .document import Document

# Why a line above the title was left out: the program prints it of who sends the document.
MARK_LEFT: Final = "发文机关标志，由程序按发文机关印"


def say_issuer(document: Document, issuer: str) -> None:
    """Fill in who sends a document without a signature; a guess of ours is to be looked at.

    :param issuer: what somebody said; empty: nobody did.
    """
    if "发文机关" in document.fields:
        return
    name, told = (issuer, "") if issuer else _guess(document)
    if name:
        document.fields["发文机关"] = name
        document.added.append(name)
        if told:
            document.doubts["发文机关"] = f"没有署名，{told}是“{name}”"


def _guess(document: Document) -> tuple[str, str]:
    """An organ, and where it is named; empty: nowhere for sure, or it is minutes, which nobody signs."""
    fields, title = document.fields, str(document.fields.get("标题", ""))
    marks = [left.text for left in document.left if left.reason == MARK_LEFT]
    if "发文机关标志" in fields:
        marks = [str(fields["发文机关标志"]).removesuffix("文件")]
    if title.endswith("纪要") or len(marks) > 1:
        return "", ""
    in_title = title.partition("关于")[0] if "关于" in title else ""
    for text, told in (*((mark, "发文机关标志上") for mark in marks), (in_title, "标题里")):
        name = "".join(text.split())
        if signs.ISSUER.fullmatch(name) or (signs.ORGAN.fullmatch(name) and (text is not in_title or name.endswith("会"))):
            return name, told
    return "", ""
