"""Which rules are looked for, how strongly, and with which numbers: the rules' own, the office's profile, the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from ..errors import UsageError
from ..office import OFF, CheckChoice, Office
from ..plugin import Rule, Settings, Strength
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line says.

    :param select: codes, or what they begin with; empty: all rules that are on by default.
    :param ignore: those that are not looked for.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = field(default=())

    @classmethod
    def read(cls, select: Sequence[str], ignore: Sequence[str], rules: Sequence[Rule]) -> Selection:
        """The words of the command line.

        :raises UsageError: no rule's code begins so.
        """
        chosen = tuple(code for text in select for code in _codes(text, rules))
        return cls(chosen, tuple(code for text in ignore for code in _codes(text, rules)))

    def takes(self, rule: Rule) -> bool:
        """Whether the command line lets a rule be looked for."""
        if rule.code.startswith(self.ignore or ("-",)):
            return False
        return rule.code.startswith(self.select) if self.select else rule.default


def _codes(text: str, rules: Sequence[Rule]) -> Iterator[str]:
    for word in text.replace("，", ",").split(","):
        code = word.strip().upper()
        if not code:
            continue
        if not any(rule.code.startswith(code) for rule in rules):
            raise UsageError(f"没有“{code}”这样的规则。用 hongtou check --list 查看有哪些")
        yield code


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule that is looked for, how strongly it holds, and its numbers."""

    rule: Rule
    strength: Strength
    settings: Settings


def choose(rules: Sequence[Rule], office: Office, selection: Selection) -> Iterator[Chosen]:
    """The rules that are looked for; what is asked for by name is, whatever the office says."""
    faces = {key: (choice.name,) for key, choice in office.faces.items() if choice.name}
    for rule in rules:
        said = [choice for choice in office.checks if rule.code.startswith(choice.code)]
        strength = next((choice.strength for choice in reversed(said) if choice.strength), "")
        is_off = strength == OFF and not selection.select
        turned_on = (
            bool(strength) and strength != OFF and not selection.select and not rule.code.startswith(selection.ignore or ("-",))
        )
        if is_off or not (selection.takes(rule) or turned_on):
            continue
        own = Strength(strength) if strength and strength != OFF else rule.strength
        yield Chosen(rule, own, Settings(_limit(rule.least, said, "least"), _limit(rule.most, said, "most"), faces))


def _limit(own: float | None, said: Sequence[CheckChoice], name: str) -> float | None:
    """The office's limit, or the rule's own."""
    given = [value for choice in said if (value := getattr(choice, name)) is not None]
    return float(given[-1]) if given else own
