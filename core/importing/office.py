"""Files of old Word, WPS and others: LibreOffice, where it is installed, makes Word documents of them, which are read.

It runs with a profile of its own in a temporary folder, so that several run at once and none sees the user's settings;
without macros, without links to elsewhere, and, as a part of a worker, without a network and within its limits.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..errors import InputError
from ..plugin import TrackedChanges
from ..workers.process import run_program
from .html import read_html
from .office_files import NAMES, SECONDS
from .source import Source
from .word import read_word

_PROGRAMS: Final = ("soffice", "libreoffice")
# What is said where it is not there.
LACKING: Final = "这台机器上没有装"
_BYTES_MAX: Final = 50 * 1024 * 1024
_SETTINGS: Final = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "Office.Writer/Content/Update": {"Link": "0", "Field": "false", "Chart": "false"},
    # A proxy that is not there: where no network can be taken away, no request gets further than this machine.
    "Inet/Settings": {
        "ooInetProxyType": "1",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}
_WORD: Final = b"PK\x03\x04"
_RTF: Final = b"{\\rtf"
_OLE: Final = b"\xd0\xcf\x11\xe0"


def read_office(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Source:
    """Read a file by what it is, whatever it is called: many a ``.doc`` is a page or a Word document.

    :raises InputError: LibreOffice is not there, cannot read it, or what it made of it cannot be read.
    """
    begin = _begin(path)
    if begin.lstrip().lower().startswith((b"<html", b"<!doctype html")):
        return read_html(path, changes)
    if begin.startswith(_WORD) and path.suffix.lower() != ".odt":
        return read_word(path, changes)
    kind = NAMES.get(path.suffix.lower(), "这种文件")
    program = _program(path, f"读{kind}")
    with TemporaryDirectory(prefix="hongtou-office-") as folder:
        return replace(read_word(_converted(path, program, Path(folder), begin), changes), path=path)


def to_pdf(path: Path, folder: Path) -> Path:
    """A Word document as LibreOffice prints it, as a PDF in a folder.

    :raises InputError: LibreOffice is not there, or cannot open it.
    """
    program = _program(path, "排 Word 文档的页面")
    return _converted(path, program, folder, _begin(path), "pdf")


def _program(path: Path, what: str) -> str:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise InputError(
            f"{path}：{what}要用 LibreOffice，{LACKING}。装上再来（Debian、Ubuntu：sudo apt-get install "
            "libreoffice-writer），或者用 Word 或 WPS 打开，另存为 .docx"
        )
    return program


def _begin(path: Path) -> bytes:
    try:
        if path.stat().st_size > _BYTES_MAX:
            raise InputError(f"{path}：文件超过 {_BYTES_MAX // 1024**2} MB，没有读。分成几份再来")
        with path.open("rb") as file:
            return file.read(512)
    except FileNotFoundError as error:
        raise InputError(f"{path}：找不到这个文件") from error
    except OSError as error:
        raise InputError(f"{path}：读不了这个文件") from error


def _converted(path: Path, program: str, folder: Path, begin: bytes, kind: str = "docx:MS Word 2007 XML") -> Path:
    """The file in the folder as another kind of file, a Word document or a PDF."""
    suffix = ".rtf" if begin.startswith(_RTF) else ".doc" if begin.startswith(_OLE) else path.suffix.lower()
    copy, made = folder / f"source{suffix}", folder / "made"
    shutil.copyfile(path, copy)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    how = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
    where = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = (program, where, *how, "--convert-to", kind, "--outdir", str(made), str(copy))
    try:
        run_program(words, folder, SECONDS)
    except OSError as error:
        raise InputError(f"{path}：LibreOffice 启动不了。用 Word 或 WPS 打开，另存为 .docx 再来") from error
    result = made / f"source.{kind.partition(':')[0]}"
    if not result.is_file():
        raise InputError(f"{path}：LibreOffice 打不开，也许坏了，也许有密码。用原来的程序打开，另存为没有密码的 .docx 再来")
    return result


def _profile() -> str:
    """Settings as LibreOffice keeps them."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
