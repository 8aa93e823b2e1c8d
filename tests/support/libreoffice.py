"""DOCX files as LibreOffice prints them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from support.measure import Paper

# What tests that start it are marked with.
MARKS = [
    pytest.mark.libreoffice,
    pytest.mark.xdist_group("libreoffice"),
    pytest.mark.skipif(
        shutil.which("soffice") is None, reason="LibreOffice is not installed; script/bootstrap --test installs it"
    ),
]


# With the blank pages that LibreOffice puts before a section which begins on an even page: printers get them, its PDF does not.
PRINTED = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'


def convert(folder: Path, files: Sequence[Path], seconds: float = 240, kind: str = "pdf") -> None:
    """Print files as PDF beside each other in a folder, by one start of LibreOffice with a profile of its own there."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=seconds)


def papers_of(folder: Path, documents: Mapping[str, bytes], kind: str = "pdf") -> dict[str, Paper]:
    """DOCX files by their names, as printed."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    convert(folder, [folder / f"{name}.docx" for name in documents], kind=kind)
    return {name: Paper((folder / f"{name}.pdf").read_bytes()) for name in documents}
