"""Code tables: what may be written for each value, and how it is printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final


@dataclass(frozen=True, slots=True)
class Table:
    """A code table.

    :param name: what it lists, for messages.
    :param values: what may be written → what is printed; every printed value stands for itself.
    :param hint: what to write, for messages.
    """

    name: str
    values: Mapping[str, str]
    hint: str

    def read(self, text: str) -> str:
        """The value that a text stands for.

        :raises ValueError: none; the message names the nearest one, and not the text, which may be anything about anybody.
        """
        if found := self.find(text):
            return found
        raise ValueError(f"这里写的不是{self.name}。{self._advice(text)}")

    def find(self, text: str) -> str:
        """The value that a text stands for; empty: none."""
        return next((self.values[key] for key in (text, text.removesuffix("族"), _code(text)) if key in self.values), "")

    def _advice(self, text: str) -> str:
        names = [name for name in self.values if not name.isdigit()]
        within = [name for name in names if text and text in name]
        near = within or get_close_matches(text, names, n=1, cutoff=0.5)
        return f"是不是“{self.values[near[0]]}”？" if near else self.hint


def _code(text: str) -> str:
    """A code with the zeros that a workbook may have taken: ``１``, ``①`` and ``1`` are ``01``."""
    plain = unicodedata.normalize("NFKC", text)
    return plain.zfill(2) if plain.isdigit() else text


def _numbered(names: Iterable[str]) -> dict[str, str]:
    """Names by themselves and by their two-digit codes, from 01."""
    values: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        values |= {name: name, f"{number:02}": name}
    return values


SEXES: Final = Table("性别", _numbered(["男", "女"]), "请写“男”或“女”")

# GB/T 3304-1991 by code, 01 to 56.
_NATIONS: Final = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
NATIONS: Final = tuple(_NATIONS.split())
HAN: Final = NATIONS[0]
NATION_TABLE: Final = Table("GB/T 3304所列的民族", _numbered(NATIONS), "请写民族名称，如“汉族”“土家族”，或者两位代码，如“01”")

# GB/T 4762-1984 by code, 01 to 13: the standard's name, the usual short name, other usual ones. 04 prints the name of today.
_PARTIES: Final = (
    ("中国共产党党员", "中共党员"),
    ("中国共产党预备党员", "中共预备党员"),
    ("中国共产主义青年团团员", "共青团员"),
    ("中国国民党革命委员会会员", "民革党员", "民革会员", "中国国民党革命委员会党员", "民革"),
    ("中国民主同盟盟员", "民盟盟员", "民盟"),
    ("中国民主建国会会员", "民建会员", "民建"),
    ("中国民主促进会会员", "民进会员", "民进"),
    ("中国农工民主党党员", "农工党党员", "农工党"),
    ("中国致公党党员", "致公党党员", "致公党"),
    ("九三学社社员", "九三学社社员", "九三学社"),
    ("台湾民主自治同盟盟员", "台盟盟员", "台盟"),
    ("无党派民主人士", "无党派人士"),
    ("群众", "群众"),
)
PARTIES: Final = tuple(names[1] for names in _PARTIES)
COMMUNISTS: Final = PARTIES[:2]
DEMOCRATS: Final = PARTIES[3:11]
INDEPENDENT: Final = PARTIES[11]
PARTY_TABLE: Final = Table(
    "GB/T 4762所列的政治面貌",
    _numbered(PARTIES) | {alias: names[1] for names in _PARTIES for alias in names},
    "请写全称或简称，如“中共党员”“民盟盟员”“无党派人士”“群众”，或者两位代码，如“05”",
)

# The twelve kinds of the Communist Party's regulations on united-front work, in their order.
KINDS: Final = (
    "民主党派成员",
    "无党派人士",
    "党外知识分子",
    "少数民族人士",
    "宗教界人士",
    "非公有制经济人士",
    "新的社会阶层人士",
    "出国和归国留学人员",
    "香港同胞、澳门同胞",
    "台湾同胞及其在大陆的亲属",
    "华侨、归侨及侨眷",
    "其他需要联系和团结的人员",
)
KIND_TABLE: Final = Table(
    "十二类统战工作对象之一", _numbered(KINDS), "请写类别名称或者序号1至12；属于几类的写成列表，如“[民主党派成员, 少数民族人士]”"
)
