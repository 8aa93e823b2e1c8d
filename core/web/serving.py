"""Serves an office's page: for somebody on their own computer, or for everybody in the office."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import socket
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import HongtouError
from ..files.permissions import restrict
from ..office import load_settings
from . import logs
from .counts import shared
from .site import Options, Site

if TYPE_CHECKING:
    from starlette.applications import Starlette

# How the processes of one server learn what to serve.
_FOLDER: Final = "HONGTOU_SERVE_FOLDER"
_ORIGIN: Final = "HONGTOU_SERVE_ORIGIN"
_DIRECT: Final = "HONGTOU_SERVE_DIRECT"
_NUMBERS: Final = "HONGTOU_SERVE_METRICS_TOKEN_FILE"
_COUNTS: Final = "HONGTOU_SERVE_COUNTS"
_BACKLOG: Final = 128
# Seconds that a connection may wait for its next request, and requests for their end when the server stops; connections at once.
_KEEP_ALIVE: Final = 20
_GRACE: Final = 5
_AT_ONCE: Final = 500
LOOPBACK: Final = "127.0.0.1"
_PROXIES: Final = (LOOPBACK, "::1")
_PORTS: Final = range(20_000, 32_000)


def own_computer(folder: Path, port: int = 0) -> tuple[socket.socket, Options]:
    """A port on this computer alone, and what is served there.

    :param port: 0: the folder's usual one, or any that is free. Browsers keep what was not saved for one address: the next start
        is to have the same.
    :raises HongtouError: the port is taken.
    """
    try:
        listening = _listen(LOOPBACK, port or _usual(folder.resolve()))
    except HongtouError:
        if port:
            raise
        listening = _listen(LOOPBACK, 0)
    origin = f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    return listening, Options(folder.resolve(), shared=False, origin=origin, key=secrets.token_urlsafe(32))


def _usual(folder: Path) -> int:
    """A folder's own port, below those that systems give out."""
    return _PORTS.start + int.from_bytes(hashlib.sha256(os.fsencode(folder)).digest()[:4]) % len(_PORTS)


def address(options: Options) -> str:
    """What the browser opens, once."""
    return f"{options.origin}/enter?key={options.key}"


def _listen(host: str, port: int) -> socket.socket:
    """A port whose connections send at once what there is: waiting for more to send, each answer would take 40 ms longer."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise HongtouError(f"端口 {port} 用不了：{error.strerror}。换一个，或者不写 --port") from error
    listening.listen(_BACKLOG)
    return listening


def run(options: Options, listening: socket.socket) -> None:
    """Serve one process's worth, until it is told to stop.

    :raises HongtouError: the profile is wrong, or the database cannot be used.
    """
    import uvicorn

    from .application import application

    restrict(load_settings(options.folder, options.folder).readers)
    logs.begin(logging.WARNING)
    config = uvicorn.Config(application(Site(options)), **_shared(()))
    uvicorn.Server(config).run([listening])


def _shared(proxies: Sequence[str]) -> dict[str, Any]:
    """How every server speaks HTTP.

    :param proxies: whose word counts about whom a request comes from; who are no senders themselves.
    """
    from .connections import Patient

    return {
        "forwarded_allow_ips": list(proxies),
        "proxy_headers": bool(proxies),
        "http": Patient,
        "ws": "none",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "timeout_keep_alive": _KEEP_ALIVE,
        "timeout_graceful_shutdown": _GRACE,
        "limit_concurrency": _AT_ONCE,
    }


def run_shared(
    options: Options,
    host: str,
    port: int,
    workers: int,
    certificate: Path | None,
    key: Path | None,
    proxies: Sequence[str] = (),
) -> None:
    """Serve an office with several processes, behind its proxy or with TLS of its own.

    :param proxies: the addresses of proxies; without any it is one on this machine, or none where the server speaks TLS.
    :param certificate: with its private key in ``key``; None: a proxy speaks TLS.
    :raises HongtouError: the profile is wrong, the database cannot be used, or the port is taken.
    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    Site(options).close()  # whatever is wrong is told here, once
    os.environ |= {_FOLDER: str(options.folder), _ORIGIN: options.origin, _DIRECT: "1" if options.direct else ""}
    os.environ[_NUMBERS] = str(options.metrics_token or "")
    logs.begin(logging.INFO)
    config = uvicorn.Config(
        "hongtou.web.serving:shared_application",
        factory=True,
        workers=workers,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        **_shared(proxies or (() if certificate else _PROXIES)),
    )
    listening = _listen(host, port)
    with shared() as os.environ[_COUNTS]:
        if workers > 1:
            Multiprocess(config, sockets=[listening]).run()
        else:
            uvicorn.Server(config).run([listening])


def shared_application() -> Starlette:
    """What each process of an office's server serves."""
    from .application import application

    logs.begin(logging.INFO)
    folder = Path(os.environ[_FOLDER])
    restrict(load_settings(folder, folder).readers)
    numbers = os.environ[_NUMBERS]
    options = Options(
        folder,
        shared=True,
        origin=os.environ[_ORIGIN],
        direct=bool(os.environ[_DIRECT]),
        metrics_token=Path(numbers) if numbers else None,
        counts=os.environ[_COUNTS],
    )
    return application(Site(replace(options, previews=1)))
