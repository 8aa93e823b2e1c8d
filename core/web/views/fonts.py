"""The office's faces: which it has, what stands in, what is missing and what to do, and a line in each."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from ...doctor import Diagnosis, Status, fonts
from ...errors import HongtouError
from ...fonts.faces import Fonts
from ...layout.styles import Face
from ...values import dataclass
from .. import samples
from ..call import Call, RefusedError

_USED: Final = {
    Face.TITLE: "发文机关标志、标题",
    Face.BODY: "正文和大多数内容",
    Face.KAI: "“（一）”一级的标题、题注",
    Face.HEI: "“一、”一级的标题、密级",
    Face.SONG: "页码",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A face, or what stands in for characters that faces lack.

    :param word: what a DOCX calls it; ``used``: for what; both empty for what stands in.
    """

    told: Diagnosis
    word: str
    used: str
    licence: str
    sample: bool


def show(call: Call) -> Response:
    """The faces, as ``hongtou doctor`` tells of them."""
    office = call.site.settings.office
    known = Fonts(office.faces)
    rows = [_shown(one, known) for one in fonts(office)]
    return call.page("fonts.html", rows=rows, Status=Status)


def _shown(told: Diagnosis, known: Fonts) -> _Shown:
    face = next((one for one in Face if one.value == told.name), None)
    if face is None:
        return _Shown(told, "", "", "", sample=False)
    try:
        licence = known.file(face).licence
    except HongtouError:  # told already
        licence = ""
    return _Shown(told, known.name(face), _USED[face], licence, told.state is not Status.MISSING)


def picture(call: Call) -> Response:
    """A line in a face."""
    name = call.param("face")
    if name not in {face.value for face in Face}:
        raise RefusedError(404, "没有这种字体")
    asked = samples.Asked(call.site.office, name)
    try:
        png = call.site.kept_picture(f"字体-{name}", lambda: call.site.long(samples.line, asked, call.site.folder))
    except HongtouError as error:
        raise RefusedError(404, str(error)) from error
    return Response(png, media_type="image/png", headers={"Cache-Control": "no-cache"})
