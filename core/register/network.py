"""Is a folder on a network share? SQLite's locks do not hold there, and two numbers of one kind could come of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..pattern import pattern

MOUNTS: Final = Path("/proc/self/mountinfo")
SHARES: Final = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2"}
    | {"orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf"}
    | {f"fuse.{kind}" for kind in ("davfs", "glusterfs", "rclone", "s3fs", "smbnetfs", "sshfs", "vmhgfs-fuse")}
)
_OCTAL: Final = pattern(r"\\([0-7]{3})")


def share_of(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of network share that a file is on, such as ``nfs4``; empty: none, or this system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    path = path.resolve()
    kind = ""
    longest = -1
    for line in lines:
        point, type = _mount(line)
        # Of two mounts on one folder the later one is seen.
        if len(point.parts) >= longest and path.is_relative_to(point):
            kind, longest = type, len(point.parts)
    return kind if kind in SHARES else ""


def _mount(line: str) -> tuple[Path, str]:
    """The folder and the kind of one mount (proc(5): six fields, optional ones, a dash, the kind)."""
    before, _, after = line.partition(" - ")
    point = before.split(" ")[4]
    return Path(_OCTAL.sub(lambda match: chr(int(match[1], 8)), point)), after.split(" ", 1)[0]
