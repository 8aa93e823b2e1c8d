"""The archive: a folder for every issued document, with a list of its files and their hashes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..errors import HongtouError
from ..model import DocumentNumber
from .entry import Entry, Key
from .place import ARCHIVE

MANIFEST: Final = "manifest.json"
# Where drafts lie that were filed, never registered, and then filed anew with other text.
REPLACED: Final = "被替换"
# What a document must have to be taken for one that was issued.
_PROOF: Final = ("number", "title", "genre", "dated", "printed_on", "identity", "source", "digest")
_NAMED: Final = re.compile(r"(?P<number>.+?号)(?:（(?P<kind>[^（）]+)）)?")


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as the archive holds it.

    :param folder: where its files are, from the office's folder.
    :param key: its number: code, year, kind, serial.
    :param facts: what its manifest says of it; empty: the manifest cannot be read.
    :param details: further columns of the book.
    :param manifest: SHA-256 of the manifest.
    """

    folder: str
    key: Key
    facts: Mapping[str, str]
    details: Mapping[str, str]
    manifest: str

    @property
    def identity(self) -> str:
        """Which document it is."""
        return self.facts.get("identity", "")

    def __str__(self) -> str:
        title = self.facts.get("title", "")
        return f"“{self.folder}”" + (f"（{title}）" if title else "")


def documents(office: Path, years: Collection[int] = ()) -> Iterator[Path]:
    """The folders of the archive that bear a 发文字号.

    :param years: only of these years; empty: of all.
    """
    for year in sorted((office / ARCHIVE).glob("[0-9][0-9][0-9][0-9]")):
        if not years or int(year.name) in years:
            yield from (folder for folder in sorted(year.iterdir()) if _key_of(folder.name))


def read_filed(office: Path, folder: Path) -> Filed:
    """A document of the archive; what its manifest does not tell is left out."""
    name = folder.relative_to(office).as_posix()
    key = _key_of(folder.name)
    assert key is not None, folder  # noqa: S101 - only folders that bear a number are asked for
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest = json.loads(content)
        facts = {field: str(manifest[field]) for field in _PROOF}
        details = {str(title): str(text) for title, text in manifest["details"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Filed(name, key, {}, {}, "")
    code, year, _, serial = key
    if facts["number"] != str(DocumentNumber(code, year, serial)):
        return Filed(name, key, {}, {}, "")
    return Filed(name, key, facts, details, digest(content))


def _key_of(name: str) -> Key | None:
    """The number that a folder's name bears."""
    found = _NAMED.fullmatch(name)
    if not found:
        return None
    try:
        number = DocumentNumber.parse(found["number"])
    except HongtouError:
        return None
    if not number.year or not number.serial:
        return None
    return number.code, number.year, found["kind"] or "", number.serial


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
    waiting = {entry.key: entry.identity for entry in entries}
    for folder in sorted((office / ARCHIVE).glob("[0-9][0-9][0-9][0-9]/*")):
        name = folder.relative_to(office).as_posix()
        if name in known or folder.name.startswith("."):
            continue
        key = _key_of(folder.name)
        filed = read_filed(office, folder) if key else None
        if filed is None or not filed.identity or waiting.get(filed.key) == filed.identity:
            yield f"“{name}”没有登记为已发。用 hongtou issue 把它办完，或者移走"
        else:
            yield f"归档的{filed}登记簿里没有登记，登记簿不是最新的。用 hongtou number recover 补进登记簿"
