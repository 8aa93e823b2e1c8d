"""What the server says of itself: a JSON object a line, on the standard error stream, without anybody's numbers."""

from __future__ import annotations

import datetime
import json
import logging

from ..personal import without_personal_numbers


class Lines(logging.Formatter):
    """A record as a line of JSON. Errors quote what was met, and paths hold what somebody typed: numbers of people are hidden."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "told": record.getMessage(),
        }
        line |= getattr(record, "request", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        clean = {name: without_personal_numbers(value) if isinstance(value, str) else value for name, value in line.items()}
        return json.dumps({"at": at, **clean}, ensure_ascii=False)


def begin(level: int) -> None:
    """Let everything of a level, and what is worse, be told in lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    if level < logging.WARNING:  # commands tell people no more than that; whoever runs a server reads it
        logging.disable(logging.NOTSET)
