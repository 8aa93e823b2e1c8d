"""Files that were sent along: under a name that is safe, in a folder that is gone when they have been read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from ..errors import HongtouError, OutputError
from ..pattern import pattern
from ..register.failures import DownError
from ..workflow.store import StoreError
from .call import Call

_UNSAFE: Final = pattern(r'[\x00-\x1f/\\:*?"<>|]+')
_LONGEST: Final = 80


def safe_name(name: str) -> str:
    """A name that somebody's browser sent, as a name of a file: no path, no signs that systems forbid."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return _UNSAFE.sub("", last).strip(". ")[:_LONGEST]


@contextmanager
def uploaded(call: Call) -> Iterator[Path]:
    """The first file that was sent, under its own name.

    :raises HongtouError: what whoever reads it raised, without where the server has the file: that is nobody's business.
    """
    upload = call.files[0]
    with tempfile.TemporaryDirectory(prefix="hongtou-upload-") as folder:
        path = Path(folder) / (safe_name(upload.filename or "") or "文件")
        with path.open("wb") as target:
            shutil.copyfileobj(upload.file, target)
        try:
            yield path
        except (OutputError, StoreError, DownError):  # not about the file
            raise
        except HongtouError as error:
            raise HongtouError(str(error).replace(f"{folder}/", "")) from error
