"""Distributions built as build frontends build them, without starting an interpreter for each."""

from __future__ import annotations

from pathlib import Path

from support.forked import Forker, surroundings


def build_wheel(forker: Forker, source: Path, folder: Path) -> Path:
    """Build a distribution's wheel into a folder, in a process of its own; where the wheel is."""
    code = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"  # PEP 517
    ended, told, _ = forker.run([str(folder)], source, surroundings(), code=code, together=True)
    assert ended == 0, told.decode()
    (wheel,) = folder.glob("*.whl")
    return wheel
