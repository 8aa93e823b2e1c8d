"""The office as its profile has it, help, and what machines ask: health and numbers."""

from __future__ import annotations

import time
from collections import Counter
from importlib.resources import files
from typing import Final

from starlette.responses import PlainTextResponse, Response

from ...errors import HongtouError
from ...office import PROFILE
from ...workflow.way import Stage
from ..call import Call, RefusedError

_STARTED: Final = time.monotonic()
_HELP: Final = ("begin", "drafting", "way", "checking", "register", "packets", "office")
_TYPES: Final = {
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "json": "application/json",
}


def office(call: Call) -> Response:
    """What the office's profile says, and what plug-ins there are."""
    plugins = call.site.plugins()
    try:
        current, problem = call.site.settings.office, ""
    except HongtouError as error:
        current, problem = None, str(error)
    content = (call.site.folder / PROFILE).read_text("utf-8", "replace") if (call.site.folder / PROFILE).is_file() else ""
    return call.page("office.html", office=current, problem=problem, profile=content, plugins=plugins, told="")


def help(call: Call) -> Response:
    """Help to one page."""
    name = call.param("name")
    if name not in _HELP:
        raise RefusedError(404, "没有这一页")
    return call.page("help.html", name=name, names=_HELP)


def static(call: Call) -> Response:
    """A file that comes with the program."""
    name = call.param("name")
    folder = files("hongtou.web").joinpath("static")
    known = {one.name for one in folder.iterdir() if one.is_file()}
    if name not in known:
        raise RefusedError(404, "没有这个文件")
    media = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    kept = "public, max-age=31536000, immutable" if call.asked("v") else "no-cache"
    return Response(folder.joinpath(name).read_bytes(), media_type=media, headers={"Cache-Control": kept})


def health(call: Call) -> Response:
    """Whether the server can work: its database answers."""
    call.site.people.all()
    return PlainTextResponse("ok\n")


def metrics(call: Call) -> Response:
    """Numbers as Prometheus reads them."""
    lines = [
        "# TYPE hongtou_up_seconds gauge",
        f"hongtou_up_seconds {time.monotonic() - _STARTED:.0f}",
        "# TYPE hongtou_drafts gauge",
    ]
    counts = Counter(kept.stage for kept in call.site.drafts.all())
    lines += [f'hongtou_drafts{{stage="{stage.name.lower()}"}} {counts[stage]}' for stage in Stage]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")
