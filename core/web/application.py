"""The application: the routes behind the gate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from starlette import routing
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from .counts import Counts
from .events import events
from .guard import Endpoint, Gate
from .routes import ROUTES
from .site import Site

_EVENTS: Final = "/drafts/{id}/events"


def application(site: Site) -> Starlette:
    """What a server serves.

    :param site: the office; it is closed when the server ends.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        site.close()

    served = [one for one in ROUTES if site.options.shared or not one.shared]
    answers = {(one.method, one.path): Endpoint(one, site) for one in served} | {("GET", _EVENTS): events(site)}
    routes = [routing.Route(path, _known(path, answer), methods=[method]) for (method, path), answer in answers.items()]
    counts = Counts(list(answers), site.options.counts)
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Gate, site=site, counts=counts)],
        lifespan=lifespan,
        exception_handlers={404: _none, 405: _none},
    )
    app.state.counts = counts
    return app


def _known(path: str, answers: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """What answers a route, and lets the gate know which one it was."""

    async def answer(request: Request) -> Response:
        request.state.route = path
        return await answers(request)

    return answer


async def _none(request: Request, error: Exception) -> Response:
    del request
    return PlainTextResponse("没有这一页", getattr(error, "status_code", 404))
