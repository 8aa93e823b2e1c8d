"""Values behave as the frozen dataclasses with slots that they stand for."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
from typing import Any

import pytest
from hongtou import DocumentNumber, Paragraph, Span
from hongtou.values import dataclass


def made(how: Callable[..., Callable[[type], type]]) -> Any:
    @how(frozen=True, slots=True)
    class Place:
        """A place."""

        file: str
        line: int = 0
        data: bytes = field(default=b"", repr=False)
        note: str = field(default="", compare=False)
        names: dict[str, int] = field(default_factory=dict)

        def __str__(self) -> str:
            return f"{self.file}:{self.line}"

    return Place


OURS, THEIRS = made(dataclass), made(dataclasses.dataclass)


@pytest.mark.parametrize("arguments", [("a",), ("a", 3), ("a", 3, b"x", "n", {"k": 1})])
def test_they_are_filled_and_told_alike(arguments: tuple[object, ...]) -> None:
    ours, theirs = OURS(*arguments), THEIRS(*arguments)
    assert repr(ours) == repr(theirs)
    assert str(ours) == str(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert [(one.name, one.type, one.default) for one in fields(ours)] == [
        (one.name, one.type, one.default) for one in fields(theirs)
    ]
    assert (OURS.__match_args__, OURS.__slots__, OURS.__doc__) == (THEIRS.__match_args__, THEIRS.__slots__, THEIRS.__doc__)
    assert list(inspect.signature(OURS).parameters) == list(inspect.signature(THEIRS).parameters)


def test_they_are_equal_where_their_fields_are() -> None:
    assert OURS("a", note="x") == OURS("a", note="y")
    assert OURS("a") != OURS("b")
    assert OURS("a") != THEIRS("a")
    assert hash(DocumentNumber("示发", 2026, 5)) == hash(DocumentNumber("示发", 2026, 5))
    assert len({DocumentNumber("示发", 2026, 5), DocumentNumber("示发", 2026, 5), DocumentNumber("示发", 2026, 6)}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(OURS("a"))


def test_a_factory_makes_another_thing_for_each() -> None:
    one, other = OURS("a"), OURS("a")
    assert one.names == {} and one.names is not other.names


def test_what_is_wrong_is_told_as_python_does() -> None:
    with pytest.raises(TypeError, match=r"Place.__init__\(\) missing 1 required positional argument: 'file'"):
        OURS()
    with pytest.raises(TypeError, match="unexpected keyword argument 'page'"):
        OURS("a", page=1)


def test_defaults_stand_last() -> None:
    @dataclass(frozen=True, slots=True)
    class Strange:
        """A class that Python would not make, either."""

        name: str = ""
        size: int  # type: ignore[misc]

    with pytest.raises(TypeError, match="without a default"):
        Strange("a", 1)


def test_classes_of_as_many_fields_know_their_own() -> None:
    @dataclass(frozen=True, slots=True)
    class Name:
        """Two fields, the second with a default."""

        first: str
        last: str = "x"

    @dataclass(frozen=True, slots=True)
    class Size:
        """As many, with another default."""

        width: int
        height: int = 7

    assert (Name("a"), Size(1), Name(last="c", first="b")) == (Name("a", "x"), Size(width=1, height=7), Name("b", "c"))
    with pytest.raises(TypeError, match=r"Size.__init__\(\) got an unexpected keyword argument 'last'"):
        Size(1, last=2)  # type: ignore[call-arg]


def test_nobody_changes_them() -> None:
    place = OURS("a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'file'"):
        place.file = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'file'"):
        del place.file
    with pytest.raises(FrozenInstanceError):
        place.other = 1
    assert replace(place, file="b") == OURS("b")


def test_they_are_copied_and_told_to_other_processes() -> None:
    text = Paragraph((Span("字"),))
    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 - of our own
    assert copy.deepcopy(text) == text == copy.copy(text)


def test_without_slots_they_can_keep_what_they_found_out() -> None:
    @dataclass(frozen=True)
    class Folder:
        """A folder."""

        name: str
        names: list[str] = field(default_factory=list)

        @cached_property
        def label(self) -> str:
            return f"“{self.name}”"

    folder = Folder("甲")
    assert (folder.label, folder.label, repr(folder)) == ("“甲”", "“甲”", repr(folder))
    assert repr(folder).endswith("Folder(name='甲', names=[])")
    assert folder == Folder(name="甲") != replace(folder, names=["乙"])
    assert copy.copy(folder) == folder == copy.deepcopy(folder)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        folder.name = "乙"  # type: ignore[misc]


def test_each_class_is_filled_by_a_method_of_its_own() -> None:
    @dataclass(frozen=True, slots=True)
    class Sized:
        """A name and its size."""

        name: str
        size: int = field(init=False)

        def __init__(self, name: str) -> None:
            object.__setattr__(self, "name", name)
            object.__setattr__(self, "size", len(name))

    class Derived(made(dataclass)):  # type: ignore[misc]
        """What looks up the method of a class that nobody has filled yet."""

        def __init__(self) -> None:
            super().__init__("a", 3)

    assert Sized("abc").size == 3
    assert Derived().line == 3
    fresh = made(dataclass)
    assert fresh.__init__.__qualname__ == f"{fresh.__qualname__}.__init__"
    assert list(inspect.signature(made(dataclass)).parameters) == ["file", "line", "data", "note", "names"]


def test_others_derive_from_them() -> None:
    @dataclasses.dataclass(frozen=True)
    class Numbered(Span):
        """A dataclass of somebody else's."""

        number: int = 0

    class Loose(Span):
        """A class that is none; it has attributes of its own."""

    @dataclass(frozen=True, slots=True)
    class Both(Span):
        """A value again."""

        number: int = 0

    assert fields(Numbered)[-1].name == "number"
    assert Numbered("字", number=3) != Numbered("字")
    loose = Loose("字")
    loose.mine = 1  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        loose.text = "词"  # type: ignore[misc]
    assert Both("字", number=2) == Both("字", number=2) != Both("字", number=3)


def test_match_takes_them_apart() -> None:
    match OURS("a", 7):
        case OURS(file, line):
            assert (file, line) == ("a", 7)
        case _:
            pytest.fail("no match")


def test_other_classes_are_left_to_python() -> None:
    with pytest.raises(TypeError, match=r"dataclasses\.dataclass"):
        dataclass(frozen=False, slots=True)
