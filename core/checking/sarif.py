"""Findings as SARIF 2.1.0 (OASIS), which editors, code hosts and CI show beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from ..evidence import Kind, Where
from ..personal import without_personal_numbers
from ..plugin import Rule, Strength
from .finding import Checked, Finding, Report

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[Strength, str]] = {Strength.MUST: "error", Strength.SHOULD: "warning", Strength.CUSTOM: "note"}


def log(checked: Sequence[Checked], rules: Sequence[Rule]) -> dict[str, Any]:
    """What came of checking files, as one run; files that could not be read are told as its notifications.

    :param rules: all there are; those of the findings are looked up in them.
    """
    order = {rule.code: place for place, rule in enumerate(rules)}
    unread = [one for one in checked if one.report is None]
    invocation: dict[str, Any] = {"executionSuccessful": not unread}
    if unread:
        invocation["toolExecutionNotifications"] = [_notification(one) for one in unread]
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "hongtou", "rules": [_rule(rule) for rule in rules]}},
        "language": "zh-CN",
        # Columns count characters, as the rest of the program does; the default is halves of them (3.14.17).
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [result for one in checked if one.report for result in _results(one.report, order)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    """What is told of a rule (3.49)."""
    help_text = f"查什么：{rule.finds}\n为什么：{rule.why}\n怎样改：{rule.mend}\n改前：{rule.before}\n改后：{rule.after}"
    markdown = (
        f"**{rule.name}**（{rule.strength.value}，{rule.clause}）\n\n{rule.finds}\n\n**为什么**　{rule.why}\n\n"
        f"**怎样改**　{rule.mend}\n\n| 改前 | 改后 |\n|---|---|\n| {_cell(rule.before)} | {_cell(rule.after)} |\n"
    )
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.finds},
        "help": {"text": without_personal_numbers(help_text), "markdown": without_personal_numbers(markdown)},
        "defaultConfiguration": {"level": _LEVELS[rule.strength], "enabled": rule.default},
        "properties": {"strength": rule.strength.value, "clause": rule.clause},
    }


def _cell(text: str) -> str:
    """A text as a cell of a table of Markdown."""
    return text.replace("|", "\\|").replace("\n", "<br>")


def _results(report: Report, order: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        result: dict[str, Any] = {
            "ruleId": finding.rule.code,
            "level": _LEVELS[finding.strength],
            "message": {"text": without_personal_numbers(_message(finding))},
            "locations": [_location(finding, report.kind)],
        }
        if finding.rule.code in order:
            result["ruleIndex"] = order[finding.rule.code]
        yield result


def _message(finding: Finding) -> str:
    words = " ".join(finding.found.words.split())
    return f"“{words}”：{finding.found.wanted}" if words else finding.found.wanted


def _location(finding: Finding, kind: Kind) -> dict[str, Any]:
    """Where it is: lines and columns of a draft, which is a text; of other files pages and paragraphs, by name."""
    where, words = finding.where, finding.found.words
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(where.file.replace("\\", "/"))}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if kind is Kind.DRAFT and where.line:
        region: dict[str, Any] = {"startLine": where.line}
        if where.column:
            region["startColumn"] = where.column
            if words and "\n" not in words:
                region |= {"endLine": where.line, "endColumn": where.column + len(words)}
        if words:
            region["snippet"] = {"text": without_personal_numbers(words)}
        physical["region"] = region
    elif places := where.in_words:
        location["logicalLocations"] = [{"fullyQualifiedName": places, "kind": _kind(where)}]
    return location


def _kind(where: Where) -> str:
    return "page" if where.page else "paragraph"


def _notification(one: Checked) -> dict[str, Any]:
    return {"level": "error", "message": {"text": one.problem}, "locations": [_file(str(one.file))]}


def _file(path: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path.replace("\\", "/"))}}}
