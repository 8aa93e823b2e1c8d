"""The office's profile 办公室配置: what ``hongtou.yaml`` says once for all drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from ..document import Picture
from ..fonts.choice import FaceChoice
from ..pictures import DIAMETER
from ..values import dataclass
from .check_choices import CheckChoice
from .page_rules import STANDARD, PageSetup
from .plugin_files import PluginFile
from .templates import OfficeTemplate
from .type_folders import TypeFolder

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
    """The office's profile, as plug-ins may know it; every field may be empty, and a draft's own words win.

    What the office keeps to itself is in :class:`~hongtou.office.settings.Settings`.

    :param folder: where ``hongtou.yaml`` stands; None: there is no profile.
    :param name: 名称, the organ's full name.
    :param short_name: 简称.
    :param code: 机关代字.
    :param issuer_mark: 发文机关标志, as printed, such as ``中共××委员会文件``.
    :param printed_by: 印发机关.
    :param signature: 署名.
    :param copies_to: the usual 抄送机关.
    :param numbered_apart: 单独编号, the genres that have a series of numbers of their own.
    :param seals: 印章, those of this organ and of others that it issues documents with.
    :param page_setup: 版式, the rules of its page.
    :param checks: 检查, what it sets otherwise of the rules by which documents are checked.
    :param faces: 字体, by the face's key (小标宋, 仿宋, 楷体, 黑体, 宋体).
    :param types: 文种, the document types that it makes without Python.
    :param plugin_files: plug-ins of one file beside them, which run where their user allowed it.
    :param templates: 模板, its own templates, Word's and HTML's.
    """

    folder: Path | None = None
    name: str = ""
    short_name: str = ""
    code: str = ""
    issuer_mark: str = ""
    printed_by: str = ""
    signature: str = ""
    copies_to: tuple[str, ...] = ()
    numbered_apart: tuple[str, ...] = ()
    seals: tuple[OfficeSeal, ...] = ()
    page_setup: PageSetup = STANDARD
    checks: tuple[CheckChoice, ...] = ()
    faces: Mapping[str, FaceChoice] = field(default_factory=dict)
    types: tuple[TypeFolder, ...] = ()
    plugin_files: tuple[PluginFile, ...] = ()
    templates: tuple[OfficeTemplate, ...] = ()

    def is_issuer(self, organs: Sequence[str]) -> bool:
        """Whether documents of these organs, the leading one first, are the office's own; nobody named: they are."""
        own = {"".join(name.split()) for name in (self.name, self.short_name, self.signature) if name}
        return not own or not organs or "".join(organs[0].split()) in own

    def seen_by(self, organs: Sequence[str]) -> Office:
        """The profile as a document of these organs may use it: another's takes nothing that belongs to the office. Pages, faces,
        and seals (each by its organ's name) are the folder's, whoever issues.
        """
        if self.is_issuer(organs):
            return self
        return replace(self, name="", short_name="", code="", issuer_mark="", printed_by="", signature="", copies_to=())
