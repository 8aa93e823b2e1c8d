"""What import recognises: the corpus of an invented office in four states, and folders of texts with ``NNN.expected.yaml``.

Prints a table; exits with 1 where a target is missed. With ``-v`` every element that is wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from hongtou.importing import import_file
from hongtou.plugin.manager import Plugins
from typed_texts import STATES, Element, compare, corpus

KNOWN = list(Plugins().document_types)
_CORPUS_LEAST, _OTHERS_LEAST = 0.97, 0.95
# Names that others give to what drafts call otherwise.
_ALIASES = {"令": "命令"}
# What the readers of those texts did not write down.
_UNTOLD = {"附注", "印发日期"}
_BRACKETS = str.maketrans("[]［］", "〔〕〔〕")


def own() -> Iterator[tuple[str, list[tuple[str, Element]]]]:
    """Each state, and the elements in it with their documents' names."""
    for state, spoil in STATES.items():
        found: list[tuple[str, Element]] = []
        for document in corpus():
            with tempfile.TemporaryDirectory() as folder:
                got = import_file(spoil(document, Path(folder)), known=KNOWN)
                found += [(document.name, element) for element in compare(document.elements, got, Path(folder))]
        yield f"corpus, {state}", found


def others(folder: Path) -> Iterator[tuple[str, Element]]:
    """The elements of the texts in a folder that have an ``NNN.expected.yaml``; templates aside."""
    for path in sorted(
        path for path in folder.iterdir() if path.suffix in {".txt", ".docx"} and not re.search("muban|yangben", path.name)
    ):
        expected = folder / f"{path.name[:3]}.expected.yaml"
        if expected.exists():
            wanted = _wanted(YAML(typ="safe").load(expected.read_text(encoding="utf-8")) or {})
            with tempfile.TemporaryDirectory() as made:
                got = import_file(path, known=KNOWN)
                found = compare(wanted, got, Path(made))
                yield from ((path.name, element) for element in found if element.name not in _UNTOLD)


def _wanted(told: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in told.items() if value}
    if "发文字号" in found:
        found["发文字号"] = str(found["发文字号"]).translate(_BRACKETS)
    if found.get("文种") in _ALIASES:
        found["文种"] = _ALIASES[found["文种"]]
    return found


def row(name: str, found: list[tuple[str, Element]], least: float, *, verbose: bool) -> bool:
    """Print one line of the table; whether its target is met."""
    right = sum(element.right for _, element in found)
    silent = [one for one in found if not one[1].right and not one[1].guessed]
    share = right / len(found)
    met = share >= least
    measured = f"{right} of {len(found)} = {share:.1%}, {len(silent)} wrong without a mark"
    print(f"| {name} | {measured} | ≥ {least:.0%} | {'yes' if met else 'NO'} |")
    for document, element in found if verbose else ():
        if not element.right:
            print(
                f"    {document} {element.name}: “{element.wanted}” / “{element.found}”{'' if element.guessed else ' not marked'}"
            )
    return met


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path, help="texts with NNN.expected.yaml beside them")
    parser.add_argument("-v", "--verbose", action="store_true", help="every element that is wrong")
    wanted = parser.parse_args()
    print("| what | measured | target | met |\n|---|---|---|---|")
    met = [row(name, found, _CORPUS_LEAST, verbose=wanted.verbose) for name, found in own()]
    met += [row(folder.name, list(others(folder)), _OTHERS_LEAST, verbose=wanted.verbose) for folder in wanted.folders]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
