"""A digital signature in a PDF: invisible, by the office's own certificate."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..files.reasons import reason

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import SimpleSigner

# What a key must be allowed to do, one of them, where its certificate says what it is for (RFC 5280, 4.2.1.3).
_USES: Final = frozenset({"digital_signature", "non_repudiation"})


def signer(certificate: Path, password: str) -> Callable[[bytes], bytes]:
    """What signs PDFs with a PKCS#12 certificate; the signature is added after the document's own bytes, which stay.

    :param certificate: a ``.p12`` or ``.pfx`` file.
    :raises InputError: the certificate cannot be read, is not valid today or not for signing, or pyHanko is not there.
    """
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    except ImportError as error:
        raise InputError("签名要用 pyHanko，还没有安装：pip install 'hongtou[sign]'") from error
    try:
        content = certificate.read_bytes()
    except OSError as error:
        raise InputError(f"{certificate}：读不了证书（{reason(error)}）") from error
    try:
        key = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password.encode())
    except ValueError as error:
        raise InputError(f"{certificate}：打不开证书，不是 PKCS#12（.p12、.pfx）文件，或者口令不对") from error
    fit = _fit(certificate, key.signing_cert)
    _refuse_foreign_key(certificate, fit, key)
    pdf_signer = PdfSigner(PdfSignatureMetadata(field_name="Signature"), key)

    def sign(pdf: bytes) -> bytes:
        target = io.BytesIO()
        pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=target)
        return target.getvalue()

    return sign


def _fit(file: Path, certificate: Certificate | None) -> Certificate:
    """The certificate, once it is seen that whoever is shown the signature will accept it: before a number is spent."""
    if certificate is None:
        raise InputError(f"{file}：里面没有签名用的证书和私钥。请签发证书的单位重新导出")
    begin, end = certificate.not_valid_before, certificate.not_valid_after
    if not begin <= datetime.datetime.now(datetime.UTC) <= end:
        raise InputError(
            f"{file}：证书的有效期是 {begin:%Y-%m-%d} 至 {end:%Y-%m-%d}，今天不在里面，签了也不被承认。换一个证书；"
            f"证书没有错的，校正本机的时间"
        )
    usage = certificate.key_usage_value
    if usage is not None and not _USES & usage.native:
        raise InputError(f"{file}：这个证书不能用于签名（密钥用法里没有数字签名）。换一个签名用的证书")
    return certificate


def _refuse_foreign_key(file: Path, certificate: Certificate, key: SimpleSigner) -> None:
    """See that the key is the certificate's: what another key signs, nobody accepts."""
    from cryptography.hazmat.primitives import serialization

    public = serialization.load_der_private_key(key.signing_key.dump(), None).public_key()
    spelt = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    certified = serialization.load_der_public_key(certificate.public_key.dump())
    if spelt != certified.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo):
        raise InputError(f"{file}：里面的私钥不是这个证书的，签了也不被承认。请签发证书的单位重新导出")
