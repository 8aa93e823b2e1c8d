"""The office's profile as a form: what is changed there is written where it stands, if the whole profile can still be read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..draft import inner_fields
from ..errors import DraftError, HongtouError, Place, Problem
from ..files.output import write
from ..intake import draft_of
from ..office import PROFILE, Office, profile_fields, settings_of
from ..pictures import DIAMETER, picture_of, seal
from ..returning.spelling import Spelling
from ..values import dataclass
from ..workflow import log
from ..workflow.store import Store
from .fields import FieldShown, field_shown
from .starters import of_office

if TYPE_CHECKING:
    from ..plugin import DocumentType
    from ..plugin.manager import Plugins

SEALS: Final = "印章"
_LONGEST: Final = 200
# How the file of a starter ends that is written as running text.
_TEXT: Final = ".md"
# Of the number on a sample's first page, as the starters have it.
_YEAR: Final = 2026


class ChangedError(HongtouError):
    """Somebody else changed the profile since the form was made."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An office's profile as its file has it.

    :param content: of the file; empty: there is none.
    """

    folder: Path
    content: bytes

    @classmethod
    def of(cls, folder: Path) -> Profile:
        """As it is now."""
        file = folder / PROFILE
        return cls(folder, file.read_bytes() if file.is_file() else b"")

    @property
    def file(self) -> Path:
        """Where it stands."""
        return self.folder / PROFILE

    @property
    def digest(self) -> str:
        """What tells it from what others made of it."""
        return hashlib.sha256(self.content).hexdigest()[:20]

    @property
    def values(self) -> Mapping[str, Any]:
        """What is typed there.

        :raises HongtouError: it is not written as YAML is.
        """
        return draft_of(self.file, self.content).values

    @property
    def inputs(self) -> list[FieldShown]:
        """Its single values, for the form; what else is set there is written by hand.

        :raises HongtouError: as above.
        """
        rules, values = profile_fields.rules(), self.values
        return [field_shown(name, rules[name], values.get(name)) for name in profile_fields.OF_OFFICE]

    @property
    def seals(self) -> Sequence[Mapping[str, Any]]:
        """The entries of seals.

        :raises HongtouError: as above.
        """
        found = self.values.get(SEALS) or ()
        return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else ()

    def problem(self, field: str, message: str) -> DraftError:
        """What is wrong with what was typed into one field."""
        return DraftError([Problem(Place(PROFILE), field, message)])


def sent(inputs: Sequence[FieldShown], fields: Mapping[str, str]) -> dict[str, str | list[str]]:
    """What a form changes, by the fields' names; fields that it does not have stay.

    :param inputs: as the profile has them now.
    """
    changed: dict[str, str | list[str]] = {}
    for field in inputs:
        if field.name in fields:
            text = fields[field.name].strip()
            value = [line.strip() for line in text.splitlines() if line.strip()] if field.kind == "lines" else text
            if value != field.value:
                changed[field.name] = value
    return changed


def changed(profile: Profile, changes: Mapping[str, str | list[str]]) -> bytes:
    """The profile with other values; comments, order and everything else as they were typed.

    :raises DraftError: it could not be read any more, or a value is none.
    """
    spelling = Spelling(profile.file, profile.content)
    for name, value in changes.items():
        for one in [value] if isinstance(value, str) else value:
            if not one.isprintable() or len(one) > _LONGEST:
                raise profile.problem(name, f"只能写一行字，不超过 {_LONGEST} 字。去掉换行和看不见的符号")
        if value:
            spelling.set((name,), value)
        elif spelling.has((name,)):
            spelling.remove((name,))
    return _proven(profile, spelling.content(), changes)


def sealed(profile: Profile, name: str, file: str, diameter: float) -> bytes:
    """The profile with an organ's seal; one that the organ has is replaced.

    :param file: relative to the office's folder.
    :param diameter: mm.
    :raises DraftError: it could not be read any more.
    """
    spelling, known = Spelling(profile.file, profile.content), list(profile.seals)
    at = next((number for number, one in enumerate(known) if one.get("名称") == name), None)
    entry = {"名称": name, "文件": file} | ({"直径": f"{diameter:g}"} if diameter != DIAMETER else {})
    if at is None:
        spelling.append(SEALS, known, entry)
    elif ("直径" in known[at]) == ("直径" in entry):
        for key in ("文件", "直径"):
            if key in entry:
                spelling.set((SEALS, at, key), entry[key])
    else:
        spelling.put(SEALS, [*known[:at], entry, *known[at + 1 :]])
    return _proven(profile, spelling.content(), {})


def _proven(profile: Profile, content: bytes, changes: Mapping[str, str | list[str]]) -> bytes:
    """A profile that loads, and says what was typed and nothing else.

    :raises DraftError: it does not.
    """
    settings_of(profile.file, content)
    before, after = profile.values, draft_of(profile.file, content).values
    for name in profile_fields.rules():
        wanted = changes.get(name, before.get(name))
        if name != SEALS and _plain(after.get(name)) != _plain(wanted):
            raise profile.problem(name, f"写进 {PROFILE} 以后读出来不一样，没有写。请打开文件手工改这一项")
    return content


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever was typed
    """A value as one compares it: a list of one is what it holds, nothing is nothing."""
    items = [value] if isinstance(value, str) and value else value
    return items or None


def sample_type(plugins: Plugins) -> DocumentType | None:
    """The type whose starter shows what a profile does: the first that is running text; None: there is none."""
    return next((one for one in plugins.document_types.readable() if one.starter_suffix == _TEXT), None)


def as_ours(starter: Path, content: bytes, office: Office) -> bytes:
    """A starter as a draft of this office, with a number, so that all that the profile says shows.

    :param starter: the name of its file.
    """
    spelling = Spelling(starter, of_office(starter, content, office))
    if office.code:
        spelling.set(("发文字号",), f"{office.code}〔{_YEAR}〕8号")
    return spelling.content()


@dataclass(frozen=True, slots=True)
class Seal:
    """A picture that is to be an organ's seal.

    :param diameter: mm.
    """

    data: bytes
    diameter: float


def check_seal(asked: Seal) -> None:
    """Whether a picture can be printed as a seal.

    :raises InputError: it is no PNG, or none of a seal; says what to do.
    """
    seal(picture_of("送来的图片", asked.data), asked.diameter)


def diameters() -> tuple[int, int]:
    """How wide a seal may be at the least and at the most, mm."""
    rules = inner_fields(profile_fields.rules()[SEALS])["直径"]
    return rules["min"], rules["max"]


def file_of(data: bytes) -> str:
    """The name of a seal's file: ours, whatever the sender's file is called."""
    return f"{SEALS}/{hashlib.sha256(data).hexdigest()[:16]}.png"


def keep(store: Store, profile: Profile, content: bytes, files: Mapping[Path, bytes], note: tuple[str, str, str]) -> None:
    """Write the profile, what it was before as ``.bak``, and files that it names; and note who did what.

    :param note: who, what, and to which parts.
    :raises ChangedError: the profile is not any more what the change began from.
    :raises OutputError: it cannot be written; nothing was changed.
    """
    who, action, detail = note
    with store.writing() as connection:  # the log is locked: others wait
        log.record(connection, store.moment, who, action, PROFILE, detail)
        if Profile.of(profile.folder).content != profile.content:
            raise ChangedError("配置刚才又有人改过，没有写。看过现在的，再改")
        old = profile.file.with_name(f"{PROFILE}.bak")
        write({**files, old: profile.content, profile.file: content}, profile.folder)
