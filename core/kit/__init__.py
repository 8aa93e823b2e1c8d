"""The kit for authors of plug-ins: the distribution that they start from."""

__all__ = ["scaffold"]
