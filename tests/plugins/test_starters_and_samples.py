"""Every starter and every sample goes the whole way, and says what its draft says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hongtou import Heading, Office, Table
from hongtou.office import load_office
from hongtou.plugin.manager import Plugins
from hongtou.runner import Rendered, Runner
from support.plugins import PLUGINS

SAMPLES = Path(__file__).parents[2] / "sample_data"
TYPES = ("通知", "工作要点", "实施意见", "年度党建工作总结", "统战对象名单")
# Those of a year's packet, whose samples are in sample_data/packet.
PACKED = ("党建工作台账", "述职报告", "年度党建工作汇总")


pytestmark = pytest.mark.xdist_group("samples")  # one worker draws them, once


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return PLUGINS


@pytest.fixture(scope="module")
def samples(plugins: Plugins) -> dict[str, Rendered]:
    runner = Runner(load_office(SAMPLES), plugins)
    drafts = sorted(path for path in SAMPLES.glob("[0-9]*") if path.suffix in {".md", ".yaml"})
    return {path.stem: runner.make(path, ["docx", "pdf"]) for path in drafts}


def lines(made: Rendered) -> Iterator[str]:
    """What stands on the pages, line after line; the cells of a table one by one."""
    for element in made.plan.galley:
        if element.grid:
            for row in element.grid.rows:
                yield from (cell.text for cell in row.cells)
        else:
            yield element.text


@pytest.mark.parametrize("name", [*TYPES, *PACKED])
def test_starter_renders_as_it_stands(plugins: Plugins, tmp_path: Path, name: str) -> None:
    type = plugins.document_type(name)
    draft = tmp_path / f"draft{type.starter_suffix}"
    draft.write_text(type.starter, encoding="utf-8")
    made = Runner(Office(), plugins).make(draft, ["docx", "pdf"])
    assert made.genre == name
    assert made.files["pdf"].startswith(b"%PDF-")
    assert made.files["docx"].startswith(b"PK")


def test_there_is_a_sample_of_every_type(samples: dict[str, Rendered]) -> None:
    assert {made.genre for made in samples.values()} == set(TYPES)
    for made in samples.values():
        assert made.files["pdf"].startswith(b"%PDF-")
        assert made.files["docx"].startswith(b"PK")


def test_numbered_and_unnumbered_notices(samples: dict[str, Rendered]) -> None:
    assert "云医党发〔2026〕18号" in lines(samples["01-通知"])
    assert "云医党发〔2026〕　号" in lines(samples["02-印发通知"])


def test_notice_binds_its_attachments(samples: dict[str, Rendered]) -> None:
    told = list(lines(samples["01-通知"]))
    assert told.index("附件1") < told.index("附件2")
    assert "2026年度党建工作总结提纲" in told
    assert "江一帆" in told
    assert "附件3" not in told


def test_issued_text_stands_after_the_notice_on_a_page_of_its_own(samples: dict[str, Rendered]) -> None:
    galley = samples["02-印发通知"].plan.galley
    (title,) = (element for element in galley if element.text == "2026年党建工作要点")
    signature = next(number for number, element in enumerate(galley) if element.text == "2026年2月12日")
    assert galley.index(title) > signature
    first = next(element for element in galley[signature + 1 :])
    assert first.new_page
    assert any(element.text.startswith("21.强化跟踪问效。") for element in galley)


def test_opinion_stands_alone_with_its_caption(samples: dict[str, Rendered]) -> None:
    document = samples["04-实施意见"].gongwen
    assert document.main.caption == "（2026年4月22日）"
    assert document.signature is None
    assert document.masthead is not None


def test_summary_marks_what_fell_short(samples: dict[str, Rendered]) -> None:
    blocks = samples["05-年度党建工作总结"].gongwen.main.blocks
    heads = ["".join(span.text for span in block.spans) for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == ["一、基本情况", "二、主要工作及成效", "三、指标完成情况", "四、存在问题", "五、下一步打算"]
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [row.cells[1].text for row in table.rows if row.cells[4].strong] == [
        "专科分会党的组织覆盖率",
        "党组织按期换届率",
        "意见建议平均办理时间（越低越好）",
    ]


def test_roster_goes_over_several_pages_and_lists_everyone_once(samples: dict[str, Rendered]) -> None:
    made = samples["06-统战对象名单"]
    (table,) = (block for block in made.gongwen.main.blocks if isinstance(block, Table))
    names = [row.cells[1].text for row in table.rows if not row.band]
    assert len(names) == len(set(names)) == 62
    assert {"叶　澜", "欧阳牧之", "阿依努尔·吐逊"} <= set(names)
    (place,) = (number for number, element in enumerate(made.plan.galley) if element.grid)
    assert sum(any(piece.element == place for piece in page.slices) for page in made.plan.pages) >= 3
