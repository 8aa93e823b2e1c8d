"""Encrypted archives: AES-256 as 7-Zip and Bandizip open it; the same files under the same password give the same bytes."""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from Cryptodome.Cipher import AES
from Cryptodome.Hash import HMAC, SHA1
from Cryptodome.Util import Counter
from pyzipper import WZ_AES, ZIP_DEFLATED
from pyzipper.zipfile_aes import AESZipEncrypter, AESZipFile, AESZipInfo

from .archive import MOMENT

# So many rounds make guessing a password as slow for the salt as for the archive itself.
_ROUNDS: Final = 20_000
# What the format of encrypted archives fixes: the length of the key and the rounds that make it.
_KEY: Final = 32
_KEY_ROUNDS: Final = 1000


def pack_encrypted(files: Mapping[str, bytes], password: str) -> bytes:
    """A ZIP that only the password opens; the names of its files can be seen.

    :param files: path in the archive, with ``/`` → content.
    :param password: not empty.
    """
    target = io.BytesIO()
    with _Archive(target, "w", encryption=WZ_AES) as archive:
        archive.setpassword(password.encode())
        for path, content in files.items():
            archive.salt = hmac.digest(_salt_key(password), path.encode() + b"\0" + content, "sha256")[:16]
            info = AESZipInfo(path, MOMENT)
            info.external_attr = 0o600 << 16
            archive.writestr(info, content, ZIP_DEFLATED)
    return target.getvalue()


@lru_cache(maxsize=4)
def _salt_key(password: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), b"hongtou archive", _ROUNDS)


class _Archive(AESZipFile):  # type: ignore[misc]
    """An archive whose salts are not drawn by chance: from the password and the content, so no two contents share a key."""

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
