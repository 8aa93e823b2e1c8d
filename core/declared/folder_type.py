"""What reads a document type out of a folder, and what is in that folder."""

from __future__ import annotations

from collections.abc import Callable

from ..office import TypeFolder
from ..plugin import DocumentType
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class FolderType:
    """Makes a type when it is asked for (:class:`~hongtou.plugin.DeferredType`), and tells of which files.

    :param make: the type.
    :param folder: its folder, as it is read.
    """

    make: Callable[[], DocumentType]
    folder: Callable[[], TypeFolder]

    def __call__(self) -> DocumentType:
        """The type."""
        return self.make()
