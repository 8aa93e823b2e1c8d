"""Plays the whole story of the office's page in Chromium: ``script/browser [--keyboard] [--pictures [FOLDER]]``.

A clerk takes last year's DOCX in, mends it with the pages beside it, sends it for 核稿; it is returned with an opinion, signed,
numbered, issued, filed; another makes the year's packets from workbooks and takes the ZIP. Each step is told as it passes; exits
with 1 at the first that does not, with a picture of the page.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from support.browser import browsing
from support.office_page import PASSWORD
from support.serving import SERVE

from . import drafting, packets, pages
from .material import office
from .scenes import Scenes
from .stage import stage
from .telling import FailedError, Telling

_ROOT = Path(__file__).resolve().parents[2]
_BUILD = _ROOT / "build" / "browser"
_DOCS = _ROOT / "docs" / "images" / "browser"


def main(words: Sequence[str]) -> int:
    """Play it. 1: a step did not pass."""
    parser = argparse.ArgumentParser(
        prog="script/browser", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=["drafting", "packets"], help="only this part of the story")
    parser.add_argument("--keyboard", action="store_true", help="the whole story with keys alone")
    parser.add_argument(
        "--pictures",
        nargs="?",
        const=_BUILD,
        type=Path,
        metavar="FOLDER",
        help="pictures of every page, 1280 and 1920 wide, go there (build/browser); smaller ones into docs/images/browser",
    )
    asked = parser.parse_args(words)
    telling = Telling(_BUILD / "failures")
    scenes = Scenes(asked.pictures, _DOCS if asked.pictures else None)
    with tempfile.TemporaryDirectory(prefix="hongtou-story-") as scratch:
        folder = Path(scratch) / "云州市医学会党委"
        office(folder)
        known = os.environ | {"HONGTOU_ADMIN_PASSWORD": PASSWORD}
        subprocess.run([*SERVE, "--add-administrator", "root"], cwd=folder, env=known, check=True, stdout=subprocess.DEVNULL)
        try:
            with browsing() as browser, stage(folder, browser, telling, scenes, keyboard=asked.keyboard) as played:
                telling.chapter("人员")
                drafting.people(played)
                if asked.only != "packets":
                    telling.chapter("一份通知，从去年的文件到归档")
                    drafting.tell(played, Path(scratch))
                if asked.only != "drafting":
                    telling.chapter("一年的材料，从工作簿到压缩包")
                    packets.tell(played, Path(scratch))
                if asked.pictures:
                    telling.chapter("其余的页面")
                    pages.tell(played, Path(scratch))
                with telling.step("页面上的脚本没有出错，没有请求别的地方"):
                    assert not (told := [*played.wrong, *played.outside]), told
        except FailedError:
            return 1
    print(f"\n{telling.passed} 步都过了")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
