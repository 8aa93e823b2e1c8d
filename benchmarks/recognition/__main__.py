"""The table: folders of texts as they are, and our own corpus in its states."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hongtou.intake.text.decoding import decoded
from import_characters import check
from ruamel.yaml import YAML
from support.spoilt_texts import STATES
from support.typed_texts import ELEMENTS, corpus, typed

from .measured import Result, measure

CORPUS: Final = Path(__file__).parents[2] / "tests" / "importing" / "corpus"
_SUFFIXES: Final = frozenset({".txt", ".docx"})
_OURS, _THEIRS, _PARAGRAPHS = 97, 95, 97


def expected_in(folder: Path) -> dict[str, dict[str, object]]:
    """What a reader finds, by the numbers that the files' names begin with."""
    yaml = YAML(typ="safe")
    return {file.name.split(".")[0]: yaml.load(file) or {} for file in sorted(folder.glob("*.expected.yaml"))}


def names_of(expected: Mapping[str, Mapping[str, object]]) -> list[str]:
    """The elements that a folder's readers have looked for."""
    return sorted({name for one in expected.values() for name in one})


def texts_in(folder: Path, numbers: Iterable[str]) -> dict[Path, str]:
    """The texts that have been read, each with its number."""
    known = set(numbers)
    files = sorted(file for file in folder.iterdir() if file.suffix in _SUFFIXES)
    return {file: number for file in files if (number := file.name.split("-")[0]) in known}


def measured(folder: Path, *, leave: frozenset[str] = frozenset()) -> list[Result]:
    """The texts of a folder as they are."""
    expected = expected_in(folder)
    texts = {file: number for file, number in texts_in(folder, expected).items() if number not in leave}
    names = names_of(expected)
    return [measure(file.name, file, expected[number], names, _clean(file, texts)) for file, number in texts.items()]


def _clean(file: Path, texts: Iterable[Path]) -> str:
    """A text as it was before somebody broke it: of ``NNN-mess.txt`` the other one of its number."""
    if file.suffix != ".txt":
        return ""
    number, _, name = file.stem.partition("-")
    others = (one for one in texts if one.suffix == ".txt" and one.stem.partition("-")[0] == number and one != file)
    return decoded(next(others, file) if name == "mess" else file)


def measured_in(state: str, folder: Path = CORPUS) -> list[Result]:
    """The texts of a folder in one of their states."""
    expected = expected_in(folder)
    with TemporaryDirectory(prefix="hongtou-imports-") as place:
        results = []
        for text, number in texts_in(folder, expected).items():
            clean = text.read_text(encoding="utf-8")
            file = STATES[state](clean, Path(place) / f"{text.stem}-{state}", f"{state}{number}")
            results.append(measure(file.stem, file, expected[number], names_of(expected), clean))
        return results


def measured_typed(state: str) -> list[Result]:
    """The documents whose bodies the tests of drafts have, each with the elements that make it whole, in a state."""
    with TemporaryDirectory(prefix="hongtou-imports-") as place:
        return [
            measure(one.name, typed(one, state, Path(place)), one.elements, ELEMENTS, "\n".join(one.lines())) for one in corpus()
        ]


HEAD: Final = (
    "| texts | number | elements | right | target | wrong and not marked | paragraphs | whole | target | marks in a text "
    "| right, yet marked | characters lost, or no draft |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def _row(name: str, results: list[Result], target: int) -> str:
    elements = sum(one.right + len(one.differences) for one in results)
    silent = sum(not difference.told for one in results for difference in one.differences)
    failed = sum(bool(one.failed) for one in results)
    doubts = sum(one.doubts for one in results) / max(1, len(results))
    needless = 100 * sum(one.needless for one in results) / max(1, sum(one.right for one in results))
    return (
        f"| {name} | {len(results)} | {elements} | {_share(results):.1f} % | ≥ {target} % | {silent} "
        f"| {sum(one.paragraphs for one in results)} | {_whole(results):.1f} % | ≥ {_PARAGRAPHS} % "
        f"| {doubts:.2f} | {needless:.1f} % | {failed} |"
    )


def main() -> int:
    """Print the table, and every difference where asked; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="script/imports", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of texts with NNN.expected.yaml")
    parser.add_argument("--leave", default="", help="numbers of texts that are none: templates, scans; with commas")
    parser.add_argument("--verbose", action="store_true", help="show every difference")
    parser.add_argument("--characters", action="store_true", help="count characters lost or invented in the folders instead")
    parser.add_argument("--also", nargs="*", type=Path, default=[], help="texts to count as DOCX, ODT and RTF")
    asked = parser.parse_args()
    if asked.characters:
        return 0 if check(asked.folders, asked.also) else 1
    groups = {f"as offices write, {state}": (measured_in(state), _OURS) for state in STATES}
    groups |= {f"bodies of drafts, {state}": (measured_typed(state), _OURS) for state in STATES}
    for folder in asked.folders:
        groups[folder.name] = (measured(folder, leave=frozenset(asked.leave.split(","))), _THEIRS)
    print(HEAD)
    for name, (results, target) in groups.items():
        print(_row(name, results, target))
    if asked.verbose:
        for results, _ in groups.values():
            for one in results:
                _tell(one)
    return int(any(_misses(results, target) for results, target in groups.values()))


def _misses(results: list[Result], target: int) -> bool:
    """Whether a group is not as it should be."""
    silent = any(not difference.told for one in results for difference in one.differences)
    failed = any(one.failed for one in results)
    return _share(results) < target or _whole(results) < _PARAGRAPHS or silent or failed


def _whole(results: list[Result]) -> float:
    """The share of paragraphs that stand in the drafts as one, in percent."""
    paragraphs = sum(one.paragraphs for one in results)
    return 100 - 100 * sum(len(one.pieces) for one in results) / max(1, paragraphs)


def _share(results: list[Result]) -> float:
    right = sum(one.right for one in results)
    return 100 * right / max(1, right + sum(len(one.differences) for one in results))


def _tell(result: Result) -> None:
    if result.failed:
        print(f"{result.name}: {result.failed[:200]}")
    for wrong in result.differences if not result.failed else ():
        how = "marked" if wrong.told else "NOT MARKED"
        print(f"{result.name}: {wrong.name} ({how})\n    expected: {wrong.expected[:120]}\n    found:    {wrong.found[:120]}")
    for piece in result.pieces:
        print(f"{result.name}: not one paragraph: {piece[:60]}")


if __name__ == "__main__":
    sys.exit(main())
