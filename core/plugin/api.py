"""The version of what plug-ins may use, and what a plug-in says that it needs of it."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ..pattern import pattern

# The first number grows when something goes that was there, the second when something comes.
API_VERSION: Final = "1.0"
STATED: Final = "REQUIRES_HONGTOU"
_VERSION: Final = pattern(r"\d{1,4}\.\d{1,4}")


def misfit(module: object) -> str:
    """Why a plug-in and this version do not go together; empty: they do, or it says nothing.

    :param module: what its entry point names, as imported.
    """
    return _judged(getattr(module, STATED, None))


def misfit_of_source(name: str) -> str:
    """The same of a module that cannot be imported: as its source says it, which is not run."""
    try:
        top, *inner = name.split(".")
        spec = find_spec(top)  # of the package around it alone: that of an inner one would be run
        if spec is None or spec.origin is None:
            return ""
        path = Path(spec.origin)
        if inner:
            path = path.parent.joinpath(*inner)
            path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        return _judged(_stated(path))
    except (OSError, ValueError, SyntaxError, ImportError):
        return ""


def _stated(path: Path) -> object:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [one.id for one in node.targets if isinstance(one, ast.Name)] == [STATED]:
            return ast.literal_eval(node.value)
    return None


def _judged(stated: object) -> str:
    if stated is None:
        return ""
    if not isinstance(stated, str) or not _VERSION.fullmatch(stated):
        return f'{STATED} 应为它要的接口版本，例如 {STATED} = "{API_VERSION}"，实为 {stated!r}'
    wanted, here = _numbers(stated), _numbers(API_VERSION)
    if wanted[0] < here[0]:
        return f"它是为接口 {stated} 写的，这里的 hongtou 是 {API_VERSION}，旧的用法有的已经没有了。换插件的新版本，或者请作者改"
    if wanted > here:
        return f"它要接口 {stated} 的 hongtou，这里的是 {API_VERSION}，太旧。升级 hongtou，或者用插件的旧版本"
    return ""


def _numbers(version: str) -> tuple[int, int]:
    major, minor = version.split(".")
    return int(major), int(minor)
