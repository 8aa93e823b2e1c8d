"""A year's packets on the screen: seen before the run, run, mended, taken."""

import hashlib
import io
import re
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from urllib.parse import unquote

import pytest
from hongtou.web import packets
from hongtou.web.packets import Found
from hongtou.web.site import Site
from hongtou.workflow import log
from hongtou.workflow.people import ONESELF
from hongtou.workflow.runs import Runs
from hongtou.workflow.store import StoreError
from httpx2 import Response
from support.clock import Clock
from support.office_page import Browser, oneself, ran
from support.packets import write_packet, write_sheet

pytestmark = pytest.mark.xdist_group("packets_on_screen")
UNITS = [("内科分会", "请于年底前报送。"), ("外科分会", "请于年底前报送。"), ("儿科分会", "")]


@pytest.fixture
def packet(own: Site) -> Found:
    write_packet(own.folder, UNITS, pdf=True)
    (found,) = packets.found(own)
    return found


def sent(browser: Browser, path: str, name: str, content: bytes, **fields: str) -> Response:
    return browser.post(path, fields, files={"file": (name, content)})


def put_source(browser: Browser, site: Site, packet: Found, text: str) -> None:
    base = hashlib.sha256((site.folder / packet.path).read_bytes()).hexdigest()
    assert browser.post(f"/packets/{packet.id}/source", {"text": text, "base": base}).status_code == 303


def workbook(folder: Path, rows: list[list[str]]) -> bytes:
    write_sheet(folder / "换上的.xlsx", rows)
    return (folder / "换上的.xlsx").read_bytes()


def test_a_packet_is_found_run_looked_at_and_taken(own: Site, packet: Found) -> None:
    browser = oneself(own)
    assert "年度材料" in browser.get("/packets").text
    seen = browser.post(f"/packets/{packet.id}/look").text
    assert "3 个单位；没有交材料的 1 个：儿科分会" in seen
    assert browser.post(f"/packets/{packet.id}/run").status_code == 303
    run = ran(own, packet)
    assert (run.told, run.units, run.through, run.failed) == ("做成 2，没有交材料 1", 3, 3, 0)
    page = browser.get(f"/packets/{packet.id}").text
    assert "云医发〔2026〕1号" in page
    first = re.findall(rf"/packets/{packet.id}/units/\w+/files/\d+", page)[0]
    assert browser.get(first).content[:2] in {b"PK", b"%P"}
    refused = browser.post(f"/packets/{packet.id}/all")
    assert (refused.status_code, "个人信息" in refused.text) == (422, True)
    plain = browser.post(f"/packets/{packet.id}/all", {"plain": "1"}).content
    names = zipfile.ZipFile(io.BytesIO(plain)).namelist()
    assert [name for name in names if name.endswith(".pdf")] == ["内科分会/通知.pdf", "外科分会/通知.pdf"]
    packed = zipfile.ZipFile(io.BytesIO(browser.post(f"/packets/{packet.id}/all", {"password": "k7mx-2026-云州"}).content))
    assert all(info.flag_bits & 1 for info in packed.infolist())
    assert [one.action for one in log.entries(own.store)][:2] == ["取材料", "取材料"]


def test_a_row_is_mended_and_only_that_unit_is_made_again(own: Site, packet: Found) -> None:
    browser = oneself(own)
    browser.post(f"/packets/{packet.id}/run")
    ran(own, packet)
    rows = [["单位名称", "正文"], ["内科分会", "请于年底前报送。"], ["外科分会", "改过的一句。"]]
    number = next(place for place, book in enumerate(packets.workbooks(own, packet)) if book.types)
    answer = sent(browser, f"/packets/{packet.id}/workbook", "通知.xlsx", workbook(own.folder, rows), number=str(number))
    assert "换上了“通知.xlsx”" in answer.text
    browser.post(f"/packets/{packet.id}/run")
    assert ran(own, packet).told == "做成 1，没有变化 1，没有交材料 1"


def test_what_is_wrong_is_told_before_and_after(own: Site, packet: Found) -> None:
    browser = oneself(own)
    source = (own.folder / packet.path).read_text().replace("2026-11-21", "2026-11-31")
    put_source(browser, own, packet, source)
    browser.post(f"/packets/{packet.id}/run")
    assert ran(own, packet).failed == 2
    told = browser.get(f"/packets/{packet.id}").text
    assert "没有做成" in told
    assert "成文日期" in told.partition("<textarea")[0]
    put_source(browser, own, packet, "材料包: 坏了\n年度: [\n")
    page = browser.get(f"/packets/{packet.id}").text
    assert 'role="alert"' in page
    assert str(own.folder) not in page


def test_of_two_who_change_the_packets_file_the_second_is_told(own: Site, packet: Found) -> None:
    browser, path = oneself(own), own.folder / packet.path
    old = path.read_bytes()
    base = hashlib.sha256(old).hexdigest()
    first, second = (path.read_text().replace("年度材料", f"年度{name}") for name in ("总结", "台账"))
    assert browser.post(f"/packets/{packet.id}/source", {"text": first, "base": base}).status_code == 303
    assert path.with_name("材料包.yaml.bak").read_bytes() == old
    answer = browser.post(f"/packets/{packet.id}/source", {"text": second, "base": base})
    assert answer.status_code == 409
    assert "刚才又有人改过这个文件，没有存你的" in answer.text
    assert answer.text.count("材料包: 年度台账") == answer.text.count("材料包: 年度总结") == 1
    assert path.read_text() == first
    (base,) = re.findall(r'name="base" value="(\w+)"', answer.text)
    assert browser.post(f"/packets/{packet.id}/source", {"text": second, "base": base}).status_code == 303
    assert path.read_text() == second


def test_a_packets_file_that_is_not_utf8_is_not_spoilt(own: Site, packet: Found) -> None:
    path = own.folder / packet.path
    path.write_bytes(path.read_text().encode("gb18030") + "材料包: 乙\n".encode())
    old = path.read_bytes()
    sent = {"text": "改过的", "base": hashlib.sha256(old).hexdigest()}
    answer = oneself(own).post(f"/packets/{packet.id}/source", sent)
    assert (answer.status_code, "不是 UTF-8 的" in answer.text) == (422, True)
    assert path.read_bytes() == old


def test_only_one_run_at_a_time_and_it_can_be_stopped(own: Site, packet: Found) -> None:
    browser = oneself(own)
    runs = Runs(own.store)
    runs.begin(packet.path, "张示例")
    refused = browser.post(f"/packets/{packet.id}/run")
    assert (refused.status_code, "张示例正在做" in refused.text) == (422, True)
    browser.post(f"/packets/{packet.id}/stop")
    assert not runs.hear(packet.path, through=1)
    runs.end(packet.path, "停下了")
    assert browser.post(f"/packets/{packet.id}/run").status_code == 303
    assert ran(own, packet).told.startswith("做成 2")


def test_units_are_found_by_how_they_stand_and_by_name_and_number(own: Site, packet: Found) -> None:
    browser = oneself(own)
    browser.post(f"/packets/{packet.id}/run")
    ran(own, packet)

    def listed(**asked: str) -> list[str]:
        page = browser.get(f"/packets/{packet.id}", params=asked).text
        return re.findall(r"/units/\w+\">([^<]+)</a>", page)

    assert listed() == ["内科分会", "外科分会", "儿科分会"]
    assert listed(state="missing") == ["儿科分会"]
    assert listed(state="made", unit="外科") == ["外科分会"]
    assert listed(unit="〔2026〕1号") == ["内科分会"]
    assert listed(unit="没有的") == []
    page = browser.get(f"/packets/{packet.id}", params={"unit": "外科"}).text
    (link, *_) = re.findall(r'href="(/packets/\w+/units/\w+/files/[^"]+)"', page)
    assert "通知.docx" in unquote(browser.get(link).headers["content-disposition"])
    assert "外科分会" in log.entries(own.store)[0].detail


def test_a_run_is_followed_unit_by_unit_and_the_page_is_new_at_its_end(own: Site, packet: Found) -> None:
    browser, runs = oneself(own), Runs(own.store)
    runs.begin(packet.path, "张示例")
    runs.hear(packet.path, units=3, through=1, told="内科分会：做成")
    seen = browser.get(f"/packets/{packet.id}/progress")
    assert "1 / 3 个单位" in seen.text
    assert "刚才：内科分会：做成" in seen.text
    assert "hx-refresh" not in seen.headers
    assert "内科分会：做成" not in browser.get("/packets").text
    runs.end(packet.path, "做成 2，没有交材料 1")
    assert browser.get(f"/packets/{packet.id}/progress").headers["hx-refresh"] == "true"


def test_a_run_whose_process_is_gone_is_not_at_work(own: Site, packet: Found) -> None:
    import datetime

    runs = Runs(own.store)
    runs.begin(packet.path, "张示例")
    assert runs.is_going(runs.get(packet.path))
    clock = own.store.clock
    own.store.clock = lambda: clock() + datetime.timedelta(seconds=61)
    assert not runs.is_going(runs.get(packet.path))
    assert "上一次中断了" in oneself(own).get(f"/packets/{packet.id}").text


def test_a_run_that_is_at_one_unit_for_long_is_heard_of(own: Site, packet: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = threading.Event()

    def slow(*_: object, **__: object) -> str:
        assert heard.wait(60)
        return "做成 2"

    hear = Runs.hear

    def hearing(runs: Runs, path: str, **values: object) -> bool:
        heard.set()
        return hear(runs, path, **values)

    monkeypatch.setattr(packets, "BEAT", 0.01)
    monkeypatch.setattr(packets, "_made", slow)
    monkeypatch.setattr(Runs, "hear", hearing)
    packets.begin(own, packet, "张示例", "", force=False)
    assert ran(own, packet).told == "做成 2"


def test_a_run_goes_on_while_the_database_is_away_and_its_end_is_told_afterwards(
    own: Site, packet: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = 6  # times
    hear = Runs.hear

    def hearing(runs: Runs, path: str, **values: object) -> bool:
        nonlocal away
        if "units" not in values and (away := away - 1) >= 0:
            raise StoreError("办理公文的数据库这会儿连不上")
        return hear(runs, path, **values)

    monkeypatch.setattr(packets, "_AGAIN", 0.0)
    monkeypatch.setattr(Runs, "hear", hearing)
    packets.begin(own, packet, "张示例", "", force=False)
    assert ran(own, packet).told == "做成 2，没有交材料 1"
    assert away < 0


@pytest.mark.parametrize("name", ["../../逃走", "/nowhere/逃走", "..", "a/../../b", ".", ""])
def test_a_new_packet_stands_in_its_folder_whatever_it_is_called(own: Site, name: str) -> None:
    oneself(own).post("/packets", {"name": name})
    made = {path.relative_to(own.folder).parts[0] for path in own.folder.rglob("packet.yaml")}
    assert made <= {"packets"}
    assert not (own.folder.parent / "逃走").exists()


@pytest.mark.parametrize("name", ["通知.xlsm", "通知.exe", "通知", "../../通知.md"])
def test_only_a_workbook_takes_the_place_of_one(own: Site, packet: Found, name: str) -> None:
    before = (own.folder / "通知.xlsx").read_bytes()
    answer = sent(oneself(own), f"/packets/{packet.id}/workbook", name, b"x", number="1")
    assert answer.status_code == 422
    assert (own.folder / "通知.xlsx").read_bytes() == before


def test_a_workbook_outside_the_office_is_not_written(own: Site, packet: Found) -> None:
    source = (own.folder / packet.path).read_text().replace("单位: 单位.xlsx", "单位: ../外面.xlsx")
    (own.folder / packet.path).write_text(source)
    answer = sent(oneself(own), f"/packets/{packet.id}/workbook", "单位.xlsx", b"x", number="0")
    assert answer.status_code == 422
    assert not (own.folder.parent / "外面.xlsx").exists()


def test_an_encrypted_packet_wants_a_password(own: Site, packet: Found) -> None:
    source = (own.folder / packet.path).read_text().replace("PDF: 是}", "PDF: 是, 加密: 是}")
    (own.folder / packet.path).write_text(source)
    browser = oneself(own)
    assert "压缩包的密码" in browser.get(f"/packets/{packet.id}").text
    assert browser.post(f"/packets/{packet.id}/run", {"password": "短"}).status_code == 422
    browser.post(f"/packets/{packet.id}/run", {"password": "k7mx-2026-云州-材料"})
    ran(own, packet)
    assert [path.name for path in packets.output(own, packet).rglob("*.docx")] == []
    assert len(list(packets.output(own, packet).rglob("*.zip"))) == 2


def test_the_blank_workbook_of_a_type_is_had(own: Site) -> None:
    assert oneself(own).get("/packets/blank/通知").content.startswith(b"PK")
    assert oneself(own).get("/packets/blank/没有的").status_code == 404


def test_of_many_who_save_a_packets_file_at_once_one_does_and_all_others_see_it(own: Site, packet: Found) -> None:
    page = oneself(own).get(f"/packets/{packet.id}").text
    (base,) = re.findall(r'name="base" value="(\w+)"', page)
    text = (own.folder / packet.path).read_text("utf-8")
    browsers, start = [oneself(own) for _ in range(6)], Barrier(6)

    def save(number: int) -> int:
        start.wait()
        sent = {"text": f"{text}# 第{number}个人的\n", "base": base}
        return browsers[number].post(f"/packets/{packet.id}/source", sent).status_code

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(save, range(6))) == [303, *[409] * 5]


def test_one_archive_is_packed_at_a_time(own: Site, packet: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is held in memory as a whole."""
    from hongtou.web.views import packets as view

    browser = oneself(own)
    browser.post(f"/packets/{packet.id}/run")
    ran(own, packet)
    others: list[Response] = []
    pack = view._plain

    def packing(content: dict[str, bytes]) -> bytes:
        others.append(oneself(own).post(f"/packets/{packet.id}/all", {"plain": "1"}))
        return pack(content)

    monkeypatch.setattr(view, "_plain", packing)
    assert browser.post(f"/packets/{packet.id}/all", {"plain": "1"}).content.startswith(b"PK")
    assert [(one.status_code, "过一会儿再来" in one.text) for one in others] == [(503, True)]
    monkeypatch.setattr(view, "_plain", pack)
    assert browser.post(f"/packets/{packet.id}/all", {"plain": "1"}).content.startswith(b"PK")


def test_a_page_that_looks_how_far_a_run_is_keeps_nobody_signed_in(own: Site, packet: Found) -> None:
    browser, clock = oneself(own), Clock()
    own.store.clock = clock
    browser.sign_in(ONESELF)
    for _ in range(2):
        clock.forward(minutes=59)
        assert browser.get(f"/packets/{packet.id}/progress").status_code == 200
    clock.forward(minutes=3)
    assert browser.get(f"/packets/{packet.id}/progress").status_code == 401
