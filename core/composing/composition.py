"""From a draft to the document that it describes, with the drafts, sheets and pictures that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from ..document import Content, DocumentNumber, Figure, Format, Gongwen, Picture
from ..draft import Draft, FieldPath, PictureLine, Rules
from ..errors import ComposeError, DraftError, FieldError, FieldErrors, HongtouError, InputError, Problem
from ..foreign import calling, defined
from ..office import Office
from ..pictures import picture_of
from ..plugin import Context, Data, DocumentType, PageFormat
from ..plugin.manager import FORMAT, Plugins
from ..sources import DRAFTS_MAX, Bundle, Kind, Refused, SourceFile
from ..values import dataclass
from .facts import Facts
from .model_check import fault
from .unprinted import is_lost

# A draft may name drafts that name drafts: no deeper than this.
DEPTH_MAX: Final = 8
# More wrong drafts than these are not looked for in one document.
PROBLEMS_MAX: Final = 20
# The formats in which a document with a red head bears a 发文字号 (7.2.5, 10.1).
_NUMBERED: Final = frozenset({Format.DOCUMENT, Format.LETTER})
_Key = TypeVar("_Key", str, int)


@dataclass(frozen=True, slots=True)
class Composed:
    """A document as its plug-in composed it.

    :param type: its document type.
    :param data: its fields, checked; drafts that they name are their contents.
    :param bundle: all files that it depends on.
    :param sources: those of them that it was made of and that go with it into the archive, its own draft first; pictures of
        seals do not.
    :param page: how it is set, where its format is none of the standard's.
    :param named: the drafts that it names, and those that these name, by who names them (its path) and how.
    """

    draft: Draft
    type: DocumentType
    gongwen: Gongwen
    data: Data
    bundle: Bundle
    sources: tuple[SourceFile, ...]
    named: Mapping[tuple[str, str], Composed] = field(default_factory=dict)
    page: PageFormat | None = None

    @property
    def facts(self) -> Facts:
        """What is known of every document, whatever its type."""
        return Facts.of(self.data)


class Composition:
    """Composes one document and the drafts that it names, of what was read of them and of nothing else."""

    def __init__(self, office: Office, plugins: Plugins, bundle: Bundle) -> None:
        self._bundle = bundle
        self._office = office
        self._plugins = plugins
        self._chain: list[Path] = []
        # The folder that the paths in the draft at hand are relative to.
        self._folder = bundle.home
        # 发文机关 as the drafts on the way have it; drafts that say none are from the organ of those that name them.
        self._issuers: list[object] = [None]
        self._sources: dict[Path, SourceFile] = {}
        self._found: dict[tuple[str, str], Composed] = {}
        self._count = 0

    def compose(self, source: Path | Draft) -> Composed:
        """From a draft to its document; draft fields in it become the contents of the drafts they name.

        :param source: the path of a draft of the bundle, or a draft whose files the bundle has.
        """
        if isinstance(source, Draft):
            if isinstance(own := self._bundle.files.get((Kind.DRAFT, source.path)), SourceFile):
                self._sources[own.real] = own
            return self._compose(source, (), source.path.resolve())
        return self._of_file(self._bundle.own(source))

    def _of_file(self, file: SourceFile) -> Composed:
        """From a draft's file, as it was read, to its document."""
        assert file.draft  # noqa: S101 - it was read as a draft
        self._sources.setdefault(file.real, file)
        return self._compose(file.draft, file.problems, file.real)

    def _compose(self, draft: Draft, problems: Sequence[Problem], real: Path) -> Composed:
        """:param problems: what is wrong with the draft's text."""
        before = self._folder
        self._folder = draft.path.parent if self._chain else before
        self._chain.append(real)
        self._issuers.append(draft.values.get("发文机关") or self._issuers[-1])
        try:
            with _besides(problems):
                genre, type = self._type(draft)
                draft = self._of_its_issuer(draft, type)
                data = self._plugins.schema(type).check(draft)
            fields = self._plugins.fields(type)
            resolved = _all(data.items(), lambda name, value: self._resolve(draft, fields.get(name, {}), value, (name,)))
            office = self._office.seen_by(data.get("发文机关", ()))
            page = self._plugins.page_formats.get(data.get(FORMAT, ""))
            # What is set otherwise is an inner document to its type.
            shown = {**resolved, FORMAT: Format.PLAIN.value} if page else resolved
            gongwen = self._call(draft, type, shown, Context(office, genre, self._number(draft, type, resolved, office)))
            return Composed(draft, type, gongwen, resolved, self._bundle, tuple(self._sources.values()), self._found, page)
        finally:
            self._issuers.pop()
            self._chain.pop()
            self._folder = before

    def _of_its_issuer(self, draft: Draft, type: DocumentType) -> Draft:
        """The draft with the organ that issues it, which a draft that names it may have said."""
        if not self._issuers[-1] or "发文机关" not in self._plugins.fields(type):
            return draft
        return replace(draft, values={**draft.values, "发文机关": self._issuers[-1]})

    def _type(self, draft: Draft) -> tuple[str, DocumentType]:
        name = draft.values.get("文种")
        if not isinstance(name, str) or not name.strip():
            if like := next((key for key in draft.values if "".join(key.split()) == "文种" != key), None):
                raise _problem(draft, (like,), f"没有“{like}”这个字段，是不是“文种”？")
            known = "、".join(self._plugins.document_types)
            raise _problem(draft, ("文种",), f"没有写明是哪一种公文。写上“文种: 名称”，现有：{known}")
        try:
            return name.strip(), self._plugins.document_type(name.strip())
        except HongtouError as error:
            raise _problem(draft, ("文种",), str(error)) from error

    def _number(self, draft: Draft, type: DocumentType, data: Data, office: Office) -> str:
        """Its number as its type writes it; empty: it has a 发文字号.

        :raises DraftError: the draft says another than its 发文字号 comes to.
        """
        scheme = self._plugins.numbering(type)
        if scheme is None:
            return ""
        own, dated, said = data.get("发文字号"), data.get("成文日期"), data.get("期号")
        text = scheme.text(own or DocumentNumber(office.code, dated.year if dated else None))
        if own and said and not said.startswith(text):
            raise _problem(draft, ("期号",), f"发文字号是 {own}，应印成“{text}”，这里是“{said}”。删去“期号”，由程序写")
        return text

    def _call(self, draft: Draft, type: DocumentType, data: Mapping[str, Any], context: Context) -> Gongwen:
        owner, asked = self._plugins.owner(type), f"文种“{type.name}”处理{draft.path}"
        try:
            with calling(owner, asked, type.compose, ComposeError):
                gongwen = type.compose(data, context)
        except (FieldError, FieldErrors) as error:
            raise _located(draft, error) from error
        if not isinstance(gongwen, Gongwen):
            raise ComposeError(
                owner, f"{asked}：compose 应返回 Gongwen，实为 {gongwen.__class__.__name__}{defined(type.compose)}"
            )
        if wrong := fault(gongwen):
            raise ComposeError(owner, f"{asked}得到的公文不对：{wrong}{defined(type.compose)}")
        if context.number and gongwen.masthead and gongwen.format in _NUMBERED:
            told = f"文种“{type.name}”印的是“{context.number}”，{gongwen.format.value}格式印的是发文字号。用纪要格式"
            if "格式" in data:
                raise _problem(draft, ("格式",), f"{told}，或者删去“格式”")
            raise ComposeError(owner, told)
        if is_lost(data.get("正文", ()), gongwen):
            told = f"文种“{type.name}”不印正文，这里写的印不出来。写进它的字段（hongtou types {type.name}），或者删去"
            raise _problem(draft, ("正文",), told)
        return gongwen

    def _resolve(self, draft: Draft, rule: Rules, value: object, path: FieldPath, beside: Data | None = None) -> object:
        """A value with the contents of the drafts that it names; ``beside`` holds the fields next to it."""
        match rule.get("type"), value:
            case "draft", str() | Path():
                return self._content(draft, str(value), path, beside or {})
            case "picture" | "seal", str():
                return self._picture(draft, value, path)
            case "text", tuple():
                return tuple(self._figure(draft, part, path) if isinstance(part, PictureLine) else part for part in value)
            case "list", list() | tuple():
                item = rule.get("schema", {})
                found = _all(enumerate(value), lambda number, part: self._resolve(draft, item, part, (*path, number)))
                return list(found.values())
            case "dict", Mapping():
                fields = rule.get("schema", {})
                return _all(value.items(), lambda key, part: self._resolve(draft, fields.get(key, {}), part, (*path, key), value))
        return value

    def _content(self, draft: Draft, name: str, path: FieldPath, beside: Data) -> Content:
        """The main text of another draft, or a sheet of a workbook, named in ``draft`` at ``path``."""
        from ..intake import is_workbook

        if is_workbook(Path(name)):
            return self._sheet(draft, name, path, beside)
        if only := next((key for key in ("工作表", "横排") if beside.get(key)), ""):
            raise _problem(draft, (*path[:-1], only), f"“{name}”不是工作簿，没有{only}可选。去掉这一项，或者换成 .xlsx 文件")
        self._count += 1
        if self._count > DRAFTS_MAX:
            raise _problem(draft, path, f"一份公文用到的草稿超过了 {DRAFTS_MAX} 份")
        file = self._file(draft, Kind.DRAFT, name, path)
        if file.real in self._chain:
            raise _problem(draft, path, f"“{name}”绕回了正在处理的草稿，这样没有尽头。改掉其中一处")
        if len(self._chain) > DEPTH_MAX:
            raise _problem(draft, path, f"草稿套草稿超过了 {DEPTH_MAX} 层")
        try:
            found = self._found[str(draft.path), name] = self._of_file(file)
        except InputError as error:
            raise _problem(draft, path, str(error)) from error
        gongwen = found.gongwen
        if gongwen.enclosed:
            raise _problem(draft, path, f"“{name}”自己也印发别的文件，不能再作为印发件或附件。去掉它的“印发”")
        return gongwen.main

    def _sheet(self, draft: Draft, name: str, path: FieldPath, beside: Data) -> Content:
        """A sheet of a workbook as a text of its own."""
        from ..intake.workbook.sheet_table import read_sheet_table

        file = self._file(draft, Kind.SHEET, name, path)
        sheet, landscape = beside.get("工作表", ""), bool(beside.get("横排"))
        try:
            table = read_sheet_table(file.path, sheet, content=file.content, landscape=landscape)
        except InputError as error:
            raise _problem(draft, path, str(error)) from error
        self._sources.setdefault(file.real, file)
        title = beside.get("标题") or table.title or sheet or file.path.stem
        if table.title and table.title != title:
            return Content(title, (table,))
        return Content(title, (replace(table, title="", caption=""),), table.caption)

    def _picture(self, draft: Draft, name: str, path: FieldPath) -> Picture:
        """A picture that a draft names."""
        file = self._file(draft, Kind.PICTURE, name, path)
        try:
            return picture_of(file.path.name, file.content)
        except InputError as error:
            raise _problem(draft, path, str(error)) from error

    def _figure(self, draft: Draft, line: PictureLine, path: FieldPath) -> Figure:
        """A picture that running text names, told in its own line where it cannot be read."""
        try:
            figure = Figure(self._picture(draft, line.file, path), line.title)
        except DraftError as error:
            raise DraftError([replace(problem, place=line.place) for problem in error.problems]) from error
        file = self._file(draft, Kind.PICTURE, line.file, path)
        self._sources.setdefault(file.real, file)
        return figure

    def _file(self, draft: Draft, kind: Kind, name: str, path: FieldPath) -> SourceFile:
        """The file that a draft names, as it was read."""
        found = self._bundle.files.get((kind, self._folder / name), Refused(""))
        if isinstance(found, SourceFile):
            return found
        if found.problems:
            raise DraftError(found.problems)
        raise _problem(draft, path, found.reason or f"“{name}”没有随这份材料带来")


@contextmanager
def _besides(problems: Sequence[Problem]) -> Iterator[None]:
    """What is wrong with a draft's text is told with what is wrong with its fields, in the order of the draft."""
    try:
        yield
    except DraftError as error:
        told = (*problems, *error.problems)
        raise DraftError(sorted(told, key=lambda problem: (problem.place.line, problem.place.column))) from error
    if problems:
        raise DraftError(problems)


def _all(parts: Iterable[tuple[_Key, Any]], resolve: Callable[[_Key, Any], object]) -> dict[_Key, Any]:
    """What each part is resolved to.

    :raises DraftError: parts are wrong; carries the problems of all of them, as far as anybody reads them.
    """
    given: dict[_Key, Any] = {}
    problems: list[Problem] = []
    for key, part in parts:
        try:
            given[key] = resolve(key, part)
        except DraftError as error:
            problems.extend(error.problems)
            if len(problems) >= PROBLEMS_MAX:
                break
    if problems:
        raise DraftError(problems)
    return given


def _problem(draft: Draft, path: Sequence[str | int], message: str) -> DraftError:
    """One thing wrong with a draft, with its place."""
    return _located(draft, FieldError(path, message))


def _located(draft: Draft, error: FieldError | FieldErrors) -> DraftError:
    """What a plug-in found wrong, with the places in the draft."""
    single = (error,) if isinstance(error, FieldError) else error.errors
    return DraftError([draft.problem(one.path, one.message) for one in single])
