"""Views whose module is loaded when the first of them is asked."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from starlette.responses import Response

from .call import Call, View


class Views:
    """The views of a module of ``core/web/views/``, by their names.

    :param module: its name.
    """

    def __init__(self, module: str) -> None:
        self._module = f"hongtou.web.views.{module}"

    def __getattr__(self, name: str) -> View:
        return partial(_ask, self._module, name)


def _ask(module: str, name: str, call: Call) -> Response:
    view: View = getattr(import_module(module), name)
    return view(call)
