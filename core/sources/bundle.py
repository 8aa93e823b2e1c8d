"""Files as they were read: paths, bytes and digests that nothing changes any more, whatever becomes of the files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..draft import Draft
from ..errors import DraftError, Problem
from ..files.digests import sha256_of
from ..values import dataclass

if TYPE_CHECKING:  # named in an annotation alone: importing it would slow every command down
    from importlib.resources.abc import Traversable


class Kind(Enum):
    """What a file is read as."""

    DRAFT = "draft"
    SHEET = "sheet"
    PICTURE = "picture"


@dataclass(frozen=True)
class SourceFile:
    """A file as it was read.

    :param path: as people wrote it.
    :param real: the same without links; what tells files apart.
    :param draft: what it says, where it is a draft.
    :param problems: what is wrong with that draft's text and still let it be read.
    """

    path: Path
    real: Path
    content: bytes = field(repr=False)
    draft: Draft | None = field(default=None, repr=False)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its bytes, hexadecimal."""
        return sha256_of(self.content)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file that a draft names was not read.

    :param reason: for people; stands at the place of its name.
    :param problems: instead, where the file is a draft: what is wrong in it, with places of their own.
    """

    reason: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """All files that a draft depends on.

    :param home: the folder that the paths in the draft are relative to.
    :param files: by what they are read as and where they are named, ``folder / name``; the draft's own first, if it has one.
    :param refused: what is wrong with those that could not be read, each at the place of its name.
    :param templates: those that the draft's document type brings; None: none, or they are where the type is.
    """

    home: Path
    files: Mapping[tuple[Kind, Path], SourceFile | Refused] = field(default_factory=dict, repr=False)
    refused: tuple[Problem, ...] = ()
    templates: Traversable | None = None

    @property
    def digests(self) -> tuple[tuple[str, str], ...]:
        """Every file that was read: its path from the draft's folder, and SHA-256 of its bytes."""
        read = ((path, file) for (_, path), file in self.files.items() if isinstance(file, SourceFile))
        return tuple((os.path.relpath(path, self.home), file.digest) for path, file in read)

    def own(self, path: Path) -> SourceFile:
        """The draft that it was collected for.

        :raises KeyError: it was collected for a draft without a file.
        """
        file = self.files[Kind.DRAFT, path]
        assert isinstance(file, SourceFile)  # noqa: S101 - a draft that could not be read has no bundle
        return file

    def draft(self, path: Path) -> Draft:
        """The draft that it was collected for, to be changed before it is composed.

        :raises DraftError: something is wrong with its text.
        """
        file = self.own(path)
        if file.problems or not file.draft:
            raise DraftError(file.problems)
        return file.draft
