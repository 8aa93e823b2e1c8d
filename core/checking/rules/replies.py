"""批复: it says what it answers, and goes to who asked (条例 8(12), 9(8))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Item, Role, Sees
from ...importing import signs
from ...pattern import HANZI, pattern
from ...plugin import Found, Rule, Settings, Strength, found

_REPLY: Final = pattern("批复$")
_QUOTES: Final = pattern("《|请示|收悉|来文|报来")
# Who asked, what for, under which number.
_ASKED: Final = pattern(
    rf"(?:你(?P<kind>{HANZI}{{1,4}}?)(?:报来的|报送的|上报的|呈报的|来的)?|(?P<organ>(?:{HANZI}|[（）]){{4,40}}?))?"
    r"《(?:(?P<titled>[^《》，。；：]{4,60}?)关于)?[^《》，。；：]*(?:〈[^〉]*〉[^《》，。；：]*)*请示》(?:[（(](?P<number>[^（）()]{4,40})[)）])?"
)
# Such an organ is addressed by a character of its name (你会, 你局), or by that of its region (你市); of others nobody can tell.
_ORGANS: Final = ("会", "厅", "局", "部", "委", "院", "政府", "办公室", "公司", "中心")
_ADDRESSED: Final = "会厅局部委院省市县区州盟旗镇乡"
# What a 代字 ends in does not tell whose it is.
_KINDS: Final = "发函字复报请呈文批"
_OWN_LEAST: Final = 2


def _opening(evidence: Evidence) -> Item | None:
    """The first line of a 批复."""
    lines = (item for item in evidence.prose if not item.part)
    return next(lines, None) if _REPLY.fullmatch(evidence.genre) else None


def quoted(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """It says what it answers."""
    del settings
    opening = _opening(evidence)
    if opening and not _QUOTES.search(opening.text):
        yield found(opening, "批复开头引来文的标题和字号，例如“你会《关于××的请示》（××〔2026〕5号）收悉。”")


def to_who_asked(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """It goes to who asked, as far as its opening tells who that was."""
    del settings
    opening = _opening(evidence)
    match = _ASKED.match(opening.text.lstrip()) if opening else None
    names = _addressees(evidence)
    if opening is None or match is None or not names:
        return
    told = "、".join(names)
    organ = match["titled"] or match["organ"] or ""
    if match["kind"] and not any(_may_be(name, match["kind"]) for name in names):
        yield found(opening, f"主送是“{told}”，不称“你{match['kind']}”；批复主送请示的机关，核对主送", f"你{match['kind']}")
    elif signs.ISSUER.fullmatch(organ) and not any(_is_one(organ, name) for name in names):
        yield found(opening, f"请示的是“{organ}”，主送却是“{told}”；批复主送请示的机关，核对主送", organ)
    elif match["number"] and _is_own(match["number"], evidence):
        yield found(opening, "这是本机关的代字，不是请示的机关的；核对来文的字号和主送", match["number"])


def _addressees(evidence: Evidence) -> list[str]:
    text = "、".join("".join(item.text.split()).strip("：:") for item in evidence.of(Role.ADDRESSEES))
    return [name for name in re.split("[、，,]", text) if name]


def _may_be(name: str, kind: str) -> bool:
    """Whether an organ may be addressed as 你会, 你局, 你市 and so on."""
    return kind[-1] in name or kind[-1] not in _ADDRESSED or not name.endswith(_ORGANS)


def _is_one(organ: str, name: str) -> bool:
    """Whether two names may be of one organ: a short one has characters of the long one alone, in their order."""
    short, long = sorted((organ, name), key=len)
    characters = iter(long)
    return all(char in characters for char in short)


def _is_own(number: str, evidence: Evidence) -> bool:
    """Whether a number is one that the office gives itself."""
    owner, own = _owner(number), _owner("".join(evidence.text(Role.DOCUMENT_NUMBER).split()))
    return len(owner) >= _OWN_LEAST and owner == own


def _owner(number: str) -> str:
    """Whose a number is: its 代字 without the word for the kind of document."""
    match = signs.NUMBER.search(number)
    return match["code"].rstrip(_KINDS) if match else ""


RULES: Final = (
    Rule(
        "GW811",
        "批复引来文",
        "惯例",
        Strength.CUSTOM,
        finds="批复的开头没有引来文的标题、字号。",
        why="收文的人要对上是哪一件请示。",
        mend="开头写“你会《关于××的请示》（××〔2026〕5号）收悉。”",
        before="同意你会换届。",
        after="你会《关于换届的请示》（示医发〔2026〕5号）收悉。同意换届。",
        needs=(Sees.WORDS,),
        judge=quoted,
    ),
    Rule(
        "GW812",
        "批复主送请示的机关",
        "条例 8(12)",
        Strength.SHOULD,
        finds="批复的开头看得出谁请示、和主送不是一个机关的：称“你局”而主送是学会；所引请示的标题写着别的机关；来文的字号用本机关的代字。"
        "请示在另一份公文里，开头只写“你单位”、字号是别的机关代字的，看不出来，不查。",
        why="批复答复请示的机关；从别的批复改来的，常常忘了改主送或者来文。",
        mend="对着请示核对主送、来文的标题和字号。",
        before="云州市护理学会：／你局《关于换届的请示》（云民发〔2026〕5号）收悉。",
        after="云州市护理学会：／你会《关于换届的请示》（云护发〔2026〕5号）收悉。",
        needs=(Sees.WORDS,),
        judge=to_who_asked,
    ),
)
