"""No draft, template or file that is sent makes the server ask for anything elsewhere: somebody listens, and nobody calls."""

import io
import secrets
import socket
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from hongtou.web.site import Site
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import ONESELF
from support.bursting import bursting
from support.office_page import NOTICE, Browser, oneself, site_of

pytestmark = pytest.mark.xdist_group("reach")
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "html"
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
CONTENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>'
    '<text:p>关于开展义诊活动的通知</text:p><text:p><draw:frame><draw:image xlink:href="ADDRESS/x.png" xlink:type="simple" '
    'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
    '<text:section text:name="s"><text:section-source xlink:href="ADDRESS/x.odt"/><text:p>一</text:p></text:section>'
    "</office:text></office:body></office:document-content>"
)


class Listener:
    """Somebody on this computer whom nobody is to call."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}"

    def was_called(self) -> bool:
        """Whether a connection waits to be taken."""
        self._server.setblocking(False)
        try:
            connection, _ = self._server.accept()
        except BlockingIOError:
            return False
        connection.close()
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield Listener(server)


def test_the_listener_hears_who_calls(listener: Listener) -> None:
    host, port = listener.address.removeprefix("http://").split(":")
    with closing(socket.create_connection((host, int(port)))):
        assert listener.was_called()
    assert not listener.was_called()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One page for all, whose processes are there already."""
    made = site_of(tmp_path_factory.mktemp("office"), shared=False)
    yield made
    made.close()


def draft(site: Site, text: str) -> tuple[Browser, str]:
    kept = site.drafts.create(f"{secrets.token_hex(4)}.md", Text(text.encode(), "通知"), ONESELF.id, ONESELF.name)
    return oneself(site), kept.id


BODIES = [
    "![图](ADDRESS/x.png)",
    "![图](//HOST/x.png)",
    "![图](ADDRESS/x.svg)",
    "<img src='ADDRESS/x.png'>",
    "<link rel=stylesheet href='ADDRESS/x.css'>",
    "<style>@import url(ADDRESS/x.css); p { background: url(ADDRESS/x.png) }</style>",
    "<iframe src='ADDRESS/'></iframe>",
    "<object data='ADDRESS/x.svg'></object>",
    "[说明](ADDRESS/x)",
    "{% include 'ADDRESS/x' %}",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'ADDRESS/x'>]>&b;",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_draft_makes_nobody_call(site: Site, listener: Listener, body: str) -> None:
    text = NOTICE + body.replace("ADDRESS", listener.address).replace("HOST", listener.address[7:]) + "\n"
    browser, id = draft(site, text)
    answers = [
        browser.ask(f"/drafts/{id}/preview", {"text": text, "pages": [1]}),
        browser.get(f"/drafts/{id}/as/docx"),
    ]
    assert {one.status_code for one in answers} <= {200, 422}
    assert not listener.was_called()


@pytest.mark.parametrize("field", ["印章", "附件", "印发", "抄送", "标题"])
@pytest.mark.parametrize("value", ["ADDRESS/x.png", "//HOST/x.png"])
def test_a_field_makes_nobody_call(site: Site, listener: Listener, field: str, value: str) -> None:
    value = value.replace("ADDRESS", listener.address).replace("HOST", listener.address[7:])
    text = NOTICE.replace("成文日期", f'{field}: "{value}"\n成文日期') if field != "标题" else NOTICE.replace("关于", value)
    browser, id = draft(site, text)
    assert browser.ask(f"/drafts/{id}/preview", {"text": text, "pages": [1]}).status_code == 200
    assert browser.get(f"/drafts/{id}/as/pdf").status_code in {200, 422}
    assert not listener.was_called()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("gongwen.css", "@import url(ADDRESS/x.css);"),
        ("gongwen.css", "@font-face { font-family: a; src: url(ADDRESS/x.woff) } body { font-family: a }"),
        ("gongwen.css", "body { background: url(ADDRESS/x.png) }"),
        ("gongwen.html", "<img src='ADDRESS/x.png'>"),
        ("gongwen.html", "<link rel=stylesheet href='ADDRESS/x.css'>"),
        ("gongwen.html", "<svg xmlns='http://www.w3.org/2000/svg'><image href='ADDRESS/x.png'/></svg>"),
        ("gongwen.html", "<a rel=attachment href='ADDRESS/x'>甲</a>"),
        ("gongwen.html", "{% include 'ADDRESS/x' %}"),
    ],
)
def test_a_template_makes_nobody_call(own: Site, listener: Listener, name: str, more: str) -> None:
    (own.folder / "模板").mkdir()
    for one in ("gongwen.html", "gongwen.css"):
        (own.folder / "模板" / one).write_bytes((TEMPLATES / one).read_bytes())
    public = (own.folder / "模板" / name).read_text("utf-8")
    more = more.replace("ADDRESS", listener.address)
    changed = f"{more}\n{public}" if name.endswith("css") else public.replace("</body>", f"{more}</body>")
    assert changed != public
    (own.folder / "模板" / name).write_text(changed, "utf-8")
    (own.folder / "hongtou.yaml").write_text((own.folder / "hongtou.yaml").read_text("utf-8") + "模板: 模板\n", "utf-8")
    browser, id = draft(own, NOTICE)
    assert browser.get(f"/drafts/{id}/as/pdf").status_code in {200, 422}
    assert browser.ask(f"/drafts/{id}/preview", {"text": NOTICE, "pages": [1]}).status_code in {200, 422}
    assert not listener.was_called()


def related(address: str, kind: str) -> bytes:
    """A Word file that names something elsewhere."""
    document = docx.Document()
    document.add_paragraph("关于开展义诊活动的通知")
    paragraph = document.add_paragraph("各专科分会：")
    id = document.part.relate_to(f"{address}/x", kind, is_external=True)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    from docx.oxml import parse_xml

    word = {
        RELATIONSHIP_TYPE.IMAGE: f'<w:r {space}><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape>'
        f'<v:imagedata {relations} r:link="{id}"/></v:shape></w:pict></w:r>',
        RELATIONSHIP_TYPE.HYPERLINK: f'<w:hyperlink {space} {relations} r:id="{id}"><w:r><w:t>甲</w:t></w:r></w:hyperlink>',
    }
    if kind in word:
        paragraph._p.append(parse_xml(word[kind]))
    elif kind == RELATIONSHIP_TYPE.A_F_CHUNK:
        paragraph._p.addnext(parse_xml(f'<w:altChunk {space} {relations} r:id="{id}"/>'))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("path", ["/take", "/check"])
@pytest.mark.parametrize(
    "kind",
    [
        RELATIONSHIP_TYPE.IMAGE,
        RELATIONSHIP_TYPE.HYPERLINK,
        RELATIONSHIP_TYPE.A_F_CHUNK,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        RELATIONSHIP_TYPE.OLE_OBJECT,
        RELATIONSHIP_TYPE.SETTINGS,
    ],
    ids=lambda kind: kind.rpartition("/")[2],
)
def test_a_word_file_makes_nobody_call(site: Site, listener: Listener, path: str, kind: str) -> None:
    answer = oneself(site).post(path, files={"file": ("通知.docx", related(listener.address, kind))})
    assert answer.status_code in {200, 422}
    assert not listener.was_called()


def odt(address: str) -> bytes:
    """A file of LibreOffice that names pictures and texts elsewhere."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", CONTENT.replace("ADDRESS", address))
    return made.getvalue()


def page(address: str) -> bytes:
    return (
        f"<html><head><base href='{address}/'><link rel=stylesheet href='x.css'><meta http-equiv=refresh content='0;{address}'>"
        f"</head><body background='{address}/b.png'><p>关于开展义诊活动的通知</p><img src='{address}/x.png'>"
        f"<iframe src='{address}'></iframe><p>各专科分会：</p></body></html>"
    ).encode()


def rich(address: str) -> bytes:
    return (r'{\rtf1{\field{\*\fldinst INCLUDEPICTURE "' + address + r'/x.png" \\d}{\fldrslt }}notice\par}').encode()


@pytest.mark.parametrize("path", ["/take", "/check"])
@pytest.mark.parametrize(("name", "content"), [("通知.odt", odt), ("通知.html", page), ("通知.rtf", rich), ("通知.doc", page)])
def test_a_file_of_another_kind_makes_nobody_call(site: Site, listener: Listener, path: str, name: str, content: object) -> None:
    assert callable(content)
    answer = oneself(site).post(path, files={"file": (name, content(listener.address))})
    assert answer.status_code in {200, 422}
    assert not listener.was_called()


@pytest.mark.parametrize("path", ["/take", "/check"])
@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("通知.docx", "word/document.xml"),
        ("通知.docx", "word/styles.xml"),
        ("通知.docx", "word/media/image1.png"),
        ("通知.odt", "content.xml"),
        ("通知.xlsx", "xl/sharedStrings.xml"),
        ("通知.wps", "word/document.xml"),
    ],
)
def test_a_file_that_bursts_is_told_and_others_are_served(site: Site, path: str, name: str, inside: str) -> None:
    browser = oneself(site)
    answer = browser.post(path, files={"file": (name, bursting(inside))})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert browser.get("/").status_code == 200
