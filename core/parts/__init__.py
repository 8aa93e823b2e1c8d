"""The parts that documents share, made from a draft's fields: masthead, signature, imprint; and charts."""

from .chart import Bar, bar_chart
from .official import official

__all__ = ["Bar", "bar_chart", "official"]
