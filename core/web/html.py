"""Pages out of templates: everything that comes from people is escaped; dates and words as an office writes them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import jinja2

from ..document import chinese_date

# What there is help to, and what it is called.
HELP: Final = {
    "begin": "怎样开始",
    "drafting": "拟稿",
    "way": "核稿、签发、印发",
    "checking": "检查",
    "register": "登记簿",
    "packets": "材料包",
    "office": "办公室",
    "types": "自己的文种",
    "people": "人员、口令",
}
_ZONE_FORMAT: Final = "%H:%M"


def render(name: str, values: Mapping[str, object]) -> str:
    """A page.

    :param name: of its template.
    """
    return _environment().get_template(name).render(values)


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FunctionLoader(lambda name: files("hongtou.web").joinpath("pages", name).read_text("utf-8"))
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"day": day, "moment": moment}
    environment.globals |= {"static": static, "HELP": HELP}
    return environment


@cache
def static(name: str) -> str:
    """The address of a file that comes with the program; a changed file has another, so that browsers may keep it."""
    content = files("hongtou.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def day(text: str) -> str:
    """The day of a moment as it is kept: ``2026年11月24日``."""
    return chinese_date(_local(text).date()) if text else ""


def moment(text: str) -> str:
    """The same with its time: ``2026年11月24日 10:05``."""
    return f"{day(text)} {_local(text).strftime(_ZONE_FORMAT)}" if text else ""


def _local(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).astimezone()
