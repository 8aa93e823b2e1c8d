"""The parts that documents share, made from a draft's fields: masthead, signature, imprint; and charts."""

from ..pictures import Bar
from .chart import bar_chart
from .official import official

__all__ = ["Bar", "bar_chart", "official"]
