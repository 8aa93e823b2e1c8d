"""A packet: every unit's documents out of workbooks, drafts and constants; what is wrong, at its cell."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import xlsxwriter
from hongtou import intake
from hongtou.batch.make import check_unit, make_unit
from hongtou.draft import Draft
from hongtou.errors import DraftError, HongtouError, InputError
from hongtou.intake.workbook import apart as workbook_apart
from hongtou.packet import opened, reading
from hongtou.packet.packet import Packet, load_packet
from hongtou.packet.reading import read_apart, read_here
from hongtou.packet.task import Document, UnitTask
from hongtou.register.entry import Series
from hongtou.workers.limits import Limits
from hongtou.workers.worker_process import WorkerProcess
from support import poison

PHRASE = "很长的一句话，猜不出来的"
UNITS = ("甲学会", "乙学会", "丙学会")
Sheets = Mapping[str, Sequence[Sequence[Any]]]
SUMMARY: Sheets = {
    "概况": [("单位名称", "党员总数", "女党员（名）"), ("甲学会", 9, 4), ("乙学会", "１２", 5)],
    "本年度任务": [
        ("完成情况", "任务*", "单位"),
        ("组织学习12次。", "理论武装", "甲学会"),
        ("走访5家。", "组织覆盖", "甲学会"),
        ("组织学习10次。", "理论武装", "乙学会"),
    ],
}
HEAD = "材料包: 年度材料\n年度: 2026\n单位: 单位.xlsx\n"
FILES = "文件:\n  - {文种: 年度党建工作总结, 名称: 总结, 数据: 总结.xlsx, 常量: {格式: 普通, 发文机关: '{单位}'}}\n"


def book(path: Path, sheets: Sheets) -> None:
    path.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book(tmp_path / "单位.xlsx", {"单位": [("单位名称", "简称"), *((unit, unit[0]) for unit in UNITS)]})
    book(tmp_path / "总结.xlsx", SUMMARY)
    return tmp_path


def load(folder: Path, text: str = HEAD + FILES) -> Packet:
    (folder / "packet.yaml").write_text(text, encoding="utf-8")
    return load_packet(folder / "packet.yaml", read=read_here)


def refused(folder: Path, text: str = HEAD + FILES) -> str:
    with pytest.raises(HongtouError) as caught:
        load(folder, text)
    assert isinstance(caught.value, DraftError | InputError)
    return str(caught.value)


def task(packet: Packet, unit: str = "甲学会") -> UnitTask:
    return next(task for task in packet.tasks if task.unit == unit)


def document(packet: Packet, unit: str = "甲学会", number: int = 0) -> Document:
    return task(packet, unit).documents[number]


def test_rows_find_their_unit_and_their_field(folder: Path) -> None:
    packet = load(folder)
    assert [task.unit for task in packet.tasks] == ["甲学会", "乙学会"]
    values = document(packet).values
    assert values["概况"] == {"党员总数": "9", "女党员": "4"}
    assert [row["任务"] for row in values["本年度任务"]] == ["理论武装", "组织覆盖"]
    assert (values["单位"], values["年度"], values["发文机关"]) == ("甲学会", "2026", "甲学会")
    assert task(packet).folder == "001-甲学会"
    for one in packet.tasks:
        check_unit(one)


def test_a_unit_that_handed_in_nothing_is_missing(folder: Path) -> None:
    packet = load(folder)
    assert tuple(packet.missing) == ("丙学会",)
    assert packet.problems == {}


def test_units_are_known_by_their_short_names_and_by_names_written_otherwise(folder: Path) -> None:
    more = {**SUMMARY, "概况": [("单位名称", "党员总数"), ("甲", 9), (" 乙 学会", 12)]}
    book(folder / "总结.xlsx", more)
    packet = load(folder)
    assert document(packet, "甲学会").values["概况"] == {"党员总数": "9"}
    assert document(packet, "乙学会").values["概况"] == {"党员总数": "12"}


def test_what_a_check_finds_points_at_its_cell(folder: Path) -> None:
    book(folder / "总结.xlsx", {**SUMMARY, "概况": [("单位名称", "党员总数", "女党员"), ("甲学会", 9, 14)]})
    with pytest.raises(DraftError) as caught:
        check_unit(task(load(folder)))
    assert str(caught.value).startswith(f"{folder / '总结.xlsx'} 概况!C2  概况.女党员：")


def test_a_number_that_lost_digits_fails_its_unit_alone(folder: Path) -> None:
    book(folder / "总结.xlsx", {**SUMMARY, "概况": [("单位名称", "党员总数"), ("甲学会", 110105194912310020), ("乙学会", 3)]})
    packet = load(folder)
    assert [task.unit for task in packet.tasks] == ["乙学会"]
    assert "概况!B2" in packet.problems["甲学会"]
    assert "110105" not in packet.problems["甲学会"]


def test_a_row_of_an_unknown_unit_is_told_with_what_was_meant(folder: Path) -> None:
    book(folder / "总结.xlsx", {**SUMMARY, "概况": [("单位名称", "党员总数"), ("甲学会", 9), ("申学会", 3)]})
    problems = load(folder).problems
    assert list(problems) == ["申学会"]
    assert "单位表里没有“申学会”，是不是" in problems["申学会"]


def test_two_rows_where_one_should_be_are_told(folder: Path) -> None:
    book(folder / "总结.xlsx", {**SUMMARY, "概况": [("单位名称", "党员总数"), ("甲学会", 9), ("甲学会", 3)]})
    assert "前面已经填过一行" in load(folder).problems["甲学会"]


def test_a_row_without_a_unit_and_sums_are_no_rows_of_anyone(folder: Path) -> None:
    rows = [("单位名称", "党员总数"), ("甲学会", 9), ("", 3), ("合　计", 12), ("（示例，填报时不用删）", 1)]
    book(folder / "总结.xlsx", {**SUMMARY, "概况": rows})
    problems = load(folder).problems
    assert list(problems) == ["（不知道是哪个单位的行）"]
    assert "概况!A3" in problems["（不知道是哪个单位的行）"]


def test_a_missing_sheet_is_told_with_those_that_are_there(folder: Path) -> None:
    book(folder / "总结.xlsx", {"概况": SUMMARY["概况"]})
    assert "没有“本年度任务”这张工作表" in refused(folder)
    assert "“概况”" in refused(folder)


def test_sheets_may_have_other_names(folder: Path) -> None:
    book(folder / "总结.xlsx", {"Sheet1": SUMMARY["概况"], "Sheet2": SUMMARY["本年度任务"]})
    named = FILES.replace("数据: 总结.xlsx", "数据: 总结.xlsx, 工作表: {概况: Sheet1, 本年度任务: Sheet2}")
    assert document(load(folder, HEAD + named)).values["概况"]["党员总数"] == "9"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("单位名称", "完成情况"), "没有“任务”这一列"),
        (("单位名称", "任务", "完成情况", "任务*"), "B 列和 D 列都是“任务”"),
        (("任务", "完成情况"), "没有单位这一列"),
        (("单位名称", "任务", "完成情形"), "是不是“完成情况”"),
    ],
)
def test_titles_that_do_not_fit_are_told(folder: Path, head: tuple[str, ...], told: str) -> None:
    book(folder / "总结.xlsx", {**SUMMARY, "本年度任务": [head, ("甲学会", "一", "二", "三")[: len(head)]]})
    assert told in refused(folder)


def test_a_column_that_nobody_knows_is_noted(folder: Path) -> None:
    book(folder / "总结.xlsx", {**SUMMARY, "概况": [("单位名称", "党员总数", "办公地点"), ("甲学会", 9, "三楼")]})
    assert any("概况!C1" in note and "不认识“办公地点”" in note for note in load(folder).notes)


def test_a_unit_that_stands_twice_is_told(folder: Path) -> None:
    book(folder / "单位.xlsx", {"单位": [("单位名称",), ("甲学会",), ("甲 学会",)]})
    assert "单位!A3" in refused(folder)
    assert "前面已经有了（单位!A2）" in refused(folder)


def test_two_units_in_one_folder_are_told(folder: Path) -> None:
    assert "文件夹都是“材料”" in refused(folder, HEAD + FILES + "输出: {文件夹: 材料}\n")


@pytest.mark.parametrize("pattern", ["../{单位}", ".", "/"])
def test_a_folder_outside_the_output_is_refused(folder: Path, pattern: str) -> None:
    assert "输出文件夹里面" in refused(folder, HEAD + FILES + f"输出: {{文件夹: '{pattern}'}}\n")


def test_an_unknown_place_in_a_pattern_is_told(folder: Path) -> None:
    assert "不知道“{单 位名}”" in refused(folder, HEAD + FILES + "输出: {文件夹: '{单 位名}'}\n")


def test_a_unit_may_have_a_workbook_of_its_own(folder: Path) -> None:
    tasks = [("完成情况", "任务"), ("组织学习12次。", "理论武装")]
    book(folder / "报送" / "甲学会.xlsx", {"概况": [("党员总数",), (9,)], "本年度任务": tasks})
    packet = load(folder, HEAD + FILES.replace("总结.xlsx", "'报送/{单位}.xlsx'"))
    assert document(packet).values["概况"] == {"党员总数": "9"}
    assert set(packet.missing) == {"乙学会", "丙学会"}


def test_a_damaged_workbook_of_one_unit_fails_that_unit_alone(folder: Path) -> None:
    (folder / "报送").mkdir()
    (folder / "报送" / "甲学会.xlsx").write_bytes(b"PK\x03\x04")
    book(folder / "报送" / "乙学会.xlsx", SUMMARY)
    packet = load(folder, HEAD + FILES.replace("总结.xlsx", "'报送/{单位}.xlsx'"))
    assert "坏了" in packet.problems["甲学会"]
    assert "这是“乙学会”的工作簿" in packet.problems["乙学会"]


def test_what_is_wrong_with_a_units_own_workbook_is_told_of_that_workbook(folder: Path) -> None:
    (folder / "报送").mkdir()
    (folder / "报送" / "甲学会.xlsx").write_bytes(b"PK\x03\x04")
    packet = load(folder, HEAD + FILES.replace("总结.xlsx", "'报送/{单位}.xlsx'"))
    assert packet.problems["甲学会"].startswith(f"{folder / '报送' / '甲学会.xlsx'}  总结：不是能读的工作簿")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("kill", "读这个工作簿时，工作进程中途退出（SIGKILL）。工作簿也许坏了"),
        ("crash", "读这个工作簿时，工作进程中途退出（SIGSEGV）"),
        ("eat", "读这个工作簿用的内存超过 500 MiB，已经停下"),
        ("hang", "读这个工作簿超过 5 秒没有做完，已经停下"),
        ("bug", "读不了这个工作簿，程序出错：KeyError（poison.py:"),
    ],
)
def test_a_workbook_that_harms_its_reader_fails_its_unit_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, harm: str, told: str
) -> None:
    (folder / "报送").mkdir()
    (folder / "报送" / "甲学会.xlsx").write_text(harm, encoding="utf-8")
    tasks = [("完成情况", "任务"), ("组织学习12次。", "理论武装")]
    book(folder / "报送" / "乙学会.xlsx", {"概况": [("党员总数",), (9,)], "本年度任务": tasks})
    process = WorkerProcess(Limits(seconds=5 if harm == "hang" else 60, memory=500))
    monkeypatch.setattr(workbook_apart, "_process", lambda: process)
    monkeypatch.setattr(opened, "answer", poison.answer)
    packet = load(folder, HEAD + FILES.replace("总结.xlsx", "'报送/{单位}.xlsx'"))
    process.stop()
    assert packet.problems["甲学会"].startswith(f"{folder / '报送' / '甲学会.xlsx'}  总结：{told}")
    assert document(packet, "乙学会").values["概况"] == {"党员总数": "9"}


def test_a_bug_that_one_units_draft_wakes_fails_that_unit_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = intake.read_draft

    def bug(path: Path) -> Draft:
        if path.suffix == ".md":
            raise KeyError("110101199001011234")
        return sound(path)

    (folder / "甲学会.md").write_text("---\n文种: 总结\n---\n", encoding="utf-8")
    monkeypatch.setattr(intake, "read_draft", bug)
    packet = load(folder, HEAD + FILES.replace("数据: 总结.xlsx", "草稿: '{单位}.md'"))
    told = packet.problems["甲学会"]
    assert told.startswith(f"{folder / '甲学会.md'}  总结：程序出错，没有读成：KeyError（test_packet.py:")
    assert "1101" not in told
    assert list(packet.problems) == ["甲学会"]


def test_a_workbook_that_never_ends_is_told_by_the_process_that_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(folder)
    monkeypatch.setattr(reading, "SILENCE_MAX", 0.0)
    with pytest.raises(InputError, match=r"packet\.yaml：读了 0 秒还没有读完，已经停下"):
        load_packet(folder / "packet.yaml", read=read_apart)


def test_a_workbook_whose_path_no_system_takes_fails_its_unit_alone(folder: Path) -> None:
    packet = load(folder, HEAD + FILES.replace("总结.xlsx", f"'{'甲' * 100}{{单位}}.xlsx'"))
    assert "名称太长" in packet.problems["甲学会"]


def test_a_number_of_a_person_in_place_of_a_unit_is_told_nowhere(folder: Path) -> None:
    book(
        folder / "总结.xlsx",
        {**SUMMARY, "概况": [("单位名称", "党员总数"), ("11010519491231002X", 9), ("110105194912310039", 9)]},
    )
    problems = load(folder).problems
    assert list(problems) == ["（不知道是哪个单位的行）"]
    assert problems["（不知道是哪个单位的行）"].count("单位表里没有") == 2
    assert "概况!第3行" in problems["（不知道是哪个单位的行）"]


def test_a_failed_formula_in_place_of_a_unit_is_told_as_one(folder: Path) -> None:
    book(folder / "总结.xlsx", SUMMARY)
    with xlsxwriter.Workbook(folder / "总结.xlsx") as workbook:
        for name, rows in SUMMARY.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        workbook.get_worksheet_by_name("概况").write_formula(1, 0, "=VLOOKUP(1,B:C,2)", None, "#N/A")
    assert "概况!A2  单位：公式出错" in load(folder).problems["（不知道是哪个单位的行）"]


def test_of_very_many_unknown_columns_some_are_named(folder: Path) -> None:
    book(
        folder / "总结.xlsx", {**SUMMARY, "概况": [("单位名称", "党员总数", *(f"第{n}季度" for n in range(500))), ("甲学会", 9)]}
    )
    notes = load(folder).notes
    assert len(notes) == 21
    assert "还有 480 列也不认识" in notes[-1]


@pytest.mark.parametrize("typed", ["1975-08-20", "1975年8月20日", "1975.8", "1975/08/20"])
def test_a_month_may_be_typed_with_its_day(folder: Path, typed: str) -> None:
    book(folder / "名单.xlsx", {"名单": [("单位名称", "姓名", "出生年月", "统战对象类别"), ("甲学会", "王明", typed, "3")]})
    files = "文件:\n  - {文种: 统战对象名单, 数据: 名单.xlsx, 常量: {标题: 名单, 格式: 普通}}\n"
    check_unit(task(load(folder, HEAD + files)))


def test_a_percentage_is_no_number_of_people(folder: Path) -> None:
    book(folder / "总结.xlsx", {**SUMMARY, "概况": [("单位名称", "党员总数"), ("甲学会", "12%")]})
    with pytest.raises(DraftError, match="概况!B2"):
        check_unit(task(load(folder)))


def test_drafts_bring_what_they_name(folder: Path) -> None:
    (folder / "稿").mkdir()
    (folder / "稿" / "甲学会.md").write_text(
        "---\n标题: 关于甲的通知\n附件:\n  - {标题: 要点, 文件: ../要点.md}\n---\n请遵照执行。\n", "utf-8"
    )
    (folder / "要点.md").write_text("---\n文种: 工作要点\n标题: 要点\n---\n一、抓好学习。\n", "utf-8")
    files = "文件:\n  - {文种: 通知, 草稿: '稿/{单位}.md', 常量: {格式: 普通, 发文机关: 甲}}\n"
    packet = load(folder, HEAD + files)
    assert [file for file, _ in document(packet).bundle.digests] == ["../要点.md"]
    (folder / "要点.md").unlink()
    check_unit(task(packet))
    assert "找不到文件" in load(folder, HEAD + files).problems["甲学会"]


def test_drafts_bring_sheets_and_pictures_as_they_were_read(folder: Path) -> None:
    seal = Path(__file__).parents[2] / "sample_data" / "seals" / "党委.png"
    (folder / "图.png").write_bytes(seal.read_bytes())
    book(folder / "名单.xlsx", {"名单": [("序号", "姓名"), ("1", "王小云")]})
    (folder / "甲学会.md").write_text(
        "---\n标题: 关于甲的通知\n附件:\n  - {标题: 名单, 文件: 名单.xlsx}\n---\n请遵照执行。\n![图1](图.png)\n", "utf-8"
    )
    files = "文件:\n  - {文种: 通知, 草稿: '{单位}.md', 常量: {格式: 普通, 发文机关: 甲}}\n"
    packet = load(folder, HEAD + files)
    before = task(packet).digest()
    for name in ("图.png", "名单.xlsx", "甲学会.md"):
        (folder / name).write_bytes(b"")
    made = make_unit(task(packet))
    printed = pypdfium2.PdfDocument(next(content for name, content in made.items() if name.endswith(".pdf")))
    assert "王小云" in "".join(page.get_textpage().get_text_range() for page in printed)
    assert task(packet).digest() == before


def test_a_unit_is_made_again_when_what_its_draft_names_has_changed(folder: Path) -> None:
    (folder / "甲学会.md").write_text(
        "---\n标题: 关于甲的通知\n附件:\n  - {标题: 要点, 文件: 要点.md}\n---\n请遵照执行。\n", "utf-8"
    )
    files = "文件:\n  - {文种: 通知, 草稿: '{单位}.md', 常量: {格式: 普通, 发文机关: 甲}}\n"
    digests = set()
    for text in ("一、抓好学习。", "一、抓好学习。", "一、抓好落实。"):
        (folder / "要点.md").write_text(f"---\n文种: 工作要点\n标题: 要点\n---\n{text}\n", "utf-8")
        digests.add(task(load(folder, HEAD + files)).digest())
    assert len(digests) == 2


def test_all_that_drafts_name_and_do_not_bring_is_told_at_once(folder: Path) -> None:
    named = "附件:\n  - {标题: 甲, 文件: 没有1.md}\n  - {标题: 乙, 文件: 没有2.md}\n"
    (folder / "甲学会.md").write_text(f"---\n标题: 关于甲的通知\n{named}---\n请遵照执行。\n", "utf-8")
    told = load(folder, HEAD + "文件:\n  - {文种: 通知, 草稿: '{单位}.md'}\n").problems["甲学会"]
    assert "附件.第1项.文件：找不到文件“没有1.md”" in told and "附件.第2项.文件：找不到文件“没有2.md”" in told


def test_a_draft_of_another_type_is_told_at_its_line(folder: Path) -> None:
    (folder / "甲学会.md").write_text("---\n文种: 通知\n---\n正文。\n", "utf-8")
    files = "文件:\n  - {文种: 工作要点, 草稿: '{单位}.md'}\n"
    assert "甲学会.md:2:1" in load(folder, HEAD + files).problems["甲学会"]


def test_documents_that_are_lacking_are_named(folder: Path) -> None:
    more = "  - {文种: 工作要点, 名称: 要点, 草稿: '{单位}.md'}\n  - {文种: 实施意见, 草稿: '{单位}2.md', 可缺: 是}\n"
    packet = load(folder, HEAD + FILES + more)
    assert packet.lacking == {"甲学会": ("要点",), "乙学会": ("要点",)}
    assert tuple(packet.missing) == ("丙学会",)


def test_numbers_are_asked_for_by_an_identity_that_stays(folder: Path) -> None:
    files = FILES.replace("名称: 总结", "名称: 总结, 编号: 是")
    packet = load(folder, HEAD + "标识: 年度材料2026\n机关代字: 示委发\n" + files)
    one = document(packet)
    assert one.identity == "年度材料2026/甲学会/总结"
    assert str(one.series) == "示委发〔2026〕"
    assert "没有机关代字" in refused(folder, HEAD + files)


@pytest.mark.parametrize(
    ("typed", "year"), [("²⁰²⁵-12-20", 2025), ("二〇二五年十二月二十日", 2025), ("25年12月20日", 2026), ("²⁰²⁶", 2026)]
)
def test_the_year_of_a_number_is_the_dates_however_that_is_typed(folder: Path, typed: str, year: int) -> None:
    files = FILES.replace("名称: 总结", "名称: 总结, 编号: 是").replace("{格式", f"{{成文日期: '{typed}', 格式")
    assert document(load(folder, HEAD + "机关代字: 示委发\n" + files)).series == Series("示委发", year)


def test_people_in_the_lists_of_several_units_are_noted_without_their_names(folder: Path) -> None:
    rows = [
        ("单位名称", "姓名", "出生年月", "统战对象类别"),
        ("甲学会", "王明", "1970-05", "3"),
        ("乙学会", "王明", "1970-05", "3"),
        ("乙学会", "李四", "1970-05", "3"),
    ]
    book(folder / "名单.xlsx", {"名单": rows})
    files = "文件:\n  - {文种: 统战对象名单, 数据: 名单.xlsx, 查重: {名单: [姓名, 出生年月]}, 常量: {标题: 名单, 格式: 普通}}\n"
    notes = load(folder, HEAD + files).notes
    assert len(notes) == 1
    assert "同一个人" in notes[0]
    assert "王明" not in notes[0]


def test_numbers_of_people_never_stand_in_what_is_told(folder: Path) -> None:
    rows = [("单位名称", "姓名", "出生年月", "统战对象类别"), ("甲学会", "王明", "11010519491231002X", "3")]
    book(folder / "名单.xlsx", {"名单": rows})
    files = "文件:\n  - {文种: 统战对象名单, 数据: 名单.xlsx, 常量: {标题: 名单, 格式: 普通}}\n"
    with pytest.raises(HongtouError) as caught:
        check_unit(task(load(folder, HEAD + files)))
    assert "名单!C2" in str(caught.value)
    assert "19491231" not in str(caught.value)


def test_the_whole_is_told_of_every_unit(folder: Path) -> None:
    packet = load(folder, HEAD + FILES + "汇总: {文种: 年度党建工作汇总, 常量: {发文机关: 甲}}\n")
    whole = packet.whole(failed={"乙学会"})
    assert whole
    rows = whole.documents[0].values["单位"]
    assert [(row["单位"], row["状态"]) for row in rows] == [("甲学会", "已交"), ("乙学会", "有误"), ("丙学会", "未交")]
    assert rows[0]["材料"][0]["概况"] == {"党员总数": "9", "女党员": "4"}
    assert "本年度任务" not in rows[0]["材料"][0]
    check_unit(whole)


def test_the_whole_has_its_own_constants_and_none_that_are_of_a_unit(folder: Path) -> None:
    common = "常量: {发文机关: '{单位}', 标题: '{简称}', 署名: '{材料包}{年度}'}\n"
    whole = load(folder, HEAD + FILES + common + "汇总: {文种: 年度党建工作汇总, 常量: {标题: '{年度}年汇总'}}\n").whole()
    assert whole
    values = whole.documents[0].values
    assert "发文机关" not in values
    assert (values["标题"], values["署名"]) == ("2026年汇总", "年度材料2026")


def test_a_unit_in_the_constants_of_the_whole_is_told(folder: Path) -> None:
    text = HEAD + FILES + "汇总: {文种: 年度党建工作汇总, 常量: {标题: '{单位}汇总'}}\n"
    assert "packet.yaml:6:20  汇总.常量：不知道“{单位}”是什么" in refused(folder, text)


def test_a_type_that_takes_no_units_cannot_be_the_whole(folder: Path) -> None:
    assert "不能用来汇总" in refused(folder, HEAD + FILES + "汇总: 通知\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "文件: [{文种: 不存在}]\n", "没有“不存在”这个文种"),
        (HEAD + FILES + "  - {文种: 通知, 名称: 总结}\n", "已经有一种文件叫“总结”"),
        (HEAD + FILES + "输出: {DOCX: 否, PDF: 否}\n", "至少要一样"),
        (HEAD + FILES + "输出: {文件甲: 一}\n", "packet.yaml:6"),
        (HEAD.replace("单位.xlsx", "没有.xlsx") + FILES, "读不了这个文件"),
        (HEAD + FILES.replace("数据: 总结.xlsx", "数据: 总结.xlsx, 工作表: {名单: 甲}"), "没有“名单”这一组数据"),
    ],
)
def test_a_packet_that_asks_for_what_is_not_there_is_told(folder: Path, text: str, told: str) -> None:
    assert told in refused(folder, text)


def test_a_password_is_made_where_none_is_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HONGTOU_PASSWORD", raising=False)
    first, second = (load(folder, HEAD + FILES + "输出: {加密: 是}\n") for _ in range(2))
    assert re.fullmatch(r"([a-z2-9]{4}-){4}[a-z2-9]{4}", first.made_password)
    assert first.made_password != second.made_password
    assert first.password == first.made_password
    assert load(folder).made_password == ""


@pytest.mark.parametrize("name", ["manifest.json", "Manifest.JSON", "报告.xlsx"])
def test_no_unit_is_called_as_what_the_batch_writes_itself(folder: Path, name: str) -> None:
    book(folder / "单位.xlsx", {"单位": [("单位名称",), (name,)]})
    told = refused(folder, HEAD + FILES + "输出: {文件夹: '{单位}'}\n")
    assert f"“{name}”是清单和报告的文件名，不能用作单位的文件夹" in told


def test_a_short_password_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HONGTOU_PASSWORD", PHRASE[:11])
    told = refused(folder, HEAD + FILES + "输出: {加密: 是}\n")
    assert "密码太短" in told and "至少 12 个字符，这里是 11 个" in told
    assert PHRASE[:11] not in told


def test_the_same_material_gives_the_same_digest_wherever_it_stands(folder: Path) -> None:
    before = task(load(folder)).digest()
    rows = SUMMARY["概况"]
    book(folder / "总结.xlsx", {"概况": [("填报表",), *rows], "本年度任务": SUMMARY["本年度任务"]})
    assert task(load(folder)).digest() == before
    book(folder / "总结.xlsx", {**SUMMARY, "概况": [rows[0], ("甲学会", 10, 4)]})
    assert task(load(folder)).digest() != before


def test_a_process_of_its_own_reads_the_same(folder: Path) -> None:
    here = load(folder)
    apart = load_packet(folder / "packet.yaml", read=read_apart)
    assert [task.digest() for task in apart.tasks] == [task.digest() for task in here.tasks]
    assert (apart.missing, apart.problems, apart.units) == (here.missing, here.problems, here.units)


def test_what_the_other_process_finds_wrong_is_told_by_this_one(folder: Path) -> None:
    load(folder)
    (folder / "总结.xlsx").unlink()
    with pytest.raises(InputError, match="读不了这个文件"):
        load_packet(folder / "packet.yaml", read=read_apart)
    book(folder / "总结.xlsx", {"概况": SUMMARY["概况"]})
    with pytest.raises(DraftError, match="没有“本年度任务”这张工作表"):
        load_packet(folder / "packet.yaml", read=read_apart)


def test_tasks_can_be_gone_through_again(folder: Path) -> None:
    tasks = load(folder).tasks
    assert len(tasks) == 2
    assert list(tasks) == list(tasks)
