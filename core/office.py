"""The office's profile 办公室配置: what ``hongtou.yaml`` says once for all drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROFILE = "hongtou.yaml"


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """An office's own choice for one face: the name that DOCX files carry, and a font file for PDF; empty: the usual one."""

    name: str = ""
    file: Path | None = None


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
    faces: Mapping[str, FaceChoice] = field(default_factory=dict)
