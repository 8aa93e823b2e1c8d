"""docs/user/types.md is what script/types_page makes of the document types; every type has a picture, and a small one."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURE_MAX = 30_000


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = SourceFileLoader("types_page", str(ROOT / "script" / "types_page"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_page_tells_of_the_types_as_they_are(script: ModuleType) -> None:
    written = script.PAGE.read_text("utf-8")
    assert script.page(written) == written, "run script/types_page"


def test_what_is_written_by_hand_stays(script: ModuleType) -> None:
    written = script.PAGE.read_text("utf-8")
    changed = written.replace("* 直接的通知：", "* 自己写的话。\n* 直接的通知：").replace("| 整数 |", "| 改坏了 |")
    made = script.page(changed)
    assert made == written.replace("* 直接的通知：", "* 自己写的话。\n* 直接的通知：")


def test_every_type_stands_in_its_group_and_has_a_small_picture(script: ModuleType) -> None:
    groups = script.own_types()
    assert list(groups) == ["法定公文", "党建文书", "报表台账"]
    names = {type.name for types in groups.values() for type in types}
    assert names == {path.stem for path in script.PICTURES.glob("*.png")}, "run script/types_page --pictures"
    for path in script.PICTURES.glob("*.png"):
        assert path.stat().st_size <= PICTURE_MAX
        with Image.open(path) as image:
            assert image.width < image.height
