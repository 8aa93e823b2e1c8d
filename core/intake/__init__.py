"""Readers of drafts, one module for each kind of file."""

from __future__ import annotations

from pathlib import Path

from ..draft import Draft
from ..errors import InputError, Problem
from .text.decoding import read_content, text_of

__all__ = ["draft_of", "is_workbook", "locate", "read_content", "read_draft"]


MARKDOWN = frozenset({".md", ".markdown", ".txt"})
YAML = frozenset({".yaml", ".yml"})
WORKBOOKS = frozenset({".xlsx", ".xls", ".et"})


def is_workbook(path: Path) -> bool:
    """Whether a file's name is that of a workbook."""
    return path.suffix.lower() in WORKBOOKS


def read_draft(path: Path, problems: list[Problem] | None = None) -> Draft:
    """Read a draft: front matter and running text (``.md``, ``.markdown``, ``.txt``), or data alone (``.yaml``, ``.yml``).

    :param path: the file; problems name it as it is given here.
    :param problems: where it is given, what is wrong with the text and still lets it be read is told there, so that its
        fields can be checked, too.
    :raises InputError: the file cannot be read, or is no draft.
    :raises DraftError: the draft is not written as YAML and running text are; carries places.
    """
    return draft_of(path, read_content(path), problems)


def draft_of(path: Path, content: bytes, problems: list[Problem] | None = None) -> Draft:
    """As :func:`read_draft`, of a file that was read already."""
    text = text_of(path, content, problems)
    suffix = path.suffix.lower()
    if suffix in MARKDOWN:
        from .text.markdown import read_markdown

        values, places = read_markdown(text, str(path), problems)
    elif suffix in YAML:
        from .yaml.reader import read_yaml

        values, places = read_yaml(text, str(path))
    else:
        raise InputError(f"{path}：不认识的文件后缀“{suffix}”。草稿应为 .md（字段和正文）、.txt（同 .md）或 .yaml（只有字段）")
    return Draft(path, values, places)
