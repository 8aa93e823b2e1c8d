"""A unit of a packet on the screen: its pages looked at, its rows corrected, only what changed made again."""

import html
import io
import re
from contextlib import ExitStack
from dataclasses import replace

import docx
import pytest
from hongtou.batch.ledger import open_ledger
from hongtou.intake.workbook.reader import Workbook
from hongtou.packet.rows import key_of
from hongtou.web import before, packets
from hongtou.web.packets import Found
from hongtou.web.site import Site
from hongtou.workflow import log
from hongtou.workflow.runs import Runs
from PIL import Image
from support.office_page import Browser, oneself, ran
from support.packets import write_packet, write_sheet

pytestmark = pytest.mark.xdist_group("packets_on_screen")
UNITS = [("内科分会", "请于年底前报送。"), ("外科分会", "请于年底前报送。"), ("儿科分会", "")]


@pytest.fixture
def packet(own: Site) -> Found:
    write_packet(own.folder, UNITS, pdf=True)
    (found,) = packets.found(own)
    return found


def path(packet: Found, unit: str) -> str:
    return f"/packets/{packet.id}/units/{key_of(unit)}"


def filled_in(page: str, number: int = 0) -> dict[str, str]:
    """What a browser would send of a row's form."""
    text = re.findall(r"<form method.*?</form>", page.partition("<main")[2], re.DOTALL)[number]
    fields = re.findall(r'name="([^"]+)" value="([^"]*)"', text.replace('<button class="main" name="make" value="1">', ""))
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL)
    return {name: html.unescape(value) for name, value in [*fields, *areas] if name != "_csrf"}


def text_of(site: Site, cell: str = "B3") -> object:
    found = {row.number: row.cells for row in Workbook(site.folder / "通知.xlsx").rows("基本情况")}
    return found[int(cell[1:])][ord(cell[0]) - ord("A")]


def messages(page: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'class="message[^"]*"[^>]*>([^<]+)<', page)]


def run(browser: Browser, site: Site, packet: Found) -> str:
    browser.post(f"/packets/{packet.id}/run")
    return ran(site, packet).told


def test_the_pages_of_a_units_documents_are_seen(own: Site, packet: Found) -> None:
    browser = oneself(own)
    run(browser, own, packet)
    page = browser.get(path(packet, "外科分会"))
    assert "云医发〔2026〕2号" in page.text
    links = re.findall(rf"/packets/{packet.id}/[^\"]*", page.text)
    assert [browser.get(one).content[:2] for one in links if "/files/" in one] == [b"PK", b"%P"]
    picture = next(browser.get(one) for one in links if "/pages/" in one)
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    for other in (picture.url.path[:-1] + "9", picture.url.path.replace("/1/1", "/7/1"), path(packet, "没有的")):
        assert browser.get(other).status_code == 404
    assert "看 外科分会" in [one.detail for one in log.entries(own.store)]


def at_work(site: Site, packet: Found) -> ExitStack:
    """The packet's run goes on, as far as anybody hears, and has the ledger for itself."""
    Runs(site.store).begin(packet.path, "张示例")
    held = ExitStack()
    held.enter_context(open_ledger(packets.output(site, packet), packet.name))
    return held


def test_what_is_made_is_looked_at_while_the_run_goes_on(own: Site, packet: Found) -> None:
    browser = oneself(own)
    run(browser, own, packet)
    with at_work(own, packet):
        page = browser.get(f"/packets/{packet.id}").text
        assert path(packet, "外科分会") in page
        assert "正在做" in page
        assert "下载压缩包" not in page
        refused = browser.post(f"/packets/{packet.id}/all", {"plain": "1"})
        assert (refused.status_code, "正在做，还不全" in refused.text) == (422, True)
        links = re.findall(rf'"({path(packet, "外科分会")}/[^"]*)"', browser.get(path(packet, "外科分会")).text)
        assert [browser.get(one).content[:2] for one in links if "/files/" in one] == [b"PK", b"%P"]
        assert [browser.get(one).content[:4] for one in links if "/pages/" in one] == [b"\x89PNG"] * 2


def test_a_file_is_known_by_its_unit_however_many_are_made_meanwhile(own: Site, packet: Found) -> None:
    browser = oneself(own)
    run(browser, own, packet)
    page = browser.get(f"/packets/{packet.id}").text
    (link, *_) = re.findall(rf'"({path(packet, "外科分会")}/files/[^"]*)"', page)
    with open_ledger(packets.output(own, packet), packet.name) as ledger:
        line = next(one for one in ledger.lines() if one.unit == "外科分会")
        ledger.save(replace(line, unit="新的分会", place=0, files=()))
    browser.get(link)
    assert log.entries(own.store)[0].detail == "外科分会/通知.docx"


def shown(browser: Browser, packet: Found, unit: str) -> list[bytes]:
    """The pages that are shown of a unit's documents."""
    page = browser.get(path(packet, unit)).text
    return [browser.get(one).content for one in re.findall(rf'"({path(packet, unit)}/pages/[^"]*)"', page)]


def test_documents_without_a_pdf_are_seen_as_they_were_made(own: Site, packet: Found) -> None:
    browser = oneself(own)
    run(browser, own, packet)
    printed = shown(browser, packet, "外科分会")
    source = own.folder / packet.path
    source.write_text(source.read_text("utf-8").replace("PDF: 是", "PDF: 否"), "utf-8")
    run(browser, own, packet)
    assert "通知.pdf" not in browser.get(path(packet, "外科分会")).text
    assert [pixels(one) for one in shown(browser, packet, "外科分会")] == [pixels(one) for one in printed]
    write_sheet(own.folder / "通知.xlsx", [["单位名称", "正文"], ["内科分会", "后来改的。"]])
    page = browser.get(path(packet, "内科分会")).text
    assert "不是照现在的材料做的" in page
    assert "/pages/" not in page
    assert browser.get(path(packet, "内科分会") + "/pages/0/1").status_code == 404


def pixels(png: bytes) -> bytes:
    return Image.open(io.BytesIO(png)).convert("L").tobytes()


def test_no_page_is_shown_of_a_file_that_somebody_changed(own: Site, packet: Found) -> None:
    source = own.folder / packet.path
    source.write_text(source.read_text("utf-8").replace("PDF: 是", "PDF: 否"), "utf-8")
    browser = oneself(own)
    run(browser, own, packet)
    assert len(shown(browser, packet, "外科分会")) == 2
    file = packets.output(own, packet) / "外科分会" / "通知.docx"
    changed = docx.Document(str(file))
    changed.paragraphs[-1].add_run("手写的")
    changed.save(str(file))
    page = browser.get(path(packet, "外科分会")).text
    assert "文件做成以后改过" in page
    assert browser.get(path(packet, "外科分会") + "/pages/0/1").status_code == 404


def test_a_row_is_corrected_and_only_its_unit_is_made(own: Site, packet: Found) -> None:
    browser = oneself(own)
    run(browser, own, packet)
    old = (own.folder / "通知.xlsx").read_bytes()
    sent = filled_in(browser.get(path(packet, "外科分会")).text)
    assert sent["cell-1"] == "请于年底前报送。"
    answer = browser.post(path(packet, "外科分会"), sent | {"cell-1": "请于12月20日前报送。\r\n逾期不候。", "make": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/packets/{packet.id}")
    assert ran(own, packet).told == "做成 1，没有变化 1，没有交材料 1"
    assert text_of(own) == "请于12月20日前报送。\n逾期不候。"
    assert [one.read_bytes() for one in (own.folder / before.BEFORE).iterdir()] == [old]
    entry = next(one for one in log.entries(own.store) if one.action == "改材料")
    assert "基本情况!第3行：正文" in entry.detail
    assert "逾期" not in str(entry)


def test_the_second_who_corrects_a_row_is_told_and_sees_both(own: Site, packet: Found) -> None:
    first, second = oneself(own), oneself(own)
    page = filled_in(first.get(path(packet, "外科分会")).text)
    first.post(path(packet, "外科分会"), page | {"cell-1": "先改的。"})
    answer = second.post(path(packet, "外科分会"), page | {"cell-1": "后改的。"})
    assert answer.status_code == 409
    assert "刚才又有人改过" in messages(answer.text)[0]
    assert "现在是：先改的。" in answer.text
    assert text_of(own) == "先改的。"
    again = filled_in(answer.text)
    assert again["cell-1"] == "后改的。"
    assert second.post(path(packet, "外科分会"), again).status_code == 200
    assert text_of(own) == "后改的。"


def test_two_who_correct_different_rows_do_not_meet(own: Site, packet: Found) -> None:
    browser = oneself(own)
    pages = {unit: filled_in(browser.get(path(packet, unit)).text) for unit in ("内科分会", "外科分会")}
    for unit, sent in pages.items():
        assert browser.post(path(packet, unit), sent | {"cell-1": f"{unit}改的。"}).status_code == 200
    assert (text_of(own, "B2"), text_of(own)) == ("内科分会改的。", "外科分会改的。")


def test_what_is_wrong_stands_at_its_cell_and_nothing_is_made(own: Site, packet: Found) -> None:
    source = (own.folder / packet.path).read_text().replace("成文日期: 2026-11-21", "主送: 各分会")
    (own.folder / packet.path).write_text(source)
    write_sheet(own.folder / "通知.xlsx", [["单位名称", "正文", "成文日期"], ["外科分会", "请报送。", "十一月三十一日"]])
    browser = oneself(own)
    assert path(packet, "外科分会") in run_look(browser, packet)
    assert str(own.folder) not in run_look(browser, packet)
    page = browser.get(path(packet, "外科分会")).text
    cell = re.search(r'aria-describedby="cell-1-2-help" aria-invalid="true".*?</div>', page, re.DOTALL)
    assert cell
    assert "日期" in messages(cell[0])[0]
    answer = browser.post(path(packet, "外科分会"), filled_in(page) | {"cell-2": "2026年11月31日", "make": "1"})
    assert "还有错，没有做" in messages(answer.text)[0]
    assert not packets.running(packet)
    answer = browser.post(path(packet, "外科分会"), filled_in(answer.text) | {"cell-2": "2026年11月30日", "make": "1"})
    assert answer.status_code == 303
    assert ran(own, packet).told == "做成 1，没有交材料 2"


def run_look(browser: Browser, packet: Found) -> str:
    return browser.post(f"/packets/{packet.id}/look").text


def test_a_row_of_a_unit_that_nobody_knows_gets_its_right_name(own: Site, packet: Found) -> None:
    write_sheet(own.folder / "通知.xlsx", [["单位名称", "正文"], ["外科分汇", "请报送。"]])
    browser = oneself(own)
    assert path(packet, "外科分汇") in run_look(browser, packet)
    page = browser.get(path(packet, "外科分汇")).text
    assert "是不是“外科分会”" in " ".join(messages(page))
    browser.post(path(packet, "外科分汇"), filled_in(page) | {"cell-0": "外科分会"})
    assert text_of(own, "A2") == "外科分会"
    assert filled_in(browser.get(path(packet, "外科分会")).text)["cell-1"] == "请报送。"


def test_rows_of_a_workbook_of_the_units_own_are_corrected(own: Site, packet: Found) -> None:
    source = (own.folder / packet.path).read_text().replace("通知.xlsx", "'{单位}.xlsx'")
    (own.folder / packet.path).write_text(source)
    write_sheet(own.folder / "外科分会.xlsx", [["正文"], ["请报送。"]])
    browser = oneself(own)
    sent = filled_in(browser.get(path(packet, "外科分会")).text)
    assert browser.post(path(packet, "外科分会"), sent | {"cell-0": "请速报送。"}).status_code == 200
    assert filled_in(browser.get(path(packet, "外科分会")).text)["cell-0"] == "请速报送。"


def test_what_the_list_of_units_says_of_one_is_corrected_but_not_its_name(own: Site, packet: Found) -> None:
    source = (own.folder / packet.path).read_text().replace("成文日期: 2026-11-21", "成文日期: 2026-11-21, 主送: '{主送}'")
    (own.folder / packet.path).write_text(source)
    write_sheet(own.folder / "单位.xlsx", [["单位名称", "主送", "简称"], ["内科分会", "各科", ""], ["外科分会", "各科", "外科"]])
    browser = oneself(own)
    run(browser, own, packet)
    sent = filled_in(browser.get(path(packet, "外科分会")).text, 1)
    assert [(name, sent[name]) for name in sorted(sent) if name.startswith("cell")] == [("cell-1", "各科"), ("cell-2", "外科")]
    browser.post(path(packet, "外科分会"), sent | {"cell-1": "各病区", "make": "1"})
    assert ran(own, packet).told == "做成 1，没有变化 1"


def test_what_cannot_be_corrected_here_is_told_and_what_was_typed_stays(own: Site, packet: Found) -> None:
    browser = oneself(own)
    sent = filled_in(browser.get(path(packet, "外科分会")).text)
    (own.folder / "~$通知.xlsx").touch()
    answer = browser.post(path(packet, "外科分会"), sent | {"cell-1": "改过的。"})
    assert answer.status_code == 422 or "正在别处打开" in answer.text
    (own.folder / "~$通知.xlsx").unlink()
    answer = browser.post(path(packet, "外科分会"), sent | {"cell-1": "字\x07"})
    assert (answer.status_code, text_of(own)) == (422, "请于年底前报送。")
    assert str(own.folder) not in answer.text
    gone = browser.post(path(packet, "外科分会"), sent | {"number": "9"})
    assert (gone.status_code, "现在不在了" in gone.text) == (409, True)


def test_while_a_run_goes_on_a_row_is_saved_and_made_later(own: Site, packet: Found) -> None:
    browser = oneself(own)
    Runs(own.store).begin(packet.path, "张示例")
    sent = filled_in(browser.get(path(packet, "外科分会")).text)
    answer = browser.post(path(packet, "外科分会"), sent | {"cell-1": "改过的。", "make": "1"})
    assert answer.status_code == 422
    assert "写进了“通知.xlsx”" in messages(answer.text)[0]
    assert "张示例正在做这个材料包" in messages(answer.text)[1]
    assert text_of(own) == "改过的。"


def test_an_unchanged_row_writes_nothing(own: Site, packet: Found) -> None:
    browser = oneself(own)
    old = (own.folder / "通知.xlsx").read_bytes()
    answer = browser.post(path(packet, "外科分会"), filled_in(browser.get(path(packet, "外科分会")).text))
    assert "没有改动" in answer.text
    assert (own.folder / "通知.xlsx").read_bytes() == old


def test_an_uploaded_workbook_leaves_the_one_before(own: Site, packet: Found) -> None:
    old = (own.folder / "通知.xlsx").read_bytes()
    write_sheet(own.folder / "换上的.xlsx", [["单位名称", "正文"], ["外科分会", "新的。"]])
    sent = {"file": ("通知.xlsx", (own.folder / "换上的.xlsx").read_bytes())}
    oneself(own).post(f"/packets/{packet.id}/workbook", {"number": "1"}, files=sent)
    assert text_of(own, "B2") == "新的。"
    assert [one.read_bytes() for one in (own.folder / before.BEFORE).iterdir()] == [old]


def test_what_a_workbook_held_is_listed_taken_and_put_back(own: Site, packet: Found) -> None:
    browser = oneself(own)
    old = (own.folder / "通知.xlsx").read_bytes()
    assert "还没有换过、改过工作簿" in browser.get(f"/packets/{packet.id}/before").text
    browser.post(path(packet, "外科分会"), filled_in(browser.get(path(packet, "外科分会")).text) | {"cell-1": "改过的。"})
    corrected = (own.folder / "通知.xlsx").read_bytes()
    (own.folder / before.BEFORE / "别的-20261124-100503-000001.xlsx").write_bytes(b"of another packet")
    (link,) = set(re.findall(rf"/packets/{packet.id}/before/\w+", browser.get(f"/packets/{packet.id}/before").text))
    assert browser.get(link).content == old
    assert "“通知.xlsx”换回了" in browser.post(link).text
    assert (own.folder / "通知.xlsx").read_bytes() == old
    assert {one.path.read_bytes() for one in before.states(own, packet)} == {old, corrected}
    assert log.entries(own.store)[0].action == "换回材料"
    assert browser.get(f"/packets/{packet.id}/before/x").status_code == 404


def test_a_row_of_an_encrypted_packet_is_made_with_its_password(own: Site, packet: Found) -> None:
    source = (own.folder / packet.path).read_text().replace("PDF: 是}", "PDF: 是, 加密: 是}")
    (own.folder / packet.path).write_text(source)
    browser, password = oneself(own), "k7mx-2026-云州-材料"
    browser.post(f"/packets/{packet.id}/run", {"password": password})
    ran(own, packet)
    page = browser.get(path(packet, "外科分会")).text
    assert "版面在这里看不到" in page
    sent = filled_in(page) | {"cell-1": "改过的。", "make": "1"}
    refused = browser.post(path(packet, "外科分会"), sent | {"password": "短"})
    assert (refused.status_code, "至少" in " ".join(messages(refused.text))) == (422, True)
    assert "写进了" in messages(refused.text)[0]
    again = filled_in(refused.text) | {"make": "1", "password": password}
    assert browser.post(path(packet, "外科分会"), again).status_code == 303
    assert ran(own, packet).told == "做成 1，没有变化 1，没有交材料 1"
    assert "改过的" not in str([entry.detail for entry in log.entries(own.store)])
