"""Any file from anywhere is checked: its proof sheet, and a copy of it with comments."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.responses import Response

from ...errors import HongtouError
from .. import tasks
from ..call import Call, RefusedError
from ..downloads import sent
from ..reports import Report, keep, kept
from ..uploads import uploaded

_WORD: Final = frozenset({".docx", ".docm"})
_REPORT_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def ask(call: Call) -> Response:
    """The form."""
    return call.page("check.html", told="", name="", id="", proof=None, comments=False)


def check(call: Call) -> Response:
    """Check a file that was sent."""
    if not call.files:
        raise HongtouError("还没有选文件。选一个 DOCX、PDF 或者草稿")
    with uploaded(call) as path:
        name, checking = path.name, tasks.Checking(call.site.office, path)
        proof = call.site.long(tasks.check_file, checking, path)
        comments = call.site.long(tasks.annotate, checking, path) if path.suffix.lower() in _WORD else None
    id = keep(call.site.folder, call.who.id, Report(name, proof.html, comments))
    return call.page("check.html", told="", name=name, id=id, proof=proof, comments=comments is not None)


def _kept(call: Call) -> Report:
    """What was made for whoever asks; another's is not there for them."""
    found = kept(call.site.folder, call.who.id, call.param("id"))
    if found is None:
        raise RefusedError(404, "检查单只留半小时。再检查一次")
    return found


def report(call: Call) -> Response:
    """The proof sheet."""
    headers = {"Content-Security-Policy": _REPORT_POLICY, "X-Frame-Options": "DENY"}
    return Response(_kept(call).html, media_type="text/html; charset=utf-8", headers=headers)


def comments(call: Call) -> Response:
    """The copy with comments."""
    checked = _kept(call)
    if checked.comments is None:
        raise RefusedError(404, "只有 DOCX 有带批注的")
    return sent(f"{Path(checked.name).stem}-批注.docx", checked.comments)
