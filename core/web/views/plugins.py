"""Plug-ins as they are seen: what each brings, and what is wrong with it. None is installed, allowed or removed here."""

from __future__ import annotations

from starlette.responses import Response

from .. import plugins_seen
from ..call import Call


def show(call: Call) -> Response:
    """The plug-ins, as ``hongtou plugins`` tells of them: their types are tried for it, in a process of its own."""
    return call.page(
        "plugins.html", plugins=call.site.long(plugins_seen.seen, call.site.office, call.site.folder), bare=call.site.bare
    )
