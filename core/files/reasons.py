"""What the system says when it refuses, in Chinese; Python tells it in the language of the machine's C library."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

_REASONS: Final[Mapping[int, str]] = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EIO: "磁盘出了故障",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EEXIST: "已经有一个同名的",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ELOOP: "链接绕成了圈，或者这里不该是链接",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ESTALE: "网络盘断开了",
    errno.ECONNREFUSED: "对方没有应答",
    errno.ETIMEDOUT: "对方没有应答",
}
# What is said of a file that cannot be written, where that is more than is said of others; and what to do.
_WRITING: Final[Mapping[int, str]] = {
    errno.EACCES: "没有写入的权限",
    errno.EPERM: "没有写入的权限",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EEXIST: "要建文件夹的地方已经有一个同名文件",
    errno.EISDIR: "那里已经有一个同名的文件夹",
    errno.ENOENT: "文件夹不存在",
}
_ADVICE: Final[Mapping[int, str]] = {
    errno.EACCES: "换一个文件夹，或者请管理员授权",
    errno.EPERM: "换一个文件夹，或者请管理员授权",
    errno.EROFS: "换一个文件夹",
    errno.ENOSPC: "腾出空间后再来",
    errno.EDQUOT: "腾出空间后再来",
    errno.ENAMETOOLONG: "把草稿改成短一点的名字",
}


def code(error: BaseException) -> int:
    """The system's number of an error of reading or writing; 0: it has none."""
    if isinstance(error, OSError):
        return error.errno or 0
    return errno.ELOOP if isinstance(error, RuntimeError) else 0  # pathlib's word for links that go round


def reason(error: BaseException) -> str:
    """Why something could not be read or written, without a full stop.

    :param error: what was caught: OSError; RuntimeError of pathlib; ValueError of a name that no file can have.
    """
    if isinstance(error, ValueError):
        return "名称里有文件名不能用的字符"
    number = code(error)
    return _REASONS.get(number) or f"系统报告 {errno.errorcode.get(number, type(error).__name__)}"


def not_written(error: BaseException) -> str:
    """Why something could not be written, and what to do, without a full stop at its end."""
    number = code(error)
    return "。".join(filter(None, [_WRITING.get(number) or reason(error), _ADVICE.get(number)]))
