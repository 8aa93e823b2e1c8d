"""Where the values of a YAML text stand, to the character: for whoever changes one in place and leaves all else alone."""

from __future__ import annotations

from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...draft import FieldPath
from ...values import dataclass


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a value stands.

    :param begin: where its key begins, or itself where it is an item of a list.
    :param start: where the value begins, and ``stop`` where it ends.
    :param kind: ``scalar``, ``list`` or ``mapping``.
    :param style: of a scalar, the sign that it begins with: ``'``, ``"``, ``|``; empty: none.
    :param flow: it is within brackets, or is a list in brackets.
    """

    begin: int
    start: int
    stop: int
    kind: str
    style: str = ""
    flow: bool = False


def extents(text: str) -> dict[FieldPath, Extent]:
    """Where the values stand, by their paths.

    :param text: YAML that :func:`.reader.read_yaml` reads without a problem.
    """
    root = YAML(typ="safe", pure=True).compose(text)
    return dict(_within(root, ())) if isinstance(root, MappingNode) else {}


def _within(node: Node, path: FieldPath) -> Iterator[tuple[FieldPath, Extent]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value).strip())
            yield here, _extent(value, key.start_mark.index, flow=bool(node.flow_style))
            yield from _within(value, here)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            yield (*path, number), _extent(item, item.start_mark.index, flow=bool(node.flow_style))
            yield from _within(item, (*path, number))


def _extent(node: Node, begin: int, *, flow: bool) -> Extent:
    start, stop = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        return Extent(begin, start, stop, "scalar", node.style or "", flow)
    kind = "mapping" if isinstance(node, MappingNode) else "list"
    return Extent(begin, start, stop, kind, flow=bool(getattr(node, "flow_style", False)))
