"""A scheduler and its machines, all on this one, that speak TLS with certificates made for the occasion."""

import datetime
import ipaddress
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hongtou.cluster.scheduler import Scheduler

_DAY = datetime.timedelta(days=1)


def certificates(folder: Path, host: str = "127.0.0.1") -> Path:
    """A folder with ``ca.pem``, and ``own.pem`` and ``own.key`` signed by it.

    :param host: the name or address that the certificate is of.
    """
    folder.mkdir(parents=True, exist_ok=True)
    authority, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    signed = _certificate("hongtou test authority", authority, authority, is_authority=True)
    (folder / "ca.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    ours = _certificate("hongtou test machine", own, authority, is_authority=False, host=host)
    (folder / "own.pem").write_bytes(ours.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "own.key").write_bytes(own.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    (folder / "own.key").chmod(0o600)
    return folder


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, *, is_authority: bool, host: str = ""
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hongtou test authority")])
    builder = x509.CertificateBuilder(issuer, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - _DAY).not_valid_after(now + _DAY)
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    if is_authority:
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    else:
        told = x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
        builder = builder.add_extension(x509.SubjectAlternativeName([told]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def machines(folder: Path, count: int = 2, host: str = "127.0.0.1") -> Iterator[tuple[Scheduler, list[int]]]:
    """A scheduler with so many machines; how to reach it, and the machines' process ids."""
    made = certificates(folder, host)
    known = ["--tls-ca-file", made / "ca.pem", "--tls-cert", made / "own.pem", "--tls-key", made / "own.key"]
    address = f"tls://127.0.0.1:{free_port()}"
    commands: list[list[object]] = [["dask_scheduler", "--host", address, "--no-dashboard", *known]]
    worker = ["dask_worker", address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", folder]
    commands += [[*worker, *known] for _ in range(count)]
    started = [_start(folder, list(map(str, words))) for words in commands]
    try:
        yield Scheduler(address, made / "own.pem", made / "own.key", made / "ca.pem"), [one.pid for one in started[1:]]
    finally:
        for one in reversed(started):
            _end(one)


def _start(folder: Path, words: list[str]) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONWARNINGS": "",
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }
    with (folder / f"{words[0]}.log").open("ab") as log:
        command = [sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:]]
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
