"""JSON Schemas of drafts: whatever is right validates, a wrong field does not, every field is explained in Chinese."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hongtou.declared import definition
from hongtou.draft import field
from hongtou.editors.json_schema import json_schema
from hongtou.office import profile_fields
from hongtou.packet import packet_file
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from support.plugins import PLUGINS

ROOT = Path(__file__).resolve().parents[2]
FILES = {"hongtou.yaml": profile_fields.rules(), "字段.yaml": definition.RULES, "材料包": packet_file.RULES}
NAMES = [*PLUGINS.document_types, *FILES]
DRAFTS = sorted(
    path for folder in ("sample_data", "docs") for path in (ROOT / folder).rglob("*") if path.suffix in {".md", ".yaml"}
)


@cache
def schema(name: str) -> dict[str, Any]:
    """What an editor judges a draft of a type by, or one of the other files."""
    if name in FILES:
        return json_schema(FILES[name], name, "说明")
    type = PLUGINS.document_types[name]
    return json_schema(PLUGINS.fields(type), name, type.summary)


def data(text: str) -> dict[str, Any]:
    """What an editor reads: YAML's own types, but that a date is a text."""
    values = YAML(typ="safe", pure=True).load(text)
    plain = _plain(values)
    return plain if isinstance(plain, dict) else {}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def front(text: str) -> str:
    """The fields of a draft: its front matter, or all of it."""
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    return found[1] if found else text


def faults(name: str, text: str) -> list[str]:
    """What an editor marks in a draft of a type."""
    return [
        f"{list(error.absolute_path)}: {error.message}" for error in Draft202012Validator(schema(name)).iter_errors(data(text))
    ]


def drafts() -> Iterator[tuple[str, str, str]]:
    """Every draft of the samples and every starter: what it is called, its type, its fields."""
    for type in PLUGINS.document_types.values():
        yield f"starter of {type.name}", type.name, front(type.starter)
    for path in DRAFTS:
        text = front(path.read_text("utf-8"))
        genre = re.search(r"^文种: *(\S+)$", text, re.MULTILINE)
        if path.parts[len(ROOT.parts)] == "sample_data" and genre and genre[1] in NAMES:
            yield path.relative_to(ROOT).as_posix(), genre[1], text


def explained(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every field of a schema, those within others too."""
    for name, one in schema.get("properties", {}).items():
        yield name, one
        for way in one.get("anyOf", [one]):
            yield from explained(way)
            yield from explained(way.get("items", {}))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_explains_every_field_in_chinese(name: str) -> None:
    whole = schema(name)
    Draft202012Validator.check_schema({**whole, "properties": {}})
    fields = list(explained(whole))
    assert len(fields) > 8
    for field_name, one in [*whole["properties"].items(), *fields]:
        assert one["title"], field_name
        assert re.search(r"[\u4e00-\u9fff]", one["description"]), field_name
        assert faults_of(json.dumps(one)) == [], field_name


@cache
def faults_of(field: str) -> list[str]:
    """What is wrong with the schema of a field, or with its examples. Most types have most fields in common."""
    one = json.loads(field)
    Draft202012Validator.check_schema(one)
    return [error.message for example in one["examples"] for error in Draft202012Validator(one).iter_errors(example)]


@pytest.mark.parametrize(("genre", "text"), [pytest.param(genre, text, id=name) for name, genre, text in drafts()])
def test_right_drafts_validate_and_a_wrong_field_does_not(genre: str, text: str) -> None:
    assert faults(genre, text) == []
    assert any("标提" in told for told in faults(genre, f"{text}\n标提: 甲\n"))


def test_the_offices_own_files_validate() -> None:
    assert faults("hongtou.yaml", (ROOT / "sample_data/hongtou.yaml").read_text("utf-8")) == []
    assert faults("材料包", (ROOT / "sample_data/packet/packet.yaml").read_text("utf-8")) == []
    shown = re.findall(r"```yaml type=\S+字段\.yaml\n(.*?)```", (ROOT / "docs/user/own-types.md").read_text("utf-8"), re.DOTALL)
    assert shown
    assert [faults("字段.yaml", one) for one in shown] == [[]] * len(shown)


FIELDS = {
    "标题": field("title", "标题", help="标题", example="甲", required=True, empty=False),
    "号": field("string", "号", help="编号", example="000001", regex="[0-9]{6}"),
    "密级": field("string", "密级", help="密级", example="机密", allowed=["绝密", "机密"]),
    "期限": field("string", "期限", help="期限", example="1年", dependencies=["密级"]),
    "月份": field("integer", "月份", help="几月", example=1, min=1, max=12),
    "学时": field("number", "学时", help="学时", example=4),
    "公开": field("boolean", "公开", help="是否", example="是"),
    "日期": field("date", "日期", help="哪天", example="2026-01-05"),
    "年月": field("month", "年月", help="哪月", example="2026-01"),
    "机关": field("names", "机关", help="谁", example="甲"),
    "要求": field("text", "要求", help="几段", example="甲。"),
    "组": field("dict", "组", help="一组", example="{甲: 1}", schema={"甲": field("integer", "甲", help="数", example=1)}),
    "安排": field(
        "list",
        "安排",
        help="每项",
        example="[{专题: 党章}]",
        maxlength=2,
        schema={"type": "dict", "schema": {"专题": field("string", "专题", help="学什么", example="党章", required=True)}},
    ),
    "行": field("list", "行", help="每行", example="[甲]"),
}


@pytest.mark.parametrize(
    "typed",
    [
        "号: 000001",
        "号: '000001'",
        "密级: 机密\n期限: 1年",
        "月份: 12",
        "月份: １２",
        "学时: 3.5",
        "学时: 1,200",
        "公开: 是",
        "公开: true",
        "日期: 2026-01-05",
        "日期: 2026年1月5日",
        "日期: 20260105",
        "日期: 二〇二六年一月五日",
        "年月: 1970.05",
        "年月: 2026年5月",
        "机关: 甲\n组: {甲: 3}",
        "机关: [甲, 乙]\n要求: |\n  甲。\n  乙。",
        "安排: [{专题: 党章}]\n行: 一行",
        "行: [甲, 乙]\n日期:",
    ],
)
def test_whatever_people_may_type_validates(typed: str) -> None:
    validator = Draft202012Validator(json_schema(FIELDS, "试", "说明"))
    assert [error.message for error in validator.iter_errors(data(f"标题: 甲\n{typed}\n"))] == []


@pytest.mark.parametrize(
    "typed",
    [
        "月份: 1",
        "标题:",
        "标题: 甲\n号: 甲乙",
        "标题: 甲\n密级: 很密",
        "标题: 甲\n期限: 1年",
        "标题: 甲\n月份: 13",
        "标题: 甲\n月份: 三月",
        "标题: 甲\n学时: 三个",
        "标题: 甲\n公开: 也许",
        "标题: 甲\n日期: 明天",
        "标题: 甲\n日期: 2026-01",
        "标题: 甲\n年月: 今年",
        "标题: 甲\n机关: {甲: 乙}",
        "标题: 甲\n组: {乙: 1}",
        "标题: 甲\n安排: [{题: 党章}]",
        "标题: 甲\n安排: [{专题: 甲}, {专题: 乙}, {专题: 丙}]",
    ],
)
def test_what_no_check_would_take_does_not_validate(typed: str) -> None:
    assert list(Draft202012Validator(json_schema(FIELDS, "试", "说明")).iter_errors(data(f"{typed}\n")))
