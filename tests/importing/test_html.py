"""Pages of the web, saved or pasted from Word, as drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou import TrackedChanges
from hongtou.errors import InputError
from hongtou.importing.html import read_html
from hongtou.importing.importer import Imported, import_file
from hongtou.importing.source import Grid, Line, Source
from support.plugins import PLUGINS

KNOWN = list(PLUGINS.document_types)
NOTICE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>云州市医学会网站</title>
<style>p {{ color: red }}</style><script>var a = "不是文字";</script></head><body>
<nav><a href="/">首页</a></nav>
<h1>关于开展2026年秋季义诊活动的通知</h1>
<p>各专科分会，各会员单位：</p>
<p>　　学会决定开展秋季
义诊活动。<span style="display:none">看不见</span></p>
<p>（一）选好人员。<br>（二）备好资料。</p>
<table><tr><th>单位</th><th>名额</th></tr><tr><td>护理学分会</td><td>3名</td></tr></table>
<p align="right">云州市医学会</p><p align="right">2026年9月18日</p>
<footer>版权所有</footer></body></html>"""


def page(folder: Path, html: str, encoding: str = "utf-8", name: str = "来文.html") -> Path:
    (folder / name).write_bytes(html.encode(encoding))
    return folder / name


def read(folder: Path, body: str) -> Source:
    return read_html(page(folder, f"<html><body>{body}</body></html>"))


def texts(source: Source) -> list[str]:
    return [part.plain for part in source.parts if isinstance(part, Line)]


def imported(path: Path) -> Imported:
    return import_file(path, known=KNOWN)


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gb18030", "utf-8"), ("utf-8", "gb2312"), ("utf-8", "x")],
)
def test_a_saved_page_whatever_it_says_of_its_encoding(tmp_path: Path, encoding: str, charset: str) -> None:
    got = imported(page(tmp_path, NOTICE.format(charset=charset), encoding))
    draft = got.drafts[0].text
    assert "标题: 关于开展2026年秋季义诊活动的通知" in draft
    assert "学会决定开展秋季义诊活动。\n（一）选好人员。\n（二）备好资料。" in draft
    assert "| 单位 | 名额 |\n|---|---|\n| 护理学分会 | 3名 |" in draft
    assert "成文日期: 2026年9月18日" in draft
    assert "不是文字" not in draft
    assert {(one.text, one.reason) for one in got.left} >= {
        ("云州市医学会网站", "网页的名称"),
        ("首页", "网页的导航"),
        ("看不见", "隐藏的文字"),
        ("版权所有", "网页的页脚"),
    }


def test_what_is_pasted_from_word(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        """<!--StartFragment--><p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
        style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>时间和
<st1:place w:st="on">地点</st1:place><o:p></o:p></p><p class=MsoNormal>面积 12m<sup>2</sup>，CO<sub>2</sub>。</p>
        <!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><!--EndFragment-->
        <div style='mso-element:comment-list'><div style='mso-element:comment'><p>张三：再核对一次</p></div></div>
        <div style='mso-element:footnote-list'><p>[1] 见附录</p></div>""",
    )
    assert [text.replace("\xa0", "") for text in texts(source)] == ["一、 时间和地点", "面积 12m²，CO₂。"]
    assert [(one.text, one.reason) for one in source.left] == [("张三：再核对一次", "批注"), ("[1] 见附录", "脚注")]
    assert source.comments == ("张三：再核对一次",)
    assert source.doubts == ("有 1 处脚注（“[1] 见附录”）没有带进来",)


def test_comments_of_people_become_comments_of_the_draft(tmp_path: Path) -> None:
    html = "<p>关于义诊的通知</p><p>请认真准备。</p><div style='mso-element:comment-list'>张三：再核对一次</div>"
    assert "# 批注：张三：再核对一次\n---" in imported(page(tmp_path, html)).drafts[0].text


def test_numbers_of_lists_are_written(tmp_path: Path) -> None:
    source = read(tmp_path, "<ol start=3><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol><ol><li>丁</li></ol>")
    assert texts(source) == ["3. 甲", "4. 乙", "丙", "1. 丁"]


def test_merged_cells_and_tables_that_only_place(tmp_path: Path) -> None:
    merged = "<tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td><p>丁</p><p>戊</p></td></tr>"
    source = read(tmp_path, f"<table><tr><td><p>外面的一段</p><table>{merged}</table></td></tr></table>")
    assert texts(source) == ["外面的一段"]
    assert [part.rows for part in source.parts if isinstance(part, Grid)] == [(("甲", "乙", ""), ("", "丙", "丁 戊"))]


def test_tracked_changes_wait_for_somebody_to_say_what_holds(tmp_path: Path) -> None:
    path = page(tmp_path, "<p>关于义诊的通知</p><p><del cite='mailto:a'>旧的字。</del><ins cite='mailto:a'>新的字。</ins></p>")
    with pytest.raises(InputError, match=r"有 2 处修订，例如“旧的字。”.*--changes accept"):
        read_html(path)
    assert texts(read_html(path, TrackedChanges.ACCEPT))[1:] == ["新的字。"]
    assert texts(read_html(path, TrackedChanges.REJECT))[1:] == ["旧的字。"]


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    source = read(
        tmp_path, "<p>甲<img src='http://127.0.0.1:9/a.png'><iframe src='file:///etc/passwd'></iframe><math>x</math></p>"
    )
    assert texts(source) == ["甲"]
    assert source.doubts == ("有 1 处图片没有带进来", "有 1 处嵌入的网页没有带进来", "有 1 处公式（“x”）没有带进来")


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<div>" * 400 + "甲" + "</div>" * 400, "一层套一层，太深了"),
        ("<table><tr><td>" * 200 + "甲" + "</td></tr></table>" * 200, "一层套一层，太深了"),
        ("<script>1</script>", "里面没有文字"),
        ("", "里面没有文字"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, html: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        imported(page(tmp_path, html))


def test_no_entity_of_the_page_is_looked_up(tmp_path: Path) -> None:
    html = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>甲&a;乙</p></body></html>'
    assert "root:" not in "".join(texts(read_html(page(tmp_path, html))))
