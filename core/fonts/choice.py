"""An office's own choice of faces 字体."""

from __future__ import annotations

from pathlib import Path

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """An office's own choice for one face: the name that DOCX files carry, and a font file for PDF; empty: the usual one.

    :param digest: SHA-256 of the file, hexadecimal, where somebody asked for it.
    :param lacking: why there is no file although the profile names one; told when it is needed, and not before.
    """

    name: str = ""
    file: Path | None = None
    digest: str = ""
    lacking: str = ""
