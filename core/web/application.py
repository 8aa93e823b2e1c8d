"""The application: the routes behind the gate."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from starlette import routing
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from . import reports
from .call import Call
from .counts import Counts
from .events import events
from .guard import Endpoint, Gate
from .routes import ROUTES
from .site import Site

# How often it is looked for what is to go, s.
_TIDY: Final = 300.0
_EVENTS: Final = "/drafts/{id}/events"
_NOWHERE: Final = "没有这一页"
_NOT_SO: Final = "这个地址不能这样打开"


class _Whole(IntegerConvertor):
    """Whole numbers in paths; of more figures there is nothing here, and no database has a place for them."""

    regex = "[0-9]{1,9}"


register_url_convertor("int", _Whole())


def application(site: Site) -> Starlette:
    """What a server serves.

    :param site: the office; it is closed when the server ends.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        tidying = asyncio.create_task(_tidy(site))
        yield
        tidying.cancel()
        site.close()

    served = [one for one in ROUTES if site.options.shared or not one.shared]
    answers = {(one.method, one.path): Endpoint(one, site) for one in served} | {("GET", _EVENTS): events(site)}
    routes = [routing.Route(path, _known(path, answer), methods=[method]) for (method, path), answer in answers.items()]
    counts = Counts(list(answers), site.options.counts)
    nowhere = _nowhere(site)
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Gate, site=site, counts=counts)],
        lifespan=lifespan,
        exception_handlers={404: nowhere, 405: nowhere},
    )
    app.state.counts = counts
    return app


async def _tidy(site: Site) -> None:
    """See that nothing is kept longer than it is said to be, also where nobody comes for it."""
    while True:
        with suppress(OSError):  # the next time
            await run_in_threadpool(reports.clear, site.folder)
        await asyncio.sleep(_TIDY)


def _known(path: str, answers: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """What answers a route, and lets the gate know which one it was."""

    async def answer(request: Request) -> Response:
        request.state.route = path
        return await answers(request)

    return answer


def _nowhere(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What answers where there is nothing: a page for people, words for programs. What was asked for is not repeated."""

    async def answer(request: Request, error: Exception) -> Response:
        status, headers = getattr(error, "status_code", 404), getattr(error, "headers", None)
        told = _NOT_SO if status == 405 else _NOWHERE
        accepted, call = request.headers.get("accept", ""), Call(request, site)
        if "text/html" in accepted:
            response: Response = call.page("nowhere.html", status, told=told)
        elif "json" in accepted or call.wants_json:
            response = call.json({"message": told}, status)
        else:
            response = PlainTextResponse(told, status)
        response.headers.update(headers or {})
        return response

    return answer
