"""A digital signature in a PDF: invisible, by the office's own certificate."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from .errors import InputError
from .reasons import reason


def signer(certificate: Path, password: str) -> Callable[[bytes], bytes]:
    """What signs PDFs with a PKCS#12 certificate; the signature is added after the document's own bytes, which stay.

    :param certificate: a ``.p12`` or ``.pfx`` file.
    :raises InputError: the certificate cannot be read, or pyHanko is not there.
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
    pdf_signer = PdfSigner(PdfSignatureMetadata(field_name="Signature"), key)

    def sign(pdf: bytes) -> bytes:
        target = io.BytesIO()
        pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=target)
        return target.getvalue()

    return sign
