"""Someone else's plug-in, built and installed as its own distribution, works like ours; what it does wrong bears its name."""

import json
import re
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2
import pytest
from support.forked import Forker, surroundings
from support.wheels import build_wheel

pytestmark = pytest.mark.xdist_group("outside")  # one worker builds, once

SOURCES: Mapping[str, str] = {
    "pyproject.toml": """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "yunzhou-letters"
version = "2.1"

[project.entry-points.hongtou]
handover = "yunzhou_letters.handover"
broken = "yunzhou_letters.broken"
painters = "yunzhou_letters.painters"
memo = "yunzhou_letters.memo"
book = "yunzhou_letters.book"
twin = "yunzhou_letters.twin"

[tool.setuptools]
packages = ["yunzhou_letters"]
""",
    "yunzhou_letters/__init__.py": "",
    "yunzhou_letters/handover.py": '''\
from hongtou import Context, Data, DocumentType, FieldError, Gongwen, Paragraph, field, hookimpl, official, spans

STARTER = """\\
文种: 交接单
标题: 关于移交档案的交接单
发文机关: 云州市医学会
件数: 12
成文日期: 2026-11-21
"""


def compose(data: Data, context: Context) -> Gongwen:
    if data["件数"] == 13:
        raise FieldError(("件数",), "十三件交不了，请分两次移交")
    if data["件数"] == 99:
        raise ZeroDivisionError("no such shelf")
    return official(data, context, blocks=[Paragraph(spans(f"今移交档案{data['件数']}件，请查收。"))])


@hookimpl
def hongtou_register_document_types(register):
    register(
        DocumentType(
            name="交接单",
            summary="移交档案",
            schema={"件数": field("integer", "件数", help="移交几件", example="12", required=True, min=1)},
            compose=compose,
            starter=STARTER,
            starter_suffix=".yaml",
        )
    )
''',
    "yunzhou_letters/painters.py": '''\
import base64
from xml.sax.saxutils import escape

from hongtou import Renderer, hookimpl
from hongtou.page import frame, frames


def page(one):
    """A page as SVG."""
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{one.width}pt" height="{one.height}pt" '
    yield f'viewBox="0 0 {one.width} {one.height}">'
    for image in one.images:
        data = base64.b64encode(image.picture.data).decode()
        box = f'x="{image.x}" y="{image.y}" width="{image.width}" height="{image.height}"'
        yield f'<image {box} href="data:image/png;base64,{data}"/>'
    for fill in one.fills:
        box = f'x="{fill.x}" y="{fill.y}" width="{fill.width}" height="{fill.height}"'
        yield f'<rect {box} fill="{fill.color}"/>'
    for polygon in one.polygons:
        points = " ".join(f"{x},{y}" for x, y in polygon.points)
        yield f'<polygon points="{points}" fill="{polygon.color}"/>'
    for text in (*one.texts, *one.folio):
        x, places = 0.0, []
        for advance in text.advances():
            places.append(f"{x:.3f}")
            x += advance * 100 / text.scale
        turn = " rotate(-90)" if text.rotated else ""
        move = f"translate({text.x:.3f} {text.baseline:.3f}){turn} scale({text.scale / 100} 1)"
        face = f'font-family="{escape(text.font.path.stem)}" font-size="{text.size}" fill="{text.color}"'
        yield f'<text transform="{move}" x="{" ".join(places)}" {face}>{escape(text.text)}</text>'
    yield "</svg>"


def svg(drawing):
    pages = ("".join(page(one)) for one in frames(drawing.plan, drawing.fonts))
    return ("<html><body>" + "".join(pages) + "</body></html>").encode()


def last_page(drawing):
    return "".join(page(frame(drawing.plan, drawing.fonts, len(drawing.plan.pages)))).encode()


def stumble(drawing):
    raise ZeroDivisionError("no ink left")


def nothing(drawing):
    return None


def empty(drawing):
    return b""


def text(drawing):
    return "words"


def glutton(drawing):
    held = []
    while True:
        held.append(bytearray(1 << 26))


@hookimpl
def hongtou_register_renderers(register):
    register(Renderer("svg", "各页的 SVG", svg, suffix="html"))
    register(Renderer("last", "最后一页", last_page, suffix="svg"))
    for paint in (stumble, nothing, empty, text, glutton):
        register(Renderer(paint.__name__, "不好的", paint))
''',
    "yunzhou_letters/memo.py": """\
from hongtou import HongtouError, Importer, Left, Line, Source, hookimpl


def read(path, changes):
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    if head != "MEMO":
        raise HongtouError(f"{path}：不是便笺")
    parts = tuple(Line(line, number) for number, line in enumerate(lines, 2))
    return Source(path, parts, (Left(head, "便笺的记号", 1),))


@hookimpl
def hongtou_register_importers(register):
    register(Importer("memo", "便笺", (".memo",), read))
""",
    "yunzhou_letters/book.py": """\
from hongtou import Data, DocumentType, Paragraph, RegisterBook, field, hookimpl, official, spans


def compose(data, context):
    lines = [f"{line['发文字号']}：{line.get('状态', '')}" for line in data["各号"]]
    return official(data, context, blocks=[Paragraph(spans(f"{data['哪年']}年：{'；'.join(lines)}。"))])


ENTRY = {
    "发文字号": field("document_number", "发文字号", help="字号", example="云医发〔2026〕1号"),
    "状态": field("string", "状态", help="状态", example="预留"),
}
SCHEMA = {
    "哪年": field("integer", "哪年", help="哪年", example=2026),
    "各号": field("list", "各号", help="各号", example="[]", schema={"type": "dict", "schema": ENTRY}),
}
STARTER = "文种: 字号单\\n标题: 字号单\\n格式: 普通\\n哪年: 2026\\n各号: [{发文字号: 云医发〔2026〕1号}]\\n"


@hookimpl
def hongtou_register_document_types(register):
    book = RegisterBook(entries="各号", year="哪年")
    register(DocumentType("字号单", "只有字号", SCHEMA, compose, STARTER, ".yaml", register_book=book))
""",
    "yunzhou_letters/broken.py": 'raise RuntimeError("the shelf fell down")\n',
    "yunzhou_letters/twin.py": """\
from hongtou import hookimpl

from .handover import DocumentType, STARTER, compose


@hookimpl
def hongtou_register_document_types(register):
    register(DocumentType("交接单", "又一个", {}, compose, STARTER, ".yaml"))
""",
}

Hongtou = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, forker: Forker) -> Path:
    """A folder with the plug-in's distribution installed in it."""
    folder = tmp_path_factory.mktemp("outside")
    for name, text in SOURCES.items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with zipfile.ZipFile(
        build_wheel(forker, folder / "source", folder)
    ) as archive:  # a wheel is a zip of what site-packages shall hold
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.fixture
def hongtou(site: Path, tmp_path: Path, forker: Forker) -> Hongtou:
    """The command, as it runs where the plug-in is installed, too."""

    def run(*arguments: str, memory: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
        code, out, err = forker.run(arguments, tmp_path, surroundings(PYTHONPATH=str(site)), memory=memory)
        return subprocess.CompletedProcess(arguments, code, out.decode(), err.decode())

    return run


@pytest.fixture
def started(site: Path, tmp_path: Path) -> Hongtou:
    """The same in a process that is started for it."""
    program = shutil.which("hongtou", path=Path(sys.executable).parent)
    assert program

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = surroundings(PYTHONPATH=str(site))
        return subprocess.run([program, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def draft(folder: Path, *, pieces: str) -> Path:
    path = folder / "移交.yaml"
    text = f"文种: 交接单\n标题: 关于移交档案的交接单\n发文机关: 云州市医学会\n件数: {pieces}\n成文日期: 2026-11-21\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_its_type_is_found(hongtou: Hongtou) -> None:
    listing = json.loads(hongtou("types", "--format", "json").stdout)
    assert {"name": "交接单", "group": "其他", "summary": "移交档案", "plugin": "yunzhou-letters[handover]"} in listing


def test_its_starter_renders_as_it_stands(started: Hongtou, tmp_path: Path) -> None:
    assert started("new", "交接单", "-o", "移交.yaml").returncode == 0
    done = started("render", "移交.yaml", "-o", "out")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["移交.docx", "移交.pdf"]


def test_its_document_says_what_it_composed(hongtou: Hongtou, tmp_path: Path) -> None:
    done = hongtou("render", draft(tmp_path, pieces="7").name, "-o", "out")
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(tmp_path / "out" / "移交.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "今移交档案7件，请查收。" in text.replace("\n", "").replace("\r", "")


def test_a_wrong_field_is_told_by_its_place(hongtou: Hongtou, tmp_path: Path) -> None:
    for pieces in ("很多", "0", "13"):
        done = hongtou("render", draft(tmp_path, pieces=pieces).name, "-o", "out")
        assert done.returncode == 1
        assert "移交.yaml:4" in done.stderr
        assert "件数" in done.stderr
        assert "Traceback" not in done.stderr


def test_what_it_does_wrong_bears_its_name(hongtou: Hongtou, tmp_path: Path) -> None:
    done = hongtou("render", draft(tmp_path, pieces="99").name, "-o", "out")
    assert done.returncode == 1
    assert any("yunzhou-letters[handover]" in line and "no such shelf" in line for line in done.stderr.splitlines())
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "out").glob("*")) == []


def test_its_kind_of_file_is_imported(hongtou: Hongtou, tmp_path: Path) -> None:
    (tmp_path / "来文.memo").write_text("MEMO\n关于义诊的通知\n请认真准备。\n", encoding="utf-8")
    (tmp_path / "坏.memo").write_text("甲", encoding="utf-8")
    done = hongtou("import", "来文.memo", "坏.memo", "--report")
    assert "标题: 关于义诊的通知" in (tmp_path / "来文.md").read_text(encoding="utf-8")
    assert "第1行\t便笺的记号\tMEMO" in done.stdout
    assert "坏.memo：不是便笺" in done.stderr
    assert done.returncode == 1


def test_its_type_prints_the_register(hongtou: Hongtou, tmp_path: Path) -> None:
    (tmp_path / "hongtou.yaml").write_text("名称: 云州市医学会\n机关代字: 云医发\n", encoding="utf-8")
    assert hongtou("number", "reserve", "--year", "2026").returncode == 0
    done = hongtou("number", "book", "--year", "2026", "--type", "字号单", "-o", "簿.pdf")
    assert done.returncode == 0, done.stderr
    with pypdfium2.PdfDocument(tmp_path / "簿.pdf") as pdf:
        assert "2026年：云医发〔2026〕1号：预留。" in pdf[0].get_textpage().get_text_range()
    wrong = hongtou("number", "book", "--year", "2026", "--type", "交接单", "-o", "簿.pdf")
    assert wrong.returncode == 2
    assert "文种“交接单”不能印登记簿。能印的：发文登记簿、字号单" in wrong.stderr


def test_what_fails_to_load_is_named_and_stops_nothing(hongtou: Hongtou) -> None:
    listing = {plugin["name"]: plugin for plugin in json.loads(hongtou("plugins", "--format", "json").stdout)}
    assert "the shelf fell down" in listing["yunzhou-letters[broken]"]["failure"]
    assert "yunzhou-letters[handover]" in listing["yunzhou-letters[twin]"]["failure"]
    assert listing["yunzhou-letters[handover]"]["failure"] == ""
    assert all(plugin["failure"] == "" for plugin in listing.values() if plugin["distribution"] == "hongtou")


def test_its_renderer_draws_a_whole_document_from_the_painted_pages(hongtou: Hongtou, tmp_path: Path) -> None:
    from lxml import etree

    draft(tmp_path, pieces="7")
    done = hongtou("render", "移交.yaml", "-o", "out", "--to", "svg", "--to", "last", "--to", "pdf")
    assert done.returncode == 0, done.stderr
    drawn = etree.fromstring((tmp_path / "out" / "移交.html").read_bytes())
    with pypdfium2.PdfDocument(tmp_path / "out" / "移交.pdf") as pdf:
        printed = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]
    pages = drawn.findall("body/{*}svg")
    assert [re.sub(r"\s", "", "".join(map(str, page.itertext()))) for page in pages] == printed
    assert all(page.findall("{*}rect") for page in pages if "印发" in "".join(map(str, page.itertext())))
    assert (tmp_path / "out" / "移交.svg").read_text("utf-8") == etree.tostring(pages[-1], encoding="unicode")


@pytest.mark.parametrize(
    ("format", "told"),
    [
        ("stumble", "画成 stumble 时出错：ZeroDivisionError: no ink left"),
        ("nothing", "nothing 的 render 应返回 bytes，实为 NoneType"),
        ("empty", "empty 的 render 返回的内容是空的，没有写成文件"),
        ("text", "text 的 render 应返回 bytes，实为 str"),
        ("glutton", "画成 glutton 时出错：内存不够"),
    ],
)
def test_a_renderer_that_fails_is_named_and_nothing_is_written(hongtou: Hongtou, tmp_path: Path, format: str, told: str) -> None:
    draft(tmp_path, pieces="7")
    done = hongtou("render", "移交.yaml", "-o", "out", "--to", "pdf", "--to", format, memory=3 << 30)
    assert done.returncode == 1
    assert told in done.stderr
    assert "yunzhou-letters[painters]" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "out").glob("*")) == []
