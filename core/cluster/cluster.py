"""Tasks done by other machines, through a scheduler of dask.distributed.

Each machine does them as this one would: in worker processes of our own, so that limits and failures are the same everywhere and
a task that kills its process harms no machine. Data and bytes travel with the task; no disk is shared.

The machines trust us, and run what we send. We trust none of them: what comes back is read as bytes and JSON (``answer.py``), no
pickle of theirs runs here (``foreign.py``), and the scheduler's certificate must be of the name that it was called by.
"""

from __future__ import annotations

import hashlib
import logging
import stat
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ..errors import HongtouError, InputError, UsageError
from ..layout.styles import Face
from ..workers.engine import Outcome, Outcomes, Task, Value, told
from ..workers.limits import Limits
from ..workers.worker import Fate, packed
from ..workers.worker_process import WorkerProcess
from .answer import decoded, encoded, refused
from .faces import keep
from .scheduler import Scheduler
from .unpickling import nothing_foreign_runs

if TYPE_CHECKING:
    from distributed import Client, Future
    from distributed.security import Security

_CONNECT_SECONDS: Final = 15
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
# As many tasks again wait at the machines, so that none waits for the network.
_AHEAD: Final = 2


@contextmanager
def connect(scheduler: Scheduler, limits: Limits | None = None, faces: Mapping[str, bytes] | None = None) -> Iterator[Cluster]:
    """Workers behind a scheduler.

    :param scheduler: its address, ``tls://host:port``, and what we are known by; without TLS only on this machine.
    :param faces: the office's own font files, as :func:`~hongtou.cluster.faces.contents` gives them.
    :raises HongtouError: it cannot be reached, has no workers, or would let data travel in the open.
    """
    security = _security(scheduler)
    try:
        from distributed import Client
    except ImportError as error:
        raise HongtouError("要在几台机器上做，还要装 dask：pip install 'hongtou[cluster]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    with nothing_foreign_runs():
        try:
            client = Client(scheduler.address, security=security, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            told = "看它开着没有，地址和端口对不对，证书是不是这个地址的、同一个 CA 签发的"
            raise HongtouError(f"连不上调度器 {scheduler.address}。{told}") from error
        with client:
            for topic in ("print", "warn"):  # what machines say is nothing for a terminal
                client.unsubscribe_topic(topic)
            yield Cluster(client, limits or Limits(), faces or {})


class Cluster:
    """Workers behind a scheduler; an :class:`~hongtou.workers.engine.Engine`.

    :param limits: what a task may cost, on whatever machine.
    :param faces: font files that tasks need; each machine is sent them once.
    :raises HongtouError: the scheduler has no workers.
    """

    def __init__(self, client: Client, limits: Limits, faces: Mapping[str, bytes]) -> None:
        self._client = client
        self._limits = limits
        # As a task's result: kept by every machine that needed it, and made again if those that had it are gone.
        self._faces = client.submit(dict, faces, pure=False) if faces else {}
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            raise HongtouError("调度器上一台工作机也没有。在各台机器上运行 dask worker，连到这个调度器") from error

    @property
    def workers(self) -> int:
        """How many tasks are done at a time."""
        return sum(self._client.nthreads().values())

    def outcomes(self, function: Callable[[Task], Value], tasks: Iterable[Task]) -> Outcomes[Task, Value]:
        """Do something with every task; see :class:`~hongtou.workers.engine.Engine`."""
        from distributed import as_completed

        waiting, sent = iter(tasks), dict[Any, Task]()
        completed = as_completed(loop=self._client.loop)
        try:
            while True:
                for task in _some(waiting, _AHEAD * self.workers - len(sent)):
                    future = self._send(function, task)
                    sent[future.key] = task
                    completed.add(future)
                if not sent:
                    return
                future = next(completed)
                yield _outcome(sent.pop(future.key), future)
        finally:
            self._client.cancel(list(completed.futures), force=True)

    def _send(self, function: Callable[[Task], Value], task: Task) -> Future:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that a unit's data is large
            payload = packed(function, task)
            return self._client.submit(attempt, payload, self._limits, likeness(), self._faces, pure=False, retries=0)


def attempt(payload: bytes, limits: Limits, wanted: str, faces: Mapping[str, bytes]) -> bytes:
    """Do a task on this machine; what the machines behind the scheduler run.

    :param wanted: the :func:`likeness` that results need to be the same as where they are wanted.
    :param faces: font files that the task needs.
    :return: the answer, as :func:`~hongtou.cluster.answer.decoded` reads it; also that this machine is not like that one, or
        cannot start workers.
    """
    from socket import gethostname

    if likeness() != wanted:
        return refused(f"工作机 {gethostname()} 上装的 hongtou、插件、程序库或者字体和本机不同，做出来会不一样。装成一样的再来")
    keep(faces)
    process = _process(limits)
    try:
        process.give(payload)
    except HongtouError as error:
        return refused(f"工作机 {gethostname()}：{error}")
    return encoded(process.finish())


@cache
def likeness() -> str:
    """SHA-256, hexadecimal, of all on a machine that decides what documents look like: programs, templates, the usual faces."""
    from ..fonts.faces import Fonts
    from ..plugin.version import fingerprint

    told = hashlib.sha256(fingerprint().encode())
    for face in Face:
        told.update(hashlib.sha256(Fonts().path(face).read_bytes()).digest())
    return told.hexdigest()


# A machine's threads each have a process of their own; its worker ends when it has had nothing to do for a while.
_OWN: Final = threading.local()


def _process(limits: Limits) -> WorkerProcess:
    known: tuple[Limits, WorkerProcess] | None = getattr(_OWN, "process", None)
    if known is None or known[0] != limits:
        if known:
            known[1].stop()
        _OWN.process = known = limits, WorkerProcess(limits)
    return known[1]


def _some(tasks: Iterator[Task], count: int) -> Iterator[Task]:
    for _ in range(count):
        try:
            yield next(tasks)
        except StopIteration:
            return


def _outcome(task: Task, future: Future) -> Outcome[Task, Any]:
    """What became of a task.

    :raises HongtouError: the scheduler has gone, or a machine cannot do its work.
    """
    from distributed.client import FutureCancelledError

    try:
        return told(task, decoded(future.result()))
    except HongtouError:
        raise
    except (FutureCancelledError, OSError) as error:
        raise HongtouError("和调度器断开了。做成的都在，连上以后再运行一次，接着做其余的") from error
    except Exception:  # what went wrong there is told in objects, which are not read here
        return Outcome(task, Fate.DIED, reason="做它的工作机断开了，或者上面的 hongtou 不能用")


def _security(scheduler: Scheduler) -> Security | None:
    """What we are known by.

    :raises UsageError: the address is none, or goes over a network in the open.
    :raises InputError: a certificate is not there.
    """
    address = urlsplit(scheduler.address)
    if address.scheme not in {"tcp", "tls"} or not address.hostname or not _port(scheduler.address):
        raise UsageError(f"“{scheduler.address}”不是调度器的地址，应当像 tls://192.168.1.10:8786")
    if address.scheme == "tcp":
        if address.hostname in _LOOPBACK:
            return None
        raise UsageError(
            f"“{scheduler.address}”不加密，也不问是谁，材料里有个人信息，不能这样传。"
            f"给调度器配证书，地址改用 tls://，在 ~/.config/hongtou/调度.yaml 里写上证书、私钥和 CA"
        )
    files = {"证书": scheduler.certificate, "私钥": scheduler.key, "CA": scheduler.authority}
    for name, file in files.items():
        if file is None:
            raise InputError(
                f"连 {scheduler.address} 要用证书。在 ~/.config/hongtou/调度.yaml 里写上证书、私钥和 CA，现在没有“{name}”"
            )
        if not Path(file).is_file():
            raise InputError(f"找不到“调度.yaml”里的{name}“{file}”")
    if scheduler.key and scheduler.key.stat().st_mode & stat.S_IROTH:
        raise InputError(
            f"私钥“{scheduler.key}”谁都能读，可以冒充本机。改成只有自己能读：chmod 600 “{scheduler.key}”；被人拷过的，换一对"
        )
    certificate, key, authority = map(str, files.values())
    return _verifying()(tls_ca_file=authority, tls_client_cert=certificate, tls_client_key=key, require_encryption=True)


@cache
def _verifying() -> type[Security]:
    """How certificates are used: the other side's must be of the name or the IP address that it was called by."""
    from distributed.security import Security

    class Verifying(Security):  # type: ignore[misc]
        def get_connection_args(self, role: str) -> dict[str, Any]:
            known: dict[str, Any] = super().get_connection_args(role)
            known["ssl_context"].check_hostname = True
            return known

    return Verifying


def _port(address: str) -> int | None:
    try:
        return urlsplit(address).port
    except ValueError:
        return None
