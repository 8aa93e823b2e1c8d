"""What hostile testers tried and did not get through with, in tables; each fails when the guard against it is taken out."""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest
import xlsxwriter
from hongtou import Office
from hongtou.draft import Draft, FieldPath
from hongtou.errors import HongtouError, InputError, TemplateError
from hongtou.files.edits import edited
from hongtou.intake import read_draft
from hongtou.intake.workbook.reader import Workbook
from hongtou.packet.patterns import filled
from hongtou.pictures.seals import read_picture, seal
from hongtou.plugin.manager import Plugins
from hongtou.render.templates import fill_text
from hongtou.runner import Runner
from lxml import etree
from support.bombs import add_bomb, compressed
from support.plugins import PLUGINS

# --- what is typed is text, wherever it is printed -----------------------------------------------------------------------------

INJECTIONS: Final = (
    '<w:fldSimple w:instr="DDEAUTO c:/x"/>',
    "</w:t></w:r><w:altChunk r:id='rId1'/>",
    "]]></w:t><!--甲-->",
    "{{7+7}}{% raw %}{{r x }}",
    "{{ cycler.__init__.__globals__ }}",
    '=HYPERLINK("http://x.invalid","甲")',
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "<script>alert(1)</script>&lt;甲&gt;&#65;",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>&b;",
    "<img src='file:///etc/hostname'/>",
    'INCLUDETEXT "c:/x"',
)
# What a document without such text has none of either.
_FIELDS: Final = {"fldSimple", "altChunk", "object", "OLEObject", "script", "control", "subDoc", "dataBinding"}
_ACTIONS: Final = ("/JavaScript", "/JS", "/Launch", "/URI", "/OpenAction", "/EmbeddedFile", "/SubmitForm", "/GoToR", "/AA")
_FREE: Final = frozenset({"string", "title", "text", "names"})


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return PLUGINS


def free(rules: Mapping[str, Any], values: object, path: FieldPath) -> Iterator[FieldPath]:
    """The paths of all texts in a draft that may be anything."""
    kind = rules.get("type")
    if isinstance(values, Mapping) and kind in {"dict", None}:
        for key, value in values.items():
            yield from free(rules.get("schema", {}).get(key, {"type": "?"}), value, (*path, key))
    elif isinstance(values, list):
        inner = rules.get("schema", {}) if kind == "list" else {"type": "string"} if kind in _FREE else {"type": "?"}
        for number, value in enumerate(values):
            yield from free(inner, value, (*path, number))
    elif kind in _FREE and isinstance(values, str) and "allowed" not in rules and "regex" not in rules:
        yield path


def put(values: Any, path: FieldPath, text: str) -> Any:
    """Values with another text at a path."""
    if not path:
        return text
    if isinstance(values, list):
        return [put(value, path[1:], text) if number == path[0] else value for number, value in enumerate(values)]
    return {key: put(value, path[1:], text) if key == path[0] else value for key, value in values.items()}


def injected(runner: Runner, draft: Draft, rules: Mapping[str, Any], turn: int) -> tuple[Draft, list[str]]:
    """A draft with one injection in each text that takes it."""
    taken: list[str] = []
    for number, path in enumerate(free({"type": "dict", "schema": rules}, draft.values, ())):
        text = INJECTIONS[(number + turn) % len(INJECTIONS)]
        tried = replace(draft, values=put(draft.values, path, text))
        try:
            runner.lay_out(runner.compose(tried))
        except HongtouError:
            continue
        draft = tried
        taken.append(text)
    return draft, taken


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("turn", [0, 5])
@pytest.mark.parametrize(
    "name", ["通知", "工作要点", "实施意见", "年度党建工作总结", "统战对象名单", "党建工作台账", "述职报告", "议案", "发文登记簿"]
)
def test_what_is_typed_is_printed_and_does_nothing(plugins: Plugins, tmp_path: Path, name: str, turn: int) -> None:
    type = plugins.document_type(name)
    path = tmp_path / f"draft{type.starter_suffix}"
    path.write_text(type.starter, encoding="utf-8")
    runner = Runner(Office(), plugins)
    draft, taken = injected(runner, read_draft(path), plugins.fields(type), turn)
    assert taken
    formats = ["docx", "pdf", *(["xlsx"] if name == "统战对象名单" else [])]
    made = runner.make(draft, formats).files
    printed = shown_in_docx(made["docx"])
    assert [text for text in taken if squeezed(text) not in printed] == []
    look_at_pdf(made["pdf"])
    if "xlsx" in made:
        look_at_xlsx(made["xlsx"])


def shown_in_docx(content: bytes) -> str:
    """All text of a DOCX, once it is seen that nothing in it acts."""
    text = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for part in file.namelist():
            assert b"<!DOCTYPE" not in file.read(part).partition(b"<w:")[0]
            if not part.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(file.read(part))
            for element in root.iter("*"):
                assert element.tag.rpartition("}")[2] not in _FIELDS, part
                assert element.get("TargetMode") != "External", part
                if element.tag.endswith("}instrText"):
                    assert (element.text or "").split()[0] in {"PAGE"}, part
                elif element.tag.endswith("}t"):
                    text.append(element.text or "")
    return squeezed("".join(text))


def look_at_pdf(content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        told = "\n".join(repr(item) for item in pdf.objects if not isinstance(item, pikepdf.String))
    assert [action for action in _ACTIONS if re.search(rf"{action}\b", told)] == []


def look_at_xlsx(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for part in file.namelist():
            root = etree.fromstring(file.read(part))
            names = {element.tag.rpartition("}")[2] for element in root.iter("*")}
            assert not names & {"f", "hyperlink", "oleObject", "ddeLink", "externalReference"}, part


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% include '/etc/hostname' %}",
        "{% import '/etc/hostname' as x %}",
        "{{ values.append(1) }}",
        "{{ values.clear() }}",
        "{{ (range)(9999999999) | list }}",
        "{{ missing }}",
    ],
)
def test_a_template_reaches_nothing_but_what_it_is_given(template: str) -> None:
    with pytest.raises((TemplateError, TypeError, OverflowError)):
        fill_text("模板", template, {"values": [1]})


# --- names are names of one file in one folder ---------------------------------------------------------------------------------

NAMES: Final = (
    *(
        "..",
        ".",
        "...",
        " .. ",
        "../甲",
        "..\\甲",
        "甲/../../乙",
        "/etc/passwd",
        "//服务器/甲",
        "\\\\服务器\\甲",
        "C:\\甲",
        "C:甲",
        "~",
        "~root",
    ),
    *(
        "甲\0乙",
        "\0",
        "甲\n乙",
        "甲\r",
        "\t",
        "甲\x7f",
        "\x1b[2J",
        "甲\u202egpj.exe",
        "\u200b",
        "甲\u200b",
        "\ufeff甲",
        "\u2066甲\u2069",
    ),
    *("CON", "con.txt", "NUL", "aux.pdf", "COM1", "COM¹", "LPT9.docx", "PRN .x", "CONIN$", "甲.", "甲 ", " 甲", ". .", "甲. . ."),
    *(
        "甲" * 300,
        "a" * 5000,
        "𠮷" * 100,
        "甲" * 59 + "/",
        "é" * 200,
        "．．",
        "．．／甲",
        "‥",
        "…",
        "甲／乙",
        "甲∕乙",
        "甲⁄乙",
        "甲╱乙",
    ),
    *(
        "-rf",
        "--help",
        "$(id)",
        "`id`",
        "甲;id",
        "甲|id",
        "甲&&id",
        "甲>乙",
        "甲*",
        "甲?",
        '甲"乙',
        "%2e%2e%2f",
        "..%c0%af",
        "file:///etc",
        "{单位}",
        "甲\ud800",
    ),
)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_unit_is_called_its_folder_is_one_folder_in_the_output(tmp_path: Path, name: str) -> None:
    for pattern in ("{单位}", "{单位}/{单位}"):
        made = filled(pattern, {"单位": name}, path=True)
        assert len(made.split("/")) == pattern.count("/") + 1
        for part in made.split("/"):
            assert part not in {"", ".", ".."}
            assert part == part.strip(" .")
            assert len(part.encode()) <= 180
            assert not re.search(r'[\\/:*?"<>|]', part)
            assert not [char for char in part if unicodedata.category(char) in {"Cc", "Cf"}]
            assert part.partition(".")[0].rstrip().upper() not in {"CON", "NUL", "AUX", "PRN", "COM1", "COM¹", "LPT9", "CONIN$"}
        place = tmp_path / made
        place.mkdir(parents=True)
        assert place.resolve() == tmp_path.resolve() / made


PATHS: Final = (
    "../外.md",
    "附/../../外.md",
    "/etc/hostname",
    "//etc/hostname",
    "./../外.md",
    "链接.md",
    "链接夹/外.md",
    "外.md\0.md",
    "~/外.md",
)


@pytest.mark.parametrize(
    "name", [*PATHS, "/proc/self/environ", "/dev/zero", "file:///etc/hostname", "http://x.invalid/甲.md", "甲" * 300]
)
@pytest.mark.parametrize("field", ["印发: {}", "附件:\n  - {{标题: 甲, 文件: {}}}", "印章:\n  - {{文件: {}}}"])
def test_no_draft_reads_what_is_not_the_offices(plugins: Plugins, tmp_path: Path, field: str, name: str) -> None:
    room = tmp_path / "室"
    (room / "附").mkdir(parents=True)
    (tmp_path / "外.md").write_text("---\n文种: 通知\n标题: 秘密\n---\n秘密。\n", encoding="utf-8")
    (room / "链接.md").symlink_to("../外.md")
    (room / "链接夹").symlink_to(tmp_path)
    head = f"---\n文种: 通知\n标题: 关于甲的通知\n发文机关: 云州市医学会\n{field.format(quoted(name))}\n---\n正文。\n"
    (room / "甲.md").write_text(head, encoding="utf-8")
    with pytest.raises(HongtouError) as caught:
        Runner(Office(folder=room), plugins).make(room / "甲.md", ["docx"])
    assert "秘密" not in str(caught.value)
    assert "缺陷" not in str(caught.value)


def quoted(text: str) -> str:
    return '"' + text.replace("\0", "\\0") + '"'


# --- files that are not what they seem -----------------------------------------------------------------------------------------

BESIDE: Final = "旁边文件里的秘密"
LAUGHS: Final = (
    "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
PARTS: Final = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", ["external", "laughs"])
def test_no_entity_in_a_workbook_is_looked_up(tmp_path: Path, part: str, kind: str) -> None:
    (tmp_path / "secret").write_text(BESIDE, encoding="utf-8")
    external = f"<!DOCTYPE x [<!ENTITY i SYSTEM 'file://{tmp_path}/secret'>]>"
    path = tmp_path / "甲.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表").write_row(0, 0, ["甲的文字", "乙"])
    parts = contents(path)
    text = parts[part].decode()
    declared = re.sub(r"(\?>\s*)", lambda match: match[1] + (external if kind == "external" else LAUGHS), text, count=1)
    parts[part] = declared.replace("甲的文字", "&i;").encode()
    packed(path, parts)
    try:
        cells = [cell for row in Workbook(path).rows("表") for cell in row.cells]
    except InputError:
        return
    assert BESIDE not in str(cells)
    assert len(str(cells)) < 1000


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(path: Path, parts: Mapping[str, bytes], bomb: str = "", size: int = 0) -> None:
    """Write an archive; a bomb in it is the part that unpacks to so many MiB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
        if bomb:
            add_bomb(file, bomb, size)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/media/image1.png", "docProps/app.xml"])
def test_a_bomb_in_any_part_of_a_workbook_is_refused(tmp_path: Path, part: str) -> None:
    path = tmp_path / "甲.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表").write(0, 0, "甲")
    parts = {name: content for name, content in contents(path).items() if name != part}
    packed(path, parts, bomb=part, size=320)
    with pytest.raises(InputError):
        Workbook(path).rows("表")


def test_a_bomb_in_place_of_a_made_document_is_somebody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "通知.docx"
    packed(path, {}, bomb="word/document.xml", size=201)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    assert edited(path)


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A red picture with chunks before its pixels."""
    pixels = zlib.compress(b"".join(b"\0" + b"\xff\0\0\xff" * 10 for _ in range(10)))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 6, 0, 0, 0)), *chunks, (b"IDAT", pixels), (b"IEND", b"")]
    made = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/><script>1</script></svg>'


@cache
def great() -> bytes:
    """What unpacks to 200 MB."""
    return compressed(200)


@pytest.mark.parametrize(
    "content",
    [
        SVG.encode,
        f"<?xml version='1.0'?>{LAUGHS}{SVG.replace('1<', '&i;<')}".encode,
        lambda: png((b"zTXt", b"a\0\0" + great())),
        lambda: png((b"iTXt", b"a\0\1\0\0\0" + great())),
        lambda: png((b"iCCP", b"a\0\0" + great())),
        lambda: png()[:-20] + compressed(50),
    ],
    ids=["svg", "svg laughs", "zTXt", "iTXt", "iCCP", "tail"],
)
def test_no_picture_draws_in_or_blows_up(tmp_path: Path, content: Callable[[], bytes]) -> None:
    (tmp_path / "章.png").write_bytes(content())
    with pytest.raises(InputError, match="章"):
        seal(read_picture(tmp_path / "章.png"), 42)
