"""Files as answers: each of its own type and under its own name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from starlette.responses import Response

# What is sent as it came, whatever it is.
ANY: Final = "application/octet-stream"
SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PDF: Final = "application/pdf"
_MEDIA: Final = {
    ".pdf": _PDF,
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": SHEET,
    ".zip": "application/zip",
}


def sent(name: str, content: bytes, media: str = "") -> Response:
    """A file: a PDF for the browser to show, all else to be kept (RFC 6266).

    :param media: its type; empty: the one that its name tells.
    """
    media = media or _MEDIA.get(PurePath(name).suffix.lower(), ANY)
    how = "inline" if media == _PDF else "attachment"
    return Response(content, media_type=media, headers={"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"})
