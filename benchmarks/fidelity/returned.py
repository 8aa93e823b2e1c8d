"""Round trips: every sample as DOCX and back; the drafts that come out say the same, and their pages are the same.

``script/trips [NAME …]`` prints the table. The documents of the corpus are no drafts: theirs are those that the DOCX files give;
then the same is asked of them.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from hongtou import Gongwen
from hongtou.errors import HongtouError
from hongtou.layout.page_setup import STANDARD, PageSetup
from hongtou.layout.plan import Element, PagePlan
from hongtou.office import load_office
from hongtou.plugin.manager import Plugins
from hongtou.returning.docx import read_docx
from hongtou.returning.drafts import made
from hongtou.runner import Runner

from .corpus import SEALS, corpus
from .made import make

SAMPLES: Final = Path(__file__).resolve().parents[2] / "sample_data"
_PLUGINS: Final = Plugins()


class Trip(NamedTuple):
    """What came of one draft: what its fields say otherwise than before, and whether its pages are the same."""

    name: str
    files: int
    differs: tuple[str, ...]
    same_plan: bool
    fault: str = ""
    first: bool = True


def drafts(folder: Path = SAMPLES) -> list[Path]:
    """The samples that are documents of their own."""
    return [*sorted(folder.glob("0*")), *sorted((folder / "formats").glob("*.md"))]


def trip(draft: Path, home: Path) -> Trip:
    """Take a draft there and back.

    :param home: the office's folder, which the draft stands in; only pictures and workbooks are taken from it.
    """
    name = str(draft.relative_to(home))
    with TemporaryDirectory(prefix="trip") as folder:
        away = Path(folder) / "office"
        shutil.copytree(
            home, away, ignore=lambda _, names: {one for one in names if one.endswith((".md", ".yaml")) and one != "hongtou.yaml"}
        )
        try:
            return _trip(draft, home, away, name)
        except HongtouError as error:
            return Trip(name, 0, (), same_plan=False, fault=str(error))


def _trip(draft: Path, home: Path, away: Path, name: str) -> Trip:
    runner = Runner(load_office(home), _PLUGINS)
    before = runner.compose(draft)
    plan = runner.lay_out(before)
    file = away / f"{draft.stem}.docx"
    file.write_bytes(runner.render(_PLUGINS.renderer("docx"), before, plan))
    found = made(read_docx(file), draft.stem)
    place = (away / draft.relative_to(home)).parent
    for one in found:
        target = place / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(one.text, encoding="utf-8")
    back = Runner(load_office(away), _PLUGINS)
    after = back.compose(place / found[0].name)
    pairs = [
        (before, after),
        *((one, after.named.get((_moved(key[0], home, away), key[1]))) for key, one in before.named.items()),
    ]
    differs = [
        text for one, other in pairs for text in (_differences(one, other) if other else [f"{one.draft.path.name} 没有回来"])
    ]
    return Trip(name, len(found), tuple(differs), same_plan=back.lay_out(after) == plan)


def trip_of(name: str, gongwen: Gongwen, setup: PageSetup = STANDARD) -> Trip:
    """Take a case of the corpus: its DOCX gives drafts; these are taken there and back."""
    with TemporaryDirectory(prefix="case") as folder:
        home = Path(folder) / "office"
        shutil.copytree(SEALS, home / "seals")
        file = home / "case.docx"
        case = make(name, gongwen, setup)
        file.write_bytes(case.docx)
        try:
            for one in made(read_docx(file), "case"):
                (home / one.name).write_text(_with_pictures(one.text, gongwen), encoding="utf-8")
            runner = Runner(load_office(home), _PLUGINS)
            first = _pages(runner.lay_out(runner.compose(home / "case.md"))) == _pages(case.plan)
            return trip(home / "case.md", home)._replace(name=name, first=first)
        except HongtouError as error:
            return Trip(name, 0, (), same_plan=False, fault=str(error))


def _pages(plan: PagePlan) -> list[list[str]]:
    """What stands on every page, line by line."""
    return [[_said(plan.galley[piece.element], piece.start, piece.stop) for piece in page.slices] for page in plan.pages]


def _said(element: Element, start: int, stop: int) -> str:
    rows = element.grid.rows[start:stop] if element.grid else ()
    return "\n".join(
        [line.text for line in element.lines[start:stop]] or ["|".join(cell.text for cell in row.cells) for row in rows]
    )


def _with_pictures(text: str, gongwen: Gongwen) -> str:
    """A draft with the files of what is pressed or drawn in its case, which the DOCX of a case without a draft does not name."""
    signature = gongwen.signature
    pressed = [f"seals/{one.name}.png" for one in (signature.seals if signature else ())]
    stamps = [
        f"{{职务: {one.title}, 文件: seals/{one.picture.name}.png, 宽: 40}}" for one in (signature.stamps if signature else ())
    ]
    lines = [f"印章: [{', '.join(pressed)}]"] if pressed else []
    lines += [f"签名章: [{', '.join(stamps)}]"] if stamps else []
    text = re.sub(r"^署名:.*\n(?:  - .*\n)*", "", text, flags=re.MULTILINE) if stamps else text
    if "成文日期: " in text:
        text = text.replace("成文日期: ", "\n".join([*lines, "成文日期: "]), 1)
    return re.sub(r"^(!\[[^]]*\]\()(.*)\)$", r"\1seals/\2.png)", text, flags=re.MULTILINE)


def _moved(path: str, home: Path, away: Path) -> str:
    return str(away / Path(path).relative_to(home))


def _differences(one: object, other: object) -> Iterator[str]:
    """Fields that say something else."""
    old, new = one.data, other.data  # type: ignore[attr-defined]
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield f"{one.draft.path.name} {name}: {str(old.get(name))[:160]} → {str(new.get(name))[:160]}"  # type: ignore[attr-defined]


def main(names: Sequence[str]) -> int:
    """Print the table; 1: something did not come back."""
    chosen = [one for one in drafts() if not names or any(name in str(one) for name in names)]
    cases = [(name, gongwen, STANDARD) for name, gongwen in corpus()]
    groups = {
        "样例": [trip(one, SAMPLES) for one in chosen],
        "页面验证的公文": [trip_of(*case) for case in cases if not names or any(name in case[0] for name in names)],
    }
    print("| 来回 | 份 | 字段相同 | 版面相同 | 草稿排出来和来的 DOCX 一样 |\n|---|---|---|---|---|")
    for label, trips in groups.items():
        same = sum(not one.differs and not one.fault for one in trips)
        print(f"| {label} | {len(trips)} | {same} | {sum(one.same_plan for one in trips)} | {sum(one.first for one in trips)} |")
    if names:
        print("\n".join(one.name for trips in groups.values() for one in trips if not one.first))
    told = [f"{one.name}: {what}" for trips in groups.values() for one in trips for what in faults(one)]
    print("\n".join(told), file=sys.stderr)
    return int(bool(told))


def faults(one: Trip) -> list[str]:
    """What did not come back."""
    return [*one.differs, *filter(None, [one.fault]), *(["版面不同"] if not one.same_plan and not one.fault else [])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
