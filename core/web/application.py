"""The application: the routes behind the gate."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette import routing
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from .call import Route
from .events import events
from .guard import Endpoint, Gate
from .routes import ROUTES
from .site import Site


def application(site: Site) -> Starlette:
    """What a server serves.

    :param site: the office; it is closed when the server ends.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        site.close()

    served = [one for one in ROUTES if site.options.shared or not one.shared]
    routes: list[routing.BaseRoute] = [routing.Route(one.path, _answering(one, site), methods=[one.method]) for one in served]
    routes.append(routing.Route("/drafts/{id}/events", events(site), methods=["GET"]))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Gate, site=site)],
        lifespan=lifespan,
        exception_handlers={404: _none, 405: _none},
    )


def _answering(route: Route, site: Site) -> Callable[[Request], Awaitable[Response]]:
    endpoint = Endpoint(route, site)

    async def answer(request: Request) -> Response:
        return await endpoint(request)

    return answer


async def _none(request: Request, error: Exception) -> Response:
    del request
    return PlainTextResponse("没有这一页", getattr(error, "status_code", 404))
