"""Encrypted archives: AES-256 as 7-Zip and Bandizip open it; the same files under the same password give the same bytes."""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from Cryptodome.Cipher import AES
from Cryptodome.Hash import HMAC, SHA1
from Cryptodome.Util import Counter
from pyzipper import WZ_AES, ZIP_DEFLATED
from pyzipper.zipfile_aes import AESZipEncrypter, AESZipFile, AESZipInfo

from .archive import MOMENT

# A made password: letters and digits that nobody takes for others, in groups that can be read out; 5 bits each.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS: Final = (4, 4, 4, 4, 4)
# Of the flags of a file in an archive (APPNOTE 4.4.4).
_ENCRYPTED: Final = 1
# So many rounds make guessing a password as slow for the salt as for the archive itself.
_ROUNDS: Final = 20_000
# What the format of encrypted archives fixes: the length of the key and the rounds that make it.
_KEY: Final = 32
_KEY_ROUNDS: Final = 1000


def pack_encrypted(files: Mapping[str, bytes], password: str, name: str) -> bytes:
    """A ZIP that only the password opens; the names of its files can be seen.

    :param files: path in the archive, with ``/`` → content.
    :param password: not empty.
    :param name: what tells the archive from all others: no two share a salt.
    """
    target = io.BytesIO()
    with _Archive(target, "w", encryption=WZ_AES) as archive:
        archive.setpassword(password.encode())
        for path, content in files.items():
            archive.salt = hmac.digest(_salt_key(password, name), path.encode() + b"\0" + content, "sha256")[:16]
            info = AESZipInfo(path, MOMENT)
            info.external_attr = 0o600 << 16
            archive.writestr(info, content, ZIP_DEFLATED)
    return target.getvalue()


def is_encrypted(path: Path) -> bool:
    """Whether a file is an archive in which everything is encrypted."""
    try:
        with zipfile.ZipFile(path) as archive:
            return all(info.flag_bits & _ENCRYPTED for info in archive.infolist())
    except (OSError, zipfile.BadZipFile):
        return False


def new_password() -> str:
    """A password that nobody guesses, such as ``k7mx-…``."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(length)) for length in _GROUPS)


def keyed(digest: str, password: str) -> str:
    """A digest that another password changes, SHA-256, hexadecimal; it is as slow to guess the password from as from a salt."""
    return hmac.new(_key(password, "hongtou digest"), digest.encode(), "sha256").hexdigest()


def _salt_key(password: str, name: str) -> bytes:
    return _key(password, f"hongtou archive {name}")


@lru_cache(maxsize=4)
def _key(password: str, purpose: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), purpose.encode(), _ROUNDS)


class _Archive(AESZipFile):  # type: ignore[misc]
    """An archive whose salts are not drawn by chance, but from password, name and content: no two of these share one."""

    salt = b""

    def get_encrypter(self) -> _Encrypter:
        """What encrypts the next file."""
        return _Encrypter(self.pwd, self.salt)


class _Encrypter(AESZipEncrypter):  # type: ignore[misc]
    """AES with a given salt."""

    def __init__(self, password: bytes, salt: bytes) -> None:
        super().__init__(password)
        keys = hashlib.pbkdf2_hmac("sha1", password, salt, _KEY_ROUNDS, 2 * _KEY + 2)
        self.salt, self.encpwdverify = salt, keys[2 * _KEY :]
        self.encrypter = AES.new(keys[:_KEY], AES.MODE_CTR, counter=Counter.new(nbits=128, little_endian=True))
        self.hmac = HMAC.new(keys[_KEY : 2 * _KEY], digestmod=SHA1)
