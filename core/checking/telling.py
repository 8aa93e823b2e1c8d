"""Reports in words for people, and as a program reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..draft import short
from ..personal import without_personal_numbers
from ..plugin import Rule, Strength
from .finding import Checked, Finding, Report


def lines(report: Report) -> Iterator[str]:
    """A line for each finding, then one that sums up."""
    yield from map(line, report.findings)
    told = counted(report) or "没有发现问题"
    unseen = f"；有 {len(report.unseen)} 条规则在{report.kind.inside}看不到所需的依据，没有查" if report.unseen else ""
    yield f"{report.file}：{told}{unseen}"


def counted(report: Report) -> str:
    """How many findings there are, and of which strength; empty: there are none."""
    count = report.count()
    parts = "、".join(f"{strength.value} {count[strength]}" for strength in Strength if count[strength])
    return f"{len(report.findings)} 处（{parts}）" if report.findings else ""


def line(finding: Finding) -> str:
    """A finding: where, which rule, the words, what is wanted."""
    rule, found = finding.rule, finding.found
    words = f"“{short(' '.join(found.words.split()), 24)}”" if found.words.strip() else ""
    told = f"{found.where}  {rule.code} {rule.name}（{finding.grounds}）：{words}{found.wanted}"
    return without_personal_numbers(told)


def as_data(one: Checked) -> dict[str, Any]:
    """What came of a file as a program reads it."""
    report = one.report
    return {
        "file": str(one.file),
        "kind": report.kind.value if report else "",
        "findings": [_finding(finding) for finding in report.findings] if report else [],
        "unseen": [
            {"code": rule.code, "name": rule.name, "needs": [need.value for need in rule.needs]}
            for rule in (report.unseen if report else ())
        ],
        "made": [str(path) for path in one.made],
        "problems": [one.problem] if one.problem else [],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    where, found, rule = finding.where, finding.found, finding.rule
    place = {name: getattr(where, name) for name in ("file", "page", "paragraph", "line", "column")}
    words = {"found": without_personal_numbers(found.words), "wanted": without_personal_numbers(found.wanted)}
    return {"code": rule.code, "name": rule.name, "strength": finding.strength.value, "clause": rule.clause, **place, **words}


def listed(rule: Rule) -> tuple[str, str, str, str, str]:
    """A rule as ``--list`` shows it: code, strength, name, clause, what it needs."""
    strength = rule.strength.value if rule.default else f"{rule.strength.value}，平时不查"
    return rule.code, strength, rule.name, rule.clause, "、".join(need.value for need in rule.needs)
