"""What ``script/bootstrap`` sets up is what the core looks for."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from hongtou.fonts.faces import FREE, NAMES, WENKAI
from hongtou.layout.styles import Face

SCRIPT = Path(__file__).resolve().parent.parent / "script"
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <include>{aliases}</include>
</fontconfig>
"""


@pytest.fixture(scope="module")
def fontconfig(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration of nothing but the aliases that are shipped."""
    folder = tmp_path_factory.mktemp("fontconfig")
    path = folder / "fonts.conf"
    path.write_text(CONFIGURATION.format(cache=folder, aliases=SCRIPT / "60-hongtou.conf"), encoding="utf-8")
    return path


def matched(name: str, configuration: Path) -> str:
    environment = {**os.environ, "FONTCONFIG_FILE": str(configuration)}
    command = ["fc-match", "--format", "%{file}", name]
    return Path(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout).name


def test_bootstrap_fetches_the_faces_that_the_pdf_embeds() -> None:
    text = (SCRIPT / "bootstrap").read_text(encoding="utf-8")
    found, rare = (re.search(pattern, text, re.MULTILINE) for pattern in (r"^FACES=\((.*)\)$", r"^RARE=(\S+)"))
    assert found
    assert set(found[1].split()) == set(FREE.values())
    assert rare
    assert rare[1] == WENKAI


@pytest.mark.parametrize("face", list(Face), ids=lambda face: face.value)
def test_a_docx_shows_in_the_faces_of_the_pdf(face: Face, fontconfig: Path) -> None:
    assert matched(NAMES[face], fontconfig) == FREE[face]


@pytest.mark.parametrize(("name", "face"), [("仿宋", Face.BODY), ("楷体", Face.KAI)])
def test_so_do_the_newer_names_of_the_same_faces(name: str, face: Face, fontconfig: Path) -> None:
    assert matched(name, fontconfig) == FREE[face]


@pytest.mark.xdist_group("as told")
def test_tests_of_a_group_are_told_to_be_of_one(request: pytest.FixtureRequest) -> None:
    """Without it what a group shares, such as machines or built packages, is made by every worker."""
    grouped = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@as told") == bool(grouped)
