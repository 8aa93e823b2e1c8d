"""Every path that is answered, and who may ask for it. There are no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..workflow.people import Role
from .call import DRAFT_LIMIT, EVERYBODY, UPLOAD_LIMIT, Route
from .later import Views

if TYPE_CHECKING:
    from .views import (
        about,
        checking,
        drafting,
        entering,
        fonts,
        lists,
        office,
        own_types,
        packets,
        people,
        plugins,
        register,
        states,
        units,
    )
else:  # each module is loaded when it is first asked, so that the first page waits for its own alone
    _MODULES = "about checking drafting entering fonts lists office own_types packets people plugins register states units"
    about, checking, drafting, entering, fonts, lists, office, own_types, packets, people, plugins, register, states, units = map(
        Views, _MODULES.split()
    )

_BOOK: Final = frozenset({Role.REGISTRAR, Role.ADMINISTRATOR})
_ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATOR})
_DRAFTER: Final = frozenset({Role.DRAFTER})

ROUTES: Final = (
    Route("GET", "/healthz", about.health, EVERYBODY),
    Route("GET", "/static/{name}", about.static, EVERYBODY),
    Route("GET", "/enter", entering.enter, EVERYBODY),
    Route("GET", "/sign-in", entering.ask, EVERYBODY, shared=True),
    Route("POST", "/sign-in", entering.sign_in, EVERYBODY, shared=True),
    Route("POST", "/sign-out", entering.sign_out),
    Route("GET", "/", lists.show),
    Route("POST", "/", lists.show),
    Route("GET", "/new", lists.choose, _DRAFTER),
    Route("POST", "/new", lists.begin, _DRAFTER),
    Route("GET", "/types/{genre}/first-page", lists.picture),
    Route("POST", "/take", lists.take, _DRAFTER, UPLOAD_LIMIT),
    Route("GET", "/drafts/{id}", drafting.show),
    Route("POST", "/drafts/{id}/save", drafting.save, limit=DRAFT_LIMIT),
    Route("POST", "/drafts/{id}/preview", drafting.preview, limit=DRAFT_LIMIT),
    Route("POST", "/drafts/{id}/fields", drafting.show_fields, limit=DRAFT_LIMIT),
    Route("POST", "/drafts/{id}/field", drafting.write_field, limit=DRAFT_LIMIT),
    Route("POST", "/drafts/{id}/fix", drafting.fix, limit=DRAFT_LIMIT),
    Route("POST", "/drafts/{id}/step", drafting.go),
    Route("GET", "/drafts/{id}/states", states.show),
    Route("GET", "/drafts/{id}/compare", states.compare),
    Route("POST", "/drafts/{id}/restore", states.restore),
    Route("GET", "/drafts/{id}/states/{version:int}/pages/{number:int}", states.picture),
    Route("GET", "/drafts/{id}/pages/{number:int}", drafting.page_picture),
    Route("GET", "/drafts/{id}/original", drafting.original),
    Route("GET", "/drafts/{id}/as/{format}", drafting.download),
    Route("GET", "/check", checking.ask),
    Route("POST", "/check", checking.check, limit=UPLOAD_LIMIT),
    Route("GET", "/check/{id}", checking.report),
    Route("GET", "/check/{id}/comments", checking.comments),
    Route("GET", "/register", register.show),
    Route("POST", "/register", register.show),
    Route("GET", "/register/book", register.download, _BOOK),
    Route("GET", "/register/filed/{number}/{format}", register.filed, _BOOK),
    Route("GET", "/register/audit", register.audit, _BOOK),
    Route("POST", "/register/reserve", register.reserve, _BOOK),
    Route("POST", "/register/void", register.void, _BOOK),
    Route("POST", "/register/withdraw", register.withdraw, _BOOK),
    Route("POST", "/register/enter", register.enter, _BOOK, UPLOAD_LIMIT),
    Route("GET", "/packets", packets.show_all, _BOOK),
    Route("POST", "/packets", packets.begin, _BOOK),
    Route("GET", "/packets/blank/{genre}", packets.blank, _BOOK),
    Route("GET", "/packets/{id}", packets.show, _BOOK),
    Route("POST", "/packets/{id}", packets.show, _BOOK),
    Route("GET", "/packets/{id}/progress", packets.progress, _BOOK, by_itself=True),
    Route("POST", "/packets/{id}/source", packets.put_source, _BOOK),
    Route("POST", "/packets/{id}/workbook", packets.put_workbook, _BOOK, UPLOAD_LIMIT),
    Route("GET", "/packets/{id}/before", packets.show_before, _BOOK),
    Route("GET", "/packets/{id}/before/{state}", packets.take_before, _BOOK),
    Route("POST", "/packets/{id}/before/{state}", packets.put_back, _BOOK),
    Route("POST", "/packets/{id}/look", packets.look, _BOOK),
    Route("POST", "/packets/{id}/run", packets.run, _BOOK),
    Route("POST", "/packets/{id}/stop", packets.stop, _BOOK),
    Route("GET", "/packets/{id}/units/{unit}", units.show, _BOOK),
    Route("POST", "/packets/{id}/units/{unit}", units.correct, _BOOK),
    Route("GET", "/packets/{id}/units/{unit}/files/{file:int}", units.file, _BOOK),
    Route("GET", "/packets/{id}/units/{unit}/pages/{file:int}/{number:int}", units.picture, _BOOK),
    Route("POST", "/packets/{id}/all", packets.take_all, _BOOK),
    Route("GET", "/office", office.show),
    Route("POST", "/office", office.change, _ADMINISTRATOR),
    Route("GET", "/office/first-page", office.picture),
    Route("POST", "/office/preview", office.preview, _ADMINISTRATOR),
    Route("POST", "/office/seals", office.put_seal, _ADMINISTRATOR, DRAFT_LIMIT),
    Route("GET", "/office/fonts", fonts.show, _ADMINISTRATOR),
    Route("GET", "/office/fonts/{face}", fonts.picture, _ADMINISTRATOR),
    Route("GET", "/office/plugins", plugins.show, _ADMINISTRATOR),
    Route("GET", "/office/types", own_types.show_all, _ADMINISTRATOR),
    Route("POST", "/office/types", own_types.begin, _ADMINISTRATOR),
    Route("GET", "/office/types/{type}", own_types.show, _ADMINISTRATOR),
    Route("POST", "/office/types/{type}/save", own_types.save, _ADMINISTRATOR, DRAFT_LIMIT),
    Route("POST", "/office/types/{type}/preview", own_types.preview, _ADMINISTRATOR, DRAFT_LIMIT),
    Route("GET", "/office/types/{type}/pages/{number:int}", own_types.picture, _ADMINISTRATOR),
    Route("GET", "/people", people.show, _ADMINISTRATOR, shared=True),
    Route("POST", "/people", people.add, _ADMINISTRATOR, shared=True),
    Route("POST", "/people/{id}", people.change, _ADMINISTRATOR, shared=True),
    Route("GET", "/password", people.own, shared=True),
    Route("POST", "/password", people.change_own, shared=True),
    Route("GET", "/log", people.show_log, _ADMINISTRATOR),
    Route("GET", "/metrics", about.metrics, _ADMINISTRATOR, by_token=True),
    Route("GET", "/help/{name}", about.help, EVERYBODY),
)
