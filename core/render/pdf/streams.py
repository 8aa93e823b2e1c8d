"""Streams of a PDF (ISO 32000-1, 7.3.8)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Final

import pydyf

_LEVEL: Final = 6


def deflated(
    pdf: pydyf.PDF, data: bytes, extra: Mapping[str, object] | None = None, *, are_outlines: bool = False
) -> pydyf.Stream:
    """Put data into a PDF, deflated; pydyf would deflate it twice, for the file and for its identifier.

    :param extra: what else the stream's dictionary says.
    :param are_outlines: nothing in them comes twice, so that only their bytes are coded: a fifth smaller in half the time that
        it takes to find that out.
    """
    strategy = zlib.Z_HUFFMAN_ONLY if are_outlines else zlib.Z_DEFAULT_STRATEGY
    deflater = zlib.compressobj(_LEVEL, strategy=strategy)
    packed = deflater.compress(data) + deflater.flush()
    stream = pydyf.Stream([packed], {**(extra or {}), "Filter": "/FlateDecode"})
    pdf.add_object(stream)
    return stream
