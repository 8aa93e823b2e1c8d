"""What an office keeps to itself: where its register is and how it is used. It stays in the process that people started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import NoReturn

from ..values import dataclass
from .profile import Office
from .type_folders import TYPE_FOLDERS


@dataclass(frozen=True, slots=True)
class AfterChoice:
    """Something that an office wants done with every document after it was issued.

    :param name: of an :class:`~hongtou.AfterIssue` that a plug-in brings.
    :param settings: what it is told.
    """

    name: str
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """An office with what no plug-in, no other process and no other machine is told.

    :param office: its profile, as everybody may know it.
    :param register: 登记簿, the address of the register of numbers where it is not a file in the folder; may hold a password.
    :param reuses_void: 废号再用: a void number may be given again in its year, if nothing was printed or numbered after it.
    :param readers: 文件权限, who may read what is made; empty: as the system has it.
    :param after: 发文以后, what is done with every document after it was issued, in this order.
    :param type_folders: 文种, where the types stand that the office makes; ``named``: the files of its seals and faces. All from
        its folder.
    :param profile: the bytes of ``hongtou.yaml`` as they were read; None: there is none.
    """

    office: Office = field(default_factory=Office)
    register: str = field(default="", repr=False)
    reuses_void: bool = False
    readers: str = ""
    after: tuple[AfterChoice, ...] = ()
    type_folders: tuple[str, ...] = (TYPE_FOLDERS,)
    named: tuple[str, ...] = ()
    profile: bytes | None = field(default=None, repr=False)

    def __reduce__(self) -> NoReturn:
        """Nothing that travels takes them along.

        :raises TypeError: always.
        """
        raise TypeError("an office's settings stay in their process")
