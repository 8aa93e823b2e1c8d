"""How texts are spoilt: what people mistype and paste, what programs leave behind, and what somebody means ill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

HANZI = "国家卫生健康委员会直属机关党的建设工作要点一二三四五六七八九十年月日关于印发通知附件序号姓名民族"
# Characters that some part of the way may take for something else, or lose; and those that no document can show.
ODD = (
    " \u3000\u00a0\u2002ǚéα²³⁴①⑩㎡㎏℃‰№〔〕［］【】《》〈〉“”‘’「」—…·•－～、，。；：？！"
    "䶮㛃喆玥堃旸翀祎𠮷𬭬𫖯㐀ﾊ1２３４abcXYZ_-+=/\\|*#{}[]()<>&%$@!?'\"`~^"
)
UNFIT = "\t\u200b\ufeff\u2028\x00\x07\x0b\x7f\ufffd\ufe0f\u202e\u00ad\u0301\u0304\u20dd\ue000🙂\u200d\ufff9\U000e0101"


def pieces(listed: str) -> tuple[str, ...]:
    r"""What is listed with ``¦`` between; ``\n`` and ``\r`` stand for ends of lines."""
    return tuple(listed.strip("\n").replace("\n", "¦").replace("\\n", "\n").replace("\\r", "\r").split("¦"))


SNIPPETS = pieces(
    r"""
**甲**乙¦*甲*¦**，**¦***¦\*¦\一、¦# 标题¦##### 五¦| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |¦| 甲 |¦|---|¦{横排}¦{标题}
{正文}¦表1 名单¦表：名单¦![图1 示意](图.png)¦[链接](http://例.cn)¦> 引文¦- 项¦1. 项¦一、总则¦（一）甲。乙¦（1）甲：
1.5万元¦---¦---\n---¦...¦--- # 甲¦文种: 通知¦标题: |\n  甲\n  乙¦标题: >\n  甲\n  乙¦主送: [甲, 乙¦主送: {甲: 乙}
主送: [[[[甲]]]]¦附件: {名称: 甲, 内容: 甲.md}¦印发: 甲.md¦成文日期: 2026-02-30¦成文日期: ²⁰²⁶-12-20
成文日期: 二〇二六年十一月二十一日¦发文字号: 云医发〔2026〕0号¦发文字号: 〔〕号¦份号: 99999999¦密级: 绝密★¦印章: 是
印章: 图.png¦格式: 信函¦格式: 命令¦格式: 普通¦&a 甲¦*a¦!!python/object:os.system 甲¦%YAML 9¦<<: *a¦? 甲\n: 乙¦甲：乙
甲:乙¦a: b: c¦'¦"¦"\x07"¦"\ud800"¦"\u0301"¦# 说明¦甲 # 乙¦{{ 甲 }}¦{% raw %}¦<w:t>甲</w:t>¦]]>¦<!--¦&lt;¦\r¦\r\n
　　¦签发人: 甲¦附注: （甲）¦抄送: 甲；乙。¦null¦~¦是¦true¦0x1F¦1e999
"""
)
Lines = list[str]


def mutated(text: str, others: Sequence[str], random: Random) -> str:
    """A text with one change or a few.

    :param others: texts that pieces may be taken from.
    """
    kept, changes, times = "", _CHANGES, [1, 1, 2, 3, 5]
    if random.random() < 0.6:  # so little that most come through
        if "\n---\n" in text:
            kept, _, text = text.partition("\n---\n")
            kept += "\n---\n"
        else:
            changes, times = (_value, _value, _odd, _drop), [1]
    for _ in range(random.choice(times)):
        text = random.choice(changes)(text, others, random)
    return kept + text


def encoded(text: str, random: Random) -> bytes:
    """As a file's bytes: mostly UTF-8, sometimes otherwise, sometimes damaged."""
    choice = random.random()
    if choice < 0.9:
        return text.encode("utf-8", "replace")
    if choice < 0.94:
        return text.encode("gb18030", "replace")
    if choice < 0.96:
        return text.encode(random.choice(("utf-16", "utf-8-sig", "utf-32")), "replace")
    return damaged(text.encode("utf-8", "replace"), random)


def damaged(content: bytes, random: Random) -> bytes:
    """Bytes of which some were changed, cut off or doubled."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 2, 8, 64))):
        if not changed:
            return b""
        place = random.randrange(len(changed))
        match random.randrange(4):
            case 0:
                changed[place] = random.randrange(256)
            case 1:
                changed[place] ^= 1 << random.randrange(8)
            case 2:
                del changed[place : place + random.choice((1, 2, 16, len(changed) if random.random() < 0.1 else 4))]
            case _:
                changed[place:place] = changed[place : place + random.choice((1, 4, 64))]
    return bytes(changed)


def _place(text: str, random: Random) -> int:
    return random.randrange(len(text) + 1)


def _drop(text: str, _: Sequence[str], random: Random) -> str:
    start = _place(text, random)
    return text[:start] + text[start + random.choice((1, 1, 2, 5, 30, 300)) :]


def _odd(text: str, _: Sequence[str], random: Random) -> str:
    pool = UNFIT if random.random() < 0.1 else ODD
    for _number in range(random.choice((1, 1, 3, 20))):
        start = _place(text, random)
        text = text[:start] + random.choice(pool) + text[start:]
    return text


def _repeat(text: str, _: Sequence[str], random: Random) -> str:
    start = _place(text, random)
    piece = text[start : start + random.choice((1, 1, 2, 5, 40))] or "甲"
    times = random.choice((2, 3, 10, 100, 1000, 20_000 // len(piece)))
    return text[:start] + piece * times + text[start:]


def _row(text: str, _: Sequence[str], random: Random) -> str:
    """One character, very often: blanks, brackets, stars, digits."""
    start = _place(text, random)
    return (
        text[:start] + random.choice(" \t\u3000*#|([（{-，。\n1a一.:>&") * random.choice((10, 300, 5_000, 80_000)) + text[start:]
    )


def _snippet(text: str, _: Sequence[str], random: Random) -> str:
    lines = text.split("\n")
    place = random.randrange(len(lines) + 1)
    snippet = random.choice(SNIPPETS)
    if random.random() < 0.5:
        lines.insert(place, snippet)
        return "\n".join(lines)
    start = _place(text, random)
    return text[:start] + snippet + text[start:]


def _value(text: str, _: Sequence[str], random: Random) -> str:
    """Another value behind a key."""
    lines = text.split("\n")
    keyed = [number for number, line in enumerate(lines) if ": " in line] or [0]
    place = random.choice(keyed)
    key = lines[place].partition(": ")[0]
    value = random.choice(
        (random.choice(SNIPPETS), "", "甲" * random.choice((1, 30, 200, 2000)), str(random.randrange(-5, 99999)))
    )
    lines[place] = f"{key}: {value}"
    return "\n".join(lines)


def _lines(text: str, _: Sequence[str], random: Random) -> str:
    lines = text.split("\n")
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            lines[first], lines[second] = lines[second], lines[first]
        case 1:
            del lines[first]
        case 2:
            lines[second:second] = lines[first : first + random.choice((1, 3, 10))]
        case _:
            lines[first] = random.choice((" ", "  ", "\t", "　", "- ", "  - ")) + lines[first]
    return "\n".join(lines)


def _other(text: str, others: Sequence[str], random: Random) -> str:
    """Lines of another text."""
    lines, theirs = text.split("\n"), random.choice(others).split("\n")
    start, place = random.randrange(len(theirs)), random.randrange(len(lines) + 1)
    lines[place:place] = theirs[start : start + random.choice((1, 2, 8, 40))]
    return "\n".join(lines)


def _paragraphs(text: str, _: Sequence[str], random: Random) -> str:
    """New text of common characters with marks and a few odd ones."""
    pool = HANZI * 4 + "，。、；：（）《》“”1234567890abc" + (ODD if random.random() < 0.2 else "")
    made = ("".join(random.choices(pool, k=random.choice((1, 5, 29, 60, 400)))) for _ in range(random.choice((1, 2, 6, 30))))
    return text + "\n" + "\n".join(made)


def _nested(text: str, _: Sequence[str], random: Random) -> str:
    depth = random.choice((2, 19, 21, 400, 1000))
    opening, closing = random.choice((("[", "]"), ("{甲: ", "}"), ("- ", ""), ("“", "”"), ("（", "）"), ("**", "**")))
    start = _place(text, random)
    return text[:start] + opening * depth + "甲" + closing * depth + text[start:]


_CHANGES: tuple[Callable[[str, Sequence[str], Random], str], ...] = (
    _drop, _odd, _odd, _repeat, _row, _snippet, _snippet, _value, _value, _lines, _lines, _other, _paragraphs, _nested,
)  # fmt: skip
