"""Connections: whoever sends slowly, reads slowly or holds too many of them is let go, and everybody else is served."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .address import party

# Seconds in which the head of a request must have come in whole, and its body; the gate gives up on a body first, with words.
HEAD_SECONDS: Final = 15.0
BODY_SECONDS: Final = 75.0
# Somebody who takes nothing of an answer for so long is not there any more.
READING_SECONDS: Final = 60.0
# So many connections may one address have; a browser has six. A proxy brings those of everybody.
MOST_OF_ONE: Final = 100
_TIMEOUT: Final = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TOO_MANY: Final = b"HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Patient(H11Protocol):
    """One connection. Uvicorn waits for ever for a request that has begun to come; this one waits as long as is told above."""

    head_seconds = HEAD_SECONDS
    body_seconds = BODY_SECONDS
    reading_seconds = READING_SECONDS
    most_of_one = MOST_OF_ONE
    _open: ClassVar[Counter[str]] = Counter()
    _sender = ""
    _waits_for: object = None
    _sending: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    # What had not been read yet when it was looked at last, bytes.
    _left = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        self._sender = "" if address in self.config.forwarded_allow_ips else party(address)
        self._open[self._sender] += 1
        self._look()
        if self._sender and self._open[self._sender] > self.most_of_one:
            self._end(_TOO_MANY)
        else:
            self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        super().connection_lost(exc)
        self._open[self._sender] -= 1
        if not self._open[self._sender]:
            del self._open[self._sender]
        _stop(self._sending, self._reading)

    def data_received(self, data: bytes) -> None:
        """A part of a request came."""
        if not self.transport.is_closing():
            self._left = 0
            super().data_received(data)
            self._hurry()

    def on_response_complete(self) -> None:
        """An answer is out; Uvicorn waits for the next request to begin."""
        super().on_response_complete()
        self._waits_for = None
        _stop(self._sending)
        if self.conn.their_state is not h11.IDLE:
            self._hurry()

    def _hurry(self) -> None:
        """See that what is waited for, a head or a body, has its own time; bytes that come in between give it no more."""
        state = self.conn.their_state
        if state is self._waits_for:
            return
        _stop(self._sending)
        self._waits_for = state
        seconds = {h11.IDLE: self.head_seconds, h11.SEND_BODY: self.body_seconds}.get(state)
        self._sending = self.loop.call_later(seconds, self._end, _TIMEOUT) if seconds else None

    def _end(self, told: bytes) -> None:
        """Close, with a word where no answer has begun."""
        if self.conn.our_state is h11.IDLE:
            self.transport.write(told)
        self.transport.close()

    def _look(self) -> None:
        """Look now and then whether what was sent is read, also where the connection is to be closed after it."""
        left = self.transport.get_write_buffer_size()
        if self._left and left >= self._left:
            self.transport.abort()
            return
        self._left = left
        self._reading = self.loop.call_later(self.reading_seconds, self._look)


def _stop(*timers: Any) -> None:  # noqa: ANN401 - handles, or None
    for timer in timers:
        if timer is not None:
            timer.cancel()
