"""What docs/plugin-development/pages.md tells authors of renderers: all names and fields, and an example that works."""

from __future__ import annotations

import dataclasses
import re
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from fidelity.corpus import across, basic, sealed
from hongtou import Drawing, Gongwen, page
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from lxml import etree
from support.samples import whole

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plugin-development" / "pages.md").read_text("utf-8")
FONTS = Fonts()


def test_every_name_and_field_is_told() -> None:
    told = set(re.findall(r"`(?:\w+\.)*(\w+)[^`\n]*`", PAGE))
    public = {name: getattr(page, name) for name in page.__all__ if not isinstance(getattr(page, name), ModuleType)}
    values = [thing for thing in public.values() if dataclasses.is_dataclass(thing) and thing is not page.FaceFile]
    fields = {field.name for thing in values for field in dataclasses.fields(thing)}
    assert (public.keys() | fields) - told == set()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path_factory.mktemp("example") / "svg_pages.py"
    path.write_text(code, encoding="utf-8")
    spec = spec_from_file_location("svg_pages", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("gongwen", [whole(), sealed(2), basic([across(30)])], ids=["whole", "sealed", "rotated"])
def test_its_example_draws_a_whole_document(example: ModuleType, gongwen: Gongwen) -> None:
    plan = lay_out(gongwen, FONTS)
    drawn = example.render(Drawing(gongwen, plan, FONTS, (files("hongtou.templates"),)))
    sheets = etree.fromstring(drawn, etree.HTMLParser()).findall("body/svg")
    frames = list(page.frames(plan, FONTS))
    assert len(sheets) == len(frames)
    for sheet, frame in zip(sheets, frames, strict=True):
        assert [text.text for text in sheet.iter("text")] == [one.text for one in (*frame.texts, *frame.folio)]
        assert len(list(sheet.iter("rect"))) == len(frame.fills)
        assert len(list(sheet.iter("image"))) == len(frame.images)
