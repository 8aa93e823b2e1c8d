"""The archive: a folder for every issued document, with a list of its files and their hashes."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ..document import DocumentNumber
from ..errors import HongtouError, RegisterError
from ..files.digests import sha256_of
from ..files.reasons import reason
from ..pattern import pattern
from ..values import dataclass
from .address import ARCHIVE
from .entry import Entry, Key

MANIFEST: Final = "manifest.json"
# Where drafts lie that were filed, never registered, and then filed anew with other text.
REPLACED: Final = "被替换"
# What a document must have to be taken for one that was issued.
_PROOF: Final = ("number", "title", "genre", "dated", "printed_on", "identity", "source", "digest")
_NAMED: Final = pattern(r"(?P<number>.+?号)(?:（(?P<kind>[^（）]+)）)?")


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as the archive holds it.

    :param folder: where its files are, from the office's folder.
    :param key: its number: code, year, kind, serial.
    :param facts: what its manifest says of it; empty: the manifest cannot be read.
    :param details: further columns of the book.
    :param manifest: SHA-256 of the manifest.
    :param content: all that the manifest says.
    """

    folder: str
    key: Key
    facts: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    manifest: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """Which document it is."""
        return self.facts.get("identity", "")

    def __str__(self) -> str:
        title = self.facts.get("title", "")
        return f"“{self.folder}”" + (f"（{title}）" if title else "")


def folders(office: Path, years: Collection[int] = (), known: Mapping[int, Set[str]] = MappingProxyType({})) -> list[str]:
    """What lies in the archive's years, from the office's folder; hidden things do not count.

    :param years: only these; empty: all.
    :param known: by year, the names that are left out.
    :raises RegisterError: it cannot be read.
    """
    found: list[str] = []
    for year in sorted((office / ARCHIVE).glob("[0-9][0-9][0-9][0-9]")):
        if not years or int(year.name) in years:
            names = _names(year) - known.get(int(year.name), frozenset())
            found.extend(f"{ARCHIVE}/{year.name}/{name}" for name in sorted(names) if not name.startswith("."))
    return found


def documents(office: Path) -> list[str]:
    """The folders of the archive that bear a 发文字号, from the office's folder."""
    return [name for name in folders(office) if key_of(name)]


def _names(folder: Path) -> set[str]:
    try:
        return set(os.listdir(folder))  # noqa: PTH208 - a Path for each of thousands takes its time
    except OSError as error:
        raise RegisterError(f"归档的文件夹“{folder}”读不了：{reason(error)}。检查它的权限") from error


def read_filed(office: Path, name: str) -> Filed:
    """A document of the archive; what its manifest does not tell is left out.

    :param name: its folder, from the office's folder; one that bears a number.
    """
    key = key_of(name)
    assert key is not None, name  # noqa: S101 - only folders that bear a number are asked for
    try:
        content = (office / name / MANIFEST).read_bytes()
        manifest = json.loads(content)
        facts = {title: str(manifest[title]) for title in _PROOF}
        details = {str(title): str(text) for title, text in manifest["details"].items()}
        _listed(manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Filed(name, key)
    code, year, _, serial = key
    if facts["number"] != str(DocumentNumber(code, year, serial)):
        return Filed(name, key)
    return Filed(name, key, facts, details, sha256_of(content), manifest)


def key_of(name: str) -> Key | None:
    """The number that a folder of the archive bears; None: it bears none."""
    found = _NAMED.fullmatch(name.rpartition("/")[2])
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


def changed(office: Path, entry: Entry) -> Iterator[str]:
    """What is no longer as it was filed, in words for people."""
    folder = office / entry.folder
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        yield f"归档的文件不见了：{entry.folder}/{MANIFEST}" if folder.is_dir() else f"归档的文件夹不见了：{entry.folder}"
        return
    if sha256_of(content) != entry.manifest:
        yield f"归档文件的清单改过了：{entry.folder}/{MANIFEST}"
        return
    yield from changed_files(office, entry.folder, json.loads(content))


def changed_files(office: Path, name: str, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Which files of a folder are not what its manifest says, in words for people."""
    folder = office / name
    listed = _listed(manifest)
    for path, expected in listed.items():
        try:
            found = sha256_of((folder / path).read_bytes())
        except OSError:
            yield f"归档的文件不见了：{name}/{path}"
            continue
        if found != expected:
            yield f"归档的文件改过了：{name}/{path}"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path in sorted(there - listed.keys() - {MANIFEST}):
        yield f"归档的文件夹里多了文件：{name}/{path}"


def _listed(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The files of a manifest, each with its hash."""
    return {file["name"]: file["sha256"] for file in manifest["files"]}
