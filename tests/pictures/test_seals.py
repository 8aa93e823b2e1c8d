"""Pictures of seals and stamps: what is taken, what is refused and in which words."""

from __future__ import annotations

import errno
import io
import os
import struct
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hongtou.doctor import examine
from hongtou.document.model import Picture
from hongtou.errors import DraftError, InputError
from hongtou.office import PROFILE, load_office
from hongtou.pictures.seals import read_picture, seal, stamp
from hongtou.render.pdf.pictures import pack
from hongtou.runner import Runner
from PIL import Image, ImageDraw, ImageFile
from support.plugins import PLUGINS

RED = (210, 30, 30, 255)


def ring(size: int = 600, color: tuple[int, ...] = RED, margin: int = 0, mode: str = "RGBA") -> Image.Image:
    image = Image.new("RGBA", (size + 2 * margin, size + 2 * margin), (255, 255, 255, 0))
    box = (margin, margin, margin + size - 1, margin + size - 1)
    ImageDraw.Draw(image).ellipse(box, outline=color, width=size // 20)
    return image.convert(mode)


def data(image: Image.Image, format: str = "PNG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, format, **options)
    return target.getvalue()


def picture(image: Image.Image) -> Picture:
    return Picture("章.png", data(image), 10, 10)


def size(made: Picture) -> tuple[int, int]:
    return Image.open(io.BytesIO(made.data)).size


def test_a_seal_is_cut_to_its_ink_and_gets_its_diameter() -> None:
    made = seal(picture(ring(margin=50)), 42)
    assert (made.width, made.height, made.name) == (42, 42, "章.png")
    assert size(made) == (600, 600)


def test_a_seal_is_no_finer_than_print_needs() -> None:
    assert size(seal(picture(ring(3000)), 42)) == (661, 661)


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_every_kind_of_transparent_png_is_taken(mode: str) -> None:
    image = ring()
    if mode == "P":
        image = image.quantize(8)
    assert size(seal(picture(image), 42)) == (600, 600)


def test_the_same_picture_gives_the_same_bytes() -> None:
    source = picture(ring(3000))
    first = seal(source, 42)
    seal.cache_clear()
    assert seal(source, 42) == first
    assert seal(Picture("章.png", source.data, 10, 10), 42) is seal(source, 42)


def test_a_stamp_keeps_its_shape() -> None:
    image = ring(600).resize((600, 200))
    made = stamp(picture(image), 45)
    assert (made.width, made.height) == pytest.approx((45, 15))
    assert stamp(picture(image), 45, 15.5).height == 15.5


@pytest.mark.parametrize(
    ("image", "told"),
    [
        (ring().convert("RGB"), "背景不透明，盖上去会遮住字。请用图像软件去掉背景，另存为背景透明的 PNG"),
        (Image.new("RGBA", (600, 600), RED), "背景不透明"),
        (Image.new("RGBA", (600, 600)), "全是透明的，印不出东西"),
        (ring(color=(0, 0, 0, 255)), "不是红色的，印章用红色（7.3.5.1）"),
        (ring(color=(30, 30, 200, 255)), "不是红色的"),
        (ring().resize((600, 400)), "不是圆的：图案宽 600 像素、高 400 像素"),
        (ring(120), "只有 120 像素宽，印成 42 毫米会模糊。请换一张 496 像素宽以上的"),
    ],
)
def test_what_is_no_seal_is_told_with_what_to_do(image: Image.Image, told: str) -> None:
    with pytest.raises(InputError) as caught:
        seal(picture(image), 42)
    assert str(caught.value).startswith("“章.png”")
    assert told in str(caught.value)


def test_a_distorted_stamp_is_refused_with_the_right_height() -> None:
    with pytest.raises(InputError, match=r"印成 45×30 毫米会变形。只写“宽: 45”，高就是 15\.0 毫米"):
        stamp(picture(ring(600).resize((600, 200))), 45, 30)


# --- files ----------------------------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    """A PNG that says it is enormous."""
    blob = data(ring(600))
    return blob[:16] + struct.pack(">II", 60000, 60000) + blob[24:]


def with_two_sizes() -> bytes:
    """A PNG that says later that it is larger: some readers would take 1.35 GB for it."""
    blob = data(ring(600))
    chunk = b"IHDR" + struct.pack(">II", 13000, 13000) + blob[24:29]
    return blob[:33] + struct.pack(">I", 13) + chunk + struct.pack(">I", crc32(chunk)) + blob[33:]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (with_two_sizes(), "不是完好的 PNG 图片"),
        (data(ring().convert("RGB"), "JPEG"), "是 JPEG 图片，只能用 PNG 图片。请用图像软件另存为 PNG；印章、签名章还要去掉背景"),
        (data(ring(), "GIF"), "是 GIF 图片，只能用 PNG"),
        (b"%PDF-1.7", "是 PDF 文件，只能用 PNG"),
        (b"hello", "不是图片，只能用 PNG"),
        (b"", "不是图片，只能用 PNG"),
        (b"\x89PNG\r\n\x1a\n", "不是完好的 PNG 图片"),
        (bomb(), "有 60000×60000 像素，宽和高都不能超过 4000 像素"),
        (b"\x89PNG\r\n\x1a\n" + bytes(5 * 1024 * 1024), "有 5.0 MB，图片不能超过 5 MB"),
    ],
)
def test_a_file_that_is_no_picture_is_told_by_name(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "章.png"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_picture(file)
    assert str(caught.value).startswith("“章.png”")
    assert told in str(caught.value)


@pytest.mark.parametrize("cut", [33, 60, 1000, -1, -12])
@pytest.mark.parametrize("patient", [True, False])
def test_a_damaged_picture_is_told(tmp_path: Path, cut: int, patient: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    # WeasyPrint makes Pillow take broken pictures, in the whole process.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", patient)
    file = tmp_path / "章.png"
    file.write_bytes(data(ring())[:cut])
    with pytest.raises(InputError, match=r"“章\.png”不是完好的 PNG 图片。请用图像软件打开，重新另存为 PNG"):
        seal(read_picture(file), 42)


def test_what_is_not_a_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "章.png")
    with pytest.raises(InputError, match="不是普通的文件，不能作图片"):
        read_picture(tmp_path / "章.png")
    with pytest.raises(InputError, match="是文件夹，不能作图片。写上 PNG 图片的文件名"):
        read_picture(tmp_path)


def test_what_the_system_refuses_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "章.png"
    file.write_bytes(data(ring()))

    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"“章\.png”读不了：没有权限。请检查路径和权限"):
        read_picture(file)


# --- drafts ---------------------------------------------------------------------------------------------------------------------

PROFILE_TEXT = """
名称: 云州市医学会
机关代字: 云医发
印章:
  - {名称: 云州市医学会, 文件: 印章/学会.png}
  - {名称: 云州市教育局, 文件: 印章/教育局.png, 直径: 45}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "印章").mkdir()
    for name, image in {
        "学会": ring(),
        "教育局": ring(),
        "黑": ring(color=(0, 0, 0, 255)),
        "签名": ring().resize((600, 200)),
    }.items():
        (tmp_path / "印章" / f"{name}.png").write_bytes(data(image))
    (tmp_path / "印章" / "照片.jpg").write_bytes(data(ring().convert("RGB"), "JPEG"))
    (tmp_path / PROFILE).write_text(PROFILE_TEXT, encoding="utf-8")
    return tmp_path.resolve()


def signed(office: Path, fields: str) -> Any:
    draft = office / "稿.md"
    draft.write_text(f"---\n文种: 通知\n标题: 关于测试的通知\n成文日期: 2026-11-21\n{fields}\n---\n正文。\n", encoding="utf-8")
    return Runner(load_office(draft), PLUGINS).compose(draft).gongwen.signature


def refused(office: Path, fields: str) -> str:
    with pytest.raises(DraftError) as caught:
        signed(office, fields)
    return str(caught.value).removeprefix(f"{office}/")


def test_the_offices_own_seal(office: Path) -> None:
    assert [(one.name, one.width) for one in signed(office, "印章: 是").seals] == [("学会.png", 42)]
    assert signed(office, "印章: 否").seals == signed(office, "").seals == ()


def test_joint_seals_stand_in_the_order_of_the_issuers(office: Path) -> None:
    made = signed(office, "发文机关: [云州市教育局, 云州市医学会]\n印章: 是")
    assert [(one.name, one.width) for one in made.seals] == [("教育局.png", 45), ("学会.png", 42)]


def test_seals_of_other_files_and_sizes(office: Path) -> None:
    made = signed(office, "发文机关: [甲局, 乙局]\n印章:\n  - 印章/学会.png\n  - {文件: 印章/教育局.png, 直径: 40}")
    assert [(one.name, one.width) for one in made.seals] == [("学会.png", 42), ("教育局.png", 40)]


def test_a_stamp(office: Path) -> None:
    (one,) = signed(office, "签名章:\n  - {职务: 会长, 文件: 印章/签名.png, 宽: 45}").stamps
    assert (one.title, one.picture.width, one.picture.height) == ("会长", 45, pytest.approx(15))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("印章: 印章/没有.png", "稿.md:5:1  印章.第1项.文件：找不到文件“印章/没有.png”"),
        ("印章: 印章/照片.jpg", "稿.md:5:1  印章.第1项.文件：“照片.jpg”是 JPEG 图片，只能用 PNG 图片"),
        ("印章: 印章/黑.png", "稿.md:5:1  印章.第1项.文件：“黑.png”不是红色的"),
        ("印章: /etc/hostname", "稿.md:5:1  印章.第1项.文件：“/etc/hostname”在文件夹“"),
        (
            "署名: 云州市民政局\n印章: 是",
            "稿.md:6:1  印章：hongtou.yaml 的“印章”里没有“云州市民政局”的印章，只有“云州市医学会”、“云州市教育局”",
        ),
        ("印章: [印章/学会.png, 印章/教育局.png]", "稿.md:5:1  印章：署名的机关有 1 个（云州市医学会），印章有 2 个，应一一对应"),
        ("发文机关: [甲局, 乙局]\n印章: [印章/学会.png, 否]", "“否”要单独写，表示不盖章"),
        ("印章: {文件: 印章/学会.png, 直径: 200}", "印章"),
        (
            "签名章: [{职务: 会长, 文件: 印章/学会.png, 宽: 40, 高: 15}]",
            "签名章.第1项.文件：“学会.png”的图案宽 600 像素、高 600 像素，印成 40×15 毫米会变形",
        ),
        ("签名章: [{文件: 印章/签名.png}]", "签名章.第1项.职务：“职务”没有写，这是必填的"),
        ("印章: 是\n签名章: [{职务: 会长, 文件: 印章/签名.png}]", "签名章：“印章”和“签名章”只能用一种"),
        ("署名: 甲局\n签名章: [{职务: 会长, 文件: 印章/签名.png}]", "稿.md:5:1  署名：盖签发人签名章的，只标注职务，不印署名"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(office: Path, fields: str, told: str) -> None:
    assert told in refused(office, fields)


@pytest.mark.parametrize(
    ("seals", "told"),
    [
        ("[{名称: 甲, 文件: 印章/照片.jpg}]", "印章.第1项.文件：“照片.jpg”是 JPEG 图片"),
        ("[{名称: 甲, 文件: /etc/hostname}]", "在文件夹“"),
        ("[{名称: 甲, 文件: 印章/学会.png}, {名称: 甲, 文件: 印章/教育局.png}]", "印章.第2项.名称：“甲”的印章写了两次"),
        ("[{文件: 印章/学会.png}]", "印章.第1项.名称：“名称”没有写"),
        ("[{名称: 甲, 文件: 印章/学会.png, 直径: 5}]", "印章.第1项.直径：不能小于 20，这里是 5"),
    ],
)
def test_a_profile_with_wrong_seals_is_refused(office: Path, seals: str, told: str) -> None:
    (office / PROFILE).write_text(f"名称: 甲\n印章: {seals}\n", encoding="utf-8")
    with pytest.raises(DraftError) as caught:
        load_office(office)
    assert told in str(caught.value)


def test_a_seal_that_is_not_there_stops_only_who_needs_it(office: Path) -> None:
    seals = "[{名称: 云州市医学会, 文件: 没有.png}, {名称: 云州市教育局, 文件: 印章/教育局.png}]"
    (office / PROFILE).write_text(f"名称: 云州市医学会\n印章: {seals}\n", encoding="utf-8")
    told = refused(office, "印章: 是")
    assert "稿.md:5:1  印章：" in told and "印章.第1项.文件：找不到印章文件“没有.png”。路径应相对于 hongtou.yaml" in told
    assert signed(office, "").seals == ()
    assert len(signed(office, "署名: 云州市教育局\n印章: 是").seals) == 1
    (lacking,) = (one for one in examine(office, None, PLUGINS) if one.name == "云州市医学会的印章")
    assert "找不到印章文件" in lacking.detail


def test_a_seal_of_the_profile_that_cannot_be_printed_is_told_by_its_organ(office: Path) -> None:
    (office / "印章" / "学会.png").write_bytes(data(ring(color=(0, 0, 0, 255))))
    assert "印章：hongtou.yaml 里“云州市医学会”的印章“学会.png”不是红色的" in refused(office, "印章: 是")


def test_a_picture_of_a_plugin_with_too_many_pixels_is_told_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(InputError, match="的像素太多，印不出来"):
        pack(picture(ring(611)))
    with pytest.raises(InputError, match="宽和高都不能超过 4000 像素"):
        seal(picture(ring(612)), 42)
