"""The archive: a folder for every issued document, with a list of its files and their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from .entry import Entry
from .place import ARCHIVE

MANIFEST: Final = "manifest.json"


def folder_of(entry: Entry) -> str:
    """Where a document's files are, from the office's folder: ``archive/2026/云医党发〔2026〕5号``."""
    return f"{ARCHIVE}/{entry.year}/{entry}"


def digest(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def changed(office: Path, entry: Entry) -> Iterator[str]:
    """What is no longer as it was filed, in words for people."""
    folder = office / entry.folder
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        yield f"归档的文件不见了：{entry.folder}/{MANIFEST}" if folder.is_dir() else f"归档的文件夹不见了：{entry.folder}"
        return
    if digest(content) != entry.manifest:
        yield f"归档文件的清单改过了：{entry.folder}/{MANIFEST}"
        return
    yield from _changed_files(folder, entry.folder, json.loads(content))


def _changed_files(folder: Path, name: str, manifest: dict[str, Any]) -> Iterator[str]:
    listed = {file["name"]: file["sha256"] for file in manifest["files"]}
    for path, expected in listed.items():
        try:
            found = digest((folder / path).read_bytes())
        except OSError:
            yield f"归档的文件不见了：{name}/{path}"
            continue
        if found != expected:
            yield f"归档的文件改过了：{name}/{path}"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path in sorted(there - listed.keys() - {MANIFEST}):
        yield f"归档的文件夹里多了文件：{name}/{path}"


def strangers(office: Path, entries: list[Entry]) -> Iterator[str]:
    """Folders of the archive that no issued number stands for."""
    known = {entry.folder for entry in entries if entry.folder}
    for folder in sorted((office / ARCHIVE).glob("*/*")):
        name = folder.relative_to(office).as_posix()
        if name not in known and not folder.name.startswith("."):
            yield f"“{name}”没有登记为已发。用 hongtou issue 把它办完，或者移走"
