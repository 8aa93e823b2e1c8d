"""The papers of a year's party-building work: summary, duty report, ledger, roster, and the overview of all units.

They are one plug-in, for they share codes, words and indicators, and the overview sums up what the others say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final

from hongtou import DeferredType, DocumentType, NumberingScheme, declared_types, hookimpl

# The types that are written in Python, and their folders.
_FOLDERS: Final = {
    "年度党建工作总结": "summary",
    "述职报告": "duty_report",
    "党建工作台账": "ledger",
    "统战对象名单": "roster",
    "年度党建工作汇总": "overview",
}


@hookimpl
def hongtou_register_document_types(register: Callable[[DeferredType], None]) -> None:
    """Bring them all, each to be read when somebody asks for it; those in the folder 文种 are made without Python."""
    for type in declared_types(__package__):
        register(type)
    for name, folder in _FOLDERS.items():
        register(DeferredType(name, partial(_read, folder)))


@hookimpl
def hongtou_register_numbering_schemes(register: Callable[[NumberingScheme], None]) -> None:
    """Bring the issues of what comes out number by number, for whoever's types."""
    register(NumberingScheme("期号", "简报等的期数：第3期", "第{号}期"))


def _read(folder: str) -> DocumentType:
    type: DocumentType = import_module(f".{folder}.type", __package__).TYPE
    return type
