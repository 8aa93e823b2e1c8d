"""Drafts in the office's folder, with every state that was ever saved: what somebody typed is never lost to another."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from ..errors import HongtouError
from ..files.digests import sha256_of
from ..files.output import write
from . import schema
from .log import record
from .records import GoneError, Kept, Opinion, Saved, StageError, State, Text
from .search import having, words_of
from .store import Store, TakenError
from .way import Stage, Step

__all__ = ["BYTES_MOST", "ELSEWHERE", "Describe", "Drafts", "GoneError", "Kept", "Saved", "StageError", "State", "Text"]

# A draft's file may hold so much; what is longer is no document.
BYTES_MOST: Final = 4 * 1024 * 1024
# Who changed a file where nobody was signed in.
ELSEWHERE: Final = "（在别处改的）"
_SEARCHED: Final = ("title", "issued_as", "text", "path")
_IN_LIST: Final = ("id", "path", "genre", "title", "owner", "stage", "version", "changed", "issued_as")
Describe = Callable[[bytes], Text]


class Drafts:
    """The drafts of an office.

    :param folder: the office's; drafts are files in it.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self.folder = folder

    def get(self, id: str) -> Kept:
        """A draft.

        :raises GoneError: there is none.
        """
        with self._store.reading() as connection:
            return self._get(connection, id)

    def all(self, sought: str = "") -> list[Kept]:
        """All drafts, the last changed first.

        :param sought: words that stand in the title, the number or the text.
        """
        query = sa.select(*(schema.draft.c[name] for name in _IN_LIST)).order_by(schema.draft.c.changed.desc(), schema.draft.c.id)
        if words := words_of(sought):
            query = query.where(having(words, [schema.draft.c[name] for name in _SEARCHED]))
        with self._store.reading() as connection:
            return [_kept(row) for row in connection.execute(query)]

    def paths(self) -> set[str]:
        """The files of all drafts, from the office's folder."""
        with self._store.reading() as connection:
            return set(connection.execute(sa.select(schema.draft.c.path)).scalars())

    def issued(self) -> set[tuple[str, str]]:
        """The 发文字号 of all drafts that are issued, each with its 文种."""
        query = sa.select(schema.draft.c.issued_as, schema.draft.c.genre).where(schema.draft.c.stage == Stage.ISSUED.value)
        with self._store.reading() as connection:
            return {(row.issued_as, row.genre) for row in connection.execute(query)}

    def texts(self, drafts: Sequence[Kept]) -> dict[str, str]:
        """The texts of drafts, as they are searched, by their ids."""
        query = sa.select(schema.draft.c.id, schema.draft.c.text).where(schema.draft.c.id.in_([kept.id for kept in drafts]))
        with self._store.reading() as connection:
            return {row.id: row.text for row in connection.execute(query)}

    def path(self, kept: Kept) -> Path:
        """Its file."""
        return self.folder / kept.path

    def create(self, path: str, text: Text, owner: str, who: str) -> Kept:
        """A new draft; its file is written.

        :param path: from the office's folder.
        :raises HongtouError: there is such a draft, or the file cannot be written.
        """
        try:
            with ExitStack() as undo:
                with self._store.writing() as connection:
                    id = self._insert(connection, path, text, owner, who)
                    self._write(path, text.content)
                    undo.callback((self.folder / path).unlink, missing_ok=True)
                undo.pop_all()
        except TakenError as error:
            raise HongtouError(f"已经有草稿“{path}”了。换个名字") from error
        return self.get(id)

    def adopt(self, path: str, owner: str, describe: Describe = Text) -> Kept:
        """The draft that a file of the office's folder is; one that is not known yet becomes one, as it is.

        :param describe: tells what lists show of a content.
        """
        if (id := self._known(path)) is None:
            text = describe((self.folder / path).read_bytes())
            try:
                with self._store.writing() as connection:
                    id = self._insert(connection, path, text, owner, ELSEWHERE)
            except TakenError:  # another page was opened at the same moment
                id = self._known(path)
        return self.get(id or "")

    def content(self, kept: Kept, version: int = 0) -> bytes:
        """What a draft's file holds, or held.

        :param version: of the state; 0: the one that counts.
        :raises GoneError: there is no such state.
        """
        key = (schema.state.c.draft == kept.id) & (schema.state.c.version == (version or kept.version))
        with self._store.reading() as connection:
            packed = connection.execute(sa.select(schema.state.c.content).where(key)).scalar()
        if packed is None:
            raise GoneError("没有这个版本")
        return zlib.decompress(packed)

    def save(self, id: str, base: int, text: Text, who: str, stages: Sequence[Stage] = (Stage.DRAFTING,)) -> Saved:
        """Keep a text as a new state; it is the draft from now on, unless somebody else saved since it was begun.

        :param base: the state that it was made from.
        :param stages: where the draft must be.
        :raises StageError: it is elsewhere.
        """
        _check_length(text.content)
        with self._store.writing() as connection:
            row = self._row(connection, id)
            if Stage(row.stage) not in stages:
                raise StageError(f"这份稿子已经到了“{row.stage}”，没有改。打的字还在，复制下来，或者请人退回")
            state = self._state(connection, id, row.version)
            counts = row.version == base or state.digest == sha256_of(text.content)
            if state.digest != sha256_of(text.content):
                state = self._add(connection, id, row.top + 1, base, who, text.content)
                values: dict[str, Any] = {"top": state.version}
                if counts:
                    values |= {"version": state.version, "changed": state.at, **_shown(text)}
                connection.execute(schema.draft.update().where(schema.draft.c.id == id).values(values))
        return Saved(state, counts, self._follow(row.path, text.content) if counts else "")

    def settle(self, id: str, describe: Describe = Text) -> Kept:
        """See that a draft's file holds what counts: one that was changed elsewhere is a new state, one left behind is written.

        :param describe: tells what lists show of a content.
        :raises GoneError: the draft, or its file, is gone.
        """
        kept = self.get(id)
        path = self.path(kept)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            content = b""
        except OSError as error:
            raise HongtouError(f"读不了“{kept.path}”：{error.strerror}") from error
        known = {one.digest: one.version for one in self.states(kept)}
        there = known.get(sha256_of(content))
        if there == kept.version:
            return kept
        if there is not None or not content:
            self._write(kept.path, self.content(kept))
            return kept
        self.save(id, kept.version, describe(content), ELSEWHERE, tuple(Stage))
        return self.get(id)

    def states(self, kept: Kept) -> list[State]:
        """All states of a draft, the first one first."""
        columns = [schema.state.c[name] for name in State.__slots__]
        query = sa.select(*columns).where(schema.state.c.draft == kept.id).order_by(schema.state.c.version)
        with self._store.reading() as connection:
            return [State(*row) for row in connection.execute(query)]

    def last(self, kept: Kept) -> State:
        """The state of a draft that counts."""
        with self._store.reading() as connection:
            return self._state(connection, kept.id, kept.version)

    def opinions(self, kept: Kept) -> list[Opinion]:
        """What was written on its way, the first one first."""
        columns = [schema.opinion.c[name] for name in Opinion.__slots__]
        query = sa.select(*columns).where(schema.opinion.c.draft == kept.id).order_by(schema.opinion.c.number)
        with self._store.reading() as connection:
            return [Opinion(*row) for row in connection.execute(query)]

    def go(self, id: str, step: Step, version: int, who: str, text: str = "", issued_as: str = "") -> Kept:
        """Take a draft a step on or back.

        :param version: the state that whoever does it has seen.
        :param text: an opinion.
        :param issued_as: the 发文字号 that it has now.
        :raises StageError: it is elsewhere, or was changed meanwhile.
        """
        if step.reason and not text.strip():
            raise HongtouError(f"“{step.name}”要写意见：哪里不妥，怎样改")
        with self._store.writing() as connection:
            row = self._row(connection, id)
            if Stage(row.stage) is not step.source:
                raise StageError(f"这份稿子已经到了“{row.stage}”，没有再办“{step.name}”")
            if row.version != version:
                raise StageError("这份稿子刚才又有人改过。看过新的文字，再办")
            values = {"stage": step.target.value, "changed": self._store.moment}
            if issued_as:
                values["issued_as"] = issued_as
            connection.execute(schema.draft.update().where(schema.draft.c.id == id).values(values))
            count: int = connection.execute(
                sa.select(sa.func.count()).select_from(schema.opinion).where(schema.opinion.c.draft == id)
            ).scalar_one()
            said = {"draft": id, "number": count + 1, "at": self._store.moment, "who": who, "step": step.name}
            connection.execute(schema.opinion.insert(), {**said, "text": text.strip(), "version": version})
            record(connection, self._store.moment, who, step.name, id, issued_as)
        return self.get(id)

    # --- inside -----------------------------------------------------------------------------------------------------------------

    def _get(self, connection: sa.Connection, id: str) -> Kept:
        query = sa.select(*(schema.draft.c[name] for name in _IN_LIST)).where(schema.draft.c.id == id)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise GoneError("没有这份稿子，或者你不能看")
        return _kept(row)

    def _known(self, path: str) -> str | None:
        """The id of the draft that a file is."""
        with self._store.reading() as connection:
            id: str | None = connection.execute(sa.select(schema.draft.c.id).where(schema.draft.c.path == path)).scalar()
        return id

    def _insert(self, connection: sa.Connection, path: str, text: Text, owner: str, who: str) -> str:
        """A new draft with its first state; its id."""
        _check_length(text.content)
        id = secrets.token_urlsafe(12)
        row = {"id": id, "path": path, "owner": owner, "stage": Stage.DRAFTING.value, "version": 1, "top": 1}
        connection.execute(schema.draft.insert(), {**row, "changed": self._store.moment, **_shown(text)})
        self._add(connection, id, 1, 0, who, text.content)
        return id

    def _row(self, connection: sa.Connection, id: str) -> sa.Row[Any]:
        """A draft, locked until the transaction ends."""
        row = connection.execute(sa.select(schema.draft).where(schema.draft.c.id == id).with_for_update()).one_or_none()
        if row is None:
            raise GoneError("没有这份稿子，或者你不能看")
        return row

    def _state(self, connection: sa.Connection, id: str, version: int) -> State:
        columns = [schema.state.c[name] for name in State.__slots__]
        key = (schema.state.c.draft == id) & (schema.state.c.version == version)
        return State(*connection.execute(sa.select(*columns).where(key)).one())

    def _add(self, connection: sa.Connection, id: str, version: int, base: int, who: str, content: bytes) -> State:
        state = State(version, base, self._store.moment, who, sha256_of(content))
        row = {name: getattr(state, name) for name in State.__slots__}
        connection.execute(schema.state.insert(), {"draft": id, "content": zlib.compress(content), **row})
        return state

    def _follow(self, path: str, content: bytes) -> str:
        """Let a draft's file hold the state that is kept already. Why it does not; it will when the draft is settled."""
        try:
            if _read(self.folder / path) != content:
                self._write(path, content)
        except HongtouError as error:
            return str(error).replace(f"{self.folder}/", "")
        return ""

    def _write(self, path: str, content: bytes) -> None:
        write({self.folder / path: content}, self.folder)


def _read(path: Path) -> bytes | None:
    """What a file holds; None: it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _check_length(content: bytes) -> None:
    if len(content) > BYTES_MOST:
        raise HongtouError(f"草稿太长了，最多 {BYTES_MOST // 1024 // 1024} MB。表格、图片放在另外的文件里")


def _shown(text: Text) -> dict[str, str]:
    shown = {"genre": text.genre, "title": text.title, "text": text.content.decode("utf-8", "replace").replace("\0", "")}
    return {name: value for name, value in shown.items() if value}


def _kept(row: sa.Row[Any]) -> Kept:
    return Kept(**{**row._asdict(), "stage": Stage(row.stage)})
