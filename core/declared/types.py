"""A folder as a document type: what :class:`hongtou.DocumentType` asks for, made of 字段.yaml, 正文.md and 样稿.md."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from ..document import Content, Gongwen
from ..draft import COMMON, FieldPath, Rules, inner_fields, typed
from ..errors import FieldError, HongtouError, InputError, PluginLoadError
from ..intake import draft_of
from ..intake.text.decoding import text_of
from ..office import TypeFolder
from ..parts import issuers, official
from ..plugin import Context, Data, DocumentType, PacketFields
from ..values import dataclass
from .body import blocks_of
from .definition import FILE, define, summary
from .template import FieldTemplate, expression
from .values import filled

BODY: Final = "正文.md"
STARTERS: Final = ("样稿.md", "样稿.yaml")
# What a packet knows of every unit.
_UNIT, _YEAR = "单位", "年度"
# Whose documents they are, which the office's profile may say.
_ISSUER: Final = "发文机关"
_GROUP: Final = "本单位的文种"
_COMMON: Final = ("标题", "题注", "附注", "发文机关标志", "期号")


def document_type(folder: TypeFolder) -> DocumentType:
    """A folder as a document type.

    :raises PluginLoadError: something in it is wrong; tells all of it, with places.
    """
    if folder.fault:
        raise PluginLoadError(folder.path, folder.fault)
    try:
        return _Type(folder).document_type
    except HongtouError as error:
        raise PluginLoadError(folder.path, str(error)) from error


@dataclass(frozen=True, slots=True)
class _Attachment:
    title: FieldTemplate
    condition: FieldTemplate | None
    template: FieldTemplate
    name: str


@dataclass(frozen=True, slots=True)
class _Condition:
    holds: FieldTemplate
    told: str
    field: str


class _Type:
    """One type, read whole.

    :raises InputError: a file is missing.
    :raises DraftError: 字段.yaml is wrong.
    :raises TemplateError: a template is.
    """

    def __init__(self, folder: TypeFolder) -> None:
        self._folder = folder
        self._definition = define(draft_of(self._path(FILE), self._content(FILE)))
        self._known = {**COMMON, **self._definition.fields}
        self._computed = {name: self._columns(name, columns) for name, columns in self._definition.computed.items()}
        self._body = self._template(BODY)
        written = self._definition.written
        common = written.get("公文", {})
        self._common = {name: self._line(("公文", name), common[name]) for name in _COMMON if name in common}
        self._addressees = [self._line(("公文", "主送"), one) for one in common.get("主送", ())]
        self._format = common.get("格式", "")
        self._attachments = [self._attachment(number, item) for number, item in enumerate(written.get("附件", ()))]
        self._conditions = [self._condition(number, item) for number, item in enumerate(written.get("条件", ()))]

    @property
    def document_type(self) -> DocumentType:
        definition, fields = self._definition, self._definition.fields
        starter, suffix = self._starter
        return DocumentType(
            name=self._folder.name,
            summary=definition.summary,
            schema=self._schema,
            compose=self._compose,
            starter=starter,
            starter_suffix=suffix,
            outputs=tuple(definition.written.get("做成", ("docx", "pdf"))),
            unit_summary=summary(definition.written),
            packet_fields=PacketFields(*(name if name in fields else "" for name in (_UNIT, _YEAR))),
            group=definition.written.get("分类", _GROUP),
            numbering=definition.written.get("编号", ""),
        )

    @property
    def _schema(self) -> dict[str, Rules]:
        """Its own fields; a title that the folder tells need not stand in every draft."""
        own: dict[str, Rules] = dict(self._definition.fields)
        if "标题" in self._common and "标题" not in own:
            own["标题"] = {**COMMON["标题"], "required": False}
        return own

    def _compose(self, data: Data, context: Context) -> Gongwen:
        values = filled(self._known, data)
        values[_ISSUER] = issuers(data, context)
        if context.number and not data.get("期号"):
            values["期号"] = context.number
        for name, columns in self._computed.items():
            values[name] = [self._row(row, columns, values) for row in values[name]]
        for condition in self._conditions:
            if not condition.holds.holds(values):
                raise FieldError(tuple(condition.field.split(".")), condition.told)
        given: dict[str, Any] = {name: template.text(values) for name, template in self._common.items() if not data.get(name)}
        if self._addressees and not data.get("主送"):
            given["主送"] = tuple(filter(None, (template.text(values) for template in self._addressees)))
        if self._format and not data.get("格式"):
            given["格式"] = self._format
        attached = [
            {"文件": self._attached(one, values)}
            for one in self._attachments
            if one.condition is None or one.condition.holds(values)
        ]
        if attached:
            given["附件"] = [*data.get("附件", ()), *attached]
        return official({**data, **given}, context, blocks=blocks_of(self._body, self._named(BODY), values), inner=True)

    def _row(self, row: Mapping[str, Any], columns: Mapping[str, FieldTemplate], values: Mapping[str, Any]) -> dict[str, Any]:
        """An item of a list with the columns that nobody fills in; each may use those before it."""
        computed = dict(row)
        for column, template in columns.items():
            computed[column] = template.value({**values, **computed})
        return computed

    def _columns(self, name: str, columns: Mapping[str, str]) -> dict[str, FieldTemplate]:
        known = {**self._known, **inner_fields(self._definition.fields[name])}
        found: dict[str, FieldTemplate] = {}
        for column, source in columns.items():
            where = f"{self._named(FILE)}（字段.{name}.{column}）"
            at = self._definition.draft.problem(("字段", name, "每项", column, "算"), "")
            found[column] = FieldTemplate(where, f"{{{{ {source} }}}}", known | dict(found), at)
        return found

    def _attached(self, one: _Attachment, values: Mapping[str, Any]) -> Content:
        return Content(one.title.text(values), blocks_of(one.template, self._named(one.name), values))

    @cached_property
    def _starter(self) -> tuple[str, str]:
        for name in STARTERS:
            if name in self._folder.files:
                return text_of(self._path(name), self._content(name), []), name[name.index(".") :]
        return self._made_starter(), ".yaml"

    def _made_starter(self) -> str:
        """A draft of every field's example, where the folder brings none."""
        lines = [f"文种: {self._folder.name}"]
        if "标题" not in self._common and "标题" not in self._definition.fields:
            lines.append(f"标题: 关于{self._folder.name}的通知")
        for name, rules in self._definition.fields.items():
            sign = "" if rules.get("required") else "# "
            lines += [f"# {rules['meta']['help']}", f"{sign}{name}: {typed(rules['meta']['example'])}"]
        return "\n".join(lines) + "\n"

    def _attachment(self, number: int, item: Mapping[str, Any]) -> _Attachment:
        where = ("附件", number)
        condition = self._line((*where, "条件"), expression(item["条件"])) if "条件" in item else None
        return _Attachment(self._line((*where, "标题"), item["标题"]), condition, self._template(item["模板"]), item["模板"])

    def _condition(self, number: int, item: Mapping[str, Any]) -> _Condition:
        holds = self._line(("条件", number, "要求"), expression(item["要求"]))
        return _Condition(holds, item["提示"], item["字段"])

    def _template(self, name: str) -> FieldTemplate:
        return FieldTemplate(self._named(name), text_of(self._path(name), self._content(name), []), self._known)

    def _line(self, path: FieldPath, source: str) -> FieldTemplate:
        """A template of one line in 字段.yaml."""
        at = self._definition.draft.problem(path, "")
        return FieldTemplate(f"{self._named(FILE)}（{at.field}）", source, self._known, at)

    def _named(self, name: str) -> str:
        """A file as messages tell it."""
        return f"{self._folder.path}/{name}"

    def _path(self, name: str) -> Path:
        return Path(self._named(name))

    def _content(self, name: str) -> bytes:
        if name not in self._folder.files:
            there = "、".join(self._folder.files) or "没有文件"
            raise InputError(f"{self._folder.path}：没有“{name}”，有：{there}。补上它")
        return self._folder.files[name]
