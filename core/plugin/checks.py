"""What plug-ins register, checked when they are loaded: nothing unsound gets further."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..document import DocumentNumber, Format, resembles_number
from ..draft import COMMON, Rules
from ..pattern import pattern
from .after_issue import AfterIssue
from .capability import PacketFields, RegisterBook, UnitSummary, book_faults, packet_faults, summary_faults
from .document_type import DocumentType
from .importer import Importer
from .numbering import PLACE, NumberingScheme
from .packet_source import PacketSource
from .page_format import PageFormat
from .renderer import Renderer
from .rule import Rule, Strength

STARTERS: Final = (".md", ".yaml")
# Whoever issues the next document waits for what is done after an issue.
AFTER_SECONDS_MAX: Final = 60
_RENDERER_NAME: Final = pattern(r"[a-z0-9]{1,16}")
_SUFFIX: Final = pattern(r"(?:\.[a-z0-9]{1,16})?")
_PATTERN_MAX: Final = 20
# What a page format may set: the least and the most of each figure.
_FIGURES: Final = {"pitch": (26.0, 31.0), "tracking": (-0.55, 0.2), "top": (20.0, 60.0)}
_FOLIO_MAX: Final = 4
_RULE_CODE: Final = pattern(r"[A-Z]{2,6}[0-9]{3}")


class FaultError(Exception):
    """Something that a plug-in registered is not sound; the message says what is wrong with it."""


def checked_type(thing: object) -> DocumentType:
    """What was registered as a document type, if it is a sound one."""
    if not isinstance(thing, DocumentType):
        raise FaultError(f"登记的文种应为 DocumentType，实为 {type(thing).__name__}")
    if not str(thing.name).isidentifier():
        raise FaultError(f"文种名应为文字，中间没有空格和标点，实为 {thing.name!r}")
    sound = callable(thing.compose), isinstance(thing.schema, Mapping), isinstance(thing.starter, str)
    if not all(sound):
        raise FaultError(f"文种“{thing.name}”的 compose 应可调用，schema 应为字典，starter 应为文字")
    if thing.starter_suffix not in STARTERS:
        raise FaultError(f"文种“{thing.name}”的 starter_suffix 应为 {' 或 '.join(STARTERS)}，实为 {thing.starter_suffix!r}")
    if wrong := next(_stated(thing), None):
        raise FaultError(f"文种“{thing.name}”的 {wrong}")
    return thing


def _stated(type: DocumentType) -> Iterator[str]:
    """What a type says of itself that is not so."""
    named = isinstance(type.outputs, tuple) and all(_RENDERER_NAME.fullmatch(str(name)) for name in type.outputs)
    if not named or not type.outputs:
        yield f"outputs 应为输出格式的名称，例如 ('docx', 'pdf')，实为 {type.outputs!r}"
    parts = (
        ("packet_fields", PacketFields),
        ("unit_summary", UnitSummary | None),
        ("register_book", RegisterBook | None),
        ("numbering", str),
    )
    if wrong := [name for name, kind in parts if not isinstance(getattr(type, name), kind)]:
        yield f"{wrong[0]} 应为 PacketFields、UnitSummary、RegisterBook、str（编号办法的名称）中它的那一种"
        return
    if endless := next((name for name, rules in type.schema.items() if _loops(rules, ())), None):
        yield f"字段“{endless}”里面套着它自己，没有尽头。schema 写到要的那一层为止"
        return
    yield from _retyped(type.schema)
    fields = {**COMMON, **type.schema}
    yield from packet_faults(type.packet_fields, fields)
    yield from summary_faults(type.unit_summary, type.schema) if type.unit_summary else ()
    yield from book_faults(type.register_book, fields) if type.register_book else ()


def _loops(rules: object, above: tuple[int, ...]) -> bool:
    """Whether rules hold themselves; who walks through them would find no end."""
    if not isinstance(rules, Mapping):
        return False
    if id(rules) in above:
        return True
    return any(_loops(part, (*above, id(rules))) for part in rules.values())


def _retyped(schema: Mapping[str, Rules]) -> Iterator[str]:
    """Fields of every draft that a type declares anew as something else: numbering and issuing rely on what they are."""
    for name in COMMON.keys() & schema.keys():
        rules, kind = schema[name], COMMON[name]["type"]
        if isinstance(rules, Mapping) and rules.get("type") != kind:
            yield f"字段“{name}”是每种草稿都有的，可以改说明和规则，类型应为 {kind}，实为 {rules.get('type')}。要别的，换个名称"


def checked_renderer(thing: object) -> Renderer:
    """What was registered as a renderer, if it is a sound one."""
    if not isinstance(thing, Renderer):
        raise FaultError(f"登记的输出格式应为 Renderer，实为 {type(thing).__name__}")
    if not _RENDERER_NAME.fullmatch(str(thing.name)):
        raise FaultError(f"输出格式名应为 1 至 16 个小写字母或数字，实为 {thing.name!r}")
    if not _RENDERER_NAME.fullmatch(str(thing.extension)):
        raise FaultError(f"输出格式“{thing.name}”的文件后缀应为 1 至 16 个小写字母或数字，实为 {thing.suffix!r}")
    if not callable(thing.render):
        raise FaultError(f"输出格式“{thing.name}”的 render 应可调用")
    return thing


def checked_importer(thing: object) -> Importer:
    """What was registered as an importer, if it is a sound one."""
    if not isinstance(thing, Importer):
        raise FaultError(f"登记的导入应为 Importer，实为 {type(thing).__name__}")
    if not _RENDERER_NAME.fullmatch(str(thing.name)):
        raise FaultError(f"导入的名称应为 1 至 16 个小写字母或数字，实为 {thing.name!r}")
    if not thing.suffixes or not all(_SUFFIX.fullmatch(str(suffix)) for suffix in thing.suffixes):
        raise FaultError(f"导入“{thing.name}”的 suffixes 应为文件后缀，例如 ('.html', '.htm')，实为 {thing.suffixes!r}")
    if not _is_of_a_module(thing.read):
        raise FaultError(f"导入“{thing.name}”的 read 应为模块里的函数：它在另一个进程里运行，要按名称找得到")
    return thing


def checked_after_issue(thing: object) -> AfterIssue:
    """What was registered to be done after an issue, if it is sound."""
    if not isinstance(thing, AfterIssue):
        raise FaultError(f"登记的发文以后要做的事应为 AfterIssue，实为 {type(thing).__name__}")
    if not str(thing.name).isidentifier():
        raise FaultError(f"发文以后要做的事，名称应为文字，中间没有空格和标点，实为 {thing.name!r}")
    if not _is_of_a_module(thing.run):
        raise FaultError(f"“{thing.name}”的 run 应为模块里的函数：它在另一个进程里运行，要按名称找得到")
    texts = isinstance(thing.settings, Mapping) and all(isinstance(text, str) for pair in thing.settings.items() for text in pair)
    if not texts or not isinstance(thing.seconds, int | float) or not 0 < thing.seconds <= AFTER_SECONDS_MAX:
        raise FaultError(f"“{thing.name}”的 settings 应为名称和说明，seconds 应大于 0、不超过 {AFTER_SECONDS_MAX}")
    return thing


def checked_packet_source(thing: object) -> PacketSource:
    """What was registered as a packet source, if it is a sound one."""
    if not isinstance(thing, PacketSource):
        raise FaultError(f"登记的材料包数据应为 PacketSource，实为 {type(thing).__name__}")
    if not _RENDERER_NAME.fullmatch(str(thing.name)):
        raise FaultError(f"材料包数据的名称应为 1 至 16 个小写字母或数字，实为 {thing.name!r}")
    suffixes = thing.suffixes if isinstance(thing.suffixes, tuple) else ()
    if not suffixes or not all(suffix and _SUFFIX.fullmatch(str(suffix)) for suffix in suffixes):
        raise FaultError(f"材料包数据“{thing.name}”的 suffixes 应为文件后缀，例如 ('.db',)，实为 {thing.suffixes!r}")
    if not _is_of_a_module(thing.read):
        raise FaultError(f"材料包数据“{thing.name}”的 read 应为模块里的函数：它在另一个进程里运行，要按名称找得到")
    return thing


def checked_numbering_scheme(thing: object) -> NumberingScheme:
    """What was registered as a numbering scheme, if it is a sound one."""
    if not isinstance(thing, NumberingScheme):
        raise FaultError(f"登记的编号办法应为 NumberingScheme，实为 {type(thing).__name__}")
    if not str(thing.name).isidentifier():
        raise FaultError(f"编号办法的名称应为文字，中间没有空格和标点，实为 {thing.name!r}")
    written = str(thing.pattern)
    places = [(match["what"], match["width"]) for match in PLACE.finditer(written)]
    rest = PLACE.sub("", written)
    is_filled = all(what == "号" for what, width in places if width)
    if set("{}") & set(rest) or not is_filled or [what for what, _ in places].count("号") != 1:
        told = "应写 {号} 一次，还可以写 {年}、{代字}；补零的写 {号:04}"
        raise FaultError(f"编号办法“{thing.name}”的 pattern {told}，实为 {thing.pattern!r}")
    if len(rest) > _PATTERN_MAX or not rest.replace("　", "").isprintable():
        raise FaultError(f"编号办法“{thing.name}”的 pattern 应为一行、不超过 {_PATTERN_MAX} 个字，实为 {thing.pattern!r}")
    if resembles_number(sample := thing.text(DocumentNumber("示委发", 2026, 7))):
        told = "和发文字号分不开。有发文字号的公文不用编号办法，用标准的（GB/T 9704 7.2.5）"
        raise FaultError(f"编号办法“{thing.name}”印成“{sample}”，{told}")
    return thing


def checked_page_format(thing: object) -> PageFormat:
    """What was registered as a page format, if it is a sound one: its figures leave a page that can be printed."""
    if not isinstance(thing, PageFormat):
        raise FaultError(f"登记的格式应为 PageFormat，实为 {type(thing).__name__}")
    if not str(thing.name).isidentifier() or thing.name in list(Format):
        raise FaultError(f"格式的名称应为文字，中间没有空格和标点，不和标准的（{'、'.join(Format)}）重复，实为 {thing.name!r}")
    for name, (least, most) in _FIGURES.items():
        value = getattr(thing, name)
        if value is not None and not (isinstance(value, int | float) and least <= value <= most):
            raise FaultError(f"格式“{thing.name}”的 {name} 应为 {least:g} 至 {most:g}，实为 {value!r}")
    folio = ("", "") if thing.folio is None else thing.folio
    texts = isinstance(folio, tuple) and len(folio) == 2 and all(isinstance(text, str) for text in folio)
    if not texts or any(len(text) > _FOLIO_MAX or not text.isprintable() for text in folio):
        raise FaultError(
            f"格式“{thing.name}”的 folio 应为页码前后的字，各不超过 {_FOLIO_MAX} 个，例如 ('- ', ' -')，实为 {thing.folio!r}"
        )
    if thing == PageFormat(thing.name, thing.summary):
        raise FaultError(f"格式“{thing.name}”和“普通”一样，什么也没有改。写上 pitch、tracking、top、folio 中的一样")
    return thing


def _is_of_a_module(function: object) -> bool:
    """Whether another process finds a function by its name."""
    module = sys.modules.get(getattr(function, "__module__", ""))
    return callable(function) and getattr(module, getattr(function, "__qualname__", ""), None) is function


def refuse_taken(readers: Iterable[Importer | PacketSource], taken: Mapping[str, str]) -> None:
    """No two importers, and no two packet sources, read files of one suffix.

    :param taken: suffix → the plug-in that reads such files.
    """
    for suffix in (suffix for reader in readers for suffix in reader.suffixes):
        if suffix in taken:
            raise FaultError(f"“{suffix}”文件已经由插件“{taken[suffix]}”读。卸载其中一个")


def checked_rule(thing: object) -> Rule:
    """What was registered as a rule, if it is a sound one."""
    if not isinstance(thing, Rule):
        raise FaultError(f"登记的检查规则应为 Rule，实为 {type(thing).__name__}")
    if not _RULE_CODE.fullmatch(str(thing.code)):
        raise FaultError(f"检查规则的编号应为大写字母加三位数字，例如 GW211，实为 {thing.code!r}")
    texts = thing.name, thing.clause, thing.finds, thing.why, thing.mend, thing.before, thing.after
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise FaultError(f"检查规则“{thing.code}”的名称、依据、查什么、为什么、怎样改、改前和改后的例子都要写")
    if not callable(thing.judge) or not thing.needs or not isinstance(thing.strength, Strength):
        raise FaultError(f"检查规则“{thing.code}”的 judge 应可调用，needs 不能空，strength 应为 Strength")
    return thing
