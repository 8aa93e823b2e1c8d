"""Where the machines are that make batches: said on the command line or in the user's own settings, never by a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ..draft import field as declare
from ..values import dataclass

FILE: Final = "调度.yaml"
_RULES: Final = {
    "地址": declare("string", "地址", help="调度器的地址", example="tls://192.168.1.10:8786", required=True),
    "证书": declare("string", "证书", help="本机的证书，路径相对于这个文件", example="本机.pem"),
    "私钥": declare("string", "私钥", help="本机证书的私钥", example="本机.key"),
    "CA": declare("string", "CA", help="给各台机器签发证书的 CA 的证书", example="ca.pem"),
}


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Where the machines are that make batches, and what we are known by there.

    :param address: ``tls://host:port``; empty: batches are made on this machine.
    :param certificate: a PEM file with our certificate.
    :param key: … its private key.
    :param authority: … the certificate of who signed those of all machines.
    """

    address: str = ""
    certificate: Path | None = None
    key: Path | None = None
    authority: Path | None = None


def settings() -> Path:
    """The user's own file that names a scheduler, whether it is there or not."""
    home = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".config") / "hongtou" / FILE


def own_scheduler() -> Scheduler:
    """The scheduler that the user's own settings name.

    :return: one without an address where there are no settings.
    :raises DraftError: its fields are wrong.
    """
    file = settings()
    if not file.is_file():
        return Scheduler()
    from ..intake import read_draft
    from ..validation import Schema

    data = Schema(_RULES, "hongtou").check(read_draft(file))
    certificate, key, authority = (file.parent / data[name] if name in data else None for name in ("证书", "私钥", "CA"))
    return Scheduler(data["地址"], certificate, key, authority)
