"""An office's own templates: Word files, pages in HTML and style sheets in its folder ``模板``, read with its profile."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import Final

from ..errors import HongtouError, InputError
from ..files.guard import locate
from ..files.reasons import reason
from ..values import dataclass

TEMPLATES: Final = "模板"
# The name of the file that serves all document types without one of their own.
FOR_ALL: Final = "公文"
SUFFIXES: Final = (".docx", ".html", ".css")
TEMPLATES_MAX: Final = 200
SIZE_MAX: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A template, as it was read.

    :param name: of the document type that it is for, or :data:`FOR_ALL`.
    :param suffix: one of :data:`SUFFIXES`.
    :param path: from the office's folder, for messages.
    :param fault: why it could not be read; empty: it was.
    """

    name: str
    suffix: str
    path: str
    content: bytes = field(default=b"", repr=False)
    fault: str = ""


def read_templates(office: Path) -> tuple[OfficeTemplate, ...]:
    """All templates in an office's folder; what is wrong with one stops only who needs it.

    :param office: the folder of the profile.
    :raises InputError: there are too many, or the folder cannot be read.
    """
    folder = office / TEMPLATES
    try:
        # Names that begin with ~ are those of files that Word has open.
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.name[0] not in "~._")
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise InputError(f"{folder}：读不了这个文件夹：{reason(error)}") from error
    if len(found) > TEMPLATES_MAX:
        raise InputError(f"{folder}：模板超过了 {TEMPLATES_MAX} 个。把不用的挪走")
    root = office.resolve()
    return tuple(read_template(path, f"{TEMPLATES}/{path.name}", root) for path in found)


def read_template(path: Path, shown: str = "", root: Path | None = None) -> OfficeTemplate:
    """A template's file, as far as it can be read.

    :param shown: its path, for messages; empty: as it is.
    :param root: the folder that it must lie in; None: anywhere.
    """
    shown = shown or str(path)
    name, suffix = path.stem, path.suffix.lower()
    try:
        if suffix not in SUFFIXES:
            raise InputError("不是模板：模板是 .docx、.html 或者 .css 文件。用 Word 或 WPS 另存为“Word 文档（.docx）”")
        with (locate(path, shown, root, f"找不到“{shown}”") if root else path).open("rb") as file:
            content = file.read(SIZE_MAX + 1)
        if len(content) > SIZE_MAX:
            raise InputError(f"太大，超过 {SIZE_MAX // 1024**2} MB。里面的图片缩小一些再放")
    except HongtouError as error:
        return OfficeTemplate(name, suffix, shown, fault=str(error))
    except OSError as error:
        return OfficeTemplate(name, suffix, shown, fault=f"读不了：{reason(error)}")
    return OfficeTemplate(name, suffix, shown, content)
