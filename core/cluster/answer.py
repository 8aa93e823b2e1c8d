"""What a machine sends back: bytes of a checked shape and JSON, never objects, so that reading them can run nothing."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from ..errors import HongtouError
from ..workers.parcel import Parcel
from ..workers.worker import Fate, Reply, kind

# How long the JSON is that tells what the bytes behind it are.
_LENGTH: Final = struct.Struct(">Q")


class AnswerError(Exception):
    """What came back is no answer."""


def encoded(reply: Reply) -> bytes:
    """A reply as it travels; one whose value is not None, text or files is told as a bug."""
    files: Mapping[str, bytes] = reply.value if isinstance(reply.value, Mapping) else {}
    told: dict[str, Any] = {"fate": reply.fate.value, "reason": reply.reason}
    match reply.value:
        case None:
            told["nothing"] = True
        case str(text):
            told["text"] = text
        case Mapping():
            told["files"] = [[str(path), len(content)] for path, content in files.items()]
            told["word"] = files.word if isinstance(files, Parcel) else ""
        case other:
            return encoded(Reply(Fate.BUG, reason=kind(TypeError(type(other).__name__))))
    return _packed(told, b"".join(files.values()))


def refused(reason: str) -> bytes:
    """That the machine cannot do any task, as it travels."""
    return _packed({"refused": reason}, b"")


def decoded(answer: object) -> Reply:
    """A reply that came back.

    :raises AnswerError: it is not what :func:`encoded` gives.
    :raises HongtouError: the machine cannot do any task.
    """
    try:
        told, rest = _unpacked(answer)
        if "refused" in told:
            raise HongtouError(_text(told["refused"]))
        return Reply(Fate(told["fate"]), _value(told, rest), _text(told["reason"]))
    except (ValueError, TypeError, KeyError, struct.error, RecursionError) as error:
        raise AnswerError from error


def _packed(told: Mapping[str, Any], rest: bytes) -> bytes:
    head = json.dumps(told, ensure_ascii=True).encode()
    return _LENGTH.pack(len(head)) + head + rest


def _unpacked(answer: object) -> tuple[dict[str, Any], bytes]:
    if type(answer) is not bytes:
        raise TypeError
    begin = _LENGTH.size
    end = begin + _LENGTH.unpack_from(answer)[0]
    told = json.loads(answer[begin:end])
    if not isinstance(told, dict):
        raise TypeError
    return told, answer[end:]


def _value(told: Mapping[str, Any], rest: bytes) -> str | Parcel | None:
    if "files" in told:
        names = [_text(name) for name, _ in told["files"]]
        ends = [0]
        for _, size in told["files"]:
            if type(size) is not int or size < 0:
                raise ValueError
            ends.append(ends[-1] + size)
        if ends[-1] != len(rest) or len(set(names)) != len(names):
            raise ValueError
        made = Parcel({name: rest[begin:end] for name, (begin, end) in zip(names, pairwise(ends), strict=True)})
        made.word = _text(told["word"])
        return made
    if rest:
        raise ValueError
    return None if told.get("nothing") is True else _text(told["text"])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
