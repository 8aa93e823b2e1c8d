"""Which files a packet has of a document: what its document type makes, without what the packet leaves out."""

from __future__ import annotations

from collections.abc import Collection

from ..errors import HongtouError
from ..plugin import DocumentType
from ..plugin.manager import Plugins


def formats(type: DocumentType, plugins: Plugins, left_out: Collection[str], *, is_bound: bool = False) -> tuple[str, ...]:
    """The renderers that make a document's files, in the order of its type.

    :param left_out: those whose files nobody wants.
    :param is_bound: the document is bound into the dossier as well, and may have no file of its own.
    :raises PluginError: the type names renderers that there are not.
    :raises HongtouError: nothing at all is made of such documents.
    """
    made = tuple(renderer.name for renderer in plugins.outputs(type) if renderer.name not in left_out)
    if not made and not is_bound:
        names = "、".join(name.upper() for name in type.outputs)
        raise HongtouError(f"文种“{type.name}”只做成{names}，这里都不要，就没有东西可做了。至少要一样")
    return made
