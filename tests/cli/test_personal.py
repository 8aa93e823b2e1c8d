"""Nobody's numbers where they should not be: every byte that a packet leaves, and all that is told while it is made."""

import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hongtou import check_digit
from support.forked import Forker, surroundings
from support.packets import write_sheet

pytestmark = pytest.mark.xdist_group("personal")  # one worker makes the packet, once

PHONE, PASSPORT = "13912345678", "E98765432"
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
HEAD = ["单位名称", "姓名", "性别", "民族", "出生年月", "身份证号", "政治面貌", "类别", "备注"]
PACKET = """\
材料包: 名单
年度: 2026
单位: 单位.xlsx
文件:
  - {文种: 统战对象名单, 名称: 名单, 数据: 名单.xlsx, 编号: 是, 常量: {标题: 名单, 成文日期: 2026-11-21}}
输出: {文件夹: "{单位}", PDF: 是, 卷: 是, ZIP: 是}
"""
DRAFT = """\
文种: 统战对象名单
标题: 市级统战对象名单
成文日期: 2026-11-21
名单:
"""


def number(front: str) -> str:
    return front + check_digit(front)


GOOD = [number("11999919750820101"), number("11999919800102003"), number("11999919801231002")]
WRONG = number("11999919620304111")
# What a clerk pastes into the wrong column, each one row of a unit of its own.
MISTAKES = {
    "类别": [WRONG, WRONG.translate(CHINESE), f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}", PASSPORT, "欧阳锋乙"],
    "出生年月": [WRONG, f"{WRONG[:6]}     {WRONG[6:]}", PHONE.translate(CHINESE), "1962年3月40日"],
    "身份证号": [WRONG[:-1], WRONG[:-1] + "Y", f"{WRONG} {PHONE}", PASSPORT, "欧阳锋乙"],
    "性别": [WRONG, "欧阳锋乙"],
    "民族": ["欧阳锋乙", PHONE],
    "政治面貌": ["欧阳锋乙", PASSPORT],
    "姓名": [f"欧阳锋乙{WRONG[:6]}1962年03月04日{WRONG[14:]}"],
    "备注": [f"身份证{'-'.join(WRONG)}", WRONG.translate(CHINESE)],
}


def row(unit: str, **values: str) -> list[str]:
    usual = {"单位名称": unit, "姓名": "欧阳锋乙", "出生年月": "", "类别": "3"}
    return [{**usual, **values}.get(title, "") for title in HEAD]


@dataclass(frozen=True)
class Left:
    """What was left: text of every file by its name, but for drafts that an archive keeps as they are; and all that was said."""

    files: dict[str, str]
    said: str


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """A file's text in every form in which somebody may find it."""
    yield name, content.decode("utf-8", "replace")
    if name.endswith((".docx", ".xlsx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inner in archive.namelist():
                yield from texts(f"{name}/{inner}", archive.read(inner))
    elif name.endswith(".pdf"):
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
        yield f"{name}/text", done.stdout.decode()
    elif name.endswith(".xml"):
        yield f"{name}/text", re.sub("<[^>]*>", "", content.decode())


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory, forker: Forker) -> Left:
    def hongtou(*words: str) -> str:
        return forker.run(words, folder, surroundings(), together=True)[1].decode()

    folder = tmp_path_factory.mktemp("packet")
    (folder / "hongtou.yaml").write_text("名称: 云州市医学会\n机关代字: 云医发\n印发机关: 云州市医学会办公室\n", encoding="utf-8")
    (folder / "材料包.yaml").write_text(PACKET, encoding="utf-8")
    wrong = [(title, value) for title, values in MISTAKES.items() for value in values]
    units = ["全对会", "重复会", *(f"错误{place}会" for place in range(len(wrong)))]
    good = [
        row("全对会", 姓名=f"令狐{place}冲", 身份证号=one, 性别="男" if int(one[16]) % 2 else "女")
        for place, one in enumerate(GOOD)
    ]
    twice = [
        row("重复会"),
        row("重复会"),
        row("重复会", 姓名="诸葛孔明", 身份证号=GOOD[0]),
        row("重复会", 姓名="黄药师", 身份证号=GOOD[0]),
    ]
    rows = [row(f"错误{place}会", **{title: value}) for place, (title, value) in enumerate(wrong)]
    others = [row(other) for other in (WRONG, PHONE, PASSPORT, "欧阳锋乙", WRONG.translate(CHINESE))]
    write_sheet(folder / "单位.xlsx", [["单位名称"], *([unit] for unit in units)], "单位")
    write_sheet(folder / "名单.xlsx", [HEAD, *good, *twice, *rows, *others], "名单")
    (folder / "名单.yaml").write_text(
        DRAFT + "".join(f"  - {{姓名: 令狐{one[-2]}冲, 统战对象类别: 3, 身份证号: {one}}}\n" for one in GOOD), "utf-8"
    )
    said = hongtou("batch", "材料包.yaml", "-o", "out") + hongtou("issue", "名单.yaml")
    files: dict[str, str] = {}
    for made in ("out", "archive"):
        for path in (path for path in (folder / made).rglob("*") if path.is_file() and path.parent.name != "source"):
            files.update(texts(path.relative_to(folder / made).as_posix(), path.read_bytes()))
    return Left(files, said)


def digits(text: str) -> str:
    """All digits and letters in a row, however they were typed."""
    plain = unicodedata.normalize(
        "NFKC", text.translate({ord(chinese): str(place) for place, chinese in enumerate("〇一二三四五六七八九")})
    )
    return "".join(char for char in plain if char.isalnum() and char.isascii())


def test_the_packet_was_made_as_far_as_it_is_right(left: Left) -> None:
    assert "全对会/名单.docx" in left.files
    assert "令狐0冲" in left.files["全对会/名单.pdf/text"]
    assert "119999********101*" in left.files["全对会/名单.pdf/text"]
    assert not [name for name in left.files if name.startswith(("错误", "重复会"))]
    assert left.files["manifest.json"].count('"state": "failed"') >= sum(map(len, MISTAKES.values())) + 1


def test_no_number_of_anybody_stands_in_any_file_or_message(left: Left) -> None:
    for name, text in {**left.files, "said": left.said}.items():
        found = digits(text)
        for one in (*GOOD, WRONG, WRONG[:-1], PHONE, PASSPORT):
            assert one not in found, f"{one} in {name}"


def test_no_day_of_birth_stands_anywhere(left: Left) -> None:
    for name, text in {**left.files, "said": left.said}.items():
        for one in (*GOOD, WRONG):
            assert one[6:14] not in digits(text) or name.endswith((".otf", ".ttf")), f"{one} in {name}"


def test_nobody_is_named_in_what_is_told(left: Left) -> None:
    told = [left.said, *(text for name, text in left.files.items() if not name.startswith(("全对会/", "2026/")))]
    assert not [name for text in told for name in ("欧阳锋乙", "诸葛孔明", "黄药师", "令狐") if name in text]


def test_what_is_wrong_is_told_with_its_cell(left: Left) -> None:
    told = left.files["manifest.json"]
    assert "名单!F" in told
    assert "和第1项是同一个人" in told
    assert "和第3项的身份证号一样" in told
