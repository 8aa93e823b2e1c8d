"""Values: frozen dataclasses, made in a fifth of the time.

A command makes more than a hundred of these classes before it does anything, and fills half of them. :mod:`dataclasses` writes
and compiles seven methods for each; here they share their code, and that of ``__init__`` is compiled for the first class of as
many fields that somebody fills. All else is left to it: fields, ``replace``, ``match``, what derives from them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache, partial
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # What it behaves as, and what type checkers know.
    from dataclasses import dataclass

    from _typeshed import DataclassInstance

    _Value = type[DataclassInstance]
else:

    def dataclass(*, frozen: bool, slots: bool = False) -> Callable[[type], type]:
        """As :func:`dataclasses.dataclass`; ``frozen``, which those say who use it, is true."""
        if not frozen:
            raise TypeError("other classes are made by dataclasses.dataclass")
        return partial(_made, slots=slots)


__all__ = ["dataclass"]
_Method = Callable[..., object]


def _made(cls: type, *, slots: bool) -> type:
    if any(map(dataclasses.is_dataclass, cls.__bases__)):
        return dataclasses.dataclass(frozen=True, slots=slots)(cls)
    made: _Value = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    told: Any = getattr(made, "__dataclass_params__")  # noqa: B009 - nobody but dataclasses declares it
    told.init = told.repr = told.eq = told.frozen = True
    _add(made, "__init__", _Init(made))
    for method in (_repr(made), *_comparing(made), *_guards(made)):
        _add(made, method.__name__, _belonging(method, made))
    if slots:
        _add(made, "__getstate__", _state)
        _add(made, "__setstate__", _restore)
    return made


def _add(cls: type, name: str, method: object) -> None:
    """Give a class a method, unless it has one of its own."""
    if name not in cls.__dict__:
        setattr(cls, name, method)


def _belonging(method: _Method, cls: type) -> _Method:
    """A method that tells whose it is, as messages name it."""
    method.__module__, method.__qualname__ = cls.__module__, f"{cls.__qualname__}.{method.__name__}"
    return method


class _Init:
    """Stands where the ``__init__`` of a class will, and puts it there when it is first looked up."""

    def __init__(self, cls: _Value) -> None:
        self._cls = cls

    def __get__(self, value: object, owner: type) -> object:
        method: Any = _init(self._cls)
        setattr(self._cls, "__init__", method)  # noqa: B010 - no method of the class's own
        return method.__get__(value, owner)


def _init(cls: _Value) -> _Method:
    """The method that fills a new value, past the guard of what is frozen; classes of as many fields share its code."""
    fields = dataclasses.fields(cls)
    known: dict[str, object] = {"_NONE": dataclasses.MISSING}
    for place, field in enumerate(fields):
        known[f"_set{place}"] = _setter(cls, field.name)
        known[f"_new{place}"] = field.default_factory
    code = _code(tuple(field.default_factory is not dataclasses.MISSING for field in fields), hasattr(cls, "__post_init__"))
    named = code.replace(co_varnames=("self", *(field.name for field in fields)))
    method = FunctionType(named, known, "__init__", _defaults(fields))
    method.__annotations__ = {field.name: field.type for field in fields} | {"return": None}
    return _belonging(method, cls)


def _setter(cls: _Value, name: str) -> _Method:
    if "__slots__" in cls.__dict__:
        return getattr(cls, name).__set__  # type: ignore[no-any-return]
    return lambda value, content: object.__setattr__(value, name, content)


def _defaults(fields: Sequence[dataclasses.Field[Any]]) -> tuple[object, ...]:
    """What stands for the last arguments where nothing is given; for what a factory makes a sign that it was not."""
    none = dataclasses.MISSING
    is_optional = [field.default is not none or field.default_factory is not none for field in fields]
    if is_optional != sorted(is_optional):
        raise TypeError("a field without a default stands behind one that has a default")
    return tuple(field.default for field in fields[is_optional.count(False) :])


@cache
def _code(made: tuple[bool, ...], ends: bool) -> CodeType:
    """The code of an ``__init__``, in which its arguments have numbers for names.

    :param made: which fields are made by a factory where nothing is given.
    :param ends: ``__post_init__`` is called.
    """
    heads = "".join(f", _{place}" for place in range(len(made)))
    given = [
        f"_new{place}() if _{place} is _NONE else _{place}" if is_made else f"_{place}" for place, is_made in enumerate(made)
    ]
    lines = [f" _set{place}(self, {value})" for place, value in enumerate(given)]
    end = " self.__post_init__()" if ends else " pass"
    space: dict[str, FunctionType] = {}
    # The text holds nothing but numbers.
    exec("\n".join([f"def __init__(self{heads}):", *lines, end]), {}, space)  # noqa: S102
    return space["__init__"].__code__


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
