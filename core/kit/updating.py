"""A plug-in that was begun with an older kit, brought to this one: what its author changed stays.

Beside the plug-in stands what it was begun from, so that no older kit has to be had anywhere.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..errors import InputError
from ..files.reasons import reason
from ..values import dataclass
from ..workers.process import run_program
from .scaffold import scaffold

RECORD: Final = Path(".hongtou-plugin.json")
_NAMES: Final = ("现在的", "起步时的", "新的")
_SECONDS: Final = 10.0
# git merge-file tells more conflicts than this, or that it failed, by other numbers.
_CONFLICTS_MAX: Final = 127


@dataclass(frozen=True, slots=True)
class Update:
    """What an update changes.

    :param files: path in the plug-in's folder → new content.
    :param conflicts: those where author and kit changed the same lines: both stand there, marked as git marks them.
    """

    files: Mapping[Path, str]
    conflicts: tuple[Path, ...]


def record(name: str, type: str) -> str:
    """What a plug-in was begun from, for :data:`RECORD`."""
    files = {path.as_posix(): text for path, text in scaffold(name, type).items()}
    return json.dumps({"name": name, "type": type, "files": files}, ensure_ascii=False, indent=1) + "\n"


def update(folder: Path) -> Update:
    """What is to be written so that a plug-in has what the kit has now.

    :raises InputError: it was not begun with the kit, or one of its files cannot be read.
    """
    name, type, begun = _begun(folder)
    files: dict[Path, str] = {}
    conflicts: list[Path] = []
    for path, new in scaffold(name, type).items():
        base, mine = begun.get(path.as_posix()), _read(folder / path)
        if new in {base, mine} or (mine is None and base is not None):  # nothing is new; or its author removed it
            continue
        if mine is None or mine == base:
            files[path] = new
            continue
        files[path], is_clear = _merged(mine, base or "", new)
        conflicts += [] if is_clear else [path]
    if record(name, type) != _read(folder / RECORD):
        files[RECORD] = record(name, type)
    return Update(files, tuple(conflicts))


def _begun(folder: Path) -> tuple[str, str, Mapping[str, str]]:
    text = _read(folder / RECORD)
    if text is None:
        raise InputError(f"{folder}：没有 {RECORD}，不知道是照什么起步的。只有 hongtou plugin new 做的插件能更新")
    try:
        told = json.loads(text)
        name, type, files = told["name"], told["type"], dict(told["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder / RECORD}：内容不对，可能改过。从版本库里取回原来的") from error
    if not all(isinstance(one, str) for one in (name, type, *files, *files.values())):
        raise InputError(f"{folder / RECORD}：内容不对，可能改过。从版本库里取回原来的")
    return name, type, files


def _read(path: Path) -> str | None:
    """A file's text; None: there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        told = reason(error) if isinstance(error, OSError) else "不是 UTF-8"
        raise InputError(f"{path}：读不了：{told}") from error


def _merged(mine: str, base: str, new: str) -> tuple[str, bool]:
    """Both changes in one text, and whether they do not meet.

    :raises InputError: git cannot be had, or cannot do it.
    """
    git = shutil.which("git")
    if git is None:
        raise InputError("合并改动要用 git，本机没有。装上 git，再来")
    with TemporaryDirectory(prefix="hongtou-merge-") as name:
        folder = Path(name)
        for place, text in zip(_NAMES, (mine, base, new), strict=True):
            (folder / place).write_text(text, encoding="utf-8")
        labels = [word for place in _NAMES for word in ("-L", place)]
        code = run_program([git, "merge-file", "-q", *labels, *_NAMES], folder, _SECONDS)
        if not 0 <= code <= _CONFLICTS_MAX:
            raise InputError("git 没有合成，没有动这个插件。检查 git 能不能用，再来")
        return (folder / _NAMES[0]).read_text(encoding="utf-8"), code == 0
