"""Documents of ours that hold to the rules: all samples, as drafts, DOCX and PDF, and the fidelity corpus as DOCX and PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from fidelity.corpus import corpus
from fidelity.made import make
from hongtou import Strength
from hongtou.checking.telling import line
from hongtou.layout.page_setup import STANDARD
from hongtou.office import load_office
from hongtou.runner import Runner
from support.checked import report
from support.plugins import PLUGINS

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
OFFICE = load_office(SAMPLES)
KINDS = ("docx", "pdf")


def drafts() -> list[Path]:
    """The samples."""
    return sorted([*SAMPLES.glob("0*"), *SAMPLES.glob("formats/*.md")])


def findings(strength: Strength = Strength.SHOULD, select: Sequence[str] = ()) -> Iterator[tuple[str, list[str]]]:
    """Every file's name, and what is found in it of this strength at least.

    :param select: codes of rules that are looked for, those that are off by default, too; none: as people have it.
    """
    with tempfile.TemporaryDirectory() as folder:
        for path in written(Path(folder)):
            found = report(path, OFFICE, select=select).at_least(strength)
            yield path.name, [line(finding) for finding in found]
            if path.is_relative_to(folder):
                path.unlink()


def written(folder: Path) -> Iterator[Path]:
    """Every file, one after the other."""
    for draft in drafts():
        yield draft
        for kind, content in Runner(OFFICE, PLUGINS).make(draft, [*KINDS]).files.items():
            yield _written(folder / f"{draft.stem}.{kind}", content)
    for case in corpus():
        made = make(*case, STANDARD)
        yield _written(folder / f"{made.name}.docx", made.docx)
        yield _written(folder / f"{made.name}.pdf", made.pdf)


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
