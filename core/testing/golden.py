"""Goldens: texts that somebody has read and found good."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path


class Golden:
    """Holds texts against files.

    :param folder: where the files are.
    :param is_update: write them instead.
    """

    def __init__(self, folder: Path, *, is_update: bool) -> None:
        self._folder = folder
        self._is_update = is_update

    def __call__(self, name: str, text: str) -> None:
        """Hold one text against its file.

        :raises AssertionError: it is another, or there is no file yet.
        """
        path, text = self._folder / name, text.rstrip("\n") + "\n"
        if self._is_update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            return
        if not path.is_file():
            raise AssertionError(f"还没有 {path}。运行 pytest --update-goldens 写出来，读一遍，再提交")
        kept = path.read_text(encoding="utf-8")
        if kept != text:
            changed = "".join(unified_diff(kept.splitlines(keepends=True), text.splitlines(keepends=True), name, "现在"))
            raise AssertionError(f"与 {path} 不同。要是改得对，运行 pytest --update-goldens，再读一遍：\n{changed}")
