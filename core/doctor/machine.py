"""What hongtou needs on this machine: faces, libraries, templates, folders; what is missing and how to get it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from enum import StrEnum
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Final

from ..errors import HongtouError
from ..files.output import check_folder
from ..fonts.faces import FALLBACKS, FREE, FaceFile, Fonts, find
from ..issuing.after import waiting
from ..layout.styles import Face
from ..office import PROFILE, Office, load_office
from ..plugin.manager import OWN, Plugins
from ..register.address import AFTERWARDS
from ..values import dataclass
from .plugins import faults


class Status(StrEnum):
    """How a thing stands; only what is MISSING keeps documents from being made."""

    GOOD = "正常"
    WARNING = "注意"
    MISSING = "缺少"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at.

    :param area: 办公室, 字体, 程序库, 模板, 插件, 发文以后 or 输出.
    :param detail: what is there.
    :param remedy: what to do; empty when nothing needs doing.
    """

    area: str
    name: str
    state: Status
    detail: str
    remedy: str = ""


# Shared libraries: what for, whether documents can be made without, the Debian package, the function that tells the version.
LIBRARIES: Final = (
    ("libpango-1.0.so.0", Status.MISSING, "libpango-1.0-0", "pango_version_string"),
    ("libpangoft2-1.0.so.0", Status.MISSING, "libpangoft2-1.0-0", ""),
    ("libharfbuzz.so.0", Status.MISSING, "libharfbuzz0b", "hb_version_string"),
    ("libharfbuzz-subset.so.0", Status.WARNING, "libharfbuzz-subset0", ""),
)
SLOW: Final = "没有它也能做 PDF，但要慢十几倍。"
BOOTSTRAP: Final = "运行 script/bootstrap"


def examine(start: Path, explicit: Path | None, plugins: Plugins) -> Iterator[Diagnosis]:
    """Look at everything that making documents depends on.

    :param start: the folder where drafts are, and results go.
    :param explicit: the office's folder as the user named it; None: look for it upward from ``start``.
    """
    office, finding = _office(start, explicit)
    yield finding
    yield from fonts(office)
    for seal in office.seals:
        if seal.lacking:
            yield Diagnosis(
                "办公室", f"{seal.name}的印章", Status.WARNING, seal.lacking, "放好文件，或者改正路径；盖这个章的公文做不成"
            )
    for library in LIBRARIES:
        yield _library(*library)
    yield from _distributions()
    yield _templates()
    yield from _plugins(plugins)
    yield from _afterwards(office)
    yield _output(start)


def _office(start: Path, explicit: Path | None) -> tuple[Office, Diagnosis]:
    try:
        office = load_office(start, explicit)
    except HongtouError as error:
        return Office(), Diagnosis("办公室", PROFILE, Status.MISSING, str(error), f"改正 {PROFILE}")
    if office.folder is None:
        remedy = f"不写也能用；在草稿的文件夹里建 {PROFILE}，写上名称、机关代字等，草稿里就不必重复"
        return office, Diagnosis("办公室", PROFILE, Status.WARNING, "没有办公室配置", remedy)
    return office, Diagnosis("办公室", PROFILE, Status.GOOD, f"{office.name or '（没有写名称）'} {office.folder / PROFILE}")


def fonts(office: Office) -> Iterator[Diagnosis]:
    """The office's faces, and what stands in for the characters that they lack."""
    known = Fonts(office.faces)
    for face in Face:
        yield _face(face, office, known)
    yield from _stand_ins()


def _face(face: Face, office: Office, fonts: Fonts) -> Diagnosis:
    choice = office.faces.get(face.value)
    try:
        path, wrong = fonts.path(face), _wrong(fonts.file(face))
    except HongtouError as error:
        wrong = str(error)
    if wrong:
        return Diagnosis("字体", face.value, Status.MISSING, wrong, f"{BOOTSTRAP}，或者在 {PROFILE} 的“字体”里写明字体文件")
    if choice and choice.file:
        return Diagnosis("字体", face.value, Status.GOOD, f"办公室自己的 {path}")
    if path.name == FREE[face]:
        return Diagnosis("字体", face.value, Status.GOOD, f"免费字体 {path}")
    return Diagnosis(
        "字体", face.value, Status.WARNING, f"替代字体 {path}", f"字形不是{face.value}。{BOOTSTRAP} 取得 {FREE[face]}"
    )


def _wrong(file: FaceFile) -> str:
    """Why a file is no face to print documents with; empty: it is one."""
    if not file.has("公"):
        return f"{file.path} 里没有“公”字，或者这个字是空白，不是中文字体"
    return f"{file.path}{file.unfit}" if file.unfit else ""


_PACKAGES: Final = {"LXGW": "fonts-lxgw-wenkai", "Noto": "fonts-noto-cjk", "DejaVu": "fonts-dejavu-core"}


def _stand_ins() -> Iterator[Diagnosis]:
    """The faces that give the characters which others lack."""
    for name in dict.fromkeys(chain.from_iterable(FALLBACKS.values())):
        path = find(name)
        if path:
            yield Diagnosis("字体", "生僻字", Status.GOOD, str(path))
        else:
            package = next(package for start, package in _PACKAGES.items() if name.startswith(start))
            yield Diagnosis("字体", "生僻字", Status.WARNING, f"没有 {name}", f"{BOOTSTRAP}，或者安装 {package}")


def _library(name: str, without: Status, package: str, version: str) -> Diagnosis:
    try:
        library = ctypes.CDLL(name)
    except OSError:
        remedy = f"{SLOW if without is Status.WARNING else ''}{BOOTSTRAP}，或者 sudo apt-get install {package}"
        return Diagnosis("程序库", name, without, "没有安装", remedy)
    return Diagnosis("程序库", name, Status.GOOD, _version(library, version) if version else "已安装")


def _version(library: ctypes.CDLL, function: str) -> str:
    teller = library[function]
    teller.restype = ctypes.c_char_p
    return bytes(teller()).decode("ascii", "replace")


def _distributions() -> Iterator[Diagnosis]:
    """The Python libraries that hongtou's own packaging asks for."""
    for requirement in metadata.requires(OWN) or ():
        match = re.match(r"([\w.-]+)(?:>=([\d.]+))?$", requirement)
        if match:
            yield _distribution(match[1], match[2] or "0")


def _distribution(name: str, least: str) -> Diagnosis:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Diagnosis("程序库", name, Status.MISSING, "没有安装", f"pip install '{name}>={least}'")
    if _numbers(version) < _numbers(least):
        return Diagnosis("程序库", name, Status.MISSING, f"{version}，太旧", f"pip install '{name}>={least}'")
    return Diagnosis("程序库", name, Status.GOOD, version)


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, padded so that 70 and 70.0 are one."""
    found = [int(number) for number in re.match(r"[\d.]*", version)[0].strip(".").split(".") if number]  # type: ignore[index]
    return tuple(found + [0] * (4 - len(found)))


def _templates() -> Diagnosis:
    root = files("hongtou.templates")
    try:
        size = sum(len(file.read_bytes()) for file in _walk(root))
    except OSError as error:
        return Diagnosis("模板", "公用模板", Status.MISSING, f"读不了 {error.filename}", "重新安装 hongtou")
    if not size:
        return Diagnosis("模板", "公用模板", Status.MISSING, f"{root} 是空的", "重新安装 hongtou")
    return Diagnosis("模板", "公用模板", Status.GOOD, str(root))


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry)
        elif not entry.name.endswith((".py", ".pyc")):
            yield entry


def _plugins(plugins: Plugins) -> Iterator[Diagnosis]:
    for failure in plugins.failures:
        yield Diagnosis("插件", failure.plugin, Status.WARNING, str(failure), "修好它，或者卸载它")
    for fault in faults(plugins):
        yield Diagnosis("插件", fault.plugin, Status.WARNING, str(fault), "修好它，或者卸载它")
    count = f"{len(plugins.document_types)} 个文种，{len(plugins.renderers)} 种输出格式"
    yield Diagnosis("插件", "全部", Status.GOOD if plugins.document_types and plugins.renderers else Status.MISSING, count)


def _afterwards(office: Office) -> Iterator[Diagnosis]:
    if office.folder is None:
        return
    try:
        left = waiting(office.folder)
    except HongtouError as error:
        yield Diagnosis("发文以后", AFTERWARDS, Status.WARNING, str(error), "挪走读不懂的记录")
        return
    for one in left:
        told = f"没有做成，试过 {one.tried} 次：{one.reason}" if one.tried else "还没有做"
        yield Diagnosis("发文以后", str(one), Status.WARNING, told, "用 hongtou number after 马上再做")


def _output(folder: Path) -> Diagnosis:
    try:
        check_folder(folder)
    except HongtouError as error:
        return Diagnosis("输出", str(folder.resolve()), Status.MISSING, str(error), "换一个文件夹，或者用 -o 指定")
    return Diagnosis("输出", str(folder.resolve()), Status.GOOD, "可以写入")
