"""The kit for authors of plug-ins: the distribution that they start from, and what judges theirs."""

__all__ = ["judging", "scaffold", "updating"]
