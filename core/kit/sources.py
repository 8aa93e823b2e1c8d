"""What the modules of a distribution say, read and not run: what they import, print, change and tell."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Final

from ..pattern import pattern
from ..plugin.manager import OWN
from ..values import dataclass
from .finding import Finding

_SKIPPED: Final = frozenset({"build", "dist", "__pycache__"})
_HAN: Final = pattern("[\u4e00-\u9fff]")
_TELLERS: Final = frozenset({"FieldError", "HongtouError"})
# Exceptions of Python: who writes a draft is not told which field they are about.
_MUTE: Final = frozenset({"Exception", "ValueError", "TypeError", "KeyError", "RuntimeError", "AssertionError", "LookupError"})
# What changes the program for everybody.
_CHANGERS: Final = frozenset(
    {"os.chdir", "os.putenv", "os.umask", "locale.setlocale", "sys.setrecursionlimit", "random.seed", "warnings.simplefilter"}
)
_CHANGED_BY: Final = frozenset(
    {
        *(f"sys.path.{way}" for way in ("append", "insert", "extend", "pop", "remove", "clear")),
        *(f"os.environ.{way}" for way in ("update", "setdefault", "pop", "clear")),
    }
)
_SHARED: Final = ("os.environ", "sys.path", "sys.stdout", "sys.stderr", "sys.modules", OWN)
_TESTING: Final = f"{OWN}.testing"


@dataclass(frozen=True)
class Source:
    """A module.

    :param path: from the distribution's folder, with ``/``.
    :param fault: why it is no Python; None: it is.
    """

    path: str
    tree: ast.Module
    fault: Finding | None = None

    @property
    def module(self) -> str:
        """What it is imported as."""
        parts = Path(self.path).with_suffix("").parts
        parts = parts[1:] if parts[0] == "src" else parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def is_test(self) -> bool:
        """Whether it belongs to the tests."""
        return "tests" in Path(self.path).parts or Path(self.path).name.startswith(("test_", "conftest"))

    @cached_property
    def tests(self) -> int:
        """How many tests it has."""
        functions = (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))
        return sum(self.is_test and function.name.startswith("test") for function in functions)

    @cached_property
    def assigned(self) -> frozenset[str]:
        """The names that it binds at its top."""
        targets = [node.targets for node in self.tree.body if isinstance(node, ast.Assign)]
        targets += [[node.target] for node in self.tree.body if isinstance(node, ast.AnnAssign)]
        return frozenset(one.id for some in targets for one in some if isinstance(one, ast.Name))

    def findings(self) -> Iterator[Finding]:
        """What is wrong with it, by lines."""
        if self.fault:
            yield self.fault
        looks: Sequence[Callable[[ast.AST], Iterator[tuple[str, str]]]] = (self._imports,)
        if not self.is_test:
            looks = _imports_and_more(self._imports)
        found = [
            Finding(self.path, getattr(node, "lineno", 1), told, remedy)
            for node in ast.walk(self.tree)
            for look in looks
            for told, remedy in look(node)
        ]
        yield from sorted(found, key=lambda one: one.line)

    def _imports(self, node: ast.AST) -> Iterator[tuple[str, str]]:
        names: list[tuple[str, str]] = []
        if isinstance(node, ast.Import):
            names = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [(node.module or "", alias.name) for alias in node.names]
        for module, name in names:
            if module.partition(".")[0] == OWN and not self._is_public(module, name):
                full = f"{module}.{name}" if name else module
                yield f"“{full}”不是公开的名称，随时会变", f"只从 {OWN} 和 {OWN}.page 导入文档“公开的名称”里有的"

    def _is_public(self, module: str, name: str) -> bool:
        if self.is_test and f"{module}.{name}.".startswith(f"{_TESTING}."):
            return True
        return module in _public() if not name else name in _public().get(module, ())


def _public() -> Mapping[str, Sequence[str]]:
    names = {module: list(import_module(module).__all__) for module in (OWN, f"{OWN}.page")}
    return {**names, OWN: [*names[OWN], "page"]}


def _imports_and_more(
    imports: Callable[[ast.AST], Iterator[tuple[str, str]]],
) -> Sequence[Callable[[ast.AST], Iterator[tuple[str, str]]]]:
    return imports, _prints, _changes, _fields, _messages, _mute


def _prints(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Call) and _name(node.func) in {"print", "sys.stdout.write"}:
        yield "往标准输出写字，会混进结果", "删去它；要让写草稿的人知道的，用 FieldError"


def _changes(node: ast.AST) -> Iterator[tuple[str, str]]:
    targets: Sequence[ast.expr] = ()
    if isinstance(node, ast.Global):
        yield f"用 global 改 {'、'.join(node.names)}：同样的草稿会做出不一样的公文", "只用交给 compose 的参数"
    elif isinstance(node, ast.Assign | ast.Delete):
        targets = node.targets
    elif isinstance(node, ast.AugAssign):
        targets = (node.target,)
    elif (isinstance(node, ast.Call) and (name := _name(node.func)) in _CHANGERS) or (
        isinstance(node, ast.Call) and (name := _name(node.func)) in _CHANGED_BY
    ):
        yield f"{name} 改了整个程序，别的插件也会受影响", "删去它"
    for target in targets:
        inner = target.value if isinstance(target, ast.Subscript | ast.Attribute) else None
        shared = next((one for one in (_name(target), _name(inner)) if one in _SHARED and inner is not None), "")
        if shared:
            yield f"改了 {shared}，别的插件也会受影响", "删去它"


def _fields(node: ast.AST) -> Iterator[tuple[str, str]]:
    if not isinstance(node, ast.Call) or _name(node.func) not in {"field", f"{OWN}.field"}:
        return
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    for word, what in (("help", "说明"), ("example", "例子")):
        value = given.get(word)
        if None not in given and (value is None or (isinstance(value, ast.Constant) and value.value == "")):
            yield f"字段没有{what}（{word}）", "写上，写草稿的人在报错和 hongtou types 里看得到"
    text = given.get("help")
    if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value and not _HAN.search(text.value):
        yield f"字段的说明“{text.value}”不是中文", "用中文写，给办文的人看"


def _messages(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Call) and _name(node.func).rpartition(".")[2] in _TELLERS and node.args:
        text = "".join(str(one.value) for one in ast.walk(node.args[-1]) if isinstance(one, ast.Constant))
        is_written = any(isinstance(node.args[-1], kind) for kind in (ast.Constant, ast.JoinedStr))
        if is_written and not _HAN.search(text):
            yield "给人看的话不是中文", "用中文写清：发现了什么，应该是什么，怎么改"


def _mute(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Raise) and node.exc is not None:
        thing = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if (name := _name(thing)) in _MUTE:
            yield f"{name} 不说是哪个字段，写草稿的人看到的是插件的缺陷", '值不对的，用 FieldError(("字段",), 怎么改)'


def _name(node: ast.AST | None) -> str:
    """A dotted name as it is written; empty: it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _name(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def read_sources(folder: Path) -> list[Source]:
    """The modules of a distribution, by their paths."""
    return [_read(folder, path) for path in sorted(folder.rglob("*.py")) if not _is_skipped(path.relative_to(folder))]


def _is_skipped(path: Path) -> bool:
    return any(part in _SKIPPED or part.startswith(".") or part.endswith(".egg-info") for part in path.parts)


def _read(folder: Path, path: Path) -> Source:
    name = path.relative_to(folder).as_posix()
    try:
        return Source(name, ast.parse(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        fault = Finding(name, 1, f"读不了：{error}", "存成 UTF-8 的 Python")
    except SyntaxError as error:
        fault = Finding(name, error.lineno or 1, f"不是 Python：{error.msg}", "改正它")
    return Source(name, ast.Module([], []), fault)
