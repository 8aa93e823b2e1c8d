"""A digital signature in a PDF: invisible, by the office's own certificate."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .errors import InputError
from .reasons import reason

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate

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
    _refuse_unfit(certificate, key.signing_cert)
    pdf_signer = PdfSigner(PdfSignatureMetadata(field_name="Signature"), key)

    def sign(pdf: bytes) -> bytes:
        target = io.BytesIO()
        pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=target)
        return target.getvalue()

    return sign


def _refuse_unfit(file: Path, certificate: Certificate | None) -> None:
    """See that who is shown the signature will accept it: before a number is spent on the document."""
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
