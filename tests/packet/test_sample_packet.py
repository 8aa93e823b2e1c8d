"""The sample packet: an association's year, with the mistakes that it was given, each found at its cell."""

import subprocess
import sys
from pathlib import Path

import pytest
from hongtou import check_digit
from hongtou.batch.make import check_unit, make_unit
from hongtou.errors import DraftError, HongtouError
from hongtou.packet.packet import Packet, load_packet
from hongtou.packet.reading import read_here
from hongtou.packet.task import UnitTask

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "packet"


@pytest.fixture(scope="module")
def packet() -> Packet:
    return load_packet(SAMPLE / "packet.yaml", read=read_here)


def task(packet: Packet, unit: str) -> UnitTask:
    return next(task for task in packet.tasks if unit in task.unit)


def wrong(packet: Packet) -> dict[str, str]:
    """What is wrong with each unit, as the run tells it."""
    found = {unit.removeprefix("云州市医学会"): reason for unit, reason in packet.problems.items()}
    for one in packet.tasks:
        try:
            check_unit(one)
        except HongtouError as error:
            found[one.unit.removeprefix("云州市医学会")] = str(error)
    return found


def test_at_least_sixty_units_of_which_two_handed_in_nothing(packet: Packet) -> None:
    assert len(packet.units) >= 60
    assert len(packet.missing) == 2
    assert set(packet.lacking.values()) == {("04-述职报告",)}


def test_every_mistake_is_found_where_it_was_made(packet: Packet) -> None:
    found = wrong(packet)
    told = {
        "血液病学分会": "统战名单!K11",
        "（市）手外科学分会": "单位表里没有",
        "手外科学分会": "本年度任务",
        "神经病学分会": "写着没有党员",
        "神经外科学分会": "民族却是汉族",
        "生殖医学分会": "校验码不对",
        "核医学分会": "核医学分会.yaml",
        "儿科学分会": "多于党员总数",
    }
    assert {unit: words for unit, words in told.items() if words not in found.get(unit, "")} == {}
    assert set(found) == set(told)


def test_a_person_in_two_units_is_noted(packet: Packet) -> None:
    assert len(packet.notes) == 1
    assert "是同一个人" in packet.notes[0]


def test_a_unit_is_made_with_its_volume(packet: Packet) -> None:
    made = make_unit(task(packet, "呼吸病学"))
    names = [Path(path).name for path in made]
    assert names[-1] == "卷.pdf"
    assert len(names) == 11
    assert all(path.startswith("第三片区/002-呼吸病学分会/") for path in made)


def test_the_whole_can_be_made(packet: Packet) -> None:
    whole = packet.whole([f"云州市医学会{name}" for name in wrong(packet)])
    assert whole
    made = make_unit(whole)
    assert sorted(Path(path).suffix for path in made) == [".docx", ".pdf", ".xlsx"]


def test_identity_numbers_are_of_a_county_that_does_not_exist(packet: Packet) -> None:
    numbers = [row["身份证号"] for one in packet.tasks for made in one.documents for row in made.values.get("名单", ())]
    assert len(numbers) > 100
    assert all(number.startswith("119999") for number in numbers)
    assert sum(check_digit(number[:17]) != number[17] for number in numbers) == 1


def test_the_files_are_what_the_script_writes(tmp_path: Path) -> None:
    script = tmp_path / "script" / "build_packet_sample"
    script.parent.mkdir()
    script.write_bytes((ROOT / "script" / "build_packet_sample").read_bytes())
    subprocess.run([sys.executable, script], check=True, capture_output=True)
    written = {path.relative_to(tmp_path / "sample_data"): path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    assert len(written) > 60
    assert [path for path, content in written.items() if (SAMPLE.parent / path).read_bytes() != content] == []


def test_a_draft_error_names_the_workbook_as_the_packet_does(packet: Packet) -> None:
    with pytest.raises(DraftError) as caught:
        check_unit(task(packet, "神经病学"))
    assert str(caught.value).startswith(f"{SAMPLE}/工作簿/台账.xlsx 未建党组织原因!")
