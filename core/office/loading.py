"""Reads an office's profile, ``hongtou.yaml``, with the seals and the fonts that it names."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..document import Picture
from ..errors import DraftError, HongtouError, InputError, Problem
from ..files.guard import LackingError, locate
from ..fonts.choice import FaceChoice
from ..pictures import DIAMETER, read_picture
from .check_choices import check_choices
from .page_rules import setup
from .plugin_files import read_plugin_files
from .profile import PROFILE, Office, OfficeSeal
from .settings import AfterChoice, Settings
from .templates import read_templates
from .type_folders import TYPE_FOLDERS, read_type_folders

if TYPE_CHECKING:
    from ..draft import Draft

_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc"})


def load_settings(start: Path, explicit: Path | None = None) -> Settings:
    """The office that drafts belong to, as ``hongtou.yaml`` in the nearest folder upward describes it.

    :param start: a folder, or a draft in it.
    :param explicit: the office's folder, or its profile, as the user named it; no other is looked for.
    :return: empty ones where there is no profile.
    :raises InputError: the profile cannot be read, or is not where the user says.
    :raises DraftError: its fields are wrong.
    """
    profile = _find(start) if explicit is None else _named(explicit)
    if profile is None:
        return Settings()
    from ..intake import read_content

    return settings_of(profile, read_content(profile))


def settings_of(profile: Path, content: bytes) -> Settings:
    """As :func:`load_settings`, of a profile that was read already, or is to be written.

    :param profile: its file, beside which everything stands that it names.
    """
    from ..intake import draft_of
    from ..validation import Schema
    from .profile_fields import OF_OFFICE, OF_SETTINGS, rules

    draft = draft_of(profile, content)
    _refuse_scheduler(draft)
    data = Schema(rules(), "hongtou", is_proven=True).check(draft)
    faces = _faces(draft, data.get("字体", {}))
    seals = _seals(draft, data.get("印章", ()))
    known = {name: data[key] for key, name in OF_OFFICE.items() if key in data}
    page = setup(data.get("版式", {}))
    checks = check_choices(data.get("检查", ()))
    homes = tuple(data.get("文种", (TYPE_FOLDERS,)))
    types, files = read_type_folders(profile.parent, homes), read_plugin_files(profile.parent, homes)
    templates = read_templates(profile.parent)
    office = Office(
        profile.parent,
        seals=seals,
        page_setup=page,
        checks=checks,
        faces=faces,
        types=types,
        plugin_files=files,
        templates=templates,
        **known,
    )
    after = tuple(AfterChoice(item["做法"], item.get("设置", {})) for item in data.get("发文以后", ()))
    named = tuple(one["文件"] for one in (*data.get("印章", ()), *data.get("字体", {}).values()) if "文件" in one)
    known = {name: data[key] for key, name in OF_SETTINGS.items() if key in data}
    return Settings(office, after=after, type_folders=homes, named=named, profile=content, **known)


def load_office(start: Path, explicit: Path | None = None) -> Office:
    """What everybody may know of the office that drafts belong to; see :func:`load_settings`."""
    return load_settings(start, explicit).office


def _refuse_scheduler(draft: Draft) -> None:
    """A folder may come from anybody: it does not say which machines get the office's data and send back what is filed."""
    if "调度" in draft.values:
        told = (
            "调度器不能写在这里：材料交给哪台机器做，不由文件夹说了算。"
            "写进自己的设置 ~/.config/hongtou/调度.yaml，删去这里的“调度”"
        )
        raise DraftError([draft.problem(("调度",), told)])


def _find(start: Path) -> Path | None:
    start = Path(os.path.realpath(start))  # resolve() fails where links go round
    folder = start if start.is_dir() else start.parent
    profiles = (parent / PROFILE for parent in (folder, *folder.parents))
    return next((profile for profile in profiles if profile.is_file()), None)


def _named(explicit: Path) -> Path:
    profile = explicit if explicit.is_file() else explicit / PROFILE
    if profile.is_file():
        return profile.resolve()
    if not explicit.is_dir():
        raise InputError(f"{explicit}：没有这个文件夹。写上 {PROFILE} 所在的文件夹")
    raise InputError(f"{explicit}：文件夹里没有 {PROFILE}。写上它所在的文件夹，或者在这里建一个")


def _faces(draft: Draft, data: Mapping[str, Mapping[str, str]]) -> dict[str, FaceChoice]:
    """The office's own faces. A file that is not there stops only who needs it.

    :raises DraftError: files are no fonts; names them all.
    """
    problems: list[Problem] = []
    faces: dict[str, FaceChoice] = {}
    for key, face in data.items():
        file = draft.path.parent / face["文件"] if "文件" in face else None
        lacking = ""
        if file and file.suffix.lower() not in _SUFFIXES:
            problems.append(draft.problem(("字体", key, "文件"), f"“{face['文件']}”不是字体文件，应为 .ttf、.otf 或 .ttc"))
        elif file and not file.is_file():
            told = f"找不到字体文件“{face['文件']}”。路径应相对于 {PROFILE}"
            lacking, file = str(draft.problem(("字体", key, "文件"), told)), None
        faces[key] = FaceChoice(face.get("名称", ""), file, lacking=lacking)
    if problems:
        raise DraftError(problems)
    return faces


def _seals(draft: Draft, items: Sequence[Mapping[str, Any]]) -> tuple[OfficeSeal, ...]:
    """The office's seals. A file that is not there stops only who needs it.

    :raises DraftError: files are outside the office's folder or no pictures, or an organ has two; names them all.
    """
    problems: list[Problem] = []
    seals: list[OfficeSeal] = []
    for number, item in enumerate(items):
        if item["名称"] in [seal.name for seal in seals]:
            problems.append(draft.problem(("印章", number, "名称"), f"“{item['名称']}”的印章写了两次。删去一个"))
        where = ("印章", number, "文件")
        picture, lacking = None, ""
        try:
            picture = _picture(draft.path.parent, item["文件"])
        except LackingError as error:
            lacking = str(draft.problem(where, str(error)))
        except HongtouError as error:
            problems.append(draft.problem(where, str(error)))
        seals.append(OfficeSeal(item["名称"], picture, float(item.get("直径", DIAMETER)), lacking))
    if problems:
        raise DraftError(problems)
    return tuple(seals)


def _picture(folder: Path, name: str) -> Picture:
    """A picture in the office's folder."""
    lacking = f"找不到印章文件“{name}”。路径应相对于 {PROFILE}"
    return read_picture(locate(folder / name, name, folder.resolve(), lacking))
