"""A Word file's parts: read, added to, written, with what its indexes must say."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

import pytest
from hongtou.ooxml.package import WordFile, packed
from lxml import etree
from support.word import Word

SHIPPED = files("hongtou.templates").joinpath("docx", "gongwen.docx").read_bytes()


def test_a_file_that_nobody_changes_stays_as_it_is() -> None:
    assert WordFile(SHIPPED).save() == SHIPPED


def test_a_new_footer_is_listed_and_found() -> None:
    word = WordFile(SHIPPED)
    before = len(word)
    root, ident = word.add_story("footer")
    etree.SubElement(root, f"{{{root.nsmap['w']}}}p")
    again = WordFile(word.save())
    assert len(again) == before + 1
    assert [child.tag.rpartition("}")[2] for child in again.related(ident)] == ["p"]
    assert [fault for fault in Word(word.save()).faults() if fault != "tags are left over"] == []


def test_the_same_picture_is_put_in_once() -> None:
    word = WordFile(SHIPPED)
    first, second, other = word.add_picture(b"one"), word.add_picture(b"one"), word.add_picture(b"two")
    assert first == second != other
    written = Word(word.save())
    assert {name: part for name, part in written.parts.items() if "media" in name} == {
        "word/media/image1.png": b"one",
        "word/media/image2.png": b"two",
    }
    assert written.parts["[Content_Types].xml"].count(b"image/png") == 1


def test_properties_that_are_emptied_are_taken_out() -> None:
    word = WordFile(SHIPPED)
    word.set_properties({"dc:title": "通知", "cp:keywords": "党建", "dcterms:created": "2026-11-21T00:00:00Z"})
    word.set_properties({"cp:keywords": ""})
    core = Word(word.save()).parts["docProps/core.xml"].decode()
    assert "<dc:title>通知</dc:title>" in core
    assert 'xsi:type="dcterms:W3CDTF">2026-11-21T00:00:00Z<' in core
    assert "keywords" not in core


def test_targets_from_the_root_are_found_and_external_ones_let_be() -> None:
    """Word writes some relations so; a link in a text is one whose target is no part."""
    parts = dict(WordFile(SHIPPED).contents())
    name = "word/_rels/document.xml.rels"
    link = b'<Relationship Id="rIdLink" Type="http://link" Target="https://example.org/" TargetMode="External"/>'
    parts[name] = (
        parts[name]
        .replace(b'Target="styles.xml"', b'Target="/word/styles.xml"')
        .replace(b"</Relationships>", link + b"</Relationships>")
    )
    word = WordFile(packed(parts))
    assert word.styles.tag.endswith("}styles")
    assert link in dict(word.contents())[name]


@pytest.mark.parametrize("missing", ["word/document.xml", "_rels/.rels", "word/_rels/document.xml.rels"])
def test_a_file_that_lacks_a_part_is_refused(missing: str) -> None:
    parts = {name: part for name, part in WordFile(SHIPPED).contents() if name != missing}
    with pytest.raises(KeyError):
        WordFile(packed(parts))


def test_no_entity_is_read_from_elsewhere() -> None:
    parts = dict(WordFile(SHIPPED).contents())
    parts["word/styles.xml"] = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    assert not WordFile(packed(parts)).tree("word/styles.xml").text


def test_folders_in_the_archive_are_no_parts() -> None:
    target = io.BytesIO(SHIPPED)
    with zipfile.ZipFile(target, "a") as file:
        file.mkdir("word/media")
    assert WordFile(target.getvalue()).save() == SHIPPED
