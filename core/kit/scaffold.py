"""A distribution that brings a document type, with its tests and checks: what an author of a plug-in starts from.

The template's files have the marks ``{{name}}`` in their names and, where they end in ``.jinja``, in their text: a small part
of what copier reads.
"""

from __future__ import annotations

import keyword
import sys
from collections.abc import Container, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from ..errors import UsageError
from ..pattern import pattern
from ..plugin.manager import OWN

_NAME: Final = pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NAME_MAX: Final = 60
_PLACEHOLDER: Final = pattern(r"\{\{(\w+)\}\}")
_RENDERED: Final = ".jinja"


def check_name(name: str) -> None:
    """See that a distribution may be called so.

    :raises UsageError: it may not; says why and what may be.
    """
    if not _NAME.fullmatch(name) or len(name) > _NAME_MAX:
        raise UsageError(
            f"“{name}”不能作插件的名称：用小写英文字母、数字和“-”，字母开头，至多 {_NAME_MAX} 个，例如 yunzhou-letters"
        )
    if name == OWN:
        raise UsageError(f"“{name}”是本程序自己的名称。换一个，例如 {OWN}-letters")
    package = package_of(name)
    if keyword.iskeyword(package) or package in sys.stdlib_module_names:
        raise UsageError(f"“{name}”是 Python 自己用的名称。前面加上单位的名称，例如 yunzhou-{name}")


def package_of(name: str) -> str:
    """The package of a distribution."""
    return name.replace("-", "_")


def check_type_name(name: str) -> None:
    """See that any document type may be called so.

    :raises UsageError: none may.
    """
    if not name.isidentifier():
        raise UsageError(f"“{name}”不能作文种的名称：用汉字，中间没有空格和标点")


def check_type(name: str, known: Container[str]) -> None:
    """See that a new document type may be called so.

    :param known: the names of the types there are.
    :raises UsageError: it may not.
    """
    check_type_name(name)
    if name in known:
        raise UsageError(f"已经有“{name}”这个文种，同名的用不上。换一个名称；只要改它的样子，用 hongtou template export {name}")


def scaffold(name: str, type: str) -> Mapping[Path, str]:
    """The files of a new distribution, by their paths in its folder.

    :param name: of the distribution, as :func:`check_name` lets through.
    :param type: the document type that it brings, as :func:`check_type` lets through.
    """
    from .. import API_VERSION

    words = {"name": name, "package": package_of(name), "type": type, "api": API_VERSION, "dot": "."}
    return dict(_files(files(__package__) / "template", Path(), words))


def _files(folder: Traversable, path: Path, words: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        there = path / _filled(entry.name.removesuffix(_RENDERED), words)
        if entry.is_dir():
            yield from _files(entry, there, words)
        else:
            text = entry.read_text(encoding="utf-8")
            yield there, _filled(text, words) if entry.name.endswith(_RENDERED) else text


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: words[match[1]], text)
