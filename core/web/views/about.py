"""Help, files that browsers load, and what machines ask: health and numbers."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import time
from functools import cache
from importlib.resources import files
from typing import Final

from starlette.responses import PlainTextResponse, Response

from ...workflow.numbers import numbers
from ...workflow.way import Stage
from ..call import Call, RefusedError
from ..html import HELP

_STARTED: Final = time.monotonic()
_TYPES: Final = {
    "js": "text/javascript",
    "css": "text/css",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "json": "application/json",
}


def help(call: Call) -> Response:
    """Help to one page."""
    name = call.param("name")
    if name not in HELP:
        raise RefusedError(404, "没有这一页")
    return call.page("help.html", name=name)


def static(call: Call) -> Response:
    """A file that comes with the program; a browser that has it is told so, for modules name each other without a version."""
    kept = "public, max-age=31536000, immutable" if call.asked("v") else "no-cache"
    try:
        content, zipped, tag = _file(call.param("name"))
    except LookupError as error:
        raise RefusedError(404, "没有这个文件") from error
    headers = {"Cache-Control": kept, "ETag": tag, "Vary": "Accept-Encoding"}
    if call.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    media = _TYPES.get(call.param("name").rpartition(".")[2], "application/octet-stream")
    if "gzip" not in call.request.headers.get("accept-encoding", ""):
        return Response(content, media_type=media, headers=headers)
    return Response(zipped, media_type=media, headers={**headers, "Content-Encoding": "gzip"})


@cache
def _file(name: str) -> tuple[bytes, bytes, str]:
    """A file's content, the same packed, and what it is known by.

    :raises LookupError: there is none of this name.
    """
    folder = files("hongtou.web").joinpath("static")
    if name not in {one.name for one in folder.iterdir() if one.is_file()}:
        raise LookupError(name)
    content = folder.joinpath(name).read_bytes()
    return content, gzip.compress(content, mtime=0), f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def health(call: Call) -> Response:
    """Whether the server can work: its database answers."""
    call.site.people.all()
    return PlainTextResponse("ok\n")


def metrics(call: Call) -> Response:
    """Numbers as Prometheus reads them: of the whole office, whichever process answers."""
    site = call.site
    known = numbers(site.store)
    gauges = {
        "hongtou_up_seconds": time.monotonic() - _STARTED,
        **{f'hongtou_drafts{{stage="{stage.name.lower()}"}}': known.drafts.get(stage, 0) for stage in Stage},
        "hongtou_sessions": known.sessions,
        "hongtou_wrong_passwords": known.wrong_passwords,
        "hongtou_log_entries": known.entries,
        "hongtou_disk_free_bytes": shutil.disk_usage(site.folder).free,
    }
    lines: list[str] = []
    for name, value in gauges.items():
        title = f"# TYPE {name.partition('{')[0]} gauge"
        lines += [*([] if title in lines else [title]), f"{name} {value:.0f}"]
    lines += call.request.app.state.counts.lines()
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")
