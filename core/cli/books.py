"""The registers that ``hongtou check`` asks about the numbers of documents: each office's, opened once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import HongtouError
from . import console
from .app import App

if TYPE_CHECKING:
    from ..checking.checker import Book
    from ..evidence import Evidence
    from ..register.register import Register


class Books:
    """The registers of the offices that files belong to; one that cannot be read is told once, and asked no more."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._registers: dict[Path | None, Register | None] = {}

    def __enter__(self) -> Books:
        return self

    def __exit__(self, *_: object) -> None:
        for register in self._registers.values():
            if register:
                register.close()

    def of(self, file: Path) -> Book | None:
        """What asks the register of the office that a file belongs to; None: it keeps none.

        :raises HongtouError: the office's profile is wrong.
        """
        settings = self._app.settings(file.parent)
        folder = settings.office.folder
        if folder is None:
            return None
        if folder not in self._registers:
            self._registers[folder] = self._opened(file)
        return self._asked if self._registers[folder] else None

    def _opened(self, file: Path) -> Register | None:
        from ..register.address import has_book
        from ..register.register import Register

        settings = self._app.settings(file.parent)
        try:
            return Register(settings) if has_book(settings) else None
        except HongtouError as error:
            console.tell(f"提示：没有对照登记簿：{error}")
            return None

    def _asked(self, evidence: Evidence) -> Evidence:
        from ..issuing.standing import with_number

        folder = self._app.settings(evidence.file.parent).office.folder
        register = self._registers.get(folder)
        try:
            return with_number(evidence, register) if register else evidence
        except HongtouError as error:
            console.tell(f"提示：没有对照登记簿：{error}")
            self._registers[folder] = None
            return evidence
