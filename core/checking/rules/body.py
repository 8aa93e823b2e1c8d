"""正文: 层次序数, their faces, indents (GB/T 9704 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...evidence import HEADINGS, Evidence, Face, Item, Kind, Role, Sees
from ...pattern import HANZI, pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face

_NUMERALS: Final = "一二三四五六七八九十百零〇"
_LEVELS: Final = (
    pattern(rf"(?P<number>[{_NUMERALS}]{{1,4}})、"),
    pattern(rf"[（(](?P<number>[{_NUMERALS}]{{1,4}})[）)]"),
    pattern(r"(?P<number>\d{1,2})[.．](?!\d)"),
    pattern(r"[（(](?P<number>\d{1,2})[）)]"),
)


def _closed(ordinal: str) -> str:
    """（一） of （一）、 or (一)."""
    return f"（{ordinal.strip('()（）、.．,，:：')}）"


# What is wrong behind or around an ordinal, what should stand there, and the ordinal as it should be.
_WRONG: Final = (
    (pattern(rf"[（(][{_NUMERALS}]{{1,4}}[）)][、.．,，:：]"), "“（一）”后面不加标点", _closed),
    (pattern(rf"[{_NUMERALS}]{{1,3}}[.．,，](?={HANZI})"), "“一”后面用顿号“、”", lambda wrong: f"{wrong[:-1]}、"),
    (pattern(rf"\d{{1,2}}、(?={HANZI})"), "“1”后面用下脚圆点“.”，不用顿号", lambda wrong: f"{wrong[:-1]}."),
    (pattern(r"[（(]\d{1,2}[）)][、.．,，:：]"), "“（1）”后面不加标点", _closed),
    (pattern(rf"\((?:[{_NUMERALS}]{{1,4}}|\d{{1,2}})\)"), "层次序数用全角括号“（）”", _closed),
)
_BODY_END: Final = pattern(r"(?:此页无正文|以下无正文)")
_INDENT: Final = (30.0, 33.0)
# The faces that tell headings of the first levels from text.
_SET_APART: Final = (Face.HEI, Face.KAI)


def value(text: str) -> int:
    """What a numeral up to 99 says."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    digits = {char: place for place, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
    if not ten:
        return int("".join(str(digits.get(char, 0)) for char in text) or 0)
    return 10 * (digits.get(tens, 1) if tens else 1) + (digits.get(ones, 0) if ones else 0)


def _numbered(items: Sequence[Item]) -> Iterator[tuple[Item, int, int, str]]:
    """Lines with an ordinal: the line, its level from 0, its number, the ordinal."""
    for item in items:
        text = item.text.lstrip()
        for level, expression in enumerate(_LEVELS):
            if match := expression.match(text):
                yield item, level, value(match["number"]), match[0]
                break


def sequence(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Ordinals follow each other, one by one, from the first; those of a level may go on through a whole text (条目)."""
    del settings
    for part in sorted({item.part for item in evidence.items}):
        counts, last = [0, 0, 0, 0], [0, 0, 0, 0]
        for item, level, number, ordinal in _numbered([one for one in evidence.prose if one.part == part]):
            due = counts[level] + 1
            if number not in {1, due, last[level] + 1}:
                told = f"层次序数不连续，这里应是第 {due} 个" if due > 1 else "层次序数没有从第一个开始"
                if due > 1 or item.role in HEADINGS:
                    yield found(item, told, ordinal)
            counts[level:] = [number, *[0] * (3 - level)]
            last[level] = number


def ordinal_marks(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """一、 （一） 1. （1）."""
    del settings
    for item in evidence.prose:
        text = item.text.lstrip()
        for expression, wanted, right in _WRONG:
            if match := expression.match(text):
                yield found(item, wanted, match[0], mended=right(match[0]))
                break


def skipped(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Headings go down level by level; 一、 may go on with 1. where there are two levels alone."""
    del settings
    above: dict[int, int] = {}
    for item in evidence.items:
        if item.role not in HEADINGS:
            continue
        level = HEADINGS.index(item.role)
        last = above.get(item.part, -1)
        if level > last + 1 and not (last <= 0 and level == 2) and last >= 0:
            yield found(item, f"从第 {last + 1} 层跳到了第 {level + 1} 层，层次序数依次用“一、（一）1.（1）”")
        above[item.part] = level


def heading_stop(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A heading on a line of its own has no stop; in drafts the program cannot tell it from a short paragraph."""
    for item in evidence.items:
        text = item.text.rstrip()
        is_one = text.endswith("。") and text.count("。") == 1 and len(text) <= 30 and not _runs_on(item)
        if is_one and (item.role in HEADINGS[:2] or _is_set_as_heading(item, settings)):
            yield found(item, "独占一行的标题末尾不加句号", "。", len(text) - 1, mended="")


def _is_set_as_heading(item: Item, settings: Settings) -> bool:
    """Whether what was taken for running text, for its stop, has the ordinal and the face of a heading."""
    level = next((level for _, level, _, _ in _numbered([item])), len(_SET_APART))
    shown = [piece for piece in item.pieces if piece.text.strip()]
    if item.role is not Role.TEXT or level >= len(_SET_APART) or not shown:
        return False
    return all(is_face(piece.look.face, _SET_APART[level], settings) for piece in shown)


def _runs_on(item: Item) -> bool:
    """Whether body type follows in the same paragraph."""
    faces = {piece.look.face for piece in item.pieces if piece.text.strip()}
    return len(faces) > 1


def heading_faces(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """黑体, 楷体, 仿宋, 仿宋."""
    due = (Face.HEI, Face.KAI, Face.BODY, Face.BODY)
    for item in evidence.items:
        if item.role not in HEADINGS or not item.pieces:
            continue
        level = HEADINGS.index(item.role)
        piece = next((one for one in item.pieces if re.search(r"[\u4e00-\u9fff]", one.text)), None)
        if piece and not is_face(piece.look.face, due[level], settings):
            yield found(
                item, f"第{'一二三四'[level]}层标题是{piece.look.face or '没有写明的字体'}，{wanted_face(due[level])}", piece.text
            )


def bold(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The standard knows no bold."""
    del settings
    for item in evidence.items:
        if not (item.is_prose or item.role is Role.TITLE):
            continue
        piece = next(
            (one for one in item.pieces if one.text.strip() and (one.look.bold or one.look.italic or one.look.underline)), None
        )
        if piece:
            kinds = [
                name
                for name, is_so in (("加粗", piece.look.bold), ("斜体", piece.look.italic), ("下划线", piece.look.underline))
                if is_so
            ]
            yield found(item, f"有{'、'.join(kinds)}，标准没有这样的要求；要突出的用黑体或者楷体", piece.text)


def typed_indent(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Blanks are no indents."""
    del settings
    if evidence.kind is not Kind.WORD:
        return
    spaced = [item for item in evidence.prose if re.match(r"[ \u3000\t]+\S", item.text)]
    if spaced:
        yield found(spaced[0], f"用空格排的缩进（共 {len(spaced)} 段），换字体、改字距就对不齐。删去空格，首行缩进设为二字")


def indent(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Two characters."""
    for item in evidence.items:
        shape = item.shape
        if item.role is not Role.TEXT or shape is None or not item.text.strip() or evidence.kind is not Kind.WORD:
            continue
        typed = bool(re.match(r"[ \u3000\t]", item.text))
        if not typed and (not settings.allows(shape.first) or abs(shape.left) > 1) and shape.align not in {"center", "right"}:
            yield found(
                item,
                f"首行缩进 {shape.first:g} 磅、左缩进 {shape.left:g} 磅；自然段左空二字（31.5 磅），回行顶格",
                item.text[:12],
            )


def spaced(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No space before and behind paragraphs of running text; a few may have some, behind a table or to fill a page."""
    del settings
    lines = [item for item in evidence.prose if item.shape and item.text.strip()]
    apart = [item for item in lines if item.shape and max(item.shape.before, item.shape.after) > 1]
    if len(apart) * 2 > len(lines):
        yield found(apart[0], f"段前或者段后有间距（共 {len(apart)} 段），一面就排不成 22 行；改为 0")


def no_text(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A page with nothing but the signature."""
    del settings
    for item in evidence.items:
        if (match := _BODY_END.search(item.text)) and len(item.text.strip()) <= 14:
            yield found(item, "印章、署名所在的页要有正文；调整行距、字距，删去这一行", match[0])


RULES: Final = (
    Rule(
        "GW313",
        "自然段左空二字",
        "GB/T 9704 7.3.3",
        Strength.MUST,
        finds="正文段落的首行没有空二字，或者回行没有顶格。",
        why="标准：每个自然段左空二字，回行顶格。",
        mend="首行缩进设为 31.5 磅（二字），左缩进为 0。",
        before="首行缩进 0",
        after="首行缩进 31.5 磅",
        needs=(Sees.SHAPE,),
        judge=indent,
        least=_INDENT[0],
        most=_INDENT[1],
        unit="磅",
    ),
    Rule(
        "GW314",
        "层次序数连续",
        "GB/T 9704 7.3.3",
        Strength.SHOULD,
        finds="同一层的序数跳号、重号，或者没有从第一个开始。",
        why="删改段落以后序数最容易忘了改，引用“第三条”就错了。",
        mend="按顺序重新编。",
        before="一、……　三、……",
        after="一、……　二、……",
        needs=(Sees.WORDS,),
        judge=sequence,
    ),
    Rule(
        "GW315",
        "各层标题的字体",
        "GB/T 9704 7.3.3",
        Strength.SHOULD,
        finds="第一层不是黑体、第二层不是楷体、第三四层不是仿宋。",
        why="标准：一般第一层用黑体、第二层用楷体、第三层和第四层用仿宋体字。",
        mend="选中标题，改字体。",
        before="一、总体要求（仿宋）",
        after="一、总体要求（黑体）",
        needs=(Sees.LOOKS,),
        judge=heading_faces,
    ),
    Rule(
        "GW316",
        "层次序数的标点",
        "GB/T 9704 7.3.3",
        Strength.SHOULD,
        finds="“（一）、”“1、”“一.”“(1)”等。",
        why="标准的序数是“一、”“（一）”“1.”“（1）”。",
        mend="照标准改。",
        before="（一）、加强领导",
        after="（一）加强领导",
        needs=(Sees.WORDS,),
        judge=ordinal_marks,
    ),
    Rule(
        "GW317",
        "不用加粗、斜体、下划线",
        "惯例",
        Strength.CUSTOM,
        finds="标题和正文里的加粗、斜体、下划线。",
        why="标准没有加粗的要求；宋体加粗不是小标宋，楷体加粗也不是国标。",
        mend="去掉；要突出的用黑体、楷体。",
        before="（一）加粗的楷体",
        after="（一）楷体",
        needs=(Sees.SHAPE,),
        judge=bold,
    ),
    Rule(
        "GW318",
        "不用空格排缩进",
        "惯例",
        Strength.CUSTOM,
        finds="Word 文档里用空格、制表符排的首行缩进。",
        why="空格的宽随字体变，两端对齐时还会拉开。",
        mend="删去空格，首行缩进设为二字。",
        before="　　现将有关事项通知如下。",
        after="（首行缩进二字）现将有关事项通知如下。",
        needs=(Sees.SHAPE,),
        judge=typed_indent,
    ),
    Rule(
        "GW347",
        "层次不跳级",
        "GB/T 9704 7.3.3",
        Strength.CUSTOM,
        finds="从“（一）”直接到“（1）”等。只有两层时，“一、”下面用“1.”不算。",
        why="标准：结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注。",
        mend="用上一层的序数。",
        before="（一）……　（1）……",
        after="（一）……　1.……",
        needs=(Sees.WORDS,),
        judge=skipped,
    ),
    Rule(
        "GW319",
        "段前段后没有间距",
        "惯例",
        Strength.CUSTOM,
        finds="Word 文档里多数正文、层次标题有段前、段后间距。表格下面、为了排满一页的几处不算。",
        why="标准：每面排 22 行；段间的间距把行挤下去。",
        mend="段前、段后改为 0。",
        before="段后 8 磅",
        after="段后 0",
        needs=(Sees.SHAPE,),
        judge=spaced,
    ),
    Rule(
        "GW329",
        "独行的标题末尾不加句号",
        "惯例",
        Strength.CUSTOM,
        finds="独占一行的一、二层标题末尾的句号。",
        why="标题独占一行时末尾不加句号；和正文接排时才加。",
        mend="去掉句号。",
        before="一、总体要求。",
        after="一、总体要求",
        needs=(Sees.PRINT,),
        judge=heading_stop,
    ),
    Rule(
        "GW339",
        "没有“此页无正文”",
        "GB/T 9704 7.3.5.1",
        Strength.MUST,
        finds="“（此页无正文）”一类的话。",
        why="标准：印章顶端距正文一行之内，没有正文的页上盖不了章；应调整行距、字距。",
        mend="调整行距、字距，让正文和署名在同一页。",
        before="（此页无正文）",
        after="（署名所在的页有正文）",
        needs=(Sees.WORDS,),
        judge=no_text,
    ),
)
