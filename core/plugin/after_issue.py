"""What is done after a document was issued: the interface between the core and whatever sends it on or files it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document that stands in the register as issued.

    :param number: its 发文字号: ``云医发〔2026〕5号``.
    :param dated: 成文日期, ``printed_on`` 印发日期, both as ``2026-11-21``.
    :param office: the folder of ``hongtou.yaml``.
    :param folder: its folder in the archive, where nothing may be changed.
    :param files: its DOCX and PDF, by their names in the folder.
    :param settings: what ``hongtou.yaml`` says for this.
    """

    number: str
    title: str
    genre: str
    dated: str
    printed_on: str
    office: Path
    folder: Path
    files: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AfterIssue:
    """Something to be done with every document after it was issued, where an office's profile asks for it.

    It runs in a process of its own and cannot hinder the issue, which is complete before. What fails or takes too long is
    tried again later; it may also happen that it is done twice, so doing it again must do no harm.

    :param name: as ``hongtou.yaml`` names it: ``送一份``.
    :param summary: one line for people.
    :param run: does it. It is a function of a module, so that another process finds it by its name. A
        :class:`~hongtou.HongtouError` of it is told to people as it is.
    :param settings: what it can be told in ``hongtou.yaml``: names, and what each is for.
    :param seconds: how long it may take.
    """

    name: str
    summary: str
    run: Callable[[IssuedDocument], None]
    settings: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 30.0
