"""Spoil a clean document in one way, and see which rules find something that they did not find before."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import docx
from hongtou import Office
from hongtou.errors import DraftError
from hongtou.runner import Runner
from support.checked import report
from support.plugins import PLUGINS

from .clean import Text, base
from .sheets import Sheets
from .ways import State, Way

_OFFICE = Office()
_BASE = "通知"
_OFF = frozenset(rule.code for rule in PLUGINS.rules if not rule.default)


@dataclass(frozen=True)
class Trial:
    """What came of it.

    :param found: codes that find something now and did not before.
    :param before: whether the rule already found something in the clean document.
    """

    way: Way
    base: str
    found: frozenset[str]
    before: bool

    @property
    def is_found(self) -> bool:
        """Whether the rule that should found it."""
        return self.way.code in self.found and not self.before

    @property
    def is_alone(self) -> bool:
        """Whether no other rule would have."""
        return self.found == {self.way.code}


def tried(way: Way, random: Random) -> Trial:
    """Do one."""
    name = random.choice(way.bases)
    asked = way.code if way.code in _OFF else ""
    before = _codes_of_base(name, way.state, asked)
    text = base(name)
    if way.text:
        way.text(text, random)
    with tempfile.TemporaryDirectory() as folder:
        try:
            now = _codes(_written(text, name, way, Path(folder)), asked)
        except (DraftError, LookupError, StopIteration) as error:
            raise ValueError(f"{way} cannot be made of {name}: {error}") from error
    return Trial(way, name, frozenset(now - before), way.code in before)


@cache
def seen_in(state: State) -> frozenset[str]:
    """The codes of the rules that can judge such a file."""
    with tempfile.TemporaryDirectory() as folder:
        evidence = report(_clean(_BASE, state, Path(folder)), _OFFICE).evidence
        return frozenset(rule.code for rule in PLUGINS.rules if rule.can_judge(evidence))


def _clean(name: str, state: State, folder: Path) -> Path:
    path = base(name).write(folder)
    if state is not State.DRAFT:
        kind = state.value.lower()
        path = path.with_suffix(f".{kind}")
        path.write_bytes(_made_clean(name, kind))
    return path


def _written(text: Text, name: str, way: Way, folder: Path) -> Path:
    path = text.write(folder)
    if way.state is State.DRAFT:
        return path
    kind = way.state.value.lower()
    content = _made(path, kind) if way.text else _made_clean(name, kind)
    path = folder / f"甲.{kind}"
    if way.word:
        document = docx.Document(BytesIO(content))
        way.word(document)
        document.save(str(path))
    elif way.paper:
        sheets = Sheets(content)
        way.paper(sheets)
        sheets.save(path)
    else:
        path.write_bytes(content)
    return path


def _made(path: Path, kind: str) -> bytes:
    return Runner(_OFFICE, PLUGINS).make(path, [kind]).files[kind]


@cache
def _made_clean(name: str, kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return _made(base(name).write(Path(folder)), kind)


def _codes(path: Path, asked: str) -> set[str]:
    """The codes that find something.

    :param asked: a rule that is looked for though it is off by default; empty: none.
    """
    found = [*report(path, _OFFICE).findings, *(report(path, _OFFICE, select=[asked]).findings if asked else ())]
    return {finding.rule.code for finding in found}


@cache
def _codes_of_base(name: str, state: State, asked: str) -> frozenset[str]:
    with tempfile.TemporaryDirectory() as folder:
        return frozenset(_codes(_clean(name, state, Path(folder)), asked))
