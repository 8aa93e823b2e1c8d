"""Characters lost or invented by import: what its readers say of files, against what else reads them.

``script/imports --characters FOLDER…`` imports every TXT, DOCX, DOC and WPS there, which settles its own sum; besides, what the
reader took or told is held against the bytes as text, the ``w:t`` of the XML, or the plain text that LibreOffice makes. Texts
that --also names are made DOCX, and of these ODT and RTF, which must all give their characters, neither more nor less.
"""

from __future__ import annotations

import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx import Document
from hongtou import TrackedChanges
from hongtou.errors import HongtouError
from hongtou.importing.importer import import_file, importer_of
from hongtou.importing.kinds import BUILT_IN
from hongtou.importing.numbering import Numbering
from hongtou.importing.source import Line, Source
from hongtou.intake.text.decoding import clean, decoded
from hongtou.ooxml.received import ReceivedFile, W
from lxml import etree
from support.libreoffice import convert

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FORMATS = ("docx", "odt", "rtf")


def check(folders: Sequence[Path], also: Sequence[Path]) -> bool:
    """Print the rows; whether nothing is lost or invented."""
    print("| characters | files | read | lost | invented |\n|---|---|---|---|---|")
    met = True
    for suffix in ("txt", "docx", "doc", "wps"):
        files = [file for folder in folders for file in sorted(folder.glob(f"*.{suffix}"))]
        met &= _row(f"{suffix.upper()} as found", [_found(file) for file in files])
    with tempfile.TemporaryDirectory() as folder:
        for kind in _FORMATS:
            met &= _row(f"TXT as {kind.upper()}", [_made(file, kind, Path(folder)) for file in also])
    return met


def _row(name: str, found: Sequence[tuple[Path, int, Counter[str], Counter[str]]]) -> bool:
    if not found:
        return True
    read = sum(count for _, count, _, _ in found)
    lost, invented = sum(less.total() for _, _, less, _ in found), sum(more.total() for _, _, _, more in found)
    print(f"| {name} | {len(found)} | {read} | {lost} | {invented} |")
    for path, _, less, more in found:
        if less or more:
            print(f"    {path.name}: lost “{_shown(less)}”, invented “{_shown(more)}”")
    return not lost and not invented


def _shown(characters: Counter[str]) -> str:
    return "".join(sorted(characters.elements()))[:60]


def _found(path: Path) -> tuple[Path, int, Counter[str], Counter[str]]:
    """A file as it is: what the importer took or told against what else reads of it."""
    source = importer_of(path, BUILT_IN).read(path, TrackedChanges.ACCEPT)
    try:
        import_file(path, changes=TrackedChanges.ACCEPT)
    except HongtouError as error:
        print(f"    {path.name}: {error}")
    return path, *_compared(_elsewhere(path), source)


def _made(path: Path, kind: str, folder: Path) -> tuple[Path, int, Counter[str], Counter[str]]:
    """A text as a document of another kind, imported."""
    text = clean(decoded(path))[0]
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    target = folder / f"{path.stem}.docx"
    document.save(str(target))
    if kind != "docx":
        convert(folder, [target], kind=kind)
        target = target.with_suffix(f".{kind}")
    source = importer_of(target, BUILT_IN).read(target, TrackedChanges.REFUSE)
    import_file(target)
    return target, *_compared(text, source)


def _elsewhere(path: Path) -> str:
    """The text of a file by other means."""
    if path.suffix == ".txt":
        return decoded(path)
    if path.suffix == ".docx":
        return "".join(_raw(path))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "source.doc"
        copy.write_bytes(path.read_bytes())
        convert(Path(folder), [copy], kind="txt:Text (encoded):UTF8")
        return copy.with_suffix(".txt").read_text(encoding="utf-8-sig")


def _raw(path: Path) -> Iterator[str]:
    """Every ``w:t`` of a document, and the numbers that Word makes."""
    package = ReceivedFile(path)
    numbering = Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml"))
    yield from (numbering.label(one) for one in package.body.iter(f"{W}p") if not _is_fallback(one))
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                yield from (one.text or "" for one in root.iter(f"{W}t") if not _is_fallback(one))


def _is_fallback(element: etree._Element) -> bool:
    return any(above.tag == _FALLBACK for above in element.iterancestors())


def _compared(text: str, source: Source) -> tuple[int, Counter[str], Counter[str]]:
    texts = [part.text if isinstance(part, Line) else "".join(cell for row in part.rows for cell in row) for part in source.parts]
    # Nothing else than the reader tells of heads and feet of pages where LibreOffice makes plain text.
    told = (one.text for one in source.left if source.path.suffix not in {".doc", ".wps"} or one.reason not in {"页眉", "页脚"})
    wanted, got = _counted(text), _counted("".join((*texts, *told)))
    return got.total(), wanted - got, got - wanted


def _counted(text: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFKC", "".join(text.split())))
