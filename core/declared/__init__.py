"""Document types without Python: a folder with 字段.yaml, 正文.md and 样稿.md becomes a type like any other."""

from ..office import Office
from ..plugin.manager import Plugins

__all__ = ["definition", "gaps", "plugins_of", "skeleton"]


def plugins_of(office: Office) -> Plugins:
    """All plug-ins, and the document types that an office makes without Python."""
    if not office.types:  # what reads them takes long to load
        return Plugins()
    from .types import brought

    return Plugins(brought=brought(office.types))
