"""Values: frozen dataclasses with slots, made in a quarter of the time.

A command makes more than a hundred of these classes before it does anything. :mod:`dataclasses` writes and compiles seven methods
for each; here ``__init__`` alone is compiled, and the others share their code. All else is left to it: fields, ``replace``,
``match``, what derives from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # What it behaves as, and what type checkers know.
    from dataclasses import dataclass

    from _typeshed import DataclassInstance

    _Value = type[DataclassInstance]
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """As :func:`dataclasses.dataclass`; both parameters, which those say who use it, are true."""
        if not (frozen and slots):
            raise TypeError("other classes are made by dataclasses.dataclass")
        return _made


__all__ = ["dataclass"]
_Method = Callable[..., object]


def _made(cls: type) -> type:
    if any(map(dataclasses.is_dataclass, cls.__bases__)):
        return dataclasses.dataclass(frozen=True, slots=True)(cls)
    made: _Value = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    told: Any = getattr(made, "__dataclass_params__")  # noqa: B009 - nobody but dataclasses declares it
    told.init = told.repr = told.eq = told.frozen = True
    for method in (_init(made), _repr(made), *_comparing(made), *_guards(made)):
        method.__module__, method.__qualname__ = made.__module__, f"{made.__qualname__}.{method.__name__}"
        _add(made, method.__name__, method)
    _add(made, "__getstate__", _state)
    _add(made, "__setstate__", _restore)
    return made


def _add(cls: type, name: str, method: _Method) -> None:
    """Give a class a method, unless it has one of its own."""
    if name not in cls.__dict__:
        setattr(cls, name, method)


def _init(cls: _Value) -> _Method:
    """The method that fills a new value: slots are set past the guard of what is frozen."""
    fields = dataclasses.fields(cls)
    known: dict[str, object] = {"_NONE": dataclasses.MISSING}
    for field in fields:
        known[f"_set_{field.name}"] = getattr(cls, field.name).__set__
        known[f"_default_{field.name}"] = field.default
        known[f"_new_{field.name}"] = field.default_factory
    heads = "".join(f", {_parameter(field)}" for field in fields)
    lines = "".join(f"\n _set_{field.name}(self, {_filled(field)})" for field in fields)
    end = "\n self.__post_init__()" if hasattr(cls, "__post_init__") else "\n pass"
    space: dict[str, _Method] = {}
    # The text holds nothing but the names of fields.
    exec(f"def __init__(self{heads}):{lines}{end}", known, space)  # noqa: S102
    method = space["__init__"]
    method.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    return method


def _parameter(field: dataclasses.Field[Any]) -> str:
    if field.default_factory is not dataclasses.MISSING:
        return f"{field.name}=_NONE"
    return field.name if field.default is dataclasses.MISSING else f"{field.name}=_default_{field.name}"


def _filled(field: dataclasses.Field[Any]) -> str:
    name = field.name
    return name if field.default_factory is dataclasses.MISSING else f"_new_{name}() if {name} is _NONE else {name}"


def _comparing(cls: _Value) -> tuple[_Method, _Method]:
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    key: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(key(self))

    return __eq__, __hash__


def _repr(cls: _Value) -> _Method:
    names = [field.name for field in dataclasses.fields(cls) if field.repr]

    def __repr__(self: object) -> str:  # noqa: N807
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    return __repr__


def _guards(cls: _Value) -> tuple[_Method, _Method]:
    """What lets nobody change a value; who derives a class that is none may give it attributes of its own."""
    names = frozenset(field.name for field in dataclasses.fields(cls))

    def __setattr__(self: object, name: str, value: object) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        object.__setattr__(self, name, value)

    def __delattr__(self: object, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        object.__delattr__(self, name)

    return __setattr__, __delattr__


def _state(self: DataclassInstance) -> list[object]:
    """What is told to another process. Python would tell the slots, and set them there as anybody does, which nobody may."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: DataclassInstance, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
