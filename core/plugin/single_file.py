"""A plug-in of one file, for a first try: it takes the road of all plug-ins, once its user has allowed it."""

from __future__ import annotations

import hashlib
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Final

from .allowed import refusal
from .checks import FaultError

if TYPE_CHECKING:
    from ..office import PluginFile
    from .installed import Distribution

# Their functions are called in processes of their own, which import modules by name.
_NEEDS_PACKAGE: Final = {"hongtou_register_importers": "导入的读法", "hongtou_register_packet_sources": "材料包的来源"}


class FilePoint:
    """What stands for an entry point of a file.

    :param file: as it was read; just this is run, whatever becomes of the file.
    """

    dist: Distribution | None = None

    def __init__(self, file: PluginFile) -> None:
        self._file = file
        self.name = file.name
        told = hashlib.sha256(os.fsencode(file.path) + file.content).hexdigest()
        self.module = f"hongtou_file_{told[:16]}"

    def load(self) -> ModuleType:
        """Run it.

        :raises FaultError: it could not be read, its user has not allowed it, or it brings what only a package can.
        """
        file = self._file
        if told := file.fault or refusal(file.path, file.content):
            raise FaultError(told)
        module = ModuleType(self.module)
        module.__file__ = str(file.path)
        code = compile(file.content, str(file.path), "exec", dont_inherit=True)
        sys.modules[self.module] = module
        try:
            exec(code, module.__dict__)  # noqa: S102 - its user allowed just these bytes
        except BaseException:
            del sys.modules[self.module]
            raise
        for hook, what in _NEEDS_PACKAGE.items():
            if hasattr(module, hook):
                raise FaultError(f"一个文件的插件带不来{what}。做成装得上的插件：hongtou plugin new")
        return module
