"""Distributions built as build frontends build them, without starting an interpreter for each."""

from __future__ import annotations

from pathlib import Path

from support.forked import Forker, surroundings


def build_wheel(forker: Forker, source: Path, folder: Path) -> Path:
    """Build a distribution's wheel into a folder, in a process of its own; where the wheel is."""
    return _build(forker, source, folder, "wheel", "*.whl")


def build_sdist(forker: Forker, source: Path, folder: Path) -> Path:
    """Build a distribution's archive of sources into a folder, in a process of its own; where the archive is."""
    return _build(forker, source, folder, "sdist", "*.tar.gz")


def _build(forker: Forker, source: Path, folder: Path, what: str, made: str) -> Path:
    code = f"import sys; from setuptools.build_meta import build_{what}; build_{what}(sys.argv[1])"  # PEP 517
    ended, told, _ = forker.run([str(folder)], source, surroundings(), code=code, together=True)
    assert ended == 0, told.decode()
    (found,) = folder.glob(made)
    return found
