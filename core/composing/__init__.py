"""From a draft to the document that it describes, checked: nothing in it of a wrong kind, and nothing lost."""

from .composition import Composed, Composition
from .facts import Facts

__all__ = ["Composed", "Composition", "Facts"]
