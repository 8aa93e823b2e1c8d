"""YAML: every value as typed, and what is told when it is none."""

from collections.abc import Iterator
from typing import Any

import pytest
from hongtou.errors import DraftError, Place
from hongtou.intake.text.decoding import forbidden
from hongtou.intake.yaml import reader
from hongtou.intake.yaml.reader import read_yaml
from ruamel.yaml.events import Event
from ruamel.yaml.reader import Reader


def values(text: str) -> dict[str, Any]:
    return read_yaml(text, "稿.yaml")[0]


def complaints(text: str) -> list[str]:
    with pytest.raises(DraftError) as caught:
        read_yaml(text, "稿.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_every_value_is_the_text_that_was_typed() -> None:
    text = "甲: no\n乙: 1.10\n丙: 0012\n丁: 12:30\n戊: 2026-11-21\n己: 'a'\n庚: \"关于\\n做好\"\n辛: on\n"
    assert values(text) == {
        "甲": "no",
        "乙": "1.10",
        "丙": "0012",
        "丁": "12:30",
        "戊": "2026-11-21",
        "己": "a",
        "庚": "关于\n做好",
        "辛": "on",
    }


def test_what_is_empty_is_absent() -> None:
    assert values("甲:\n乙: ~\n丙: null\n丁: ''\n戊: '~'\n己: [a, ~, '']\n") == {"戊": "~", "己": ["a"]}
    assert values("# 只有注释\n") == {}
    assert values("") == {}


def test_places() -> None:
    text = "文种: 通知\n主送:\n  - 甲\n  - 乙\n附件: [{标题: 丙}]\n空:\n"
    _, places = read_yaml(text, "稿.md", 5)
    assert places == {
        (): Place("稿.md", 5, 1),
        ("文种",): Place("稿.md", 5, 1),
        ("主送",): Place("稿.md", 6, 1),
        ("主送", 0): Place("稿.md", 7, 5),
        ("主送", 1): Place("稿.md", 8, 5),
        ("附件",): Place("稿.md", 9, 1),
        ("附件", 0): Place("稿.md", 9, 6),
        ("附件", 0, "标题"): Place("稿.md", 9, 7),
        ("空",): Place("稿.md", 10, 1),
    }


def test_a_value_that_goes_on_in_the_next_line_gets_no_blank_between_chinese_characters() -> None:
    assert values("标题: 关于做好\n  2026 年度 GB\n  T 总结的\n  通知\n") == {"标题": "关于做好2026 年度 GB T 总结的通知"}


def test_a_text_after_a_bar_keeps_its_lines() -> None:
    assert values("正文: |\n  一、甲：\n  乙: 丙\n文种: 通知\n") == {"正文": "一、甲：\n乙: 丙\n", "文种": "通知"}


FULL = "字段名后面是全角冒号“：”。改成半角冒号加空格，例如“"
HOW = "每行写“字段: 值”（半角冒号后空一格）；下级字段用空格缩进；列表每项以“- ”开头"
DASH = "列表每项以半角减号加空格开头，例如“- 甲”。这里的各行没有，会接成一行"
QUOTE = "这里的引号没有配对。在值的末尾补上引号，或者把引号都去掉"
BRACKET = "这里的方括号或花括号没有配对，或者里面少了逗号。方括号里写“[甲, 乙]”；要写这个符号本身，给整个值加引号"
ALIGN = f"这一行的缩进或写法不对，与上一行接不起来。同级的字段左端对齐。{HOW}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("标题：关于甲\n文种: 通知\n", [f"1:3  标题：{FULL}标题: 关于甲”"]),
        ("文种: 通知\n标题：甲\n日期: 2026\n", [f"2:3  标题：{FULL}标题: 甲”"]),
        ("文种: 通知\n标题：甲\n", [f"2:3  标题：{FULL}标题: 甲”"]),
        ("文种：通知\n标题：甲\n", [f"1:3  文种：{FULL}文种: 通知”", f"2:3  标题：{FULL}标题: 甲”"]),
        ("名单:\n  - 姓名：张三\n    性别: 男\n", [f"2:7  姓名：{FULL}姓名: 张三”"]),
        (
            "附件: {标题：甲, 文件: 乙}\n",
            ["1:6  附件.标题：甲：字段名后面是全角冒号“：”。改成半角冒号加空格“: ”，例如“标题: 甲”"],
        ),
        ("正文: |\n  要求：甲\n文种：通知\n标题: 乙\n", [f"3:3  文种：{FULL}文种: 通知”"]),
        ("文种:通知\n标题: 甲\n", ["1:3  文种：字段名的冒号后面没有空格。改成半角冒号加空格，例如“文种: 通知”"]),
        ("标题:\u00a0甲\n", ["1:3  标题：字段名的冒号后面没有空格。改成半角冒号加空格，例如“标题: 甲”"]),
        ("标题:　甲\n", ["1:3  标题：字段名的冒号后面是全角空格。改成半角空格，例如“标题: 甲”"]),
        ("主送:\n\u00a0 - 甲\n", ["2:1  行首有全角空格或者不间断空格。用半角空格缩进"]),
        ("主送:\n　- 甲\n", ["2:1  行首有全角空格或者不间断空格。用半角空格缩进"]),
        ("主送:\n  —甲\n  —乙\n", [f"2:3  主送：{DASH}"]),
        ("主送:\n  -甲\n  -乙\n", [f"2:3  主送：{DASH}"]),
        ("主送:\n  • 甲\n  • 乙\n", [f"2:3  主送：{DASH}"]),
        ("主送: - 甲\n", ["1:5  列表从下一行写起，每项一行，以“- ”开头。要写这个符号本身，给整个值加引号"]),
        ("标题: ? 甲\n", ["1:5  值不能以“?”开头。给整个值加引号"]),
        ("附件:\n\t- 甲\n", ["2:1  行首有制表符（Tab）。YAML 只许用空格缩进，把它换成两个空格"]),
        ("标题: 甲\t#1\n", ["1:6  这里有制表符（Tab）。把它换成空格"]),
        ('标题: "关于甲\n主送: 乙\n', [f"1:5  {QUOTE}"]),
        ("标题: '关于甲\n主送: 乙\n", [f"1:5  {QUOTE}"]),
        (
            '标题: "关于甲\n主送: "乙"\n',
            ["1:5  标题：引号里的文字要写在一行里。检查引号是否配对；要分段就用“|”，一行一段"],
        ),
        ("主送: [甲, 乙\n标题: 丙\n", [f"1:5  {BRACKET}"]),
        ("附件: {标题: 甲\n文件: 乙\n", [f"1:5  {BRACKET}"]),
        ("标题: [2026]工作要点\n", ["1:5  值以“[”开头，后面却还有别的文字。给整个值加引号"]),
        ('标题: "模范"建设\n', ['1:5  值以“"”开头，后面却还有别的文字。给整个值加引号']),
        ("标题: 关于: 甲\n", ["1:7  值里有半角冒号和空格，会被当成另一个字段。改用全角冒号“：”，或者给整个值加引号"]),
        ("标题: @甲\n", ["1:5  值不能以“@”开头。给整个值加引号"]),
        ("标题: |甲\n", ["1:5  “|”和“>”后面不能直接写文字。从下一行起缩进两格写；要写这个符号本身，给整个值加引号"]),
        ("标题: >\n  甲\n", ["1:5  标题：“>”会把几行接成一行、在字间加空格。要分段就用“|”，一行一段"]),
        ("标题: *甲\n", ['1:5  标题：值不能以“*”开头（YAML 的引用）。要写这个字，给整个值加引号："*甲…"']),
        ("标题: &甲 乙\n", ['1:5  标题：值不能以“&”开头（YAML 的锚点）。要写这个字，给整个值加引号："&甲…"']),
        ("标题: !a 乙\n", ["1:5  标题：值不能以“!”开头（YAML 的标签）。要写这个字，给整个值加引号"]),
        ("标题: !甲 乙\n", ["1:5  值不能以“!”开头。给整个值加引号"]),
        ("标题: *\n", ["1:5  值不能以“*”开头。给整个值加引号"]),
        ('路径: "C:\\Users"\n', ["1:5  双引号里的反斜杠“\\”有特别的意思。改用单引号，或者不用引号"]),
        ('标题: "甲\\a乙"\n', ["1:5  标题：这里有公文里排不出的字符 U+0007（控制字符或看不见的字符，删去）"]),
        ('标题: "甲\\ud800乙"\n', ["1:5  标题：这里有公文里排不出的字符 U+D800（控制字符或看不见的字符，删去）"]),
        ("甲: 1\n乙: 2\n甲: 3\n", ["3:1  甲：这个字段在第 1 行已经写过。留一处，或者合在一起"]),
        ("甲: 1\n---\n乙: 2\n", ["2:1  一份草稿里只能有一组字段，从这里却开始了第二组。要写正文，用 .md 草稿"]),
        ("甲: 乙\n  丙: 丁\n", [f"2:4  {ALIGN}"]),
        ("甲: 乙\n  丙: [丁, 戊]\n", [f"2:4  {ALIGN}"]),
        ("甲: 乙\n- 丙\n", [f"2:1  {ALIGN}"]),
        ("甲: 乙\n丙\n", [f"2:1  这一行不是字段。{HOW}"]),
        ("- 甲\n- 乙\n", [f"1:1  这里应是字段。{HOW}"]),
        ("%甲: 乙\n", [f"1:1  字段名不能以“%”开头。{HOW}"]),
        ("? [甲]\n: 乙\n", [f"1:3  字段名应是一个词。{HOW}"]),
    ],
)
def test_what_is_told(text: str, told: list[str]) -> None:
    assert complaints(text) == [f"稿.yaml:{line}" for line in told]


def lost(text: str) -> str:
    return f"“#”前面有空格，从这里起会被当作说明丢掉：“{text}”。要印出来，给整个值加引号；是说明，单独写一行"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("标题: 关于 #1 机组检修的通知\n", [f"1:8  标题：{lost('#1 机组检修的通知')}"]),
        ("文种: 通知    # 说明\n标题: 甲 # 乙 # 丙\n", [f"1:11  文种：{lost('# 说明')}", f"2:7  标题：{lost('# 乙 # 丙')}"]),
        ("题注: #1号会议室\n", [f"1:5  题注：{lost('#1号会议室')}"]),
        ("主送: [甲,  # 乙\n  丙]\n", [f"1:10  主送.第1项：{lost('# 乙')}"]),
        ("附件:\n  - #1 机组\n  - 乙\n", [f"2:5  附件.第1项：{lost('#1 机组')}"]),
        ("附件: # 说明\n  - 甲\n", [f"1:5  附件：{lost('# 说明')}"]),
        ("标题: '甲 #1' # 乙\n", [f"1:12  标题：{lost('# 乙')}"]),
        ("正文: | # 说明\n  甲 # 乙\n", [f"1:7  正文：{lost('# 说明')}"]),
        ("标题: 𠮷 #1", [f"1:7  标题：{lost('#1')}"]),
        ("附件: [ # 说明\n  甲]\n", [f"1:7  附件：{lost('# 说明')}"]),
    ],
)
def test_nothing_is_lost_behind_a_number_sign(text: str, told: list[str]) -> None:
    assert complaints(text) == [f"稿.yaml:{line}" for line in told]


def test_number_signs_that_lose_nothing() -> None:
    text = "# 说明 # 说明\n甲: C#语言\n  # 说明\n乙: '关于 #1 机组'\n丙: |\n  # 一\n  二 # 三\n\n丁: [\"甲 # 乙\"]\n"
    assert values(text) == {"甲": "C#语言", "乙": "关于 #1 机组", "丙": "# 一\n二 # 三\n", "丁": ["甲 # 乙"]}


def test_a_bomb_of_aliases_is_refused_without_unfolding_it() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    told = complaints("\n".join(lines))
    assert told[0].startswith("稿.yaml:1:5  a0：值不能以“&”开头（YAML 的锚点）")
    assert told[-1].endswith("处")
    assert len(told) == 20


def test_deep_nesting_is_refused() -> None:
    assert complaints("甲: " + "[" * 100_000) == ["稿.yaml:1:23  字段一层套一层，超过了 20 层"]
    # What stands where a field's name should is one level deeper, too.
    assert complaints("甲: " + "{" * 100_000) == ["稿.yaml:1:23  字段一层套一层，超过了 20 层"]
    assert complaints("? " * 1000 + "甲") == ["稿.yaml:1:41  字段一层套一层，超过了 20 层"]
    deep = "\n".join("  " * level + "甲:" for level in range(30))
    assert complaints(deep) == ["稿.yaml:21:41  字段一层套一层，超过了 20 层"]


def test_data_of_megabytes_are_refused() -> None:
    assert complaints("甲: " + "字" * 2_000_000) == ["稿.yaml:1:1  字段部分超过 4 MB。长的文字写在正文里，长的名单分成几份"]


def test_what_yaml_does_not_take_is_forbidden_in_every_text() -> None:
    """ruamel.yaml does not look at the characters of a text that holds none which is forbidden."""
    characters = "".join(map(chr, range(0x110000)))
    assert [char for char in Reader.NON_PRINTABLE.findall(characters) if forbidden(char) is None] == []


def test_a_text_with_such_a_character_is_no_yaml() -> None:
    with pytest.raises(DraftError, match="不合 YAML 的写法"):
        read_yaml("标题: 甲\x07乙", "稿.yaml")


def test_what_a_reader_does_with_a_texts_values_is_not_seen_by_the_next() -> None:
    first, again = (values("甲: [乙]\n") for _ in range(2))
    first["甲"].append("丙")
    assert again == values("甲: [乙]\n") == {"甲": ["乙"]}


def test_nothing_is_taken_apart_beyond_the_depth_that_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each level takes longer than the one above it."""
    seen: list[Event] = []

    def watched(text: str) -> Iterator[Event]:
        for event in parsed(text):
            seen.append(event)
            yield event

    parsed = reader._parsed
    monkeypatch.setattr(reader, "_parsed", watched)
    assert "超过了 20 层" in complaints("甲: " + "[" * 2000)[0]
    assert len(seen) < 100


def test_a_wrong_text_is_told_alike_each_time() -> None:
    text = "甲: *乙\n丙: [丁\n戊: 己\n"
    assert complaints(text) == complaints(text) != []
