"""The built-in rules: each module here is a family and holds ``RULES``; a new module needs no other line to be found.

How to add a rule is told in docs/internal/checking.md.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from ...plugin import Rule, hookimpl


@hookimpl
def hongtou_register_rules(register: Callable[[Rule], None]) -> None:
    """Bring the rules of all families."""
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            family: tuple[Rule, ...] = import_module(f".{module.name}", __package__).RULES
            for rule in family:
                register(rule)
