"""Files of other programs, made of what such files hold, and spoilt: DOCX, HTML, PDF, ODT, RTF, texts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

import pikepdf
from hongtou.office import Office
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner
from lxml import etree

from .mutators import HANZI, ODD, damaged, encoded, mutated, pieces

_SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
_TEXT = """云州市医学会文件
云医发〔2026〕12号
关于开展2026年秋季义诊活动的通知
各专科分会，各会员单位：
学会决定开展秋季义诊活动。现将有关事项通知如下。
一、时间和地点
（一）选好人员。每个专科分会选派两至三名医师。
附件：1.报名表
云州市医学会
2026年9月18日
（此件公开发布）
附件1
报名表
姓名、单位。
"""
_LINES = _TEXT.splitlines()
_NAMES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }.items()
)
_RUNS = pieces(
    r"""
<w:r><w:t>甲</w:t></w:r>¦<w:r><w:tab/><w:br/></w:r>¦<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>
<w:ins><w:r><w:t>增</w:t></w:r></w:ins>
<w:del><w:r><w:delText>删</w:delText></w:r></w:del>¦<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>
<w:r><w:sym w:char="X"/></w:r>
<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>¦<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>EQ \o</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>¦<w:r><w:footnoteReference w:id="1"/></w:r>¦<w:commentRangeStart w:id="1"/>
<w:r><w:commentReference w:id="1"/></w:r>
<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>点</w:t></w:r></w:sdtContent></w:sdt>
<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>
<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>
<w:r><w:t>&#xF0FC;&#x200B;</w:t></w:r>
<w:hyperlink r:id="rId9"><w:r><w:t>链</w:t></w:r></w:hyperlink>¦<w:r><w:drawing><a:blip r:link="rId9"/></w:drawing></w:r>
"""
)
_BLOCKS = pieces(
    r"""
<w:p/>¦<w:tbl/>¦<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>¦<w:altChunk r:id="rId9"/>¦<w:sectPr/>
<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>
<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>列</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>
<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>
"""
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9999999"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
_TAGS = pieces(
    r"""
<p>¦</p>¦<div>¦</div>¦<br>¦<table>¦<tr>¦<td>¦<td rowspan=99999 colspan=-1>¦</table>¦<ol start=9999>¦<li>¦<ul>
<sup>2</sup>¦<o:p></o:p>¦<img src="http://192.0.2.1/a">
<script>甲</script>¦<style>@import url(http://192.0.2.1/)</style>¦<span style="display:none">藏</span>
<del cite="x">删</del>¦<math><mi>x</mi></math>¦<title>题</title>
<iframe src="file:///etc/passwd">¦<!--¦-->¦<![CDATA[¦<?xml?>¦&nbsp;¦&#0;¦&#x110000;¦&amp
<base href="http://192.0.2.1/">¦<select><option>选</select>¦<pre>
甲  乙
</pre>¦<body>¦</html>¦<nav>导</nav>¦<frameset>¦<svg><text>图</text></svg>¦<textarea>¦<plaintext>
<div style='mso-element:comment-list'>批</div>
"""
)
_DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
    '<!DOCTYPE x [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY e "&c;&c;&c;">]>',
)
_LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="External" '
    'Target="http://192.0.2.1/a.dotm"/></Relationships>'
)


def txt(random: Random) -> bytes:
    """A text file."""
    return encoded(mutated(_TEXT, [_TEXT], random), random)


def docx(random: Random) -> bytes:
    """A Word document: odd, with what nests or swells, or damaged as a file."""
    body = "".join(_block(line, random) for line in random.choices(_LINES, k=random.choice((3, 14, 40))))
    if random.random() < 0.15:
        body += _swollen(random)
    body = _spoilt(body, (*_RUNS, *_BLOCKS), random)
    document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    numbering = f"<w:numbering {_NAMES}>{_spoilt(_NUMBERING, _BLOCKS, random)}</w:numbering>"
    if random.random() < 0.8:  # odd, but whole
        document, numbering = _mended(document), _mended(numbering)
    parts = {
        "word/document.xml": _prolog(random) + document,
        "word/numbering.xml": numbering,
        "word/comments.xml": f'<w:comments {_NAMES}><w:comment w:id="1"><w:p>{_RUNS[0]}</w:p></w:comment></w:comments>',
        "word/footnotes.xml": f'<w:footnotes {_NAMES}><w:footnote w:id="1"><w:p>{_RUNS[0]}</w:p></w:footnote></w:footnotes>',
        "word/styles.xml": f'<w:styles {_NAMES}><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>',
        "word/_rels/document.xml.rels": _LINK,
    }
    return _packed(parts, random)


def odt(random: Random) -> bytes:
    """A document of OpenDocument."""
    office, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
    body = "".join(f"<text:p>{line}</text:p>" for line in _LINES)
    content = (
        f'{_prolog(random)}<office:document-content xmlns:office="{office}" xmlns:text="{text}" office:version="1.3">'
        f"<office:body><office:text>{_spoilt(body, ('<text:p/>', '<text:section/>'), random)}</office:text></office:body>"
        "</office:document-content>"
    )
    return _packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}, random)


def rtf(random: Random) -> bytes:
    """A document in RTF."""
    lines = "\\par\n".join("".join(f"\\u{ord(char)}?" for char in line) for line in _LINES)
    text = _spoilt("{\\rtf1\\ansi " + lines + "}", ("{", "}", "\\par", "{\\object ", "\\bin9999 "), random).encode(
        "ascii", "replace"
    )
    return damaged(text, random) if random.random() < 0.5 else text


def html(random: Random) -> bytes:
    """A page."""
    body = "".join(f"<p>{line}</p>" for line in random.choices(_LINES, k=random.choice((3, 14, 60))))
    body = _spoilt(body, _TAGS, random)
    if random.random() < 0.1:
        depth = random.choice((2, 60, 200, 300, 5000))
        opening, closing = random.choice((("<div>", "</div>"), ("<table><tr><td>", "</table>"), ("<b>", ""), ("<ol><li>", "")))
        body += opening * depth + "深" + closing * depth
    if random.random() < 0.05:
        body += random.choice(("<p>", "<br>", "<td>", "&nbsp;", "<!--", "甲")) * random.choice((1000, 100_000))
    charset = random.choice(("utf-8", "gb2312", "utf-16", "甲", "iso-8859-1"))
    page = f'<html><head><meta charset="{charset}"><title>网</title></head><body>{body}</body></html>'
    return encoded(page, random)


def pdf(random: Random) -> bytes:
    """A PDF of ours, packed as it is or laid open, damaged."""
    content = random.choice(_pdfs())
    if random.random() < 0.1:
        return content[: random.randrange(len(content))]
    for _ in range(random.choice((1, 1, 3, 20))):
        start = random.randrange(len(content) or 1)  # damage may leave nothing
        if random.random() < 0.4 and (number := re.compile(rb"\d+").search(content, start)):
            other = random.choice((b"0", b"-1", b"99999999", b"1e9", b"7", str(random.randrange(999)).encode()))
            content = content[: number.start()] + other + content[number.end() :]
        else:
            content = damaged(content, random)
    return content


@lru_cache(maxsize=1)
def _pdfs() -> Sequence[bytes]:
    runner = Runner(Office(), Plugins())
    packed = [
        runner.make(_SAMPLES / "formats" / f"{name}.md", ["pdf"]).files["pdf"] for name in ("普通-横排表", "上行文-联合报告")
    ]
    opened = []
    for content in packed:
        with pikepdf.open(io.BytesIO(content)) as document:
            target = io.BytesIO()
            document.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            opened.append(target.getvalue())
    return (*packed, *opened, *opened)


def _block(line: str, random: Random) -> str:
    if random.random() < 0.2:
        return random.choice(_BLOCKS)
    runs = random.choices(_RUNS, k=random.choice((0, 0, 1, 3)))
    return f"<w:p>{''.join(runs)}<w:r><w:t>{line}</w:t></w:r></w:p>"


def _swollen(random: Random) -> str:
    match random.randrange(5):
        case 0:
            depth = random.choice((2, 50, 70, 200, 400))
            return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
        case 1:
            return "<w:p/>" * random.choice((1000, 100_000))
        case 2:
            return random.choice(_RUNS) * random.choice((100, 5000))
        case 3:
            return f"<w:p><w:r><w:t>{random.choice(HANZI) * random.choice((1000, 200_000))}</w:t></w:r></w:p>"
        case _:
            return "<w:tbl>" + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * random.choice((10, 5000)) + "</w:tbl>"


def _spoilt(text: str, others: Sequence[str], random: Random) -> str:
    """Text with something else between its tags, cut out, or doubled."""
    for _ in range(random.choice((0, 0, 1, 2, 6))):
        place = random.choice([match.start() for match in re.finditer("[<\\\\]", text)] or [0])
        match random.randrange(5):
            case 0 | 1:
                text = text[:place] + random.choice(others) + text[place:]
            case 2:
                text = text[:place] + text[place + random.choice((1, 4, 30)) :]
            case 3:
                text = text[:place] + "".join(random.choices(ODD + HANZI, k=5)).replace("<", "").replace("&", "") + text[place:]
            case _:
                text = text[:place] + text[place : place + 60] * random.choice((2, 50)) + text[place:]
    return text


def _mended(text: str) -> str:
    root = etree.fromstring(text.encode(), etree.XMLParser(recover=True, resolve_entities=False, huge_tree=True))
    return text if root is None else etree.tostring(root, encoding="unicode")


def _prolog(random: Random) -> str:
    return random.choice(_DOCTYPES) if random.random() < 0.05 else ""


def _packed(parts: dict[str, str], random: Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if random.random() > 0.02:
                archive.writestr(name, text)
        if random.random() < 0.03:
            archive.writestr("word/bomb.xml", bytes(30_000_000))
        if random.random() < 0.05:
            archive.writestr("word/vbaProject.bin", b"macro")
    content = target.getvalue()
    match random.randrange(10):
        case 0:
            return content[: random.randrange(len(content))]
        case 1 | 2:
            return damaged(content, random)
    return content
