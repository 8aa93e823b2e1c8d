"""DOCX files as LibreOffice prints them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from measure import Paper

# What tests that start it are marked with.
MARKS = [
    pytest.mark.libreoffice,
    pytest.mark.xdist_group("libreoffice"),
    pytest.mark.skipif(
        shutil.which("soffice") is None, reason="LibreOffice is not installed; script/bootstrap --test installs it"
    ),
]


def convert(folder: Path, files: Sequence[Path], seconds: float = 240) -> None:
    """Print files as PDF beside each other in a folder, by one start of LibreOffice with a profile of its own there."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=seconds)


def papers_of(folder: Path, documents: Mapping[str, bytes]) -> dict[str, Paper]:
    """DOCX files by their names, as printed."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    convert(folder, [folder / f"{name}.docx" for name in documents])
    return {name: Paper((folder / f"{name}.pdf").read_bytes()) for name in documents}
