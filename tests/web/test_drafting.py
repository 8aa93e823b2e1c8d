"""A draft on the screen, from the choice of its type to its number."""

import datetime
import io
import json
from typing import Any

import pytest
from hongtou.web.site import Site
from hongtou.workflow.drafts import Drafts, Saved, Text
from hongtou.workflow.people import ONESELF, Role
from hongtou.workflow.way import STEPS, Stage
from httpx2 import Response
from PIL import Image
from pypdfium2 import PdfDocument
from support.office_page import NOTICE, Browser, drafts_on, oneself, person

pytestmark = pytest.mark.xdist_group("drafting")


def begun(site: Site, text: str = NOTICE) -> str:
    """The id of a draft of one's own."""
    return site.drafts.create("通知.md", Text(text.encode(), "通知", "关于开展义诊活动的通知"), ONESELF.id, ONESELF.name).id


def test_the_types_are_shown_in_groups_and_one_begins_with_a_starter(own: Site) -> None:
    browser = oneself(own)
    page = browser.get("/new").text
    assert "<strong>通知</strong>" in page
    answer = browser.post("/new", {"genre": "通知"})
    assert answer.status_code == 303
    draft = browser.get(answer.headers["location"]).text
    assert "文种: 通知" in draft
    assert 'name="text"' in draft
    (file,) = own.folder.glob("通知-*.md")
    assert "文种: 通知" in file.read_text()


def test_files_in_the_folder_are_there_however_they_came(own: Site) -> None:
    (own.folder / "义诊.md").write_text(NOTICE)
    (own.folder / "说明.md").write_text("不是草稿")
    browser = oneself(own)
    (id,) = drafts_on(browser.get("/"))
    assert "义诊活动" in browser.get(f"/drafts/{id}").text


def test_the_pages_of_a_text_as_it_is_typed(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    seen = browser.ask(f"/drafts/{id}/preview", {"text": NOTICE, "pages": [1]}).json()
    assert (seen["count"], seen["problems"]) == (2, [])
    page = seen["pages"]["1"]
    assert (page["width"], page["height"]) == (794, 1123)
    again = browser.ask(f"/drafts/{id}/preview", {"text": NOTICE, "pages": [1], "known": {"1": page["digest"]}}).json()
    assert "png" not in again["pages"]["1"]
    other = browser.ask(
        f"/drafts/{id}/preview", {"text": NOTICE.replace("义诊", "体检"), "pages": [1], "known": {"1": page["digest"]}}
    )
    assert "png" in other.json()["pages"]["1"]


def test_places_lead_from_the_page_to_the_line_and_back(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    places = browser.ask(f"/drafts/{id}/preview", {"text": NOTICE, "pages": [1]}).json()["places"]
    lines = NOTICE.splitlines()
    told = {lines[place["line"] - 1] for place in places}
    assert {"标题: 关于开展义诊活动的通知", "主送: 各专科分会", "一、时间和地点", "12月5日上午9时，在市民广场。"} <= told
    tops = [(place["page"], place["top"]) for place in places if lines[place["line"] - 1].startswith(("一、", "12月5日"))]
    assert tops == sorted(tops)
    assert all(0 < place["top"] < place["bottom"] <= 1 for place in places)


def test_what_is_wrong_is_told_with_its_line_and_without_the_servers_folders(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    seen = browser.ask(f"/drafts/{id}/preview", {"text": NOTICE.replace("2026-11-20", "2026-13-20"), "pages": [1]}).json()
    assert seen["count"] == 0
    assert [(one["line"], one["field"]) for one in seen["problems"]] == [(5, "成文日期")]
    assert str(own.folder) not in json.dumps(seen, ensure_ascii=False)


def test_findings_are_told_with_their_words_and_mended(own: Site) -> None:
    text = NOTICE.replace("12月5日开展", "12月5日(周六)开展")
    browser, id = oneself(own), begun(own, text)
    found = browser.ask(f"/drafts/{id}/preview", {"text": text, "pages": [1]}).json()["findings"]
    one = next(one for one in found if one["fix"])
    mended = browser.ask(f"/drafts/{id}/fix", {"text": text, "code": one["code"], "line": one["line"]}).json()["text"]
    assert "（周六）" in mended


def test_the_form_shows_fields_and_writes_them_where_they_stand(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    fields = browser.ask(f"/drafts/{id}/fields", {"text": NOTICE}).text
    assert 'data-name="主送" data-kind="lines"' in fields
    assert 'data-name="附件" data-kind="rows"' in fields

    def written(name: str, value: object, was: object) -> str:
        told = {"text": NOTICE, "name": name, "value": value, "was": was}
        return str(browser.ask(f"/drafts/{id}/field", told).json()["text"])

    addressed = NOTICE.replace("主送: 各专科分会", "主送: [各处室, 各专科分会]")
    assert written("主送", ["各处室", "各专科分会"], ["各专科分会"]) == addressed
    assert written("成文日期", "2026年11月21日", "2026-11-20") == NOTICE.replace("2026-11-20", "2026-11-21")
    assert written("成文日期", "", "2026-11-20") == NOTICE.replace("成文日期: 2026-11-20\n", "")
    assert "附件: [名单, 日程]\n" in written("附件", [{"标题": "名单", "文件": ""}, {"标题": "日程"}], [])
    rows = [{"标题": "名单", "文件": "名单.xlsx"}, {"标题": "日程"}]
    assert "附件:\n  - 标题: 名单\n    文件: 名单.xlsx\n  - 日程\n" in written("附件", rows, [])
    refused = browser.ask(f"/drafts/{id}/field", {"text": NOTICE, "name": "没有的", "value": "x", "was": ""})
    assert (refused.status_code, "没有“没有的”" in refused.json()["message"]) == (422, True)
    differs = browser.ask(f"/drafts/{id}/field", {"text": NOTICE, "name": "主送", "value": ["各处室"], "was": ["各科室"]})
    assert (differs.status_code, differs.json()["now"]) == (409, ["各专科分会"])
    old = browser.ask(f"/drafts/{id}/field", {"text": NOTICE, "name": "主送", "value": ["各处室"]})
    assert (old.status_code, "刷新" in old.json()["message"]) == (409, True)


def test_of_two_who_save_nobodys_text_is_lost(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    first = browser.ask(f"/drafts/{id}/save", {"text": NOTICE + "甲\n", "base": 1})
    assert first.json()["version"] == 2
    second = browser.ask(f"/drafts/{id}/save", {"text": NOTICE + "乙\n", "base": 1})
    assert second.status_code == 409
    told = second.json()
    assert (told["version"], told["text"], told["kept"]) == (2, NOTICE + "甲\n", 3)
    page = browser.get(f"/drafts/{id}/compare", params={"from": 2, "to": 3}).text
    assert "<del>甲</del>" in page
    assert "<ins>乙</ins>" in page


def test_without_scripts_forms_save_and_the_page_is_a_picture(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    text = NOTICE.replace("\n", "\r\n") + "又一段。\r\n"
    assert browser.post(f"/drafts/{id}/save", {"text": text, "base": "1"}).status_code == 303
    assert (own.folder / "通知.md").read_text() == NOTICE + "又一段。\n"
    picture = Image.open(io.BytesIO(browser.get(f"/drafts/{id}/pages/1").content))
    assert picture.size == (1191, 1684)


def test_a_draft_is_had_as_pdf_and_word(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    pdf, docx = (browser.get(f"/drafts/{id}/as/{name}") for name in ("pdf", "docx"))
    assert pdf.content.startswith(b"%PDF-")
    assert docx.content.startswith(b"PK")
    assert "attachment" in docx.headers["content-disposition"]


def test_on_ones_own_a_draft_is_issued_at_once(own: Site) -> None:
    browser, id = oneself(own), begun(own)
    answer = browser.post(f"/drafts/{id}/step", {"step": "印发", "version": "1"})
    assert answer.status_code == 303, answer.text
    kept = own.drafts.get(id)
    assert (kept.stage, kept.issued_as) == (Stage.ISSUED, "云医党发〔2026〕1号")
    assert (own.folder / "archive/2026/云医党发〔2026〕1号/云医党发〔2026〕1号.pdf").is_file()
    assert "云医党发〔2026〕1号" in browser.get("/register").text
    assert browser.ask(f"/drafts/{id}/save", {"text": "改", "base": 1}).status_code == 422


def test_what_is_not_fit_is_not_issued(own: Site) -> None:
    browser, id = oneself(own), begun(own, NOTICE.replace("成文日期: 2026-11-20", "成文日期: 2026-11-31"))
    answer = browser.post(f"/drafts/{id}/step", {"step": "印发", "version": "1"})
    assert answer.status_code == 422
    assert "11月只有30天" in answer.text or "成文日期" in answer.text
    assert own.drafts.get(id).stage is Stage.DRAFTING


def test_the_way_of_a_document_through_four_hands(office: Site) -> None:
    drafter, reviewer, approver, registrar = (
        Browser(office, person(office, role.name.lower(), role))
        for role in (Role.DRAFTER, Role.REVIEWER, Role.APPROVER, Role.REGISTRAR)
    )
    made = drafter.post("/new", {"genre": "通知"})
    id = made.headers["location"].removeprefix("/drafts/")
    assert reviewer.get(f"/drafts/{id}").status_code == 404
    drafter.ask(f"/drafts/{id}/save", {"text": NOTICE, "base": 1})

    def step(browser: Browser, name: str, **more: str) -> Response:
        version = str(office.drafts.get(id).version)
        answer = browser.post(f"/drafts/{id}/step", {"step": name, "version": version, **more})
        assert answer.status_code == 303, answer.text
        return answer

    step(drafter, "送核稿")
    assert drafts_on(reviewer.get("/")) == [id]
    assert step(reviewer, "退回修改", opinion="地点写清楚").headers["location"] == "/"  # it is not theirs to look at any more
    assert "地点写清楚" in drafter.get(f"/drafts/{id}").text
    drafter.ask(f"/drafts/{id}/save", {"text": NOTICE.replace("市民广场", "市民广场东门"), "base": 2})
    step(drafter, "送核稿")
    step(reviewer, "送签发")
    step(approver, "签发")
    assert office.drafts.get(id).issued_as == "云医党发〔2026〕1号"
    step(registrar, "印发")
    assert office.drafts.get(id).stage is Stage.ISSUED
    assert "市民广场东门" in drafter.get(f"/drafts/{id}").text
    from hongtou.workflow import log

    assert log.broken(office.store) == ""


def test_a_document_bears_the_day_of_its_signing_whenever_it_is_printed(office: Site) -> None:
    everything = person(office, "boss", *Role)
    browser = Browser(office, everything)
    text = NOTICE.replace("成文日期: 2026-11-20\n", "")
    kept = office.drafts.create("drafts/a/草稿.md", Text(text.encode()), everything.id, everything.name)
    for step, dated in (("送核稿", ""), ("送签发", ""), ("签发", "2026-11-23"), ("印发", "2026-11-25")):
        version = str(office.drafts.get(kept.id).version)
        answer = browser.post(f"/drafts/{kept.id}/step", {"step": step, "version": version, "dated": dated})
        assert answer.status_code == 303, answer.text
    assert "成文日期: 2026-11-23\n" in office.drafts.content(office.drafts.get(kept.id)).decode()
    assert "2026年11月23日" in browser.get("/register").text


def test_what_is_read_after_signing_bears_the_number_and_after_issuing_is_what_was_filed(office: Site) -> None:
    everything = person(office, "boss", *Role)
    browser = Browser(office, everything)
    kept = office.drafts.create("drafts/a/草稿.md", Text(NOTICE.encode()), everything.id, everything.name)
    for step in ("送核稿", "送签发", "签发"):
        browser.post(f"/drafts/{kept.id}/step", {"step": step, "version": str(office.drafts.get(kept.id).version)})
    asked = {"text": NOTICE, "pages": [1]}
    signed = browser.ask(f"/drafts/{kept.id}/preview", asked).json()["pages"]["1"]["digest"]
    with_number = NOTICE.replace("标题:", "发文字号: 云医党发〔2026〕1号\n标题:")
    other = office.drafts.create("drafts/b/草稿.md", Text(with_number.encode()), everything.id, everything.name)
    assert (
        browser.ask(f"/drafts/{other.id}/preview", {"text": with_number, "pages": [1]}).json()["pages"]["1"]["digest"] == signed
    )
    assert "云医党发〔2026〕1号" in plain(browser.get(f"/drafts/{kept.id}/as/pdf").content)
    browser.post(f"/drafts/{kept.id}/step", {"step": "印发", "version": str(office.drafts.get(kept.id).version)})
    folder = office.folder / "archive" / "2026" / "云医党发〔2026〕1号"
    for suffix in ("pdf", "docx"):
        filed = folder / f"云医党发〔2026〕1号.{suffix}"
        assert browser.get(f"/drafts/{kept.id}/as/{suffix}").content == filed.read_bytes()
    filed.unlink()
    answer = browser.get(f"/drafts/{kept.id}/as/docx")
    assert answer.status_code == 422
    assert "归档里没有 云医党发〔2026〕1号 的 DOCX 文件了" in answer.text


def plain(pdf: bytes) -> str:
    """The text of a PDF."""
    document = PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def test_examples_are_as_one_types_them_into_the_form(own: Site) -> None:
    page = oneself(own).get(f"/drafts/{begun(own)}").text
    assert "一项一行。例如：各专科分会；各党支部（总支）</p>" in page
    assert "会议通过或者负责人签发的日期。例如：2026年11月21日</p>" in page


def test_the_log_calls_a_draft_by_its_title(office: Site) -> None:
    everything = person(office, "boss", *Role)
    text = Text(NOTICE.encode(), "通知", "关于开展义诊活动的通知")
    kept = office.drafts.create("drafts/a/草稿.md", text, everything.id, everything.name)
    browser = Browser(office, everything)
    browser.post(f"/drafts/{kept.id}/step", {"step": "送核稿", "version": "1"})
    assert "<td>送核稿</td><td>关于开展义诊活动的通知</td>" in browser.get("/log").text


def test_numbers_are_reserved_of_this_year_though_the_next_has_some(office: Site) -> None:
    browser = Browser(office, person(office, "boss", *Role))
    this = datetime.datetime.now().astimezone().year
    assert browser.post("/register/reserve", {"count": "1", "year": str(this + 1), "note": "明年的通知"}).status_code == 200
    assert f'name="year" value="{this}"' in browser.get("/register").text


def test_a_draft_reads_no_file_of_anothers(office: Site) -> None:
    zhang, li = (person(office, name, Role.DRAFTER) for name in ("zhang", "li"))
    secret = office.drafts.create("drafts/a/草稿.md", Text(NOTICE.replace("义诊", "机密事项").encode()), zhang.id, zhang.name)
    for number, path in enumerate(
        (f"../a/{secret.path.rpartition('/')[2]}", "../../hongtou.yaml", "/etc/passwd", "../a/草稿.md")
    ):
        text = NOTICE.replace("主送:", f"附件:\n  - {{标题: 名单, 文件: {path}}}\n主送:")
        own = office.drafts.create(f"drafts/b{number}/草稿.md", Text(text.encode()), li.id, li.name)
        seen = Browser(office, li).ask(f"/drafts/{own.id}/preview", {"text": text, "pages": [1, 2]}).json()
        assert seen["count"] == 0
        assert "机密事项" not in json.dumps(seen, ensure_ascii=False)
        assert "外面" in seen["problems"][0]["message"]


def test_types_are_found_by_words_of_their_name_group_or_summary(own: Site) -> None:
    browser = oneself(own)
    assert 'value="会议通知"' in browser.get("/new").text
    found = browser.get("/new?q=党建 会议").text
    assert 'value="会议通知"' in found
    assert 'value="公报"' not in found
    assert "没有找到，换一个词" in browser.get("/new?q=<b>").text


@pytest.mark.parametrize("way", ["save", "restore"])
def test_a_text_that_comes_when_the_draft_has_gone_on_is_not_taken(
    office: Site, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Whoever may change it where it was may not where it is."""
    drafter = person(office, "zhang", Role.DRAFTER)
    kept = office.drafts.create("drafts/a/草稿.md", Text(NOTICE.encode(), "通知", "义诊"), drafter.id, drafter.name)
    office.drafts.save(kept.id, 1, Text(f"{NOTICE}又一句。\n".encode()), drafter.name)
    save, browser = Drafts.save, Browser(office, drafter)

    def late(drafts: Drafts, *args: Any) -> Saved:
        drafts.go(kept.id, next(step for step in STEPS if step.name == "送核稿"), 2, drafter.name)
        return save(drafts, *args)

    monkeypatch.setattr(Drafts, "save", late)
    sent = {"text": f"{NOTICE}来晚的一句。\n", "base": "2", "version": "1"}
    answer = browser.post(f"/drafts/{kept.id}/{way}", sent)
    assert answer.status_code == 422
    assert "已经到了“核稿”" in answer.text
    assert [one.version for one in office.drafts.states(kept)] == [1, 2]
