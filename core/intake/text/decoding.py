"""From a file's bytes to text: size, kind, encoding, and characters that no document can show."""

from __future__ import annotations

import codecs
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from ...errors import DraftError, InputError, Place, Problem
from ...files.reasons import reason
from ...pattern import pattern

SIZE_MAX: Final = 20 * 1024 * 1024
# More problems of one kind than these help nobody.
PROBLEMS_MAX: Final = 20

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS: Final = "把其中的文字复制到文本文件（.md）里，写成草稿再试"
_KINDS: Final = (
    (b"%PDF-", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件"),
    (b"Rar!", "压缩文件"),
    (b"\x1f\x8b", "压缩文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word、Excel 或 WPS 文件"),
)
_IN_ZIP: Final = (
    (b"word/document", "Word 文档（DOCX）"),
    (b"xl/workbook", "Excel 工作簿（XLSX）"),
    (b"ppt/presentation", "演示文稿（PPTX）"),
    (b"OFD.xml", "OFD 文件"),
)
_CJK: Final = pattern(r"[\u4e00-\u9fff]")
# Accents and signs that are set over, under or around the character before: no face here places them.
COMBINING: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
# Control characters, invisible formatting characters, line separators, halves of characters, what is no character, and the mark
# of lost text.
_FORBIDDEN: Final = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    f"\ud800-\udfff\ufff9-\ufffb\ufffd-\uffff\U000e0000-\U000e01ef{COMBINING}]"
)
# A letter with its accents apart, as some systems keep pinyin; normalising more would change rare characters.
_ACCENTED: Final = pattern(r"[A-Za-z\u00c0-\u052f\u1e00-\u1eff\u3041-\u30ff][\u0300-\u036f\u3099\u309a]+")
_IS_COMBINING: Final = pattern(f"[{COMBINING}]")
_NAMES: Final = {
    "\x0b": "软回车，改成换行",
    "\x0c": "分页符，删去",
    "\u2028": "行分隔符，改成换行",
    "\u2029": "段分隔符，改成换行",
    "\u200b": "看不见的零宽空格，删去",
    "\ufeff": "看不见的零宽空格，删去",
    "\ufffd": "乱码，说明文字在转换编码时已经丢失，从原文重新复制",
}


def read_text(path: Path, problems: list[Problem] | None = None) -> str:
    r"""The text of a file, with ``\n`` at the end of its lines and without a byte order mark.

    UTF-8, GBK and GB18030 are told apart by what they hold; UTF-16 and UTF-32 by their byte order mark.

    :param problems: where it is given, characters that no document can show are told there and left out of the text.
    :raises InputError: the file cannot be read, is too big, empty, or holds no text.
    :raises DraftError: it holds characters that no document can show; says where.
    """
    return text_of(path, read_content(path), problems)


def text_of(path: Path, content: bytes, problems: list[Problem] | None = None) -> str:
    """As :func:`read_text`, of a file that was read already."""
    text = plain_text(path, content)
    if not text.strip():
        raise InputError(f"{path}：文件是空的。用“hongtou new 文种 -o {path}”可以得到一份能照着改的草稿")
    text = _ACCENTED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    try:
        _check_characters(text, path)
    except DraftError as error:
        if problems is None:
            raise
        problems.extend(error.problems)
        return _FORBIDDEN.sub("", text)
    return text


def decoded(path: Path) -> str:
    r"""The characters of a file, whatever they are, with ``\n`` at the end of its lines.

    :raises InputError: the file cannot be read, is too big, or holds no text.
    """
    return plain_text(path, read_content(path))


def plain_text(path: Path, content: bytes) -> str:
    """As :func:`decoded`, of a file that was read already."""
    return _decode(content, path).replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> tuple[str, str]:
    """A text without the characters that no document can show, and these."""
    text = _ACCENTED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    return _FORBIDDEN.sub("", text), "".join(_FORBIDDEN.findall(text))


def read_content(path: Path) -> bytes:
    """The bytes of a text's file.

    :raises InputError: it cannot be read, or is too big.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError(f"{path}：这是文件夹，不是草稿。写上文件夹里草稿的名称")
        if not stat.S_ISREG(mode):  # reading a pipe or a device might never end
            raise InputError(f"{path}：这不是普通的文件，不能作草稿")
        with path.open("rb") as file:
            content = file.read(SIZE_MAX + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path}：找不到这个文件{_hint(path)}") from error
    except PermissionError as error:
        raise InputError(f"{path}：没有权限读这个文件") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}：读不了这个文件：{reason(error)}") from error
    if len(content) > SIZE_MAX:
        raise InputError(f"{path}：文件超过 {SIZE_MAX // 1024**2} MB，不像是一份公文的草稿。把它分成几份")
    return content


def _hint(path: Path) -> str:
    """What may be wrong with the name of a file that is not there: the nearest name in the same folder."""
    from ...draft.nearest import nearest

    if path.is_symlink():
        return f"：它是一个链接，指向的“{path.readlink()}”不在了"
    try:
        names = [entry.name for entry in islice(path.parent.iterdir(), 1000)]
    except OSError:
        return f"，也没有“{path.parent}”这个文件夹"
    found = nearest(path.name, names)
    return f"，是不是“{path.with_name(found)}”？" if found else "。检查文件名和所在的文件夹"


def _decode(content: bytes, path: Path) -> str:
    _refuse_documents(content, path)
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strictly(content[len(bom) :], encoding, path)
    if b"\0" in content:
        raise InputError(f"{path}：不是文本文件（含有空字节）。若是用记事本写的，另存为 UTF-8 编码再试")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if _is_damaged(content):
            line = content.count(b"\n", 0, error.start) + 1
            raise InputError(f"{path}：第 {line} 行有损坏的字节，不是完整的 UTF-8 文字。从原文重新复制这一行") from error
    return _strictly(content, "gb18030", path)


def _refuse_documents(content: bytes, path: Path) -> None:
    kind = next((name for magic, name in _KINDS if content.startswith(magic)), None)
    if content.startswith(b"PK\x03\x04"):
        kind = next((name for part, name in _IN_ZIP if part in content), "压缩文件")
    if kind:
        raise InputError(f"{path}：这是{kind}，不是草稿。{_SAVE_AS}")


def _is_damaged(content: bytes) -> bool:
    """Whether this is UTF-8 with a few broken bytes, rather than another encoding."""
    text = content.decode(errors="replace")
    return 10 * text.count("\ufffd") < len(_CJK.findall(text))


def _strictly(content: bytes, encoding: str, path: Path) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}：不是文本文件，或者编码既不是 UTF-8 也不是 GBK。另存为 UTF-8 编码再试") from error


def _check_characters(text: str, path: Path) -> None:
    first = _FORBIDDEN.search(text)
    if first is None:
        return
    found = [char for char in _FORBIDDEN.findall(text) if not _IS_COMBINING.match(char)]
    if len(found) > max(PROBLEMS_MAX, len(text) // 50):
        raise InputError(f"{path}：不是文本文件（有 {len(found)} 个控制字符）。{_SAVE_AS}")
    raise DraftError(at_most(_character_problems(text, str(path))))


def _character_problems(text: str, file: str) -> Iterator[Problem]:
    line, start = 1, 0
    for match in _FORBIDDEN.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        yield Problem(Place(file, line, column), "", character_message(match.group()))


def character_message(character: str) -> str:
    """What to tell about a character that no document can show."""
    if _IS_COMBINING.match(character):
        return f"这里有附加符号 U+{ord(character):04X}，和前面的字拼不成一个字，排不出来。换一种写法"
    name = _NAMES.get(character, "控制字符或看不见的字符，删去")
    return f"这里有公文里排不出的字符 U+{ord(character):04X}（{name}）"


def forbidden(text: str) -> str | None:
    """The first character that no document can show; None: there is none."""
    match = _FORBIDDEN.search(text)
    return match.group() if match else None


def at_most(problems: Iterable[Problem], limit: int = PROBLEMS_MAX) -> list[Problem]:
    """The first problems; the last one listed tells how many there are besides."""
    listed = list(problems)
    if len(listed) <= limit:
        return listed
    last = listed[limit - 1]
    rest = Problem(last.place, "", f"{last.message}；这样的问题后面还有 {len(listed) - limit} 处")
    return [*listed[: limit - 1], rest]
