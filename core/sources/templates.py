"""Templates as they were read: a document type's own folder, so that all its formats are drawn from the same files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import IO, Any

from ..errors import TemplateError
from ..files.reasons import reason


class Kept(Traversable):
    """A file or a folder with what is in it, in memory.

    :raises TemplateError: a file cannot be read.
    """

    def __init__(self, source: Traversable) -> None:
        self._where = str(source)
        self._name = source.name
        self._content: bytes | None = None
        self._parts: tuple[Kept, ...] = ()
        try:
            if source.is_file():
                self._content = source.read_bytes()
            elif source.is_dir():
                self._parts = tuple(Kept(part) for part in source.iterdir() if part.name != "__pycache__")
        except OSError as error:
            raise TemplateError(f"模板“{self._where}”读不了：{reason(error)}。检查它的权限") from error

    def __str__(self) -> str:
        return self._where

    @property
    def name(self) -> str:
        """Of the file or the folder."""
        return self._name

    def is_file(self) -> bool:
        """Whether it is a file."""
        return self._content is not None

    def is_dir(self) -> bool:
        """Whether it is a folder."""
        return self._content is None

    def iterdir(self) -> Iterator[Traversable]:
        """What is in the folder."""
        yield from self._parts

    def joinpath(self, *descendants: Any) -> Traversable:  # noqa: ANN401 - as Traversable has it
        """What is in the folder under a path, there or not."""
        at = self
        for name in "/".join(map(str, descendants)).split("/"):
            at = next((part for part in at._parts if part.name == name), _NOTHING)
        return at

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> IO[Any]:  # noqa: ANN401 - likewise
        """The file's content, to be read."""
        if self._content is None:
            raise FileNotFoundError(self._where)
        content = io.BytesIO(self._content)
        return content if "b" in mode else io.TextIOWrapper(content, *args, **kwargs)

    def read_bytes(self) -> bytes:
        """The file's content."""
        with self.open("rb") as stream:
            return bytes(stream.read())

    def read_text(self, encoding: str | None = None) -> str:
        """The file's text, in UTF-8."""
        return self.read_bytes().decode(encoding or "utf-8")


class _Nothing(Kept):
    """What is asked for and is not there."""

    def __init__(self) -> None:
        self._where, self._name, self._content, self._parts = "", "", None, ()

    def is_dir(self) -> bool:
        return False


_NOTHING = _Nothing()
