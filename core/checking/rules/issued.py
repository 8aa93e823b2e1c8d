"""The text that a document issues (印发): it bears the name that the document's title gives it (GB/T 9704 7.3.1, 7.3.7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from ...evidence import Evidence, Item, Role, Sees
from ...importing import signs
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from .attachment_note import listed_names

# One name, and nothing else is issued; what follows 》 otherwise (实施细则, 及其说明) belongs to what is issued.
_NAMED: Final = pattern(
    r"(?:印发|颁发|颁布|发布|公布|批转|转发)《(?P<name>(?:(?!》[、和及与]?《).)+)》的(?:通知|公告|通告|决定|命令|令|函)",
    holds="》的",
)
_SIGNS: Final = str.maketrans({"〈": "《", "〉": "》", "“": '"', "”": '"', "‘": "'", "’": "'", "○": "〇", "•": "·", "・": "·"})
_DASHES: Final = pattern(r"[-‐‑–—―─~～〜]+")
# Titles go on in so many lines more, where one line alone was known as a title.
_LINES: Final = 3
# So much of two names is the same where one is meant for the other.
_LIKE: Final = 0.5
_LIKE_ATTACHED: Final = 0.6


def named_as_titled(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The name in 《》 is the issued text's own title, or that of the only attachment."""
    del settings
    match = _NAMED.search("".join(evidence.text(Role.TITLE).split()))
    if match is None:
        return
    name, issued = match["name"], _issued(evidence)
    if issued:
        titles = _readings(evidence, issued)
        own = titles[0]
        differs = not any(_same(name, title) for title in titles) and not _goes_on(evidence, name, own)
        meant = Sees.FIELDS in evidence.sees or _is_like(name, own, _LIKE) or signs.ends_title(own)
        told = "所印发的文件自己的标题是"
    else:
        own = listed[0] if len(listed := [*listed_names(evidence)]) == 1 else ""
        differs = not _same(name, own)
        meant = _word(name) == _word(own) != "" and _is_like(name, own, _LIKE_ATTACHED)
        told = "附件的名称是"
    if differs and meant:
        yield _found(evidence, f"{told}“{own}”，和标题书名号里的改成一样")


def _issued(evidence: Evidence) -> list[Item]:
    """The title of the text that is issued: a draft says which; elsewhere it is behind the document, and no attachment."""
    titles = [item for item in evidence.items if item.role is Role.TITLE and item.part and item.text.strip()]
    if Sees.FIELDS in evidence.sees:
        return [item for item in titles if item.name == "印发"]
    attached = {item.part for item in evidence.items if item.role is Role.ATTACHMENT_MARK}
    parts = [item.part for item in titles if item.part not in attached]
    return [item for item in titles if item.part == parts[0]] if parts else []


def _readings(evidence: Evidence, title: Sequence[Item]) -> list[str]:
    """What a text's title may be: as it is known, and with the lines below it, such as （试行）."""
    own = "".join(item.text for item in title)
    place = evidence.items.index(title[-1]) + 1
    below = (item for item in evidence.items[place:] if item.part == title[0].part and item.text.strip())
    readings = ["".join(own.split())]
    for item in islice(below, _LINES):
        readings.append(readings[-1] + "".join(item.text.split()))
    return readings


def _goes_on(evidence: Evidence, name: str, own: str) -> bool:
    """Whether what is known of a title is its first line alone; a draft has the whole."""
    return Sees.FIELDS not in evidence.sees and not signs.ends_title(own) and _folded(name).startswith(_folded(own))


def _same(one: str, two: str) -> bool:
    """Whether two names are one, however their signs are written; an organ's name before one of them may be left out."""
    short, long = sorted((_folded(one), _folded(two)), key=len)
    before = long.removesuffix(short)
    return bool(short) and (short == long or (long.endswith(short) and signs.ISSUER.fullmatch(before) is not None))


def _folded(name: str) -> str:
    return _DASHES.sub("-", unicodedata.normalize("NFKC", "".join(name.split())).translate(_SIGNS))


def _is_like(one: str, two: str, least: float) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, _folded(one), _folded(two), autojunk=False).ratio() >= least


def _word(name: str) -> str:
    """The word that a title ends in, such as 办法."""
    return next((match["word"] for match in signs.TITLE_END.finditer(name) if match.end() == len(name)), "")


def _found(evidence: Evidence, wanted: str) -> Found:
    """The finding at the name in the title, as much of it as stands on one line of it."""
    titles = [item for item in evidence.of(Role.TITLE) if item.text.strip()]
    item = next((item for item in titles if "《" in item.text), titles[0])
    start = max(item.text.find("《"), 0)
    end = item.text.rfind("》") + 1 or len(item.text)
    return found(item, wanted, item.text[start:end], start)


RULES: Final = (
    Rule(
        "GW348",
        "印发的文件和标题里的名称一致",
        "GB/T 9704 7.3.1",
        Strength.SHOULD,
        finds="标题写着“关于印发《……》的通知”（发布、公布、转发的同），书名号里的和所印发文件自己的标题不一样；"
        "文件作为附件、只有这一个附件的，和附件说明里的名称比。括号、引号、破折号的写法，分几行，前面有没有机关的名称，不算不一样。"
        "书名号有几个的不查。",
        why="名称多半是从去年的抄来的，或者后来改了名称、加了“（试行）”，只改了一处。",
        mend="以审定的文件为准，改成一样。",
        before="关于印发《会员服务办法》的通知／所印发的：会员服务办法（试行）",
        after="关于印发《会员服务办法（试行）》的通知／所印发的：会员服务办法（试行）",
        needs=(Sees.WORDS,),
        judge=named_as_titled,
    ),
)
