"""The pages of docs/rules/: what a rule says of itself, for the clerk who reads its code in a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..plugin import Rule

_FAMILIES: Final[Mapping[str, str]] = {
    "GW0": "草稿",
    "GW1": "页面",
    "GW2": "版头",
    "GW3": "主体",
    "GW4": "版记",
    "GW5": "页码",
    "GW6": "文字、标点、数字、表格",
    "GW7": "特定格式",
    "GW8": "行文规则",
}
INDEX: Final = "README.md"


def pages(rules: Sequence[Rule]) -> dict[str, str]:
    """The text of every page by its file's name."""
    return {INDEX: _index(rules), **{f"{rule.code}.md": _page(rule) for rule in rules}}


def _page(rule: Rule) -> str:
    limits = [f"{name} {value:g}" for name, value in (("最小", rule.least), ("最大", rule.most)) if value is not None]
    numbers = f"\n`hongtou.yaml` 的“检查”可以改它的数：{'，'.join(limits)}（{rule.unit}）。\n" if limits else ""
    off = (
        "\n平时不查；要查的，写 `--select " + rule.code + "`，或者在 `hongtou.yaml` 的“检查”里写上强度。\n"
        if not rule.default
        else ""
    )
    return (
        f"# {rule.code} {rule.name}\n\n"
        f"| 强度 | 依据 | 要看到 |\n|---|---|---|\n"
        f"| {rule.strength.value} | {rule.clause} | {'，或者'.join(need.value for need in rule.needs)} |\n\n"
        f"**查什么。** {rule.finds}\n\n"
        f"**为什么。** {rule.why}\n\n"
        f"**怎样改。** {rule.mend}\n\n"
        f"| 改前 | 改后 |\n|---|---|\n| {_cell(rule.before)} | {_cell(rule.after)} |\n{numbers}{off}"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>").replace("[", "\\[")


def _index(rules: Sequence[Rule]) -> str:
    return (
        "# 检查规则\n\n"
        "`hongtou check` 查的全部规则，由 `script/rules` 从程序里写出来。强度：**标准**，标准或者条例没有保留地规定的；"
        "**推荐**，标准写着“一般”“推荐”的；**惯例**，标准没有写、各单位通常这样做的。\n\n"
        "看不到所需依据的规则不查，报告里说有几条：例如草稿里看不到印在纸上的位置。没有发现问题，不等于内容没有问题；"
        "机器判断不了的见[检查](../user/check.md#机器判断不了的)。\n" + "".join(_families(rules))
    )


def _families(rules: Sequence[Rule]) -> Iterator[str]:
    for start in dict.fromkeys(rule.code[:3] for rule in rules):
        yield f"\n## {_FAMILIES.get(start, '其他')}（{start}）\n\n| 编号 | 强度 | 规则 | 依据 |\n|---|---|---|---|\n"
        for rule in rules:
            if rule.code.startswith(start):
                strength = rule.strength.value + ("" if rule.default else "，平时不查")
                yield f"| [{rule.code}]({rule.code}.md) | {strength} | {rule.name} | {rule.clause} |\n"
