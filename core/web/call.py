"""One request as views see it: who asks, for what, with which fields and files; and what routes are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ..workflow.log import record
from ..workflow.people import Person, Role
from ..workflow.sessions import Session
from ..workflow.way import Stage
from .address import party
from .html import render
from .site import Site

if TYPE_CHECKING:
    from .tasks import Preview

KIB: Final = 1024
# What a request may bring along, by what it is for.
FORM_LIMIT: Final = 256 * KIB
DRAFT_LIMIT: Final = 5 * 1024 * KIB
UPLOAD_LIMIT: Final = 64 * 1024 * KIB
# So many pages of a document are shown at once as pictures; all are in the PDF.
PAGES_MOST: Final = 40


@dataclass(slots=True)
class Call:
    """A request.

    :param person: who asks; None: nobody is signed in.
    :param session: theirs; None: as above.
    :param fields: fields of a form, the last one of each name.
    :param data: of a request in JSON.
    :param files: those that were sent along.
    """

    request: Request
    site: Site
    person: Person | None = None
    session: Session | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[UploadFile, ...] = ()

    @property
    def who(self) -> Person:
        """Who asks; routes that anybody may call do not ask."""
        if self.person is None:
            raise LookupError("nobody is signed in")
        return self.person

    @property
    def address(self) -> str:
        """Where the request comes from; a whole network of IPv6 counts as one."""
        return party(self.request.client.host) if self.request.client else ""

    @property
    def wants_json(self) -> bool:
        """Whether a script asks, not a form."""
        return "json" in self.request.headers.get("content-type", "")

    def param(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def asked(self, name: str) -> str:
        """A parameter behind the question mark, or a field of the form: what is looked for is sent, so that it stands in no
        address; empty: it is not there.
        """
        return (self.request.query_params.get(name) or self.fields.get(name, ""))[:200]

    def value(self, name: str) -> str:
        """A field of the form, or of the JSON, as text; empty: it is not there. No database takes a NUL in a text."""
        value = self.data.get(name) if self.wants_json else self.fields.get(name)
        return "" if value is None else str(value).replace("\0", "")

    def number(self, name: str) -> int:
        """The same as a whole number; 0: it is none."""
        return whole_number(self.value(name))

    def note(self, action: str, subject: str, detail: str = "") -> None:
        """Write into the log what whoever asks does."""
        with self.site.store.writing() as connection:
            record(connection, self.site.store.moment, self.who.name, action, subject, detail)

    def page(self, name: str, status: int = 200, /, **values: object) -> HTMLResponse:
        """A page out of a template."""
        about = {
            "person": self.person,
            "csrf": self.session.csrf if self.session else "",
            "nonce": self.request.state.nonce,
            "path": self.request.url.path,
            "shared": self.site.options.shared,
            "direct": self.site.direct,
            "Role": Role,
            "Stage": Stage,
        }
        return HTMLResponse(render(name, {**about, **values}), status)

    @staticmethod
    def json(value: object, status: int = 200) -> JSONResponse:
        """What a script reads."""
        return JSONResponse(value, status)

    @staticmethod
    def go(path: str) -> RedirectResponse:
        """Another page, after something was done."""
        return RedirectResponse(path, 303)


def whole_number(text: str) -> int:
    """A whole number that was sent as text; 0: it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def picture_of(seen: Preview, number: int, otherwise: str = "没有这一面") -> Response:
    """A page of what was drawn, as a picture.

    :raises RefusedError: it was not drawn; ``otherwise`` says so.
    """
    if number not in seen.pages or (png := seen.pages[number].png) is None:
        raise RefusedError(404, otherwise)
    return Response(png, media_type="image/png")


View = Callable[[Call], Response]
EVERYBODY: Final[frozenset[Role]] = frozenset()
ANYONE: Final = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Route:
    """What is answered at a path.

    :param roles: whoever has one of them may call; :data:`EVERYBODY`: nobody need be signed in.
    :param limit: how many bytes a request may bring along.
    :param shared: only on an office's server, not on one's own computer.
    :param by_itself: pages ask for it without anybody doing anything; it keeps nobody signed in.
    :param by_token: a machine that has the token of the site may call, too, under whatever name it knows the server.
    """

    method: str
    path: str
    view: View
    roles: frozenset[Role] = ANYONE
    limit: int = FORM_LIMIT
    shared: bool = False
    by_token: bool = False
    by_itself: bool = False


class RefusedError(Exception):
    """A request is refused.

    :param status: of HTTP.
    :param told: why, in Chinese.
    """

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status
        self.told = told
