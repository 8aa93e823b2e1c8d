"""Which names of fonts are the faces that the standard names (5.2.2, 7.2.4, 7.3.1, 7.3.3, 7.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..evidence import Face
from ..plugin import Settings

_NAMES: Final[Mapping[Face, tuple[str, ...]]] = {
    Face.TITLE: ("小标宋", "xiaobiaosong", "fandolsong-bold", "fandolsong bold", "fzxbs"),
    Face.BODY: ("仿宋", "fangsong", "fandolfang", "simfang"),
    Face.KAI: ("楷体", "kaiti", "fandolkai", "simkai", "lxgwwenkai", "霞鹜文楷"),
    Face.HEI: ("黑体", "simhei", "fandolhei", "heiti"),
    Face.SONG: ("宋体", "simsun", "书宋", "fandolsong"),
}
# What a face's own file lacks is printed in these; nobody can tell there which face was meant.
_STAND_INS: Final = ("noto", "dejavu", "lxgw", "霞鹜")


def face_of(name: str, settings: Settings) -> Face | None:
    """The face that a font's name says; None: it says none."""
    return next((face for face in Face if not _stands_in(name) and is_face(name, face, settings)), None)


def is_face(name: str, face: Face, settings: Settings) -> bool:
    """Whether a font's name is that of a face, or one that the office takes for it."""
    plain = name.lower().replace(" ", "").replace("_gb2312", "")
    own = tuple(one.lower().replace(" ", "") for one in settings.faces.get(face.value, ()))
    known = (*_NAMES[face], *own)
    return any(one.replace(" ", "") in plain for one in known) or _stands_in(name)


def _stands_in(name: str) -> bool:
    return name.lower().startswith(_STAND_INS)


def wanted_face(face: Face) -> str:
    """What to do, in Chinese."""
    names = {
        Face.TITLE: "方正小标宋简体",
        Face.BODY: "仿宋_GB2312 或者仿宋",
        Face.KAI: "楷体_GB2312 或者楷体",
        Face.HEI: "黑体",
        Face.SONG: "宋体",
    }
    return f"应为{face.value}（{names[face]}）"
