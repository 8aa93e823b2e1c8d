"""Who sends a document that nobody signed: its mark and its title often say it."""

from __future__ import annotations

from typing import Final

from . import signs
from .document import Document

# Why a line above the title was left out: the program prints it of who sends the document.
MARK_LEFT: Final = "发文机关标志，由程序按发文机关印"


def say_issuer(document: Document, issuer: str) -> None:
    """Fill in who sends a document without a signature: what somebody said, or what its mark says, which is to be looked at.

    A title is only told: what it names need not sign (决议 and 公报 of a meeting), and nothing is printed that nobody wrote.

    :param issuer: what somebody said; empty: nobody did.
    """
    title = str(document.fields.get("标题", ""))
    if "发文机关" in document.fields or (title.endswith("纪要") and not issuer):
        return  # nobody signs minutes
    if name := issuer or _of_issuer_mark(document):
        document.fields["发文机关"] = name
        document.added.append(name)
        if not issuer:
            document.doubts["发文机关"] = f"没有署名，发文机关标志上是“{name}”"
    elif named := _named(title):
        document.doubts["发文机关"] = f"没有署名，标题里是“{named}”；是它发的，写在这里；办公室配置里写着的不用写"


def _of_issuer_mark(document: Document) -> str:
    """The one organ of the mark; empty: none, or several."""
    marks = [left.text for left in document.left if left.reason == MARK_LEFT]
    if "发文机关标志" in document.fields:
        marks = [str(document.fields["发文机关标志"]).removesuffix("文件")]
    return "".join(marks[0].split()) if len(marks) == 1 else ""


def _named(title: str) -> str:
    """The organ that a title begins with; empty: none that is sure."""
    name, about, _ = title.partition("关于")
    return name if about and (signs.ISSUER.fullmatch(name) or (signs.ORGAN.fullmatch(name) and name.endswith("会"))) else ""
