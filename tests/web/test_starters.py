"""A new draft is the office's own: what its profile says does not stand in it as somebody else's."""

from pathlib import Path

import pytest
from hongtou.intake import draft_of
from hongtou.office import Office
from hongtou.runner import Runner
from hongtou.web.site import Site
from hongtou.web.starters import of_office
from support.office_page import oneself
from support.plugins import PLUGINS

OURS = Office(name="云州市医学会", copies_to=("市卫生健康委员会",), printed_by="云州市医学会办公室")
RUNNER = Runner(OURS, PLUGINS)
TYPES = PLUGINS.document_types


def test_a_draft_that_is_begun_bears_the_name_of_the_office_alone(own: Site) -> None:
    browser = oneself(own)
    browser.post("/new", {"genre": "请示"})
    (kept,) = own.drafts.all()
    text = own.drafts.content(kept).decode()
    assert "发文机关" not in text
    assert "示例市医学会办公室" not in text
    assert "下一行可以删去" not in text
    assert "签发人: 张三" in text


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_starter_makes_a_document_of_the_office(name: str) -> None:
    path = Path(f"样稿{TYPES[name].starter_suffix}")
    text = of_office(path, TYPES[name].starter.encode(), OURS)
    composed = RUNNER.compose(draft_of(path, text))
    assert "下一行可以删去" not in text.decode()
    assert "云州市医学会" in repr(composed.gongwen) or "发文机关" not in TYPES[name].schema


def test_without_a_profile_the_starter_stays_as_it_is() -> None:
    content = b"# x\n\xe6\x96\x87\xe7\xa7\x8d: y\n\xe5\x8f\x91\xe6\x96\x87\xe6\x9c\xba\xe5\x85\xb3: z\n"
    assert of_office(Path("x.yaml"), content, Office()) == content


def test_who_issues_together_stays() -> None:
    content = "文种: 通知\n发文机关: [云州市医学会, 云州市护理学会]\n抄送: 别处\n".encode()
    assert of_office(Path("x.yaml"), content, OURS).decode() == "文种: 通知\n发文机关: [云州市医学会, 云州市护理学会]\n"
