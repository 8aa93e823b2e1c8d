"""From a draft to the document that it describes, checked: nothing in it of a wrong kind, and nothing lost."""

from .composition import Composed, Composition

__all__ = ["Composed", "Composition"]
