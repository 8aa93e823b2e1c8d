"""What ``hongtou check`` writes: files beside those that are checked, never over what somebody else put there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..errors import InputError, OutputError, UsageError
from ..values import dataclass
from . import console
from .app import App
from .present import refuse_present

if TYPE_CHECKING:
    from ..checking.finding import Checked, Finding
    from ..checking.selection import Selection
    from ..workers.apart import Apart


@dataclass(frozen=True, slots=True)
class Destination:
    """Where files are written.

    :param output: a file, where its name ends as the file's does and only one is checked (``alone``); else a folder.
    :param force: over what is there.
    """

    output: Path | None
    force: bool
    alone: bool

    def write(self, source: Path, ending: str, content: bytes) -> Path:
        """Write a file that is made of another.

        :param ending: of its name behind the other's, such as ``-批注.docx``.
        :raises OutputError: there is one already, or it cannot be written.
        """
        from ..files.output import write

        target = self._target(source, ending)
        if not self.force and not _holds(target, content):
            refuse_present([target])
        write({target: content})
        return target

    def _target(self, source: Path, ending: str) -> Path:
        if self.output is None:
            return source.with_name(source.stem + ending)
        if self.output.suffix.lower() != Path(ending).suffix:
            return self.output / (source.stem + ending)
        if not self.alone:
            raise UsageError(f"“{self.output}”是一个文件，检查的有几个。-o 后面写文件夹")
        if os.path.realpath(self.output) == os.path.realpath(source):
            raise OutputError(f"“{self.output}”是要检查的文件，不能写在它上面。-o 后面写别的名字")
        return self.output


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file has just this content."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def attempt(one: Checked, make: Callable[[Checked], Checked]) -> Checked:
    """Make something of a file that was checked; what is wrong is told, and does not stop the others."""
    if one.report is None:
        return one
    try:
        return make(one)
    except (BrokenPipeError, UsageError):
        raise
    except Exception as error:  # even a bug in one must not stop the others
        console.report(error)
        return replace(one, problem=console.message(error))


def write_annotated(
    app: App, one: Checked, selection: Selection, destination: Destination, apart: Apart, *, told: bool
) -> Checked:
    """A copy of a Word file with a comment at each finding; of a draft, its DOCX is made, checked and annotated.

    :param apart: opens the file, which may be from anybody.
    """

    def make(one: Checked) -> Checked:
        from ..checking.word import annotated

        with TemporaryDirectory(prefix="hongtou-check-") as folder:
            file, findings = _annotatable(app, one, selection, Path(folder))
            if not findings:
                return one
            target = destination.write(one.file, f"-批注{file.suffix.lower()}", annotated(file, findings, apart))
        if told:
            console.say(f"{one.file}：{len(findings)} 处批注写在 {target}")
        return replace(one, made=(*one.made, target))

    return attempt(one, make)


def write_report(app: App, one: Checked, destination: Destination, format: str, *, told: bool) -> Checked:
    """What the check of a file came to as a page to read: HTML, or PDF."""

    def make(one: Checked) -> Checked:
        import datetime

        from ..reporting import making

        if one.report is None:
            return one
        write = making.as_pdf if format == "pdf" else making.as_html
        content = write(one.report, app.runner(one.file.parent), datetime.date.today())
        target = destination.write(one.file, f"-检查.{format}", content)
        if told:
            console.say(f"{one.file}：检查单写在 {target}")
        return replace(one, made=(*one.made, target))

    return attempt(one, make)


def _annotatable(app: App, one: Checked, selection: Selection, folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """The Word file and its findings."""
    from ..checking.checker import check
    from ..evidence import Kind

    if one.report is None or one.report.kind is Kind.PAPER:
        raise InputError(f"{one.file}：PDF 里写不了批注。用 --format html 把各处标在页面上，或者检查它的 DOCX")
    if one.report.kind is Kind.WORD:
        return one.file, one.report.findings
    runner = app.runner(one.file.parent)
    file = folder / f"{one.file.stem}.docx"
    file.write_bytes(runner.make(one.file, ["docx"]).files["docx"])
    return file, check(file, runner.office, runner.plugins, selection).findings
