"""The office's profile 办公室配置: what ``hongtou.yaml`` says once for all drafts."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..document import Picture
from ..draft import field as declare
from ..errors import DraftError, HongtouError, InputError, Problem
from ..files.guard import LackingError, locate
from ..files.permissions import MASKS
from ..fonts.choice import FaceChoice
from ..pictures import DIAMETER, read_picture
from .check_choices import CheckChoice, check_choices, check_field
from .page_rules import STANDARD, PageSetup, page_field, setup

if TYPE_CHECKING:
    from ..draft import Draft

PROFILE: Final = "hongtou.yaml"


@dataclass(frozen=True, slots=True)
class OfficeSeal:
    """The seal 印章 of an organ.

    :param name: the organ's full name.
    :param picture: as it stands in its file; :func:`hongtou.pictures.seals.seal` makes it ready for print. None: it is lacking.
    :param diameter: printed, mm.
    :param lacking: why there is no picture; told when it is needed, and not before.
    """

    name: str
    picture: Picture | None = field(repr=False)
    diameter: float = DIAMETER
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The office's profile; every field may be empty, and a draft's own words win.

    :param folder: where ``hongtou.yaml`` stands; None: there is no profile.
    :param name: 名称, the organ's full name.
    :param short_name: 简称.
    :param code: 机关代字.
    :param issuer_mark: 发文机关标志, as printed, such as ``中共××委员会文件``.
    :param printed_by: 印发机关.
    :param signature: 署名.
    :param copies_to: the usual 抄送机关.
    :param register: 登记簿, the address of the register of numbers where it is not a file in the folder.
    :param reuses_void: 废号再用: a void number may be given again in its year, if nothing was printed or numbered after it.
    :param numbered_apart: 单独编号, the genres that have a series of numbers of their own.
    :param readers: 文件权限, who may read what is made; empty: as the system has it.
    :param seals: 印章, those of this organ and of others that it issues documents with.
    :param page_setup: 版式, the rules of its page.
    :param checks: 检查, what it sets otherwise of the rules by which documents are checked.
    :param faces: 字体, by the face's key (小标宋, 仿宋, 楷体, 黑体, 宋体).
    """

    folder: Path | None = None
    name: str = ""
    short_name: str = ""
    code: str = ""
    issuer_mark: str = ""
    printed_by: str = ""
    signature: str = ""
    copies_to: tuple[str, ...] = ()
    register: str = ""
    reuses_void: bool = False
    numbered_apart: tuple[str, ...] = ()
    readers: str = ""
    seals: tuple[OfficeSeal, ...] = ()
    page_setup: PageSetup = STANDARD
    checks: tuple[CheckChoice, ...] = ()
    faces: Mapping[str, FaceChoice] = field(default_factory=dict)

    def is_issuer(self, organs: Sequence[str]) -> bool:
        """Whether documents of these organs, the leading one first, are the office's own; nobody named: they are."""
        own = {"".join(name.split()) for name in (self.name, self.short_name, self.signature) if name}
        return not own or not organs or "".join(organs[0].split()) in own

    def seen_by(self, organs: Sequence[str]) -> Office:
        """The profile as a document of these organs may use it: another's takes nothing that belongs to the office. Pages, faces,
        seals (each by its organ's name) and the register are the folder's, whoever issues.
        """
        if self.is_issuer(organs):
            return self
        return replace(self, name="", short_name="", code="", issuer_mark="", printed_by="", signature="", copies_to=())


def load_office(start: Path, explicit: Path | None = None) -> Office:
    """The profile of the office that drafts belong to: ``hongtou.yaml`` in the nearest folder upward.

    :param start: a folder, or a draft in it.
    :param explicit: the office's folder, or its profile, as the user named it; no other is looked for.
    :return: an empty profile where there is none.
    :raises InputError: the profile cannot be read, or is not where the user says.
    :raises DraftError: its fields are wrong.
    """
    profile = _find(start) if explicit is None else _named(explicit)
    if profile is None:
        return Office()
    from ..intake import read_draft
    from ..validation import Schema

    draft = read_draft(profile)
    _refuse_scheduler(draft)
    data = Schema(_rules(), "hongtou", is_proven=True).check(draft)
    faces = _faces(draft, data.get("字体", {}))
    seals = _seals(draft, data.get("印章", ()))
    known = {name: data[key] for key, name in _NAMES.items() if key in data}
    page = setup(data.get("版式", {}))
    checks = check_choices(data.get("检查", ()))
    return Office(folder=profile.parent, seals=seals, page_setup=page, checks=checks, faces=faces, **known)


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


# The profile's keys that are single values.
_NAMES: Final[Mapping[str, str]] = {
    "名称": "name",
    "简称": "short_name",
    "机关代字": "code",
    "发文机关标志": "issuer_mark",
    "印发机关": "printed_by",
    "署名": "signature",
    "抄送": "copies_to",
    "登记簿": "register",
    "废号再用": "reuses_void",
    "单独编号": "numbered_apart",
    "文件权限": "readers",
}


def _rules() -> dict[str, dict[str, Any]]:
    from ..fonts.faces import NAMES

    return {
        "名称": declare("string", "名称", help="发文机关全称", example="中共示例市委员会"),
        "简称": declare("string", "简称", help="发文机关规范化简称", example="示例市委"),
        "机关代字": declare(
            "string", "机关代字", help="发文字号前面的代字，只写汉字", example="示委发", regex=r"[\u4e00-\u9fff（）]{1,20}"
        ),
        "发文机关标志": declare(
            "string", "发文机关标志", help="红头上印的字，不写则为名称加“文件”", example="中共示例市委员会文件"
        ),
        "印发机关": declare("string", "印发机关", help="送印机关，通常是办公室", example="中共示例市委员会办公室"),
        "署名": declare("string", "署名", help="发文机关署名，不写则为名称", example="中共示例市委员会"),
        "抄送": declare("names", "抄送", help="通常的抄送机关，一级一项", example="[市委组织部、统战部]"),
        "登记簿": declare(
            "string",
            "登记簿",
            help="几台机器共用的登记簿，不写则为本文件夹里的 register.db",
            example="postgresql+psycopg://用户@主机/数据库",
        ),
        "废号再用": declare("boolean", "废号再用", help="没有印过、后面没有用号的作废号，当年是否可以再用", example="否"),
        "单独编号": declare("names", "单独编号", help="不和其他公文一起排号的文种", example="[请示, 函]"),
        "文件权限": declare(
            "string",
            "文件权限",
            help="登记簿、归档和做成的文件谁能看：本人、本组或者所有人；不写则依系统的习惯",
            example="本组",
            allowed=list(MASKS),
        ),
        "印章": declare(
            "list",
            "印章",
            help="本机关的印章，和常与本机关联合行文的机关的印章",
            example="[{名称: 中共示例市委员会, 文件: 印章/市委.png, 直径: 42}]",
            schema={
                "type": "dict",
                "schema": {
                    "名称": declare(
                        "string", "名称", help="机关全称，与署名一字不差", example="中共示例市委员会", required=True, empty=False
                    ),
                    "文件": declare(
                        "string",
                        "文件",
                        help="背景透明的 PNG，路径相对于 hongtou.yaml",
                        example="印章/市委.png",
                        required=True,
                        empty=False,
                    ),
                    "直径": declare("number", "直径", help="印出来的直径，毫米，不写则为 42", example=42, min=20, max=80),
                },
            },
        ),
        "版式": page_field(),
        "检查": check_field(),
        "字体": declare(
            "dict",
            "字体",
            help="换用本单位的字体",
            example="{仿宋: {名称: 仿宋_GB2312}}",
            schema={face.value: _face(face.value, name) for face, name in NAMES.items()},
        ),
    }


def _face(key: str, name: str) -> dict[str, Any]:
    return declare(
        "dict",
        key,
        help="字体的名称和文件，可以只写一样",
        example=f"{{名称: {name}, 文件: 字体/{key}.ttf}}",
        schema={
            "名称": declare("string", "名称", help="Word 和 WPS 里显示的字体名称", example=name),
            "文件": declare("string", "文件", help="字体文件，排 PDF 用，路径相对于 hongtou.yaml", example=f"字体/{key}.ttf"),
        },
    )


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


_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc"})
