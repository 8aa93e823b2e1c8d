"""What a format decides."""

from __future__ import annotations

from collections.abc import Callable

from ...document import Gongwen, Imprint, Masthead
from ...values import dataclass
from ..compositor import Compositor
from ..imprint import set_imprint
from ..masthead import Head
from ..plan import ImprintPlan


def same(gongwen: Gongwen) -> Gongwen:
    """The document as it is."""
    return gongwen


@dataclass(frozen=True, slots=True)
class FormatRules:
    """A format: what it does otherwise than the others.

    :param head: sets the 版头 of a document, given the height that the first page must have below it.
    :param body: the document whose galley stands below the head: without what the head shows already.
    :param imprint: sets the 版记; None: nothing of it is printed.
    :param even: the 版记 stands on an even page.
    :param first_folio: the first page bears its number.
    """

    head: Callable[[Gongwen, Masthead, Compositor, float], Head]
    body: Callable[[Gongwen], Gongwen] = same
    imprint: Callable[[Imprint, Compositor], ImprintPlan | None] = set_imprint
    even: bool = True
    first_folio: bool = True
