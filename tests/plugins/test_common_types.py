"""通知, 工作要点 and 实施意见: what the common fields say becomes the document."""

import datetime
from collections.abc import Mapping
from typing import Any

import pytest
from hongtou import Content, Context, FieldError, FieldErrors, Format, Gongwen, Office, Paragraph, spans
from support.plugins import PLUGINS

OFFICE = Office(name="中共示例委员会", code="示党发", printed_by="中共示例委员会办公室")
BODY = (Paragraph(spans("现将有关事项通知如下。")),)


def composed(name: str, data: Mapping[str, Any], office: Office = OFFICE) -> Gongwen:
    type = PLUGINS.document_type(name)
    return type.compose({"正文": BODY, "标题": "关于示例的通知", **data}, Context(office, type.name))


def test_notice_says_what_the_draft_says() -> None:
    date = datetime.date(2026, 11, 21)
    document = composed("通知", {"主送": ("各支部",), "成文日期": date})
    assert document.genre == "通知"
    assert document.format is Format.DOCUMENT
    assert document.main.blocks == BODY
    assert document.masthead is not None
    assert document.masthead.issuer_mark.names == ("中共示例委员会",)
    assert str(document.masthead.document_number) == "示党发〔2026〕　号"
    assert document.addressees == ("各支部",)
    assert document.signature is not None
    assert document.signature.date == date


def test_issued_text_follows_the_notice() -> None:
    issued = Content("2026年工作要点", BODY)
    assert composed("通知", {"印发": issued}).enclosed == (issued,)


def test_notice_needs_an_issuing_organ() -> None:
    with pytest.raises(FieldError, match="发文机关"):
        composed("通知", {}, Office())


@pytest.mark.parametrize(
    ("typed", "printed"), [("此件公开", "此件公开"), ("（此件公开）", "此件公开"), ("（甲）乙（丙）", "（甲）乙（丙）")]
)
def test_a_note_is_put_in_brackets_once(typed: str, printed: str) -> None:
    assert composed("通知", {"附注": typed}).note == printed


def test_a_draft_says_whether_it_is_tightened() -> None:
    assert [composed("通知", fields).tighten for fields in ({}, {"紧缩": True}, {"紧缩": False})] == [None, True, False]


@pytest.mark.parametrize(("typed", "printed"), [("2026年3月6日", "（2026年3月6日）"), ("（甲）（乙）", "（甲）（乙）")])
def test_a_caption_has_its_brackets(typed: str, printed: str) -> None:
    assert composed("通知", {"题注": typed}).main.caption == printed


@pytest.mark.parametrize(
    ("title", "ordinal"), [("1.甲", "1."), ("2、 甲", "2、"), ("附件1：甲", "附件1："), ("附件：甲", "附件：")]
)
def test_attachments_are_numbered_by_the_program_alone(title: str, ordinal: str) -> None:
    with pytest.raises(FieldError, match=f"去掉“{ordinal}”") as caught:
        composed("通知", {"附件": [{"标题": "甲"}, {"标题": title}]})
    assert caught.value.path == ("附件", 1)


def test_attachments_that_begin_with_a_number() -> None:
    titles = ["2026年名单", "1.5倍说明", "附件管理办法", "12345热线"]
    document = composed("通知", {"附件": [{"标题": title} for title in titles]})
    assert [attachment.title for attachment in document.main.attachments] == titles


def test_what_a_plain_document_does_not_print_is_told() -> None:
    with pytest.raises(FieldErrors) as caught:
        composed("通知", {"格式": "普通", "密级": "机密", "抄送": ("甲",), "印发机关": "乙"})
    assert [error.path for error in caught.value.errors] == [("密级",), ("抄送",), ("印发机关",)]
    assert "改成“格式: 文件”" in str(caught.value)


def test_an_offices_usual_copies_are_no_mistake_in_a_plain_document() -> None:
    office = Office(name="中共示例委员会", copies_to=("甲",))
    assert composed("通知", {"格式": "普通"}, office).imprint is None


@pytest.mark.parametrize("name", ["工作要点", "实施意见"])
class TestInnerTexts:
    def test_alone_with_caption_it_has_a_red_head_and_no_signature(self, name: str) -> None:
        document = composed(name, {"题注": "（2026年3月6日）"})
        assert document.masthead is not None
        assert document.main.caption == "（2026年3月6日）"
        assert document.signature is None

    def test_without_an_organ_it_is_plain(self, name: str) -> None:
        document = composed(name, {}, Office())
        assert document.format is Format.PLAIN
        assert document.masthead is None

    def test_the_drafts_own_format_wins(self, name: str) -> None:
        assert composed(name, {"格式": "普通"}).masthead is None
        with pytest.raises(FieldError):
            composed(name, {"格式": "文件"}, Office())
