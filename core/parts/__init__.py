"""The parts that documents share, made from a draft's fields: masthead, signature, imprint; and charts."""

from ..pictures import Bar
from .chart import bar_chart
from .masthead import issuers
from .official import official

__all__ = ["Bar", "bar_chart", "issuers", "official"]
