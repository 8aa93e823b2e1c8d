"""送一份: copies of what was issued for whoever sends it on, in a folder of the office."""

import os
from pathlib import Path

from hongtou import HongtouError, IssuedDocument

FOLDER = "文件夹"


def copy(document: IssuedDocument) -> None:
    """Put a document's files into the folder that the office names; those that are there already become these.

    :raises HongtouError: no folder is named, it is outside the office's, or it cannot be written.
    """
    name = document.settings.get(FOLDER, "")
    office = document.office.resolve()
    target = (office / name).resolve()
    if (
        not name
        or target == office
        or not target.is_relative_to(office)
        or target.is_relative_to(document.folder.parents[1].resolve())
    ):
        raise HongtouError(f"“送一份”的“{FOLDER}”应是办公室文件夹里的一个文件夹，不在 archive 里，例如 已发；现在是“{name}”")
    try:
        target.mkdir(parents=True, exist_ok=True)
        for file in document.files:
            _replace(target / file, (document.folder / file).read_bytes())
    except OSError as error:
        raise HongtouError(f"写不到“{target}”：{error.strerror}") from error


def _replace(path: Path, content: bytes) -> None:
    """The old file or the new one, whole, whenever this is cut off."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_bytes(content)
    os.replace(beside, path)  # noqa: PTH105
