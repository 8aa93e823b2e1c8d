"""What several of these types declare alike: fields, and the words that may stand in them."""

from typing import Any, Final

from hongtou import field

# Which way an indicator is better.
HIGHER: Final = "越高越好"
LOWER: Final = "越低越好"
# How far a task is.
DONE: Final = "已完成"
ONGOING: Final = "正在推进"
UNDONE: Final = "未完成"


def count(label: str, help: str, example: int) -> dict[str, Any]:
    """A whole number, never negative."""
    return field("integer", label, help=help, example=example, min=0)
