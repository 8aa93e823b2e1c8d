"""Any file from anywhere is checked: its proof sheet, and a copy of it with comments."""

from __future__ import annotations

import secrets
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from starlette.responses import Response

from ...errors import HongtouError
from .. import tasks
from ..call import Call, RefusedError
from .drafting import disposition
from .lists import safe_name

_WORD: Final = frozenset({".docx", ".docm"})
# So long, s, and so many, reports are kept for whoever had them made.
_KEPT_SECONDS: Final = 1800.0
_KEPT_MOST: Final = 50
_REPORT_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@dataclass(slots=True)
class _Checked:
    person: str
    name: str
    html: bytes
    comments: bytes | None
    made: float = field(default_factory=time.monotonic)


_KEPT: Final[dict[str, _Checked]] = {}
_LOCK: Final = Lock()


def ask(call: Call) -> Response:
    """The form."""
    return call.page("check.html", told="", name="", id="", proof=None, comments=False)


def check(call: Call) -> Response:
    """Check a file that was sent."""
    if not call.files:
        raise HongtouError("还没有选文件。选一个 DOCX、PDF 或者草稿")
    upload = call.files[0]
    name = safe_name(upload.filename or "") or "文件"
    with tempfile.TemporaryDirectory(prefix="hongtou-upload-") as folder:
        path = Path(folder) / name
        path.write_bytes(upload.file.read())
        checking = tasks.Checking(call.site.office, path)
        try:
            proof = call.site.long(tasks.check_file, checking, path)
            comments = call.site.long(tasks.annotate, checking, path) if path.suffix.lower() in _WORD else None
        except HongtouError as error:
            raise HongtouError(str(error).replace(f"{folder}/", "")) from error
    id = _keep(_Checked(call.who.id, name, proof.html, comments))
    return call.page("check.html", told="", name=name, id=id, proof=proof, comments=comments is not None)


def _keep(checked: _Checked) -> str:
    id = secrets.token_urlsafe(16)
    with _LOCK:
        old = [key for key, one in _KEPT.items() if one.made < time.monotonic() - _KEPT_SECONDS]
        for key in [*old, *list(_KEPT)[: max(0, len(_KEPT) - len(old) - _KEPT_MOST + 1)]]:
            _KEPT.pop(key, None)
        _KEPT[id] = checked
    return id


def _kept(call: Call) -> _Checked:
    """What was made for whoever asks; another's is not there for them."""
    with _LOCK:
        checked = _KEPT.get(call.param("id"))
    if checked is None or checked.person != call.who.id:
        raise RefusedError(404, "检查单只留半小时。再检查一次")
    return checked


def report(call: Call) -> Response:
    """The proof sheet."""
    checked = _kept(call)
    headers = {"Content-Security-Policy": _REPORT_POLICY, "X-Frame-Options": "DENY"}
    return Response(checked.html, media_type="text/html; charset=utf-8", headers=headers)


def comments(call: Call) -> Response:
    """The copy with comments."""
    checked = _kept(call)
    if checked.comments is None:
        raise RefusedError(404, "只有 DOCX 有带批注的")
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    name = f"{Path(checked.name).stem}-批注.docx"
    return Response(checked.comments, media_type=media, headers={"Content-Disposition": disposition(name)})
