"""The folder of an invented office."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..office import PROFILE

_NAMED: Final = "名称: 云州市医学会\n机关代字: 云医发\n印发机关: 云州市医学会办公室\n"


class Office:
    """A folder with a profile, in which drafts are made.

    :param folder: it is made here.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(PROFILE, _NAMED)

    def write(self, name: str, text: str) -> Path:
        """Write a file; the name may lead through folders."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def draft(self, draft: str | Path) -> Path:
        """The file of a draft: one of the folder's by its name, or a text, which is written there first."""
        if isinstance(draft, Path) or "\n" not in draft:
            return self.folder / draft
        return self.write("草稿.md" if draft.lstrip().startswith("---") else "草稿.yaml", draft)
