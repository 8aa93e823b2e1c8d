"""The form of a draft's fields: every field of every type of ours is shown with its help, and is written back as it was."""

from pathlib import Path
from typing import Any

import pytest
from hongtou.declared import plugins_of
from hongtou.errors import HongtouError
from hongtou.intake import draft_of
from hongtou.office import Office
from hongtou.web import fields
from hongtou.web.fields import Asked, FieldShown
from hongtou.web.state import OfficeState, stamp

PLUGINS = plugins_of(Office())
TYPES = list(PLUGINS.document_types)
MINUTES = """文种: 党委会会议纪要
议题:
  - 名称: 学习条例
    情况: 会议学习了条例。
    决定:
      - {事项: 印发安排, 责任部门: 办公室, 时限: 2026-03-01}
"""


def asked(tmp_path: Path, content: bytes, suffix: str = ".yaml", name: str = "", value: Any = None, was: Any = None) -> Asked:
    if not (tmp_path / "hongtou.yaml").exists():  # an office that changed is read anew
        (tmp_path / "hongtou.yaml").write_text("名称: 甲\n", "utf-8")
    return Asked(OfficeState(tmp_path, stamp(tmp_path), confined=False), tmp_path / f"稿{suffix}", content, name, value, was)


def typed(field: FieldShown) -> Any:
    """What a browser sends of a field that nobody touched."""
    match field.kind:
        case "group":
            return {part.name: typed(part) for part in field.value}
        case "rows" | "items":
            return [{part.name: typed(part) for part in parts if typed(part)} for parts in field.value]
    return field.value


def filled(field: FieldShown, value: Any) -> bool:
    return bool(value) and value != {} and not (field.kind == "group" and not any(value.values()))


@pytest.mark.parametrize("name", TYPES)
def test_every_field_is_shown_and_written_back_as_it_was(tmp_path: Path, name: str) -> None:
    type = PLUGINS.document_type(name)
    content = type.starter.encode()
    path = tmp_path / f"稿{type.starter_suffix}"
    before = PLUGINS.schema(type).check(draft_of(path, content))
    for field in fields.shown(asked(tmp_path, content, type.starter_suffix)):
        assert field.kind != "elsewhere", field.name
        assert field.help, field.name
        value = typed(field)
        if filled(field, value):
            assert fields.write(asked(tmp_path, content, type.starter_suffix, field.name, value, was=value)).content == content
            written = fields.write(asked(tmp_path, content, type.starter_suffix, field.name, value)).content
            after = PLUGINS.schema(type).check(draft_of(path, written))
            assert after == before, field.name


def test_groups_within_groups_are_fields_of_their_own(tmp_path: Path) -> None:
    (minutes,) = (one for one in fields.shown(asked(tmp_path, MINUTES.encode())) if one.name == "议题")
    assert minutes.kind == "items"
    (item,) = minutes.value
    assert [(part.name, part.kind) for part in item] == [("名称", "text"), ("情况", "running"), ("决定", "rows")]
    value = [
        {"名称": "学习条例", "情况": "第一段。\n第二段。", "决定": [{"事项": "印发安排", "责任部门": "", "时限": "2026/3/1"}]},
        {"名称": "", "情况": "", "决定": []},
    ]
    written = fields.write(asked(tmp_path, MINUTES.encode(), name="议题", value=value)).content.decode()
    decided = "    决定:\n      - 事项: 印发安排\n        时限: 2026/3/1\n"
    expected = f"- 名称: 学习条例\n    情况: |\n      第一段。\n      第二段。\n{decided}"
    assert expected in written


@pytest.mark.parametrize(
    "value", [[{"别的": "甲"}], [{"决定": [{"别的": "甲"}]}], [["甲"]], "甲", {"名称": "甲"}, [{"名称": {"甲": "乙"}}], 3, None]
)
def test_what_the_form_does_not_have_is_refused(tmp_path: Path, value: Any) -> None:
    with pytest.raises(HongtouError):
        fields.write(asked(tmp_path, MINUTES.encode(), name="议题", value=value))


def test_a_value_that_the_form_cannot_show_is_left_to_the_text(tmp_path: Path) -> None:
    text = "文种: 党委会会议纪要\n议题:\n  - {名称: 甲, 不认识的: 乙}\n"
    assert [one.kind for one in fields.shown(asked(tmp_path, text.encode())) if one.name == "议题"] == ["elsewhere"]


NOTICE = """文种: 通知
标题: 关于义诊的通知
成文日期: 2026-09-18
附件:
  - 标题: 2026年度名单
    文件: 名单.xlsx
  - 2026年度日程
"""
SHOWN = [{"标题": "2025年度名单", "文件": "名单.xlsx"}, {"标题": "2025年度日程"}]


def test_rows_that_the_text_changed_since_the_form_showed_them_stay_changed(tmp_path: Path) -> None:
    value = [{"标题": "2025年度名单", "文件": "新名单.xlsx"}, {"标题": "2025年度日程"}, {"标题": "须知"}]
    written = fields.write(asked(tmp_path, NOTICE.encode(), name="附件", value=value, was=SHOWN)).content.decode()
    assert written.endswith("附件:\n  - 标题: 2026年度名单\n    文件: 新名单.xlsx\n  - 2026年度日程\n  - 须知\n")


def test_a_row_that_both_changed_is_not_written(tmp_path: Path) -> None:
    value = [{"标题": "上年度名单", "文件": "名单.xlsx"}, {"标题": "2025年度日程"}]
    written = fields.write(asked(tmp_path, NOTICE.encode(), name="附件", value=value, was=SHOWN))
    assert (written.content, written.now[1]) == (b"", {"标题": "2026年度日程"})


@pytest.mark.parametrize(
    ("value", "was", "expected"),
    [("2026年9月20日", "2026年9月18日", "2026-09-20"), ("2026-9-18", "2026-09-18", "2026-09-18"), ("", "2026年9月18日", "")],
    ids=["another", "same", "none"],
)
def test_a_date_is_the_same_however_it_is_written(tmp_path: Path, value: str, was: str, expected: str) -> None:
    written = fields.write(asked(tmp_path, NOTICE.encode(), name="成文日期", value=value, was=was)).content.decode()
    assert written == NOTICE.replace("成文日期: 2026-09-18\n", f"成文日期: {expected}\n" if expected else "")


def test_what_is_no_date_is_written_as_it_was_typed(tmp_path: Path) -> None:
    written = fields.write(asked(tmp_path, NOTICE.encode(), name="成文日期", value="2026-某-1", was="2026-09-18"))
    assert "成文日期: 2026-某-1\n" in written.content.decode()


def test_a_field_that_the_text_says_in_another_way_by_now_is_left_to_it(tmp_path: Path) -> None:
    text = NOTICE.replace("    文件: 名单.xlsx", "    别的: 甲")
    with pytest.raises(HongtouError, match="在正文里改"):
        fields.write(asked(tmp_path, text.encode(), name="附件", value=SHOWN, was=SHOWN))
