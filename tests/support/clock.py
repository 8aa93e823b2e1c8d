"""A clock that tests set."""

import datetime


class Clock:
    """Tells the time that it is set to."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2026, 11, 24, 2, 5, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.now += datetime.timedelta(**span)
