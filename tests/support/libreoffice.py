"""DOCX files as LibreOffice prints them."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final, NamedTuple

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
_START_SECONDS: Final = 120


class Kept(NamedTuple):
    """A LibreOffice that runs on until this process ends.

    :param command: how it was started; another that is started so hands over to it what it is to do, and waits.
    :param pipe: where it listens for its API.
    """

    command: tuple[str, ...]
    pipe: str


@cache
def kept() -> Kept:
    """LibreOffice with a profile of its own, started once: each start costs a second of processor time."""
    folder = Path(mkdtemp(prefix="hongtou-libreoffice-"))
    pipe = f"hongtou{os.getpid()}"
    command = ("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo")
    # It would end with its first work if it had no document open.
    note = folder / "open.txt"
    note.write_text("open", encoding="utf-8")
    process = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp", str(note)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    atexit.register(_end, process, folder)
    until = time.monotonic() + _START_SECONDS
    while not (folder / f".~lock.{note.name}#").exists():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"LibreOffice did not start: {process.returncode}")
        time.sleep(0.05)
    return Kept(command, pipe)


def _end(process: subprocess.Popen[bytes], folder: Path) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def convert(folder: Path, files: Sequence[Path], seconds: float = 240, kind: str = "pdf") -> None:
    """Print files as PDF beside each other in a folder."""
    command = [*kept().command, "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=seconds)


def papers_of(folder: Path, documents: Mapping[str, bytes], kind: str = "pdf") -> dict[str, Paper]:
    """DOCX files by their names, as printed."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    convert(folder, [folder / f"{name}.docx" for name in documents], kind=kind)
    return {name: Paper((folder / f"{name}.pdf").read_bytes()) for name in documents}
