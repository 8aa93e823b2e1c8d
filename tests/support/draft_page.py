"""A server with drafts and their pages, which answers as the real one (docs/internal/browser.md), and fails when told to."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw

STATIC: Final = Path(__file__).resolve().parents[2] / "core" / "web" / "static"
_KINDS: Final = {".js": "text/javascript", ".css": "text/css"}
_NONCE: Final = "bm9uY2U"
# No word of a page may come from elsewhere or stand in it as a script: the real server's policy.
_POLICY: Final = (
    f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{_NONCE}'; img-src 'self' blob: data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_PAGE: Final = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>稿子</title>
<meta name="csrf" content="{csrf}"><meta name="csp-nonce" content="{nonce}"><link rel="stylesheet" href="/static/style.css">
<link rel="stylesheet" href="/static/editor.css">
<script type="module" src="/static/first.js"></script><script type="module" src="/static/draft.js"></script>
<script defer src="/static/old.js"></script></head>
<body class="editing"><header class="top"><p class="brand"><a href="/">红头</a></p></header><main id="main" tabindex="-1">
<div class="about"><h1>稿子</h1><a id="version">第 {version} 版，2026年11月24日 10:00</a></div>
<p id="people" class="message" role="status" hidden></p><div class="columns">
<section id="fields" aria-label="填写">{fields}</section><section id="text" aria-label="正文">
<form id="draft" method="post" action="/drafts/{id}/save" data-version="{version}" data-preview="/drafts/{id}/preview">
<input type="hidden" name="_csrf" value="{csrf}"><input type="hidden" name="base" value="{version}">
<label for="source">草稿</label><textarea id="source" name="text" rows="20" spellcheck="false">
{text}</textarea><p class="actions"><button class="main">保存</button> <span id="status" role="status"></span></p></form>
<h2>检查</h2><ol id="findings"></ol>
<form class="way" method="post" action="/drafts/{id}/step"><input type="hidden" name="version" value="{version}">
<p><label for="opinion">意见</label><textarea id="opinion" name="opinion"></textarea></p>
<button name="step" value="送核稿">送核稿</button></form>
</section><section id="pages" aria-label="版面">
<noscript><img src="/drafts/{id}/pages/1" alt="第 1 面" width="794" height="1123"></noscript></section>
</div></main></body></html>"""
_ROWS: Final = ("姓名", "单位")


@dataclass
class StandIn:
    """A draft on the server, and what was asked of it.

    :param answers: NAME of :meth:`told` → what answers instead: a status and data; tests set it.
    :param others: who else has the draft open.
    :param before: called before each answer, with its path.
    """

    text: str
    id: str = "7"
    version: int = 1
    csrf: str = "one"
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    before: Callable[[str], None] = lambda _: None
    address: str = ""
    kept: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def others_save(self, text: str) -> None:
        """Somebody else saves."""
        self.text, self.version = text, self.version + 1

    def told(self, name: str) -> list[dict[str, Any]]:
        """What came to ``/drafts/ID/NAME``, in order."""
        return [data for path, data in self.asked if path == f"/drafts/{self.id}/{name}"]

    def events(self) -> str:
        """What happened elsewhere; the browser asks again soon."""
        told = {"people": {"names": ["张三", *self.others]}, "saved": {"version": self.version, "who": "李四"}}
        return "retry: 50\n\n" + "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in told.items())

    def page(self) -> str:
        """The page, as the server makes it now."""
        escaped = self.text.replace("&", "&amp;").replace("<", "&lt;")
        told = {"id": self.id, "csrf": self.csrf, "version": self.version}
        return _PAGE.format(**told, nonce=_NONCE, text=escaped, fields=fields_form(self.text))

    def save(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.kept.append(data["text"])
        if data["base"] != self.version and data["text"] != self.text:
            theirs = {"version": self.version, "text": self.text, "who": "李四", "saved": "2026年11月24日 10:04"}
            return 409, {**theirs, "kept": self.version + 1}
        self.text, self.version = data["text"], self.version + 1
        return 200, {"version": self.version, "saved": "2026年11月24日 10:05"}

    def preview(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        lines = data["text"].split("\n")
        if "坏" in data["text"]:
            line = next(number for number, line in enumerate(lines, 1) if "坏" in line)
            problem = {"line": line, "column": 1, "field": "标题", "message": "这个字不能用"}
            return 200, {"count": 0, "pages": {}, "places": [], "problems": [problem], "findings": [], "notes": []}
        count = max(1, len(lines) // 10)
        pages = {}
        for number in data["pages"]:
            if number <= count:
                digest = hashlib.sha256(f"{number}{data['text']}".encode()).hexdigest()[:12]
                pages[str(number)] = {"digest": digest, "png": picture(number, digest), "width": 794, "height": 1123}
        places = [
            {"page": 1 + index // 10, "top": 0.1 + 0.08 * (index % 10), "bottom": 0.14 + 0.08 * (index % 10), "line": index + 1}
            for index, line in enumerate(lines[: count * 10])
            if line
        ]
        findings = [_finding(number) for number, line in enumerate(lines, 1) if "１" in line]
        told = {"count": count, "pages": pages, "places": places, "problems": [], "findings": findings, "notes": []}
        return 200, told

    def field(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        name, value = data["name"], data["value"]
        if value == "错":
            return 422, {"message": "这个日期看不懂"}
        if isinstance(value, list):
            value = json.dumps(value, ensure_ascii=False)
        return 200, {
            "text": "\n".join(f"{name}: {value}" if line.startswith(f"{name}:") else line for line in data["text"].split("\n"))
        }

    def fix(self, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        return 200, {"text": data["text"].replace("１", "1")}


def _finding(line: int) -> dict[str, Any]:
    told = {
        "code": "GW512",
        "name": "数字写法",
        "strength": "标准",
        "words": "１",
        "wanted": "写“1”",
        "mend": "用半角",
        "why": "",
    }
    return {**told, "line": line, "column": 1, "fix": True}


def fields_form(text: str) -> str:
    """The fields of a text."""
    values = dict(line.split(": ", 1) for line in text.split("\n") if ": " in line)
    row = "".join(f'<td><input value="" aria-label="名单第1行{column}"></td>' for column in _ROWS)
    head = "".join(f'<th scope="col">{column}</th>' for column in _ROWS)
    title = values.get("标题", "")
    table = f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>"
    return "".join(
        (
            _field("标题", "text", f'<label for="f1">标题</label><input id="f1" value="{title}">'),
            _field("主送", "lines", '<label for="f2">主送</label><textarea id="f2" rows="2"></textarea>'),
            _field("名单", "rows", f'<p class="label" id="f3">名单</p><div class="scroll" tabindex="0">{table}</div>'),
            _field("成文日期", "date", '<label for="f4">成文日期</label><input id="f4">'),
        )
    )


def _field(name: str, kind: str, inner: str) -> str:
    return f'<div class="field" data-name="{name}" data-kind="{kind}">{inner}</div>'


def picture(number: int, text: str) -> str:
    """A page as PNG, in base64."""
    image = Image.new("L", (794, 1123), 255)
    ImageDraw.Draw(image).text((80, 80), f"{number} {text}", 0)
    content = io.BytesIO()
    image.save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.drafts: dict[str, StandIn] = {}

    def draft(self, text: str) -> StandIn:
        """One more draft."""
        id = str(len(self.drafts) + 7)
        address = f"http://127.0.0.1:{self.server_address[1]}/drafts/{id}"
        return self.drafts.setdefault(id, StandIn(text, id, address=address))


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        match self.path.partition("?")[0].split("/")[1:]:
            case ["static", name]:
                self.answer(200, _KINDS[Path(name).suffix], (STATIC / name).read_bytes(), "max-age=3600")
            case ["drafts", id]:
                self.answer(200, "text/html", self.server.drafts[id].page().encode())
            case ["drafts", id, "pages", "1"]:
                self.server.drafts[id].asked.append((self.path, {}))
                self.answer(200, "image/png", base64.b64decode(picture(1, "")))
            case ["drafts", id, "events"]:
                self.answer(200, "text/event-stream", self.server.drafts[id].events().encode())
            case _:
                self.answer(204, "text/plain", b"")

    def do_POST(self) -> None:
        _, _, id, name = self.path.split("/")
        draft = self.server.drafts[id]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        data = json.loads(body) if "json" in self.headers["Content-Type"] else {"form": body.decode()}
        draft.asked.append((self.path, data))
        draft.before(self.path)
        if name == "step":
            self.answer(200, "text/html", b"<!DOCTYPE html><title>done</title>")
        elif self.headers["X-CSRF"] != draft.csrf:
            self.data(403, {"message": "这一页过期了"})
        elif name in draft.answers:
            self.data(*draft.answers[name])
        elif name == "fields":
            self.answer(200, "text/html", fields_form(data["text"]).encode())
        else:
            self.data(*getattr(draft, name)(data))

    def data(self, status: int, data: dict[str, Any]) -> None:
        self.answer(status, "application/json", json.dumps(data).encode())

    def answer(self, status: int, kind: str, content: bytes, kept: str = "no-store") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", kept)
        self.end_headers()
        with suppress(BrokenPipeError):  # the browser went elsewhere meanwhile
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Callable[[str], StandIn]]:
    """A server, until the block ends: what puts a draft with a text there."""
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.draft
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
