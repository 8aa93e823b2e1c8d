"""What other programs read out of a PDF, and whether they find the file sound."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

import pikepdf
import pypdfium2
from hongtou.page import frames

from .made import FONTS, Made, bare

# What PDFium reads for a hyphen at the end of a line.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})


def misread(made: Made) -> Iterator[str]:
    """The pages whose text a program reads otherwise than planned, or in another order."""
    wanted = [bare("".join(text.text for text in (*page.texts, *page.folio))) for page in frames(made.plan, FONTS)]
    for program, read in READERS.items():
        for number, (found, planned) in enumerate(zip_longest(map(bare, read(made.pdf)), wanted, fillvalue=""), 1):
            if found != planned:
                place = next((place for place, pair in enumerate(zip(found, planned, strict=False)) if len(set(pair)) > 1), 0)
                yield f"{program}第{number}页读作“{found[place : place + 8]}”，应为“{planned[place : place + 8]}”"


def unsound(made: Made) -> Iterator[str]:
    """What qpdf finds wrong with the file, as ``qpdf --check`` tells it."""
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        yield from pdf.check_pdf_syntax()


def _pdfium(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range().translate(_HYPHENS) for page in document]


def _pdftotext(data: bytes) -> list[str]:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def _pdfplumber(data: bytes) -> list[str]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_text(use_text_flow=True) for page in document.pages]


READERS: Mapping[str, Callable[[bytes], list[str]]] = {"PDFium": _pdfium, "pdftotext": _pdftotext, "pdfplumber": _pdfplumber}
