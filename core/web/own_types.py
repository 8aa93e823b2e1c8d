"""The document types that an office makes in the page, without Python: their files, and every state that was ever saved.

A state that counts is what the next change begins from; one that is put into use is written into the type's folder.
States stand in hidden folders beside those of types, so that nobody reads them as types.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Final

from ..errors import HongtouError, UsageError
from ..files.output import write
from ..intake.text.decoding import text_of
from ..kit.scaffold import check_type
from ..office import Settings, TypeFolder
from ..pattern import pattern
from ..plugin.manager import Plugins
from ..values import dataclass
from ..workflow import log
from ..workflow.drafts import ELSEWHERE
from ..workflow.store import Store

# The files that a type has, in the order in which they are written.
ORDER: Final = ("字段.yaml", "正文.md", "样稿.yaml", "样稿.md")
_NEEDED: Final = frozenset(ORDER[:2])
_FILE: Final = pattern(r"[\w（）()-]{1,40}\.(md|yaml)")
_FILES_MOST: Final = 20
_LONGEST: Final = 200_000
_NAME_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class TypeState:
    """A state of a type as it was saved.

    :param base: the state that it was made from.
    :param live: it was put into use.
    :param counts: False: somebody else had saved meanwhile; it is kept beside.
    """

    version: int
    base: int
    at: str
    who: str
    live: bool
    counts: bool
    files: Mapping[str, str]


class OwnTypes:
    """The types that an office makes.

    :param folder: the office's.
    :param settings: reads its profile.
    """

    def __init__(self, folder: Path, settings: Callable[[], Settings], store: Store) -> None:
        self._folder, self._settings, self._store = folder, settings, store
        self._types = self._read_types()

    def _read_types(self) -> dict[str, TypeFolder]:
        return {one.name: one for one in reversed(self._settings().office.types)}

    def names(self) -> list[str]:
        """Those in use, and those that are drafts alone."""
        hidden = (path for home in self._settings().type_folders for path in (self._folder / home).glob(".*/*.json"))
        return sorted({*self._types, *(path.parent.name[1:] for path in hidden)})

    def type(self, name: str) -> TypeFolder | None:
        """The folder of a type in use; None: it is not in use."""
        return self._types.get(name)

    def path(self, name: str) -> str:
        """Where a type's folder is, or will be, from the office's.

        :raises HongtouError: it stands outside of the office's folder.
        """
        known = self._types.get(name)
        if not known and not name.isidentifier():
            raise HongtouError("没有这个文种")
        path = known.path if known else f"{self._home(name)}/{name}"
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise HongtouError(f"“{name}”不在办公室的文件夹里，在这里改不了。用编辑器改 {path}")
        return path

    def _home(self, name: str) -> str:
        """Where a type stands that is not in use: where its states are; a new one in the first folder that the profile names."""
        homes = self._settings().type_folders
        return next((home for home in homes if (self._folder / home / f".{name}").is_dir()), homes[0])

    def states(self, name: str) -> list[TypeState]:
        """Its states, the first one first; what somebody changed in its folder without this page is the last of them.

        :raises HongtouError: there can be no such type, or it stands elsewhere.
        """
        self.path(name)
        states = [self._read(path) for path in sorted(self._states_folder(name).glob("*.json"))]
        known, now = self._types.get(name), self._now(name)
        if known and not known.fault and now not in [one.files for one in states if one.live][-1:]:
            last = states[-1].version if states else 0
            states.append(TypeState(last + 1, last, "", ELSEWHERE if states else "", live=True, counts=True, files=now))
        return states

    def current(self, name: str) -> TypeState:
        """The state that counts.

        :raises HongtouError: there is no such type.
        """
        counting = [one for one in self.states(name) if one.counts]
        if not counting:
            known = self._types.get(name)
            raise HongtouError(f"{known.path}：{known.fault}" if known else "没有这个文种")
        return counting[-1]

    def save(self, name: str, base: int, files: Mapping[str, str], who: str, *, live: bool) -> TypeState:
        """Keep a state; put it into use if that is asked for, unless somebody else saved since it was begun.

        :param base: the state that it was made from; 0: it is new.
        :raises HongtouError: a file may not be called so, or it cannot be written.
        """
        files = _checked(files)
        with self._store.writing() as connection:  # the log is locked: others wait
            self._types = self._read_types()
            states = self.states(name)
            now = next((one.version for one in reversed(states) if one.counts), 0)
            counts = base == now
            version = states[-1].version + 1 if states else 1
            state = TypeState(version, base, self._store.moment, who, live=live and counts, counts=counts, files=files)
            what = "启用" if state.live else "存草稿" if counts else "另存（别人刚才存过）"
            log.record(connection, self._store.moment, who, "改文种", name, f"第 {version} 版，{what}")
            made = {self._file(name, one): _packed(one) for one in (*(one for one in states if not one.at), state)}
            if state.live:
                home = self._folder / self.path(name)
                made |= {home / file: text.encode() for file, text in files.items()}
            write(made, self._folder)
            if state.live:
                for file in self._now(name).keys() - files.keys():
                    (home / file).unlink(missing_ok=True)
        return state

    def _now(self, name: str) -> dict[str, str]:
        """What the files of a type in use hold."""
        known = self._types.get(name)
        return {file: text_of(Path(file), content, []) for file, content in known.files.items()} if known else {}

    def _states_folder(self, name: str) -> Path:
        return (self._folder / self.path(name)).with_name(f".{name}")

    def _file(self, name: str, state: TypeState) -> Path:
        return self._states_folder(name) / f"{state.version:06d}.json"

    @staticmethod
    def _read(path: Path) -> TypeState:
        try:
            return TypeState(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise HongtouError(
                f"以前的版本“{path.name}”读不了，也许坏了。请管理员看办公室文件夹里的 {path.parent.name}"
            ) from error


def _packed(state: TypeState) -> bytes:
    return json.dumps(asdict(state), ensure_ascii=False).encode()


def _checked(files: Mapping[str, str]) -> dict[str, str]:
    """Files as they are kept; one that holds nothing is none.

    :raises HongtouError: one may not be called so, or they are too many or too long.
    """
    if wrong := next((name for name in files if not _FILE.fullmatch(name)), ""):
        raise HongtouError(f"文件不能叫“{wrong[:40]}”。附件的模板写名称和 .md，例如“安排表.md”")
    kept = {name: _ended(text) for name, text in files.items() if text.strip() or name in _NEEDED}
    if len(kept) > _FILES_MOST or any(len(text) > _LONGEST for text in kept.values()):
        raise HongtouError(f"文件最多 {_FILES_MOST} 个，每个最多 {_LONGEST} 字")
    return {name: kept[name] for name in ordered(kept)}


def _ended(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain if not plain or plain.endswith("\n") else f"{plain}\n"


def ordered(files: Mapping[str, str]) -> Iterator[str]:
    """The names of files as one writes them: fields, body, sample, attachments."""
    yield from (name for name in ORDER if name in files)
    yield from sorted(name for name in files if name not in ORDER)


def check_new(name: str, own: OwnTypes, plugins: Plugins) -> None:
    """See that a new type may be called so.

    :raises UsageError: it may not.
    """
    if len(name) > _NAME_MOST or not name:
        raise UsageError(f"写上文种的名称，最多 {_NAME_MOST} 个字")
    check_type(name, {*plugins.document_types, *own.names()})
