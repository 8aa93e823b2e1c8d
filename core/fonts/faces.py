"""The faces: their names for DOCX, their files for PDF, and how wide and high their characters are.

The office's own files come first; without them the free faces that ``script/bootstrap`` installs are looked for by file name.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ..errors import FontError
from ..layout.metrics import Ink
from ..layout.styles import Face
from .alignment import Alignment, alignment, is_han
from .choice import FaceChoice
from .file import FaceFile

__all__ = [
    "FALLBACKS",
    "FALLBACK_FAMILIES",
    "FREE",
    "NAMES",
    "WENKAI",
    "WENKAI_FAMILY",
    "Alignment",
    "FaceFile",
    "Fonts",
    "find",
    "is_han",
    "without",
]

# The names that Word and WPS know these faces by.
NAMES: Final[Mapping[Face, str]] = {
    Face.TITLE: "方正小标宋简体",
    Face.BODY: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.SONG: "宋体",
}
# The free faces that stand in for them.
FREE: Final[Mapping[Face, str]] = {
    Face.TITLE: "FandolSong-Bold.otf",
    Face.BODY: "FandolFang-Regular.otf",
    Face.KAI: "FandolKai-Regular.otf",
    Face.HEI: "FandolHei-Regular.otf",
    Face.SONG: "FandolSong-Regular.otf",
}
# What a face lacks is taken from these, one after the other: Chinese characters in a hand like the face's own from 霞鹜文楷 (its
# lightest weight comes nearest to that of 仿宋 and 楷体), characters of all kinds from Noto, figures, signs and foreign letters
# (₂, ⁸, ☑, č) from the others, which are on every machine that can draw a PDF.
WENKAI: Final = "LXGWWenKai-Light.ttf"
FALLBACKS: Final[Mapping[Face, tuple[str, ...]]] = {
    Face.TITLE: ("NotoSerifCJK-Bold.ttc", "DejaVuSerif-Bold.ttf", "DejaVuSans-Bold.ttf"),
    Face.BODY: (WENKAI, "NotoSerifCJK-Regular.ttc", "DejaVuSerif.ttf", "DejaVuSans.ttf"),
    Face.KAI: (WENKAI, "NotoSerifCJK-Regular.ttc", "DejaVuSerif.ttf", "DejaVuSans.ttf"),
    Face.HEI: ("NotoSansCJK-Regular.ttc", "DejaVuSans.ttf"),
    Face.SONG: ("NotoSerifCJK-Regular.ttc", "DejaVuSerif.ttf", "DejaVuSans.ttf"),
}
# … and in a style sheet by these.
WENKAI_FAMILY: Final = "LXGW WenKai Light"
_SERIF: Final = ("Noto Serif CJK SC", "DejaVu Serif", "DejaVu Sans")
FALLBACK_FAMILIES: Final[Mapping[Face, tuple[str, ...]]] = {
    Face.TITLE: _SERIF,
    Face.BODY: (WENKAI_FAMILY, *_SERIF),
    Face.KAI: (WENKAI_FAMILY, *_SERIF),
    Face.HEI: ("Noto Sans CJK SC", "DejaVu Sans"),
    Face.SONG: _SERIF,
}
# The digits and letters of this file are thin ones with serifs, which are not 黑体: the stand-in's are.
_THIN: Final = "FandolHei-Regular.otf"
_LETTERS_END: Final = "\u0250"
# What a line cannot hold as a character of its own, or would run the other way: marks over letters, invisible and private ones.
_DEPENDENT: Final = frozenset({"Mn", "Mc", "Me", "Cf", "Co", "Cs", "Cn"})
_LEFTWARD: Final = frozenset({"R", "AL", "AN"})
FOLDERS: Final = (
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf/fonts/opentype",
)


@cache
def find(name: str) -> Path | None:
    """The font file of this name in the usual folders, or in that of ``HONGTOU_FONTS``; None: it is not there."""
    for folder in (os.environ.get("HONGTOU_FONTS", ""), *FOLDERS):
        root = Path(folder).expanduser()
        if folder and root.is_dir():
            for path in sorted(root.rglob(name)):
                return path
    return None


class Fonts:
    """The faces of one office; answers what the layout asks (:class:`hongtou.layout.metrics.Metrics`).

    :param choices: the office's own names and files, by the face's key; what is absent is the usual one.
    """

    def __init__(self, choices: Mapping[str, FaceChoice] | None = None) -> None:
        self._choices = dict(choices or {})
        self._advances: dict[tuple[Face, str], float] = {}
        self._inks: dict[tuple[Face, str], Ink] = {}
        self._files: dict[Face, FaceFile] = {}
        self._holders: dict[tuple[Face, str], FaceFile | None] = {}
        self._owned: dict[Face, set[str]] = {face: set() for face in Face}

    def name(self, face: Face) -> str:
        """The name that a DOCX carries."""
        choice = self._choices.get(face.value)
        return choice.name if choice and choice.name else NAMES[face]

    def path(self, face: Face) -> Path:
        """The file that a PDF embeds.

        :raises FontError: there is none.
        """
        choice = self._choices.get(face.value)
        if choice and choice.lacking:
            raise FontError(choice.lacking)
        path = choice.file if choice and choice.file else find(FREE[face]) or next(filter(None, map(find, FALLBACKS[face])), None)
        if path is None:
            raise FontError(
                f"找不到{face.value}的字体文件（{FREE[face]}）。请运行 script/bootstrap，或者在 hongtou.yaml 的“字体”里写明文件"
            )
        return path

    def file(self, face: Face) -> FaceFile:
        """The measured file of a face."""
        if face not in self._files:
            self._files[face] = _open(self.path(face))
        return self._files[face]

    def stand_ins(self, face: Face) -> Iterator[FaceFile]:
        """The files that stand in for what a face lacks, as far as they are there."""
        return (_open(path) for path in map(find, FALLBACKS[face]) if path)

    def advance(self, face: Face, char: str) -> float:
        """The width of a character in em, in the face or in what stands in for it."""
        key = face, char
        if key not in self._advances:
            holder = self.holder(face, char)
            self._advances[key] = holder.advance(char) if holder else 1.0
        return self._advances[key]

    def ink(self, face: Face, text: str) -> Ink:
        """How far the ink of a line reaches above and below the baseline, in em."""
        inks = [self._ink(face, char) for char in text] or [Ink(0.0, 0.0)]
        return Ink(max(ink.top for ink in inks), min(ink.bottom for ink in inks))

    def missing(self, face: Face, text: str) -> str:
        """The characters that neither the face nor what stands in for it has, in order, each once."""
        return "".join(dict.fromkeys(char for char in text if self.holder(face, char) is None))

    def owns(self, face: Face, text: str) -> bool:
        """Whether every character of a text is taken from the face's own file."""
        owned = self._owned[face]
        if not owned.issuperset(text):
            own = self.file(face)
            owned.update(char for char in set(text) - owned if self.holder(face, char) is own)
        return owned.issuperset(text)

    def holder(self, face: Face, char: str) -> FaceFile | None:
        """The font that has a character: the face's own, or what stands in for it; None: none has it."""
        key = face, char
        if key not in self._holders:
            self._holders[key] = self._find_holder(face, char)
        return self._holders[key]

    def _find_holder(self, face: Face, char: str) -> FaceFile | None:
        own = self.file(face)
        has_own = own.has(char)
        if has_own and not (own.path.name == _THIN and char < _LETTERS_END and char.isalnum()):
            return own
        others = (file for file in self.stand_ins(face) if file.has(char))
        found = next((file for file in others if _may_give(file, char)), None)
        return found or (own if has_own else None)

    def alignment(self, face: Face, holder: FaceFile) -> Alignment:
        """How a stand-in's Chinese characters are set beside the face's own."""
        return alignment(self.file(face), holder)

    def _ink(self, face: Face, char: str) -> Ink:
        key = face, char
        if key not in self._inks:
            holder = self.holder(face, char)
            self._inks[key] = holder.ink(char) if holder else Ink(0.88, -0.12)
        return self._inks[key]


def without(missing: str) -> str:
    """What to tell about characters that no face has."""
    return (
        f"没有一种字体有{''.join(map(_named, missing))}，会印成空白。请换一个字，或者在 hongtou.yaml 的“字体”里换用字更全的字体"
    )


def _named(char: str) -> str:
    kind = _kind(char)
    return f"“{char}”（U+{ord(char):04X}{f'，{kind}' if kind else ''}）"


def _kind(char: str) -> str:
    category = unicodedata.category(char)
    if unicodedata.bidirectional(char) in _LEFTWARD:
        return "从右往左写的文字"
    if _is_emoji(char):
        return "表情符号"
    return {"Co": "自造字", "Zs": "看不见的空白", "Mn": "附加在字上的符号", "Me": "附加在字上的符号"}.get(category, "")


def _is_emoji(char: str) -> bool:
    return char >= "\U0001f000" and unicodedata.category(char) == "So"


def _may_give(file: FaceFile, char: str) -> bool:
    """Whether a character may be taken from a stand-in that has it."""
    if file.path.name == WENKAI:
        return is_han(char)
    return file.path.name.startswith("Noto") or _stands_alone(char)


def _stands_alone(char: str) -> bool:
    """Whether a face that is only asked for figures, signs and letters may give this character."""
    leftward = unicodedata.bidirectional(char) in _LEFTWARD
    return not (leftward or _is_emoji(char) or unicodedata.category(char) in _DEPENDENT)


@cache
def _open(path: Path) -> FaceFile:
    """One measured file for each path, so that a process reads a font once."""
    return FaceFile(path)
