"""An office in which everything that anybody may have written is a script: each text has a number, by which pages show it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import docx
import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE
from hongtou.packet.rows import key_of
from hongtou.web import packets
from hongtou.web.issue import Issuing, issue
from hongtou.web.site import Site
from hongtou.workflow.drafts import Kept, Text
from hongtou.workflow.people import Person, Role
from hongtou.workflow.way import STEPS

from support.office_page import PASSWORD, Browser, person, ran

TYPE: Final = "学习计划"
UNIT: Final = "外科分会"
_PROFILE: Final = "hongtou.yaml"
_DOMAIN: Final = "https://gongwen.example/"


class Scripts:
    """Texts that do harm where they are taken for markup; each is known by where it was written."""

    def __init__(self) -> None:
        self.places: list[str] = []

    def __call__(self, place: str, *, short: bool = False) -> str:
        """A text for a place; a new one, if there is none.

        :param short: without signs that no name of a file, a sheet or a person has.
        """
        if place not in self.places:
            self.places.append(place)
        call = f"x({self.places.index(place)})"
        if short:
            return f'"><img src=x onerror={call}>'
        return f"'\"></textarea></title><script>{call}</script><img src=x onerror={call}>{{{{7*7}}}}javascript:{call}"

    def quoted(self, place: str) -> str:
        """The same as YAML has it."""
        return json.dumps(self(place), ensure_ascii=False)


class Page(HTMLParser):
    """What a page's text says, and the elements of it that no template of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See whether it is ours."""
        given = dict(attrs)
        own = tag != "script" or (given.get("src") or "").startswith("/static/")
        harmful = [name for name, value in attrs if name.startswith("on") or _leads_out(name, value or "")]
        strange = [name for name in given if not re.fullmatch(r"[a-z][a-z-]*", name)]
        if not own or tag in {"svg", "object", "embed", "base", "iframe"} or harmful or strange or given.get("src") == "x":
            self.odd.append(f"{tag} {attrs}")
        self.said += [value or "" for value in given.values()]

    def handle_data(self, data: str) -> None:
        """Text, or what a script says."""
        self.said.append(data)


def _leads_out(name: str, value: str) -> bool:
    return name in {"href", "src", "action", "formaction", "data"} and value.strip().lower().startswith(
        ("javascript:", "vbscript:")
    )


def read(html: str) -> Page:
    """A page as it is taken by a browser."""
    page = Page()
    page.feed(html)
    page.close()
    return page


def harmless(html: str) -> bool:
    """Whether a page has no element or attribute that a text brought along."""
    return read(html).odd == []


def seen(html: str) -> set[int]:
    """The numbers of the texts that a page shows as texts."""
    return {int(number) for text in read(html).said for number in re.findall(r"x\((\d+)\)", text)}


@dataclass
class Haunted:
    """The office.

    :ivar draft: a draft of a built-in type; ``own``: of a type of the office's own.
    :ivar good: a packet that was made; ``bad``: one in which all is wrong.
    :ivar told: the pages that answered what was sent, by their paths.
    """

    site: Site
    who: Person
    scripts: Scripts
    draft: Kept
    own: Kept
    good: packets.Found
    bad: packets.Found
    told: dict[str, str] = field(default_factory=dict)

    @property
    def browser(self) -> Browser:
        """Somebody who may do everything there."""
        return Browser(self.site, self.who)


def haunt(site: Site) -> Haunted:
    """Write scripts into all that there is."""
    scripts = Scripts()
    _profile(site.folder, scripts)
    _type(site.folder, scripts)
    site.plugins().schema(site.plugins().document_type(TYPE))  # it can be used
    root = person(site, "root2", *Role)
    who = site.people.add(scripts("登录名", short=True), scripts("姓名", short=True), list(Role), PASSWORD, by=scripts("经手人"))
    draft, own = _draft(site, scripts, who), _own_draft(site, scripts, who)
    _register(site, scripts, root)
    good, bad = _packets(site, scripts)
    office = Haunted(site, who, scripts, draft, own, good, bad)
    browser = office.browser
    browser.post(f"/packets/{good.id}/run")
    ran(site, good)
    file = {"file": (scripts("带进来的文件名", short=True) + ".docx", word(scripts))}
    office.told["/take"] = browser.post("/take", files=file).text
    office.told["/check"] = browser.post("/check", files=file).text
    return office


def _profile(folder: Path, scripts: Scripts) -> None:
    names = ("名称", "简称", "印发机关", "署名", "发文机关标志")
    lines = [f"{name}: {scripts.quoted(f'配置 {name}')}" for name in names]
    lines += ["机关代字: 云医党发", f"抄送: [{scripts.quoted('配置 抄送')}]"]
    lines += [f"印章: [{{名称: {scripts.quoted('印章')}, 文件: {scripts.quoted('印章文件')}}}]"]
    lines += [f"字体: {{仿宋: {{名称: {scripts.quoted('字体')}}}}}"]
    (folder / _PROFILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _type(folder: Path, scripts: Scripts) -> None:
    home = folder / "文种" / TYPE
    home.mkdir(parents=True)
    fields = [
        f"说明: {scripts.quoted('文种说明')}",
        "公文:",
        '  标题: "{{ 单位 }}学习计划"',
        "  格式: 普通",
        "字段:",
        f"  单位: {{说明: {scripts.quoted('字段说明')}, 例: {scripts.quoted('字段的例')}}}",
        f"  选: {{说明: 选一个, 例: 乙, 可填: [{scripts.quoted('可选的值')}, 乙]}}",
        f"  安排: {{类型: 列表, 说明: 每月, 每项: {{专题: {{说明: {scripts.quoted('栏目说明')}, 例: 甲}}}}}}",
    ]
    (home / "字段.yaml").write_text("\n".join(fields) + "\n", encoding="utf-8")
    (home / "正文.md").write_text(f"{{{{ 单位 }}}}。\n\n{scripts('文种的正文').replace('{', '')}\n", encoding="utf-8")
    (folder / "文种" / f"{scripts('插件文件名', short=True)}.py").write_text(f"# {scripts('插件的内容')}\n", encoding="utf-8")
    faulty = folder / "文种" / "有错的"
    faulty.mkdir()
    (faulty / "字段.yaml").write_text(f"说明: x\n字段:\n  {scripts.quoted('错的字段名')}: {{类型: 没有的}}\n", encoding="utf-8")
    (faulty / "正文.md").write_text("x\n", encoding="utf-8")


def text(scripts: Scripts) -> str:
    """A draft's."""
    return (
        f"---\n# 待核：{scripts('待核')}\n文种: 通知\n标题: {scripts.quoted('标题')}\n主送: {scripts.quoted('主送')}\n"
        f"附注: {scripts.quoted('附注')}\n附件: [{scripts.quoted('附件名称')}]\n成文日期: 2026-11-20\n"
        f"没有的字段: {scripts.quoted('没有的字段')}\n---\n定于11月31日开展。{scripts('正文')}\n\n一、{scripts('小标题')}\n"
    )


def _draft(site: Site, scripts: Scripts, who: Person) -> Kept:
    path = "drafts/a/草稿.md"
    kept = site.drafts.create(path, Text(text(scripts).encode(), scripts("列出的文种"), scripts("列出的标题")), who.id, who.name)
    site.drafts.save(kept.id, 1, Text((text(scripts) + f"{scripts('改的一句')}\n").encode()), scripts("存的人"))
    untitled = f"drafts/b/{scripts('没有标题的文件名', short=True)}.md"
    site.drafts.create(untitled, Text(b"x"), who.id, who.name)
    return site.drafts.go(kept.id, STEPS[0], 2, scripts("送的人"), scripts("意见"))


def _own_draft(site: Site, scripts: Scripts, who: Person) -> Kept:
    topics = f"[{{专题: {scripts.quoted('填的专题')}}}]"
    content = f"文种: {TYPE}\n单位: {scripts.quoted('填的单位')}\n安排: {topics}\n成文日期: 2026-11-20\n"
    kept = site.drafts.create("drafts/c/草稿.yaml", Text(content.encode(), TYPE, "学习计划"), who.id, who.name)
    site.drafts.go(kept.id, STEPS[0], 1, who.name)
    return kept


def _register(site: Site, scripts: Scripts, who: Person) -> None:
    browser = Browser(site, who)
    browser.post("/register/reserve", {"count": "2", "year": "2026", "note": scripts("预留说明")})
    browser.post("/register/void", {"number": "云医党发〔2026〕1号", "reason": scripts("作废原因")})
    path = site.folder / "发.md"
    title = scripts.quoted("发的标题")
    path.write_text(f"---\n文种: 通知\n标题: {title}\n主送: 各单位\n成文日期: 2026-11-20\n---\n请办理。\n", encoding="utf-8")
    issue(Issuing(site.office, path, scripts("发的人"), "2026-11-20"))
    rows = [["发文字号", "文件标题", "备注"], ["云医党发〔2025〕1号", scripts("补录的标题"), scripts("补录的备注")]]
    browser.post("/register/enter", files={"book": ("簿.csv", "\n".join(map(_row, rows)).encode())})


def _row(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def _packets(site: Site, scripts: Scripts) -> tuple[packets.Found, packets.Found]:
    """One that can be made, and one in which all is wrong."""
    name, sheet = scripts("工作簿名", short=True), scripts("工作表名", short=True)
    for folder, units in (("好", [UNIT]), ("坏", [scripts("单位名", short=True), scripts("没有交的单位", short=True)])):
        home = site.folder / "packets" / folder
        home.mkdir(parents=True)
        (home / "单位.xlsx").write_bytes(
            book([["单位名称", scripts("名单的栏目")], *([one, scripts("名单的格")] for one in units)])
        )
        constants = {"标题": scripts("材料的标题", short=True), "成文日期": "2026-11-21"}
        rows: list[list[str]] = [["单位名称", "正文", "主送"], [units[0], scripts("格"), scripts("另一格")]]
        if folder == "坏":
            rows[0] += ["成文日期", scripts("没有的栏目")]
            rows[1] += [scripts("错的日期"), "x"]
            rows += [[scripts("别的单位", short=True), "x", "x", "", ""]]
            del constants["成文日期"]
        (home / f"{name}.xlsx").write_bytes(book(rows, sheet, scripts))
        file = {"文种": "通知", "名称": scripts("材料名", short=True), "数据": f"{name}.xlsx", "编号": "是", "常量": constants}
        file |= {"工作表": {"基本情况": sheet}}
        head = f"材料包: {scripts.quoted('材料包 ' + folder)}\n年度: 2026\n单位: 单位.xlsx\n"
        about = f"文件: [{json.dumps(file, ensure_ascii=False)}]\n输出: {{文件夹: '{{单位}}', PDF: 否}}\n"
        (home / "材料包.yaml").write_text(f"{head}{about}# {scripts('材料包文件里的话')}\n", encoding="utf-8")
    wrong = site.folder / "packets" / scripts("错的材料包", short=True)
    wrong.mkdir()
    (wrong / "packet.yaml").write_text(f"材料包: x\n{scripts.quoted('没有的项')}: 1\n", encoding="utf-8")
    found = {one.path.split("/")[1]: one for one in packets.found(site)}
    return found["好"], found["坏"]


def book(rows: list[list[str]], sheet: str = "基本情况", scripts: Scripts | None = None) -> bytes:
    """A workbook; where there are scripts, a cell leads to one."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet(sheet)
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
        if scripts:
            page.write_url(1, 1, _DOMAIN, string=rows[1][1])
    if scripts is None:
        return target.getvalue()
    return _with(target.getvalue(), "xl/worksheets/_rels/sheet1.xml.rels", _DOMAIN, "javascript:x(0)")


def word(scripts: Scripts) -> bytes:
    """A Word file whose text, comments, properties and links are scripts."""
    made = docx.Document()
    made.add_heading(scripts("Word 的标题"), 0)
    said = made.add_paragraph(f"定于11月31日开展。{scripts('Word 的段落')}")
    made.add_comment(said.runs, scripts("Word 的批注"), author=scripts("批注的人"), initials="x")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = scripts("Word 的格"), "x"
    made.sections[0].header.paragraphs[0].text = scripts("Word 的页眉")
    about = made.core_properties
    about.title, about.author, about.comments = scripts("Word 的题名"), scripts("Word 的作者"), scripts("Word 的备注")
    said.part.relate_to(_DOMAIN, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    target = io.BytesIO()
    made.save(target)
    return _with(target.getvalue(), "word/_rels/document.xml.rels", _DOMAIN, "javascript:x(0)")


def _with(content: bytes, part: str, old: str, new: str) -> bytes:
    """A file in which one part says something else."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            made.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)
    return target.getvalue()


def links(html: str, start: str) -> list[str]:
    """Where a page leads, as far as it begins so."""
    return [one for one in re.findall(r'(?:href|src)="([^"]+)"', html) if one.startswith(start)]


def unit_of(packet: packets.Found, unit: str = UNIT) -> str:
    """The path of a unit's page."""
    return f"/packets/{packet.id}/units/{key_of(unit)}"
