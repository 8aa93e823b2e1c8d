"""LibreOffice Writer as somebody who edits a document in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support.libreoffice import MARKS as LIBREOFFICE
from support.libreoffice import kept

_SCRIPT = Path(__file__).with_name("writer_script.py")
_PYTHONS = ("/usr/bin/python3", "python3")


@cache
def _python() -> str:
    """A Python that has LibreOffice's own module; empty: there is none."""
    for name in _PYTHONS:
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", "import uno"], check=False, capture_output=True).returncode == 0:
            return found
    return ""


# What tests that edit in it are marked with.
MARKS = [
    *LIBREOFFICE,
    pytest.mark.skipif(not _python(), reason="python3-uno is not installed; script/bootstrap --test installs it"),
]


def edit(source: Path, target: Path, edits: Mapping[str, Any]) -> None:
    """Edit a DOCX by LibreOffice's API and save it as DOCX.

    :param edits: as :mod:`writer_script` reads them.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    script = [_python(), str(_SCRIPT), kept().pipe, str(source), str(target), json.dumps(edits, ensure_ascii=False)]
    subprocess.run(script, check=True, capture_output=True, timeout=120, env=environment)
