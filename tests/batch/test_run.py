"""A run makes what is missing or changed, each unit once, and writes down how all stand."""

import errno
import json
import os
import random
import re
import shutil
import sqlite3
import threading
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
import pyzipper
from hongtou.batch.ledger import Ledger, UnitState, used_in
from hongtou.batch.ledger_file import FILE
from hongtou.batch.numbers import numbers_of
from hongtou.batch.run import run
from hongtou.batch.told import Counts, Told
from hongtou.cli.progress import shown
from hongtou.errors import HongtouError, OutputError
from hongtou.office import Office, Settings
from hongtou.packet.task import Output, UnitTask
from hongtou.register import allocate
from hongtou.register.entry import Request, Series
from hongtou.register.register import Register
from hongtou.workers.engine import Outcomes, told
from hongtou.workers.parcel import Parcel
from hongtou.workers.worker import attempt, packed
from python_calamine import load_workbook
from support.units import Here, Units, tree, unit


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path, code="云医发")


class Round:
    """Runs packets into one folder."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.folder = folder
        self.office = office
        self.told: list[Told] = []
        self.made: list[str] = []

    def __call__(self, packet: Units, *, force: bool = False) -> Counts:
        engine = Here()
        self.told = []
        with numbers_of(Settings(self.office)) as numbers:
            counts = run(packet, self.folder, engine, numbers, self.told.append, force=force)
        self.made = [task.unit for task in engine.done]
        return counts

    def states(self) -> dict[str, UnitState]:
        return {told.line.unit: told.line.state for told in self.told}

    def reason(self, unit: str) -> str:
        return next(told.line.reason for told in self.told if told.line.unit == unit)

    def manifest(self) -> dict[str, dict[str, object]]:
        found = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return {line["unit"]: line for line in found["units"]}


@pytest.fixture
def go(tmp_path: Path, office: Office) -> Round:
    return Round(tmp_path / "out", office)


def test_every_unit_is_made_with_its_numbers_in_the_order_of_the_packet(go: Round, office: Office) -> None:
    names = [f"分会{number}" for number in range(40)]
    assert go(Units([unit(name, office, 2) for name in names])) == Counts(made=40)
    manifest = go.manifest()
    assert list(manifest) == names
    assert [manifest[name]["numbers"] for name in names] == [[f"云医发〔2026〕{number}号"] for number in range(1, 41)]
    assert {path for path in tree(go.folder) if "/" in path} == {f"{name}/文件{n}.docx" for name in names for n in (0, 1)}
    assert [entry.source for entry in Register(Settings(office)).entries()] == [f"{name}/文件0" for name in names]


def test_a_name_that_no_unit_has_is_none_of_the_units(go: Round, capsys: pytest.CaptureFixture[str]) -> None:
    packet = Units([unit("甲"), unit("乙")], {"丙丁": "单位表里没有“丙丁”"})
    packet.units = ("甲", "乙")
    go(packet)
    assert [(told.line.unit, told.unmatched) for told in go.told] == [("丙丁", True), ("甲", False), ("乙", False)]
    with shown("年度材料", go.folder, len(packet.units), "text") as display:
        for told in go.told:
            display.tell(told)
    said = capsys.readouterr()
    assert said.err.startswith("年度材料：2 个单位\n丙丁：没有做成")
    assert [line.split("\t")[0] for line in said.out.splitlines()] == ["1/2", "2/2"]


def test_the_units_of_a_packet_add_up(go: Round) -> None:
    packet = Units([unit("甲"), unit("乙", 成文日期="没有")], {"丙丁": "单位表里没有“丙丁”"}, ["戊"])
    packet.units = ("甲", "乙", "戊")
    counts = go(packet)
    assert str(counts) == "做成 1，没有做成 1，没有交材料 1，单位表里没有的名称 1"
    assert not counts.is_whole and not Counts(made=1, unmatched=1).is_whole and Counts(made=1, missing=1).is_whole


def test_a_run_with_nothing_changed_makes_nothing_and_changes_no_byte(go: Round, office: Office) -> None:
    packet = Units([unit(f"分会{number}", office) for number in range(5)], {"坏的": "没有这一行"}, ["没交的"])
    go(packet)
    before = tree(go.folder)
    written = (go.folder / "报告.xlsx").stat().st_mtime_ns
    assert go(packet) == Counts(kept=5, failed=1, missing=1)
    assert go.made == []
    assert tree(go.folder) == before
    assert (go.folder / "报告.xlsx").stat().st_mtime_ns == written
    (go.folder / "报告.xlsx").unlink()
    go(packet)
    assert tree(go.folder) == before


def test_only_what_changed_or_is_missing_is_made_again(go: Round, office: Office) -> None:
    tasks = [unit(f"分会{number}", office) for number in range(6)]
    go(Units(tasks))
    (go.folder / "分会3" / "文件0.docx").unlink()
    (go.folder / "分会4" / "文件0.docx").write_bytes(b"changed by hand")
    tasks[1] = unit("分会1", office, 标题="关于报送年度材料的补充通知")
    assert go(Units(tasks)) == Counts(made=3, kept=3)
    assert go.made == ["分会1", "分会3", "分会4"]
    assert [entry.serial for entry in Register(Settings(office)).entries()] == [1, 2, 3, 4, 5, 6]


def test_a_docx_that_somebody_changed_is_not_written_over(go: Round, office: Office) -> None:
    tasks = [unit(name, office) for name in ("甲", "乙")]
    go(Units(tasks))
    mine = go.folder / "甲" / "文件0.docx"
    docx.Document().save(str(mine))
    content = mine.read_bytes()
    assert go(Units(tasks)) == Counts(kept=2)
    assert go.reason("甲") == "做成以后改过，没有动：甲/文件0.docx"
    tasks[0] = unit("甲", office, 标题="关于报送年度材料的补充通知")
    assert go(Units(tasks)) == Counts(failed=1, kept=1)
    assert "没有覆盖" in go.reason("甲")
    assert "--force" in go.reason("甲")
    assert mine.read_bytes() == content
    assert go(Units(tasks), force=True) == Counts(made=1, kept=1)
    assert mine.read_bytes() != content


def test_numbers_stay_when_units_come_and_go(go: Round, office: Office) -> None:
    go(Units([unit("甲", office), unit("乙", office), unit("丙", office)]))
    assert go(Units([unit("新", office), unit("丙", office), unit("甲", office)])) == Counts(made=1, kept=2, removed=1)
    manifest = go.manifest()
    assert {name: line["numbers"] for name, line in manifest.items()} == {
        "新": ["云医发〔2026〕4号"],
        "丙": ["云医发〔2026〕3号"],
        "甲": ["云医发〔2026〕1号"],
        "乙": ["云医发〔2026〕2号"],
    }
    assert go.states()["乙"] is UnitState.REMOVED
    assert (go.folder / "乙" / "文件0.docx").exists()
    go(Units([unit("甲", office)]))
    assert "乙" not in go.states()  # told once


def test_a_register_that_got_lost_gives_no_number_again(go: Round, office: Office) -> None:
    """The numbers in what was made count, whether or not anything was archived."""
    Register(Settings(office)).reserve(Series("云医发", 2026), 5)
    go(Units([unit("甲", office), unit("乙", office)]))
    before = go.manifest()
    assert office.folder
    for leftover in office.folder.glob("register.db*"):
        leftover.unlink()
    with pytest.raises(HongtouError, match=r"用了 云医发〔2026〕6号、云医发〔2026〕7号，登记簿里没有.*hongtou number restore"):
        go(Units([unit("甲", office), unit("乙", office), unit("丙", office)]))
    assert (Register(Settings(office)).entries(), go.manifest()) == ([], before)


def lose(office: Office) -> None:
    """The register is gone."""
    assert office.folder
    for leftover in office.folder.glob("register.db*"):
        leftover.unlink()


def recover(go: Round, office: Office) -> list[str]:
    """What ``hongtou number recover --packet`` does; the numbers taken in."""
    register = Register(Settings(office))
    taken = register.recover([use.claim for use in used_in(go.folder)])
    register.close()
    return [str(entry) for entry in taken]


def test_a_number_that_another_document_got_since_is_not_given_on(go: Round, office: Office) -> None:
    """The register was begun anew, and somebody else has the number that stands in what was made."""
    go(Units([unit("甲", office), unit("乙", office)]))
    lose(office)
    register = Register(Settings(office))
    (other,) = register.allocate([Request("别的.md", Series("云医发", 2026), "别的.md")])
    register.reserve(Series("云医发", 2026))
    register.close()
    before = go.manifest()
    with pytest.raises(HongtouError, match=r"用了 云医发〔2026〕1号、云医发〔2026〕2号，登记簿里没有，或者给了别的公文"):
        go(Units([unit("甲", office), unit("乙", office), unit("丙", office)]))
    assert go.manifest() == before
    with pytest.raises(HongtouError, match=r"1号：登记簿里这个号留给了“别的\.md”。先作废它：hongtou number void"):
        recover(go, office)
    Register(Settings(office)).void([other.number], "登记簿恢复")
    assert recover(go, office) == ["云医发〔2026〕1号", "云医发〔2026〕2号"]
    assert go(Units([unit("甲", office), unit("乙", office), unit("丙", office)])) == Counts(made=1, kept=2)
    assert {name: line["numbers"] for name, line in go.manifest().items()} == {
        "甲": ["云医发〔2026〕1号"],
        "乙": ["云医发〔2026〕2号"],
        "丙": ["云医发〔2026〕3号"],
    }


def test_what_the_ledger_proves_is_taken_into_a_register_that_got_lost(go: Round, office: Office) -> None:
    Register(Settings(office)).reserve(Series("云医发", 2026), 5)
    packet = Units([unit("甲", office), unit("乙", office)])
    go(packet)
    entries = [(entry.serial, entry.identity, entry.title, entry.dated) for entry in Register(Settings(office)).entries()[5:]]
    lose(office)
    assert recover(go, office) == ["云医发〔2026〕6号", "云医发〔2026〕7号"]
    assert [(one.serial, one.identity, one.title, one.dated) for one in Register(Settings(office)).entries()] == entries
    assert recover(go, office) == []
    assert go(packet) == Counts(kept=2)
    assert [entry.serial for entry in Register(Settings(office)).reserve(Series("云医发", 2026))] == [8]


@pytest.mark.parametrize("later", ["failed", "missing", "removed"])
def test_a_unit_that_is_not_made_any_more_keeps_its_number_used(go: Round, office: Office, later: str) -> None:
    """What was made of it is there still, with the number on it."""
    go(Units([unit("甲", office), unit("乙", office)]))
    spoilt = [unit("甲", office, 成文日期="没有")] if later == "failed" else []
    go(Units([*spoilt, unit("乙", office)], missing=["甲"] if later == "missing" else []))
    assert go.manifest()["甲"]["numbers"] == ["云医发〔2026〕1号"]
    if later != "removed":
        assert "还是以前做的" in go.reason("甲")
    lose(office)
    with pytest.raises(HongtouError, match="用了 云医发〔2026〕1号、云医发〔2026〕2号"):
        go(Units([unit("乙", office), unit("丙", office)]))
    assert recover(go, office) == ["云医发〔2026〕1号", "云医发〔2026〕2号"]
    assert go(Units([unit("甲", office), unit("乙", office)])).failed == 0
    assert go.manifest()["甲"]["numbers"] == ["云医发〔2026〕1号"]


def test_a_kept_number_that_a_draft_names_itself_is_in_order(go: Round, office: Office) -> None:
    Register(Settings(office)).reserve(Series("云医发", 2026), 1, "换届文件")
    named = unit("甲", office, 发文字号="云医发〔2026〕1号")
    go(Units([named, unit("乙", office)]))
    assert go(Units([named, unit("乙", office), unit("丙", office)])) == Counts(made=1, kept=2)
    assert [use.identity for use in used_in(go.folder)] == ["", "2026/乙/0", "2026/丙/0"]
    lose(office)
    assert recover(go, office) == ["云医发〔2026〕1号", "云医发〔2026〕2号", "云医发〔2026〕3号"]
    assert [entry.identity for entry in Register(Settings(office)).entries()] == ["", "2026/乙/0", "2026/丙/0"]


def test_a_void_number_that_another_document_used_again_is_in_order(go: Round, office: Office) -> None:
    packet = Units([unit("甲", office)])
    go(packet)
    register = Register(Settings(office))
    (old,) = register.void([register.entries()[0].number], "不发了")
    with register._transaction() as transaction:  # as in the year of the number
        allocate._give_again(transaction, old, Request("别的.md", Series("云医发", 2026), "别的.md"))
    register.close()
    assert recover(go, office) == []
    assert go(packet) == Counts(made=1)
    assert go.manifest()["甲"]["numbers"] == ["云医发〔2026〕2号"]


def test_a_ledger_of_the_version_before_is_read_and_learns_whose_numbers_they_are(go: Round, office: Office) -> None:
    packet = Units([unit("甲", office)])
    go(packet)
    older = sqlite3.connect(go.folder / FILE, isolation_level=None)
    older.execute("update unit set numbers = ?", (json.dumps(["云医发〔2026〕1号"], ensure_ascii=False),))
    older.execute("alter table batch drop column basis")
    older.execute("alter table unit drop column checked")
    older.execute("pragma user_version = 1")
    older.close()
    assert [use.identity for use in used_in(go.folder)] == [""]
    assert go(packet) == Counts(kept=1)
    assert [use.identity for use in used_in(go.folder)] == ["2026/甲/0"]


def test_a_folder_that_no_batch_wrote_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="不是 hongtou batch 做的材料文件夹"):
        used_in(tmp_path)


def test_numbers_of_another_series_are_nobodys_business(go: Round, office: Office) -> None:
    go(Units([unit("甲", office, 发文字号="别的字〔2026〕9号"), unit("乙", office)]))
    assert go(Units([unit("甲", office, 发文字号="别的字〔2026〕9号"), unit("丙", office)])).made == 1
    assert go.manifest()["丙"]["numbers"] == ["云医发〔2026〕2号"]


def test_a_number_that_was_voided_is_replaced(go: Round, office: Office) -> None:
    packet = Units([unit("甲", office)])
    go(packet)
    (entry,) = Register(Settings(office)).entries()
    Register(Settings(office)).void([entry.number], "编错了")
    assert go(packet) == Counts(made=1)
    assert go.manifest()["甲"]["numbers"] == ["云医发〔2026〕2号"]


def test_wrong_data_fails_alone_tells_why_and_costs_no_number(go: Round, office: Office) -> None:
    bad = unit("错的", office, 成文日期="2026-13-45")
    assert go(Units([unit("甲", office), bad, unit("乙", office)])) == Counts(made=2, failed=1)
    assert "一年没有 13 月" in go.reason("错的")
    assert [entry.serial for entry in Register(Settings(office)).entries()] == [1, 2]
    assert go(Units([unit("甲", office), unit("错的", office), unit("乙", office)])) == Counts(made=1, kept=2)
    assert go.manifest()["错的"]["numbers"] == ["云医发〔2026〕3号"]


def test_no_personal_data_is_written_down(go: Round) -> None:
    number = "110101199003074610"
    go(Units([unit("甲", 主送=number), unit("乙", 成文日期=number)], {"丙": f"B7：身份证号 {number} 不对"}))
    assert go.states() == {"丙": UnitState.FAILED, "甲": UnitState.MADE, "乙": UnitState.FAILED}
    for path in ("manifest.json", FILE):
        assert number.encode() not in (go.folder / path).read_bytes()
    assert not any(number in told.line.reason for told in go.told)


def test_a_unit_that_fails_later_keeps_its_old_files_and_says_so(go: Round) -> None:
    go(Units([unit("甲")]))
    go(Units([unit("甲", 成文日期="没有")]))
    assert "还是以前做的" in go.reason("甲")
    assert (go.folder / "甲" / "文件0.docx").exists()
    assert go(Units([unit("甲")])) == Counts(made=1)


def test_files_that_are_not_made_any_more_go_unless_somebody_changed_them(go: Round) -> None:
    go(Units([unit("甲", count=3)]))
    (go.folder / "甲" / "文件2.docx").write_bytes(b"mine")
    go(Units([unit("甲", count=1)]))
    assert sorted(path for path in tree(go.folder) if "/" in path) == ["甲/文件0.docx", "甲/文件2.docx"]


def test_the_report_is_for_people(go: Round, office: Office) -> None:
    go(Units([unit("=1+1", office), unit("错的", 成文日期="没有")], missing=["没交的"]))
    rows = load_workbook(go.folder / "报告.xlsx").get_sheet_by_index(0).to_python()
    assert [row[:3] for row in rows] == [
        ["序号", "单位", "情况"],
        ["1", "没交的", "没有交材料"],
        ["2", "=1+1", "做成"],
        ["3", "错的", "没有做成"],
    ]
    assert "成文日期" in str(rows[3][3])
    assert rows[2][5] == "云医发〔2026〕1号"


def test_what_a_check_finds_is_in_the_report_and_stops_nothing(go: Round, office: Office) -> None:
    """In numbers, not in words; it stays with the files for as long as they do."""
    wrong = unit("甲", office, 正文="会议于2026年12月5日（星期一）举行,请准时参加。")
    for counts in (Counts(made=2, unfit=1), Counts(kept=2, unfit=1)):
        assert go(Units([wrong, unit("乙", office)])) == counts
        rows = load_workbook(go.folder / "报告.xlsx").get_sheet_by_index(0).to_python()
        assert [row[4] for row in rows] == ["检查", "标准 1（GW344）；推荐 1（GW611）", ""]
        assert [go.manifest()[name]["findings"] for name in ("甲", "乙")] == [
            [{"code": "GW344", "strength": "标准", "count": 1}, {"code": "GW611", "strength": "推荐", "count": 1}],
            [],
        ]
    assert go(Units([unit("甲", office, 成文日期="没有"), unit("乙", office)])) == Counts(failed=1, kept=1, unfit=1)
    assert go(Units([unit("甲", office), unit("乙", office)])) == Counts(made=1, kept=1)


def test_what_a_machine_says_of_its_files_is_looked_at(go: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("[", "[]", '[[["=1+1", "标准", 1]], ""]', '[[["GW344", "别的", 1]], ""]', '[[["GW344", "标准", -1]], ""]'):
        monkeypatch.setattr("hongtou.batch.run.make_unit", partial(saying, word))
        go(Units([unit("甲")]))
        assert (go.states(), "检查结果读不懂" in go.reason("甲")) == ({"甲": UnitState.FAILED}, True)


def saying(word: str, task: UnitTask) -> Parcel:
    """What a machine sends back with a word that is not ours."""
    made = Parcel({f"{task.folder}/a.docx": b""})
    made.word = word
    return made


def test_a_folder_with_other_things_is_not_touched(go: Round) -> None:
    go.folder.mkdir()
    (go.folder / "重要.docx").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"有别的文件（重要\.docx）"):
        go(Units([unit("甲")]))
    assert [path.name for path in go.folder.iterdir()] == ["重要.docx"]


def test_a_folder_of_another_packet_is_not_touched(go: Round) -> None:
    go(Units([unit("甲")]))
    before = tree(go.folder)
    with pytest.raises(OutputError, match=r"是“年度材料（2026年）”的材料，不能再放“年度材料（2027年）”的"):
        go(Units([unit("乙")], year=2027))
    assert tree(go.folder) == before


def test_two_runs_at_a_time_are_refused(go: Round) -> None:
    first: list[str] = []

    def second(told: Told) -> None:
        first.append(told.line.unit)
        with numbers_of(Settings()) as numbers, pytest.raises(OutputError, match="正由另一个 hongtou batch 使用"):
            run(Units([unit("乙")]), go.folder, Here(), numbers, print)

    with numbers_of(Settings()) as numbers:
        run(Units([unit("甲")]), go.folder, Here(), numbers, second)
    assert first == ["甲"]
    assert go(Units([unit("甲")])) == Counts(kept=1)


def test_the_files_of_a_unit_wait_for_the_disk_together(go: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    before, met = threading.active_count(), threading.Barrier(4)

    def fsync(_: int) -> None:
        met.wait(60)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        patch.setattr("hongtou.batch.report.report", lambda *_: None)
        assert go(Units([unit("甲", count=4), unit("乙", count=4)])) == Counts(made=2)
    assert threading.active_count() == before
    assert len(tree(go.folder)) == 8


def test_files_are_on_the_disk_before_they_have_their_names_and_have_these_before_the_ledger_says_so(
    go: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []

    def seen(owner: Any, name: str, what: str) -> None:
        really = getattr(owner, name)

        def call(*words: Any, **named: Any) -> Any:
            done = really(*words, **named)
            happened.append(what)
            return done

        monkeypatch.setattr(owner, name, call)

    seen(os, "fsync", "disk")
    seen(Path, "replace", "name")
    seen(Ledger, "save", "line")
    go(Units([unit("甲", count=4), unit("乙", count=3)]))
    assert happened[: 9 + 7] == [*["disk"] * 4, *["name"] * 4, "line", *["disk"] * 3, *["name"] * 3, "line"]


def test_the_register_is_opened_while_workers_are_busy_with_the_check(
    go: Round, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []

    def outcomes(self: Here, function: Any, tasks: Any) -> Outcomes[Any, Any]:
        del self
        for task in tasks:
            happened.append(f"{function.__name__} {task.unit}")
            yield told(task, attempt(packed(function, task)))

    def opened(self: Register, *words: Any, **named: Any) -> None:
        happened.append("opened")
        really(self, *words, **named)

    really = Register.__init__
    monkeypatch.setattr(Here, "outcomes", outcomes)
    monkeypatch.setattr(Register, "__init__", opened)
    go(Units([unit("坏", office, 标题=""), unit("甲", office), unit("乙", office)]))
    assert happened == ["check_unit 坏", "check_unit 甲", "opened", "check_unit 乙", "make_unit 甲", "make_unit 乙"]
    happened.clear()
    go(Units([unit("坏", office, 标题="")]))
    go(Units([unit("甲"), unit("乙")]))
    assert happened == ["check_unit 坏", "make_unit 甲", "make_unit 乙"]


def test_a_full_disk_stops_the_run_and_the_next_goes_on(go: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync, count = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal count
        count += 1
        if count > 2:
            raise OSError(errno.ENOSPC, "")
        fsync(handle)

    packet = Units([unit(f"分会{number}") for number in range(4)])
    with monkeypatch.context() as patch, pytest.raises(OutputError, match=r"磁盘满了.*再运行一次接着做"):
        patch.setattr(os, "fsync", full)
        go(packet)
    assert not list(go.folder.rglob("*.tmp"))
    assert go(packet) == Counts(made=2, kept=2)


def test_one_file_that_cannot_be_written_is_that_units_failure(go: Round) -> None:
    go(Units([unit("甲"), unit("乙")]))
    (go.folder / "甲" / "文件0.docx").unlink()
    (go.folder / "甲" / "文件0.docx").mkdir()
    assert go(Units([unit("甲"), unit("乙")])) == Counts(kept=1, failed=1)
    assert "同名的文件夹" in go.reason("甲")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(go: Round) -> None:
    go.folder.parent.chmod(0o500)
    with pytest.raises(OutputError, match="没有写入的权限"):
        go(Units([unit("甲")]))


def test_a_file_where_the_folder_should_be_is_told(go: Round) -> None:
    go.folder.write_bytes(b"")
    with pytest.raises(OutputError, match="是文件，不是文件夹"):
        go(Units([unit("甲")]))


@pytest.mark.parametrize("content", [b"no database at all, and long enough to see it", b"SQLite format 3\0" + b"x" * 5000])
def test_a_broken_ledger_is_told(go: Round, content: bytes) -> None:
    go.folder.mkdir()
    (go.folder / FILE).write_bytes(content)
    with pytest.raises(OutputError, match=r"台账.*坏了"):
        go(Units([unit("甲")]))


def test_a_newer_ledger_is_refused(go: Round) -> None:
    go(Units([unit("甲")]))
    connection = sqlite3.connect(go.folder / FILE)
    connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(OutputError, match="第 99 版"):
        go(Units([unit("甲")]))


def test_a_unit_twice_is_refused(go: Round) -> None:
    with pytest.raises(HongtouError, match="“甲”在材料包里有两次"):
        go(Units([unit("甲"), unit("甲")]))


def test_two_units_in_one_folder_are_refused(go: Round) -> None:
    from dataclasses import replace

    go(Units([unit("甲"), replace(unit("乙"), folder="甲")]))
    assert go.states() == {"甲": UnitState.MADE, "乙": UnitState.FAILED}
    assert "和“甲”用同一个文件夹" in go.reason("乙")


def test_nothing_is_written_outside_the_folder(go: Round) -> None:
    from dataclasses import replace

    assert go(Units([replace(unit("甲"), folder="../外面"), unit("乙")])) == Counts(made=1, failed=1)
    assert not (go.folder.parent / "外面").exists()


def foreign(path: str, _: UnitTask) -> Parcel:
    """What a machine sends back that is not ours."""
    return Parcel({path: b"foreign"})


@pytest.mark.parametrize(
    "path", ["乙/文件0.docx", "../甲/文件0.docx", "甲/../乙/a", "/甲/a", "甲乙/a", "manifest.json", "甲/\0", "", "甲"]
)
def test_whoever_makes_a_units_files_writes_into_no_other_folder(go: Round, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    go(Units([unit("甲"), unit("乙")]))
    before = tree(go.folder)
    monkeypatch.setattr("hongtou.batch.run.make_unit", partial(foreign, path))
    go(Units([unit("甲", 主送="各分会")]))
    assert go.states()["甲"] is UnitState.FAILED
    after = tree(go.folder)
    assert {name: after[name] for name in before if name.endswith("docx")} == {n: before[n] for n in before if n.endswith("docx")}
    assert b"foreign" not in after.values()


def test_nothing_is_written_or_removed_behind_a_link(go: Round, tmp_path: Path) -> None:
    go(Units([unit("甲", count=2), unit("乙")]))
    (go.folder / "甲").rename(tmp_path / "别处")
    (go.folder / "甲").symlink_to(tmp_path / "别处")
    before = {path: path.read_bytes() for path in (tmp_path / "别处").iterdir()}
    go(Units([unit("甲", 主送="各分会"), unit("乙")]))
    assert go.states() == {"甲": UnitState.FAILED, "乙": UnitState.MADE}
    assert "删掉这个链接" in go.reason("甲")
    assert {path: path.read_bytes() for path in (tmp_path / "别处").iterdir()} == before


@pytest.mark.parametrize("name", [FILE, "manifest.json", "报告.xlsx"])
def test_no_file_of_a_run_is_written_behind_a_link(go: Round, tmp_path: Path, name: str) -> None:
    go.folder.mkdir()
    (go.folder / FILE).touch()
    (go.folder / name).unlink(missing_ok=True)
    (go.folder / name).symlink_to(tmp_path / "别处")
    with pytest.raises(OutputError, match="链接"):
        go(Units([unit("甲")]))
    assert not (tmp_path / "别处").exists()


def test_leftovers_of_a_killed_run_are_swept(go: Round) -> None:
    go(Units([unit("甲")]))
    connection = sqlite3.connect(go.folder / FILE)
    connection.execute("update batch set reported = ''")
    connection.commit()
    connection.close()
    leftover = go.folder / "甲" / ".hongtou-0123456789abcdef.tmp"
    leftover.write_bytes(b"half a f")
    go(Units([unit("甲")]))
    assert not leftover.exists()


def test_what_is_sealed_is_made_the_same_twice(tmp_path: Path, office: Office) -> None:
    secret = "一个口令"  # noqa: S105
    tasks = [unit("甲", output=Output(merged=True, zip=True, encrypted=True), formats=("docx", "pdf"))]
    for name in ("one", "two"):
        Round(tmp_path / name, office)(Units(tasks, password=secret))
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert secret.encode() not in (tmp_path / "one" / FILE).read_bytes()
    again = Round(tmp_path / "one", office)
    assert again(Units(tasks, password=secret)) == Counts(kept=1)
    assert again(Units(tasks, password=secret[1:])) == Counts(made=1)
    assert tree(tmp_path / "one")["甲/甲.zip"] != tree(tmp_path / "two")["甲/甲.zip"]


def test_with_a_password_only_the_encrypted_archive_is_left(tmp_path: Path, office: Office) -> None:
    secret = "很长的一句话，猜不出来的"  # noqa: S105
    packet = Units([unit("甲", output=Output(zip=True, encrypted=True), formats=("docx", "pdf"))], password=secret)
    Round(tmp_path / "out", office)(packet)
    assert [path for path in tree(tmp_path / "out") if "/" in path] == ["甲/甲.zip"]
    with pyzipper.AESZipFile(tmp_path / "out" / "甲" / "甲.zip") as archive:
        with pytest.raises(RuntimeError, match=r"encrypted|password"):
            archive.read("文件0.pdf")
        archive.setpassword(secret.encode())
        assert archive.read("文件0.pdf").startswith(b"%PDF")


def test_what_is_made_of_all_units_comes_last_without_those_that_failed(go: Round) -> None:
    packet = Units([unit("甲"), unit("乙", 成文日期="没有")], all_together=unit("汇总"))
    assert go(packet) == Counts(made=1, failed=1)
    assert packet.left_out == ["乙"]
    assert go.made[-1] == "汇总"
    assert list(go.manifest()) == ["甲", "乙", "汇总"]
    assert go(packet) == Counts(kept=1, failed=1)
    assert "汇总" not in go.made


def test_what_a_unit_did_not_hand_in_and_what_is_odd_stands_in_the_report(go: Round) -> None:
    packet = Units([unit("甲")], lacking={"甲": ["述职报告", "台账"]}, notes=["人员.xlsx：有一行是空的"])
    go(packet)
    go(packet)
    report = load_workbook(go.folder / "报告.xlsx")
    assert report.get_sheet_by_name("各单位情况").to_python()[1][2:4] == ["做成", "没有交：述职报告、台账"]
    assert report.get_sheet_by_name("提醒").to_python() == [["人员.xlsx：有一行是空的"]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office in which the packet of :func:`six` was made."""
    folder = tmp_path_factory.mktemp("made")
    office = Office(folder=folder, code="云医发")
    Round(folder / "out", office)(six(office))
    return folder


def six(office: Office) -> Units:
    return Units([unit(f"分会{number}", office) for number in range(6)])


@pytest.mark.parametrize("seed", range(30))
def test_whatever_byte_of_the_ledger_is_damaged_no_number_is_wrong(
    made: Path, tmp_path: Path, go: Round, office: Office, seed: int
) -> None:
    """It goes on with the same numbers, or says that the ledger is broken; it never ends in a fault of the program."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    packet = six(office)
    before = {name: line["numbers"] for name, line in go.manifest().items()}
    content = bytearray((go.folder / FILE).read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 4, 40])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    (go.folder / FILE).write_bytes(content)
    try:
        used = used_in(go.folder)
        go(packet)
    except HongtouError as error:
        assert re.search(r"台账.*坏了|做成的公文用了|里是“.*”的材料|第 \d+ 版|发文字号", str(error)), error
    else:
        assert used
        assert {name: line["numbers"] for name, line in go.manifest().items() if name in before} == before
