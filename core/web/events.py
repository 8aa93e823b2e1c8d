"""What happens to a draft while it is open, told to the browser as it happens: who else has it open, who saved it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from ..errors import HongtouError
from ..workflow import way
from ..workflow.drafts import GoneError, Kept
from ..workflow.people import ONESELF, Person
from ..workflow.presence import Presence
from ..workflow.store import StoreError
from .guard import cookie_name
from .site import Site

# How often a draft is looked at, s; and for how long a browser is told without asking anew.
_LOOK: Final = 2.0
_WHOLE: Final = 3600.0
# So many may be told at once by one process.
_MOST: Final = 200
Look = Callable[[], Awaitable[tuple[Person, Kept] | None]]


def events(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """What answers ``/drafts/{id}/events``."""
    told = 0

    async def telling(first: tuple[Person, Kept], look: Look) -> AsyncIterator[str]:
        nonlocal told
        told += 1
        presence = Presence(site.folder, first[1].id, first[0].name)
        try:
            async for event in _told(site, presence, look):
                yield event
        finally:
            told -= 1
            presence.leave()  # at once: who is cut off waits for nothing any more

    async def answer(request: Request) -> Response:
        key, id = request.cookies.get(cookie_name(site), ""), str(request.path_params["id"])

        async def look() -> tuple[Person, Kept] | None:
            return await run_in_threadpool(_look, site, key, id)

        try:
            seen = await look()
        except StoreError as error:  # the browser asks again
            return PlainTextResponse(str(error), 503)
        if seen is None:
            return PlainTextResponse("没有这份稿子，或者你不能看", 404)
        if told >= _MOST:
            return PlainTextResponse("打开的太多", 503)
        return StreamingResponse(telling(seen, look), media_type="text/event-stream")

    return answer


def _look(site: Site, key: str, id: str) -> tuple[Person, Kept] | None:
    """Who looks at which draft; None: they may not, or not any more. Whoever has a page open is not at work for that."""
    session = site.sessions.look(key)
    if session is None:
        return None
    person = site.people.get(session.person) if site.options.shared else ONESELF
    try:
        kept = site.drafts.get(id)
    except GoneError:
        return None
    return (person, kept) if person and way.may_see(person, kept.owner, kept.stage) else None


async def _told(site: Site, presence: Presence, look: Look) -> AsyncIterator[str]:
    """What happens to a draft, until whoever is told may not see it any more."""
    seen: tuple[int, list[str]] = (-1, [])
    until = time.monotonic() + _WHOLE
    while time.monotonic() < until:
        try:
            known = await look()
        except HongtouError:  # the database is away; it comes back
            await asyncio.sleep(_LOOK)
            continue
        if known is None:
            return
        kept = known[1]
        now = (kept.version, await run_in_threadpool(presence.names))
        if now[1] != seen[1]:
            yield _event("people", {"names": now[1]})
        if now[0] != seen[0] and seen[0] >= 0:
            last = await run_in_threadpool(site.drafts.last, kept)
            yield _event("saved", {"version": kept.version, "who": last.who})
        elif now == seen:
            yield ": still here\n\n"
        seen = now
        await asyncio.sleep(_LOOK)


def _event(name: str, data: Mapping[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
