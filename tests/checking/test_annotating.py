"""Word comments at the findings' own words: where they stand, and that nothing else is changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hongtou import found
from hongtou.checking.finding import Finding
from hongtou.checking.word import annotated
from hongtou.errors import InputError
from hongtou.evidence import Role
from hongtou.workers.apart import Apart
from lxml import etree
from support.checked import paragraph, report, word
from support.libreoffice import MARKS, convert
from support.plugins import PLUGINS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKED = {f"{W}commentRangeStart", f"{W}commentRangeEnd"}


def annotate(path: Path) -> bytes:
    """A file's comments, as the check makes them."""
    return annotated(path, report(path).findings)


def parts(blob: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        return {name: file.read(name) for name in file.namelist()}


def commented_words(blob: bytes) -> dict[str, list[str]]:
    """What stands between the marks of each comment, by the code of the rule that its first line names."""
    made = parts(blob)
    body: Any = etree.fromstring(made["word/document.xml"])
    words_of: dict[str, list[str]] = {}
    name = next(name for name in made if name.startswith("word/comments"))
    for comment in etree.fromstring(made[name]):
        told = "".join(map(str, comment.itertext()))
        ident, inside, words = comment.get(f"{W}id"), False, ""
        for element in body.iter():
            if element.tag in MARKED and element.get(f"{W}id") == ident:
                inside = element.tag.endswith("Start")
            elif inside and element.tag == f"{W}t":
                words += element.text or ""
        words_of.setdefault(told[:5], []).append(words)
    return words_of


def unmarked(blob: bytes) -> list[bytes]:
    """The text's characters, each with the paragraph, the run's looks and all else that its run says; and what else there is."""
    body: Any = etree.fromstring(parts(blob)["word/document.xml"])
    for element in [*body.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")]:
        gone = element.getparent() if element.tag.endswith("Reference") else element
        gone.getparent().remove(gone)
    return [*_leaves(body)]


def _leaves(element: Any) -> Iterator[bytes]:
    if element.tag != f"{W}r":
        yield str(element.tag).encode() + repr(sorted(element.attrib.items())).encode() + (element.text or "").encode()
        for child in element:
            yield from _leaves(child)
        return
    properties = element.find(f"{W}rPr")
    looks = etree.tostring(properties, method="c14n") if properties is not None else b""
    for child in element:
        if child.tag == f"{W}t":
            yield from (looks + char.encode() for char in child.text or "")
        elif child is not properties:
            copied = deepcopy(child)
            copied.tail = None
            yield looks + etree.tostring(copied, method="c14n")


def half_width(document: Any) -> None:
    """A comma that the check finds, in the middle of a run."""
    paragraph(document, "加强组织领导").runs[0].text = "各单位要加强组织领导,落实责任。请于2026年2月30日前报送。"


def test_a_comment_stands_at_the_words_that_it_is_about(tmp_path: Path) -> None:
    made = annotate(word(tmp_path, half_width))
    assert commented_words(made) == {"GW330": ["2026年2月30日"], "GW611": [","]}
    texts = {one.author: one.text for one in docx.Document(io.BytesIO(made)).comments if "GW611" in one.text}
    assert "“,”：用全角的“，”" in texts["红头检查"]


def test_nothing_else_is_changed(tmp_path: Path) -> None:
    path = word(tmp_path, half_width)
    old, new = parts(path.read_bytes()), parts(annotate(path))
    touched = {name for name in new if old.get(name) != new[name]}
    assert touched == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert old.keys() == new.keys() - {"word/comments.xml"}
    assert unmarked(path.read_bytes()) == unmarked(annotate(path))


def test_the_same_findings_are_found_in_the_annotated_file(tmp_path: Path) -> None:
    path = word(tmp_path, half_width)
    again = tmp_path / "乙.docx"
    again.write_bytes(annotate(path))
    assert [one.found.words for one in report(again).findings] == [one.found.words for one in report(path).findings]


def test_comments_that_are_there_stay(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        half_width(document)
        runs = paragraph(document, "加强组织领导").runs
        document.add_comment(runs, "请再核对", author="李四")

    path = word(tmp_path, change)
    comments = [*docx.Document(io.BytesIO(annotate(path))).comments]
    assert [one.text for one in comments if one.author == "李四"] == ["请再核对"]
    idents = [one.comment_id for one in comments]
    assert len(set(idents)) == len(idents) == 3
    assert "word/comments1.xml" not in parts(annotate(path))


def test_words_in_a_table_and_findings_of_the_page_have_their_places(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 1).text = "张三 11010519491231002X"
        document.sections[0].left_margin = 900000

    made = annotate(word(tmp_path, change))
    assert commented_words(made)["GW651"] == ["11010519491231002X"]
    told = " ".join(one.text for one in docx.Document(io.BytesIO(made)).comments)
    assert "整页" in told
    assert "11010519491231002X" not in told


def test_what_stands_in_a_box_or_in_the_foot_is_told_where_word_takes_comments(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        box = (
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:200pt"><v:textbox>'
            "<w:txbxContent><w:p><w:r><w:t>联系人,张三</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        paragraph(document, "加强组织领导")._p.append(parse_xml(box))

    path = word(tmp_path, change)
    seen = report(path)
    rule = next(rule for rule in PLUGINS.rules if rule.code == "GW611")
    items = [next(one for one in seen.evidence.items if one.boxed and "张三" in one.text), seen.evidence.first(Role.FOLIO)]
    made = annotated(path, [Finding(rule, rule.strength, found(item, "改正", item.text[1:3])) for item in items if item])
    body = etree.fromstring(parts(made)["word/document.xml"])
    assert not [*body.iterfind(f".//{W}txbxContent//{W}commentRangeStart")]
    told = [one.text for one in docx.Document(io.BytesIO(made)).comments]
    assert "文本框里，“系人”：改正" in told[0]
    assert "页脚里，" in told[1]


def test_a_strict_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = word(tmp_path, half_width)
    strict = parts(path.read_bytes())
    target = tmp_path / "严.docx"
    with zipfile.ZipFile(target, "w") as file:
        for name, content in strict.items():
            file.writestr(name, content.replace(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    with pytest.raises(InputError, match="Strict"):
        annotated(target, report(path).findings)


@pytest.mark.parametrize("writer", [pytest.param("", marks=MARKS)])
def test_libreoffice_has_the_comments_at_their_words(tmp_path: Path, writer: str) -> None:
    del writer
    path = tmp_path / "批.docx"
    path.write_bytes(annotate(word(tmp_path, half_width)))
    convert(tmp_path, [path], kind="fodt")
    root: Any = etree.parse(tmp_path / "批.fodt").getroot()
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    words_of = {}
    for note in root.iter(f"{office}annotation"):
        name, words, seen = note.get(f"{office}name"), "", False
        for one in note.getparent().iter():
            if one is note:
                seen, words = True, one.tail or ""
            elif one.tag == f"{office}annotation-end" and one.get(f"{office}name") == name:
                break
            elif seen and not any(above.tag == f"{office}annotation" for above in (one, *one.iterancestors())):
                words += (one.text or "") + (one.tail or "")
        words_of["".join(note.itertext()).partition("GW")[2][:3]] = words
    assert words_of == {"611": ",", "330": "2026年2月30日"}


def test_the_file_is_opened_in_a_process_of_its_own(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        paragraph(document, "加强组织领导").runs[0].text = "各单位要加强组织领导,落实责任。"

    path = word(tmp_path, change)
    (finding, *more) = report(path).findings
    # A rule of somebody's plug-in may be a function that cannot be sent anywhere.
    findings = [replace(finding, rule=replace(finding.rule, judge=lambda *_: [])), *more]
    with Apart() as apart:
        assert annotated(path, findings, apart) == annotated(path, findings)
    path.write_bytes(b"PK")
    with Apart() as apart, pytest.raises(InputError):
        annotated(path, findings, apart)
