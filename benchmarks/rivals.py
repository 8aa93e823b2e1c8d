"""What a user would pick instead: the same text painted or filled without hongtou."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import count
from pathlib import Path

from hongtou import Gongwen, Heading, Paragraph
from hongtou.fonts.faces import Fonts
from hongtou.layout.plan import PagePlan
from hongtou.layout.styles import Face

CSS = """
@font-face{{font-family:Fang;src:url({BODY})}}@font-face{{font-family:Hei;src:url({HEI})}}
@font-face{{font-family:Kai;src:url({KAI})}}@font-face{{font-family:Song;src:url({SONG})}}
@font-face{{font-family:Title;src:url({TITLE})}}
@page{{size:210mm 297mm;margin:37mm 26mm 35mm 28mm}}
@page :right{{@bottom-right{{content:"— " counter(page) " —";font:14pt/1 Song;vertical-align:top;padding-top:7mm}}}}
@page :left{{@bottom-left{{content:"— " counter(page) " —";font:14pt/1 Song;vertical-align:top;padding-top:7mm}}}}
body{{margin:0;font:16pt/28.95pt Fang;letter-spacing:-.2075pt;text-align:justify;orphans:1;widows:1}}
p{{margin:0;text-indent:2em}} h1{{font:22pt/35pt Title;text-align:center;margin:60pt 0 30pt}}
h2{{font:16pt/28.95pt Hei;margin:0;text-indent:2em}}
.mark{{font:34pt/1 Title;color:red;text-align:center;margin-top:35mm}}
.number{{text-align:center;border-bottom:1.5pt solid red;margin-top:50pt}}
"""


def weasyprint_alone(gongwen: Gongwen, fonts: Fonts) -> Callable[[], bytes]:
    """WeasyPrint breaks and paints the same text itself; style sheet and fonts are kept, as it is used well."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    config = FontConfiguration()
    sheet = weasyprint.CSS(string=CSS.format(**{face.name: fonts.path(face).as_uri() for face in Face}), font_config=config)
    html = _flow(gongwen)

    def run() -> bytes:
        pdf: bytes = weasyprint.HTML(string=html).render(stylesheets=[sheet], font_config=config).write_pdf()
        return pdf

    return run


def _flow(gongwen: Gongwen) -> str:
    assert gongwen.masthead is not None
    assert gongwen.signature is not None
    assert gongwen.imprint is not None
    parts = [f'<p class="mark">{gongwen.masthead.issuer_mark.names[0]}文件</p>']
    parts += [f'<p class="number">{gongwen.masthead.document_number}</p><h1>{escape(gongwen.main.title)}</h1>']
    for block in gongwen.main.blocks:
        assert isinstance(block, Heading | Paragraph)
        tag = "h2" if isinstance(block, Heading) else "p"
        parts.append(f"<{tag}>{escape(''.join(span.text for span in block.spans))}</{tag}>")
    parts += [f"<p>{name}</p>" for name in (*gongwen.signature.issuers, *gongwen.imprint.copies_to, gongwen.imprint.printed_by)]
    return f'<html lang="zh-CN"><body>{"".join(parts)}</body></html>'


TYPST = """#set document(title: "{title}")
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm), numbering: "— 1 —")
#set text(font: {BODY}, size: 16pt, lang: "zh", region: "cn", tracking: -0.2075pt, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12.95pt, spacing: 12.95pt)
#show heading.where(level: 1): it => align(center, pad(top: 60pt, bottom: 30pt, text(font: {TITLE}, size: 22pt, it.body)))
#show heading.where(level: 2): it => par(text(font: {HEI}, size: 16pt, weight: "regular", it.body))
#align(center, pad(top: 35mm, bottom: 50pt, text(font: {TITLE}, size: 34pt, fill: red)[{issuer}文件]))
#align(center)[{number}]
#line(length: 100%, stroke: 1.5pt + red)
"""


def typst_alone(gongwen: Gongwen, fonts: Fonts, *, kept: bool = False) -> Callable[[], bytes]:
    """Typst breaks and paints the same text itself.

    Each run has another number in each paragraph: Typst keeps what it has set, and a user's next document is another one.

    :param kept: its compiler stays with its fonts; otherwise ``typst.compile`` is called, as its own page shows, and told where
        the fonts are.
    """
    import typst

    folders = sorted({str(fonts.path(face).parent) for face in Face})
    known = typst.Fonts(include_system_fonts=False, font_paths=folders)
    families = {face.name: _family(fonts.path(face), known.families()) for face in Face}
    compiler, runs = typst.Compiler(font_paths=known), count(100)

    def run() -> bytes:
        source = _typst(gongwen, families, next(runs)).encode()
        pdf: bytes = compiler.compile(source) if kept else typst.compile(source, font_paths=folders, ignore_system_fonts=True)
        return pdf

    return run


def _family(path: Path, known: Sequence[str]) -> str:
    """A font's family as Typst writes a text: FandolSong-Bold.otf is of FandolSong, FandolFang-Regular.otf of FandolFang R."""
    return f'"{next(name for name in known if name.startswith(path.stem.split("-")[0]))}"'


def _typst(gongwen: Gongwen, families: Mapping[str, str], run: int) -> str:
    assert gongwen.masthead is not None
    assert gongwen.signature is not None
    assert gongwen.imprint is not None
    head, title = gongwen.masthead, gongwen.main.title
    parts = [
        TYPST.format(title=title, issuer=head.issuer_mark.names[0], number=head.document_number, **families),
        f"= {title}",
    ]
    for block in gongwen.main.blocks:
        assert isinstance(block, Heading | Paragraph)
        text = "".join(span.text for span in block.spans)
        parts.append(f"== {text}" if isinstance(block, Heading) else f"#par[{run} {text}]")
    parts += [*gongwen.signature.issuers, *gongwen.imprint.copies_to, gongwen.imprint.printed_by]
    return "\n\n".join(parts)


def docxtpl_alone(plan: PagePlan) -> Callable[[], bytes]:
    """docxtpl fills the same template with the same values and saves it."""
    from docxtpl import DocxTemplate
    from hongtou.render.docx.adjust import Styles
    from hongtou.render.docx.context import Setter, context, shapes
    from hongtou.render.docx.fill import as_markup
    from hongtou.render.templates import sandbox

    data = files("hongtou.templates").joinpath("docx", "gongwen.docx").read_bytes()
    template = DocxTemplate(io.BytesIO(data))
    template.init_docx()
    values = as_markup(context(plan, Setter(shapes(plan), Styles(template.docx.styles.element).ids)))

    def run() -> bytes:
        target = io.BytesIO()
        word = DocxTemplate(io.BytesIO(data))
        word.render(values, sandbox())
        word.save(target)
        return target.getvalue()

    return run


def soffice(docx: bytes) -> Callable[[], None]:
    """LibreOffice converts our DOCX, a process each, as a script would call it."""
    folder = Path(tempfile.mkdtemp())
    file = folder / "notice.docx"
    file.write_bytes(docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def run() -> None:
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)],
            check=True,
            capture_output=True,
        )

    return run
