"""标题 and 主送机关 (GB/T 9704 7.3.1, 7.3.2; 条例 9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...document import STOPS, Format, stop_behind
from ...evidence import Evidence, Face, Item, Role, Sees
from ...importing.signs import GENRES
from ...layout.standard import SIZE_2
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face
from ..sizes import other_sizes

_GENRE: Final = pattern(rf"(?:{GENRES}|令)(?:[（(][^（）()]{{2,20}}[）)])?")
_INNER: Final = pattern(r"[。；：！？!?;:，,]", holds="。|；|：|！|？|!|?|;|:|，|,")
_QUOTED: Final = pattern(r"《[^》]*》|〈[^〉]*〉|“[^”]*”|（[^）]*）|\([^)]*\)|[—-]{2}")
# What is longer is no title, whatever it was taken for.
_LONGEST: Final = 70
_SIZE_OFF: Final = 0.5


def _main(evidence: Evidence) -> str:
    return "".join(evidence.text(Role.TITLE).split())


def _title(evidence: Evidence) -> Item | None:
    return evidence.first(Role.TITLE)


def stop(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No mark at a title's end."""
    del settings
    titles = [item for item in evidence.items if item.role is Role.TITLE]
    for place, item in enumerate(titles):
        last = place + 1 == len(titles) or titles[place + 1].part != item.part
        if last and (sign := stop_behind(item.text)):
            yield found(item, "公文标题的末尾不用标点，去掉它", sign, len(item.text.rstrip()) - 1, mended="")


def punctuation(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No marks in a title but 书名号, quotation marks, brackets."""
    del settings
    for item in evidence.items:
        if item.role is not Role.TITLE or not item.text.strip() or len(item.text) > _LONGEST:
            continue
        bare = _QUOTED.sub(lambda match: "□" * len(match[0]), item.text)
        for match in _INNER.finditer(bare.rstrip()[:-1]):
            yield found(item, "标题里除书名号、引号、括号外一般不用标点", match[0], match.start())


def genre(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A title ends in one of the fifteen genres."""
    del settings
    item, title = _title(evidence), _main(evidence).rstrip(STOPS)
    in_head = evidence.first(Role.ISSUER_MARK) or Sees.FIELDS in evidence.sees
    if item is None or "关于" not in title or not in_head:
        return
    if evidence.format in {Format.PLAIN, Format.ORDER, Format.MINUTES}:
        return
    if not any(match.end() == len(title) for match in _GENRE.finditer(title)):
        yield found(item, "标题应写明文种，以“通知”“意见”“请示”等十五种之一结尾；方案、办法、要点用通知印发")


def about(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """关于…的 and the genre: the words that make a title are whole."""
    del settings
    item, title = _title(evidence), _main(evidence)
    if item is None or "关于" not in title or evidence.format is Format.MINUTES:
        return
    match = re.search(rf"关于.+?(?P<end>{GENRES})$", title)
    if match and not title[: match.start("end")].endswith(("的", "》", "实施", "贯彻", "指导", "若干", "有关", "补充", "紧急")):
        doubled = re.search(rf"(?:{GENRES}|申请)$", title[: match.start("end")])
        mended = None if doubled else f"的{match['end']}"
        yield found(item, f"“关于……的{match['end']}”少了“的”", match["end"], item.text.rfind(match["end"]), mended)


def double_about(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Words written twice in a title."""
    del settings
    for item in evidence.of(Role.TITLE):
        match = re.search(r"关于关于|的的|通知的通知的|印发印发|关于对关于", item.text)
        if match:
            half = match[0][: len(match[0]) // 2]
            once = half if half * 2 == match[0] else None
            yield found(item, "标题里有重复的字，改正", match[0], match.start(), once)


def face(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """小标宋 of 2号."""
    for item in evidence.items:
        if item.role is not Role.TITLE:
            continue
        for piece in item.pieces:
            if piece.text.strip() and not is_face(piece.look.face, Face.TITLE, settings):
                yield found(item, f"是{piece.look.face or '没有写明的字体'}，{wanted_face(Face.TITLE)}", piece.text)
                break


def size(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """22 pt."""
    titles = (item for item in evidence.items if item.role is Role.TITLE)  # those of attachments, too
    yield from other_sizes(titles, settings, "标题一般用二号字（22 磅）")


def centred(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A title is centred and has no indents."""
    del settings
    for item in evidence.items:
        if item.role is not Role.TITLE or item.shape is None or not item.text.strip():
            continue
        if item.shape.align != "center" or abs(item.shape.first) + abs(item.shape.left - item.shape.right) > 1:
            yield found(item, "标题应居中，左右和首行都不缩进")


def centred_on_paper(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The middle of a title's lines is that of the type area (106 mm)."""
    for item in evidence.items:
        for row in item.rows if item.role is Role.TITLE and item.where.page == 1 else ():
            if not settings.allows(row.middle - 106):
                yield found(item, f"这一行的中心偏了 {row.middle - 106:+.1f} 毫米，标题应居中", row.text.strip())


RULES: Final = (
    Rule(
        "GW301",
        "标题用小标宋",
        "GB/T 9704 7.3.1",
        Strength.SHOULD,
        finds="标题不是小标宋。",
        why="标准：一般用二号小标宋体字。宋体加粗是没有装字体时的代用。",
        mend="选中标题，字体改为方正小标宋简体，去掉加粗。",
        before="宋体加粗的标题",
        after="小标宋的标题",
        needs=(Sees.LOOKS,),
        judge=face,
    ),
    Rule(
        "GW309",
        "标题用二号字",
        "GB/T 9704 7.3.1",
        Strength.SHOULD,
        finds="标题不是二号（22 磅）。",
        why="标准：一般用二号小标宋体字。",
        mend="选中标题，字号改为二号。",
        before="标题三号（16 磅）",
        after="标题二号（22 磅）",
        needs=(Sees.LOOKS,),
        judge=size,
        least=SIZE_2 - _SIZE_OFF,
        most=SIZE_2 + _SIZE_OFF,
        unit="磅",
    ),
    Rule(
        "GW302",
        "标题居中",
        "GB/T 9704 7.3.1",
        Strength.MUST,
        finds="标题的段落不是居中，或者居中而又有缩进。",
        why="标准：分一行或多行居中排布。首行缩进会让标题偏右一个字。",
        mend="段落设为居中，首行缩进改为 0。",
        before="首行缩进二字的居中标题",
        after="居中、没有缩进的标题",
        needs=(Sees.SHAPE,),
        judge=centred,
    ),
    Rule(
        "GW324",
        "标题印在正中",
        "GB/T 9704 7.3.1",
        Strength.MUST,
        finds="PDF 首页标题的一行，中心不在版心正中（106 毫米，可差 1.5 毫米）。",
        why="看着居中、实际偏了的标题，多半前面有空格或者缩进。",
        mend="去掉标题前后的空格和缩进。",
        before="标题偏右 2.8 毫米",
        after="标题的中心在 106 毫米",
        needs=(Sees.PLACES,),
        judge=centred_on_paper,
        least=-1.5,
        most=1.5,
        unit="毫米",
    ),
    Rule(
        "GW306",
        "标题有文种",
        "条例 9(7)",
        Strength.SHOULD,
        finds="红头公文的标题写着“关于……”，却不以十五种文种之一结尾。",
        why="条例：标题由发文机关名称、事由和文种组成；方案、办法、要点不是文种。",
        mend="写成“关于……的通知”，或者用通知印发。",
        before="关于年度党建工作的安排",
        after="关于做好年度党建工作的通知",
        needs=(Sees.WORDS,),
        judge=genre,
    ),
    Rule(
        "GW345",
        "标题里的“的”",
        "惯例",
        Strength.CUSTOM,
        finds="“关于……”和文种之间没有“的”。",
        why="少了“的”，事由和文种连在一起读不断。",
        mend="补上“的”。",
        before="关于召开党委会议通知",
        after="关于召开党委会议的通知",
        needs=(Sees.WORDS,),
        judge=about,
    ),
    Rule(
        "GW308",
        "标题里一般不用标点",
        "惯例",
        Strength.SHOULD,
        finds="标题中间除书名号、引号、括号以外的句号、逗号、冒号等。",
        why="标题是一个词组，用了逗号、句号就成了句子。",
        mend="去掉标点，改用“和”“及”或者空格分行。",
        before="关于加强学习，改进作风的通知",
        after="关于加强学习和改进作风的通知",
        needs=(Sees.WORDS,),
        judge=punctuation,
    ),
    Rule(
        "GW325",
        "标题末尾不用标点",
        "惯例",
        Strength.SHOULD,
        finds="标题最后的句号、冒号等。",
        why="标题后面不用标点，从正文粘贴来的常带着。",
        mend="去掉。",
        before="关于召开党委会议的通知。",
        after="关于召开党委会议的通知",
        needs=(Sees.WORDS,),
        judge=stop,
    ),
    Rule(
        "GW326",
        "标题里没有重复的字",
        "条例 9(7)",
        Strength.SHOULD,
        finds="标题里的“关于关于”“的的”等。",
        why="层层转发、改稿时留下的。",
        mend="删去一个。",
        before="关于关于召开会议的通知",
        after="关于召开会议的通知",
        needs=(Sees.WORDS,),
        judge=double_about,
    ),
)
