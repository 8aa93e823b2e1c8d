"""Who sends or reads slowly, or holds too many connections, is let go; whoever else comes is served. Spoken over real sockets."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import httpx2 as httpx
import pytest
import uvicorn
from hongtou.web.address import party
from hongtou.web.connections import Patient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

pytestmark = pytest.mark.xdist_group("serving")
LARGE = 20_000_000


async def _hello(request: Request) -> Response:
    return PlainTextResponse(f"hello {len(await request.body())}")


async def _large(_: Request) -> Response:
    return Response(bytes(LARGE))


async def _early(_: Request) -> Response:
    """Answers without reading what was sent along."""
    return PlainTextResponse("early")


@contextmanager
def listening(**limits: float) -> Iterator[int]:
    """A server with limits that a test does not have to wait for; its port."""
    protocol = type("Hasty", (Patient,), {**limits, "_open": type(Patient._open)()})
    app = Starlette(routes=[Route("/large", _large), Route("/early", _early), Route("/", _hello, methods=["GET", "POST"])])
    config = uvicorn.Config(app, http=protocol, log_config=None, lifespan="off", forwarded_allow_ips=[], timeout_keep_alive=60)
    server = uvicorn.Server(config)
    bound = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    try:
        yield bound.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def served(port: int) -> bool:
    """Whether somebody else is answered."""
    return httpx.get(f"http://127.0.0.1:{port}/", timeout=30).text == "hello 0"


def dribbled(port: int, start: bytes, bytes_: bytes) -> bytes:
    """What is answered to somebody who sends one byte after another, until the other side closes."""
    told = b""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=0.05)) as one:
        one.sendall(start)
        for _ in range(1000):
            try:
                part = one.recv(4096)
            except TimeoutError:
                one.sendall(bytes_)
                continue
            except ConnectionError:
                return told
            if not part:
                return told
            told += part
    pytest.fail("nobody closed it")


@pytest.mark.parametrize(
    ("start", "byte"),
    [
        (b"", b""),
        (b"G", b"E"),
        (b"GET / HTTP/1.1\r\n", b"X-a: b\r\n"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", b"a"),
        (b"\r\n", b"\r\n"),
    ],
    ids=["silent", "method", "headers", "header", "blanks"],
)
def test_a_head_that_comes_slowly_ends_the_connection(start: bytes, byte: bytes) -> None:
    with listening(head_seconds=1.0) as port:
        with closing(socket.create_connection(("127.0.0.1", port))) as one:
            one.sendall(start)
            assert served(port)
        assert dribbled(port, start, byte).startswith((b"HTTP/1.1 408", b"HTTP/1.1 400"))
        assert served(port)


@pytest.mark.parametrize(
    "start",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n",
        b"GET /early HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n",
        b"GET /early HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nContent-Length: 100000\r\nHost: x\r\n\r\n",
    ],
    ids=["body", "body nobody waits for", "second"],
)
def test_a_body_that_comes_slowly_ends_the_connection(start: bytes) -> None:
    with listening(body_seconds=1.0) as port:
        assert b"hello" not in dribbled(port, start, b"x")
        assert served(port)


def test_a_second_request_has_its_own_time() -> None:
    with listening(head_seconds=1.0) as port:
        told = dribbled(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"G")
    assert told.startswith(b"HTTP/1.1 200 OK")


def test_who_is_served_keeps_the_connection_beyond_the_time_of_one_request() -> None:
    with listening(head_seconds=1.0, body_seconds=1.0) as port, closing(socket.create_connection(("127.0.0.1", port))) as one:
        for _ in range(2):
            one.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab")
            told = b""
            while b"hello 2" not in told:
                told += one.recv(4096)
            one.settimeout(1.3)
            with pytest.raises(TimeoutError):
                one.recv(1)
            one.settimeout(30)


@pytest.mark.parametrize("close", [b"", b"Connection: close\r\n"])
def test_who_does_not_read_is_let_go(close: bytes) -> None:
    with listening(reading_seconds=0.2, most_of_one=1) as port, closing(socket.create_connection(("127.0.0.1", port))) as one:
        one.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n" + close + b"\r\n")
        one.recv(1)
        assert any(served(port) for _ in range(10_000)), "it holds its place still"


def test_one_address_has_so_many_connections_and_no_more() -> None:
    with listening(most_of_one=5) as port, ExitStack() as stack:
        held = [stack.enter_context(closing(socket.create_connection(("127.0.0.1", port), timeout=30))) for _ in range(5)]
        with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as sixth:
            assert sixth.recv(100).startswith(b"HTTP/1.1 429")
        held[0].sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        while held[0].recv(4096):
            pass
        assert served(port)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(100_000)) + b"\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\nb\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100) + b"\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        bytes(1000) + b"\r\n\r\n",
    ],
    ids=[
        "long header", "long path", "many headers", "no host", "two hosts", "two lengths", "negative", "chunk", "coding", "bare",
        "tls", "http2", "zeros",
    ],
)  # fmt: skip
def test_what_is_no_request_is_refused(sent: bytes) -> None:
    with listening(head_seconds=2.0) as port:
        told = b""
        with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as one:
            try:
                one.sendall(sent)
                while part := one.recv(4096):
                    told += part
            except ConnectionError:
                assert len(sent) > 10_000  # closed before all was sent
        assert b"hello" not in told
        assert b" 200 " not in told
        assert served(port)


def test_a_websocket_is_no_way_in() -> None:
    asked = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n"
    with listening() as port, closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as one:
        one.sendall(asked)
        assert b" 101 " not in one.recv(4096)


def test_senders_are_told_apart_by_what_a_provider_gives_out() -> None:
    assert party("192.0.2.7") == "192.0.2.7" == party("::ffff:192.0.2.7")
    assert party("2001:db8:1:2::5") == party("2001:db8:1:2:aaaa::9") != party("2001:db8:1:3::5")
    assert party("fe80::1%eth0") == party("fe80::2")
    assert (party(""), party("testclient")) == ("", "testclient")
