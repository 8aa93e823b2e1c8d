"""Document types that are read when somebody asks for one: a plug-in with many of them slows no command down that needs none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from ..draft import COMMON
from ..errors import HongtouError, PluginLoadError
from ..foreign import calling
from ..values import dataclass
from .checks import FaultError, checked_type
from .document_type import DocumentType


@dataclass(frozen=True, slots=True)
class DeferredType:
    """A document type that is not read yet.

    :param name: as users write it; the type that is read is called so.
    :param read: makes it, of what stands in the plug-in's package alone; called once at most.
    """

    name: str
    read: Callable[[], DocumentType]


def checked_promise(thing: object) -> DocumentType | DeferredType:
    """What was registered as a document type, if it is a sound one as far as can be told without reading it."""
    if not isinstance(thing, DeferredType):
        return checked_type(thing)
    if not str(thing.name).isidentifier():
        raise FaultError(f"文种名应为文字，中间没有空格和标点，实为 {thing.name!r}")
    if not callable(thing.read):
        raise FaultError(f"文种“{thing.name}”的 read 应可调用")
    return thing


class DocumentTypes(Mapping[str, DocumentType]):
    """Document types by their names, each read when it is first asked for.

    :param promised: each with the plug-in that brings it.
    """

    def __init__(self, promised: Iterable[tuple[str, DocumentType | DeferredType]]) -> None:
        self._promised = {type.name: (owner, type) for owner, type in promised}
        self._read: dict[str, DocumentType] = {}

    def __getitem__(self, name: str) -> DocumentType:
        """The type of this name.

        :raises PluginLoadError: it cannot be read, or is not sound.
        """
        owner, type = self._promised[name]
        if not isinstance(type, DeferredType):
            return type
        if name not in self._read:
            self._read[name] = _read(owner, type)
        return self._read[name]

    def reader(self, name: str) -> Callable[[], DocumentType] | None:
        """What reads the type of this name when it is asked for; None: nothing need be read."""
        _, type = self._promised[name]
        return type.read if isinstance(type, DeferredType) else None

    def readable(self) -> Iterator[DocumentType]:
        """All but those that cannot be read, of which whoever asks for them is told."""
        for name in self:
            with suppress(PluginLoadError):
                yield self[name]

    def failures(self) -> Iterator[PluginLoadError]:
        """Why some cannot be read. All are read for it."""
        for name in self:
            try:
                self[name]
            except PluginLoadError as error:
                yield error

    def for_titles(self) -> tuple[str, ...]:
        """The names that tell a type by the end of a title.

        One that needs fields of its own, such as 会议通知, tells none where a plainer one does: a file from elsewhere is a 通知.
        """
        return tuple(name for name in self if self._tells(name))

    def _tells(self, name: str) -> bool:
        plainer = [other for other in self if other != name and name.endswith(other)]
        return not plainer or self._holds_text(name) or not any(map(self._holds_text, plainer))

    def _holds_text(self, name: str) -> bool:
        try:
            fields = self[name].schema
        except PluginLoadError:  # told where it is asked for
            return False
        return all(field in COMMON for field, rules in fields.items() if rules.get("required"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._promised)

    def __len__(self) -> int:
        return len(self._promised)


def _read(owner: str, promise: DeferredType) -> DocumentType:
    try:
        with calling(owner, f"读文种“{promise.name}”", promise.read, PluginLoadError):
            thing = promise.read()
        type = checked_type(thing)
    except PluginLoadError:
        raise
    except (FaultError, HongtouError) as error:
        raise PluginLoadError(owner, str(error)) from error
    if type.name != promise.name:
        raise PluginLoadError(owner, f"登记的是“{promise.name}”，读出来的文种叫“{type.name}”。两处的名称要一样")
    return type
