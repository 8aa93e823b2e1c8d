"""How often the rules on words are right on texts of others: ``script/precision FOLDER…``.

Checks every TXT (each line a paragraph of a Word file) and DOCX below the folders by all rules on words, those that are off by
default, too, and prints what each found against what somebody judged who read it. The judgements stand in ``precision.tsv``:
rule, file, how many findings, a digest of their places and words, the places of the wrong ones (paragraph:character) and why;
no sentence of a text stands there. Findings that are not those that were judged count as unread: ``--read GW611`` shows them,
``--accept GW611`` takes them as read, all right but the places that are named wrong. 1: of a rule that is on something is unread,
or it is right less often than it must be; texts that were spoilt on purpose (``-mess``) count by themselves.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import docx
from hongtou.checking.checker import check
from hongtou.checking.finding import Finding
from hongtou.checking.selection import Selection
from hongtou.evidence import Sees
from hongtou.intake.text.decoding import read_text
from hongtou.office import Office
from hongtou.plugin import Rule
from hongtou.plugin.manager import Plugins

LEAST = 0.99
JUDGED = Path(__file__).with_suffix(".tsv")
_WORDS = frozenset({Sees.WORDS, Sees.PRINT, Sees.FIELDS})
_AROUND = 24
Key = tuple[str, str]


@dataclass(frozen=True)
class Judgement:
    """What somebody said of a rule's findings in a file.

    :param digest: of the findings that were read.
    :param wrong: the places of those that are wrong.
    """

    count: int
    digest: str
    wrong: tuple[str, ...] = ()
    why: str = ""


@dataclass
class Tally:
    """A row of the table; findings in spoilt texts are counted in ``spoilt`` alone."""

    right: int = 0
    wrong: int = 0
    unread: int = 0
    spoilt: int = 0
    spoilt_wrong: int = 0

    def add(self, file: str, findings: Sequence[Finding], judged: Judgement | None) -> None:
        """Count what was found in a file."""
        if judged is None or judged.digest != digest(findings):
            self.unread += len(findings)
        elif "-mess" in file:
            self.spoilt, self.spoilt_wrong = self.spoilt + len(findings), self.spoilt_wrong + len(judged.wrong)
        else:
            self.right, self.wrong = self.right + len(findings) - len(judged.wrong), self.wrong + len(judged.wrong)

    @property
    def precision(self) -> float:
        """How many are right of those that were read."""
        read = self.right + self.wrong
        return self.right / read if read else 1.0


def place(finding: Finding) -> str:
    """Where a finding stands in its file."""
    return f"{finding.where.paragraph}:{finding.where.column}"


def digest(findings: Sequence[Finding]) -> str:
    """What tells these findings from others."""
    told = "\n".join(f"{place(one)} {one.found.words}" for one in findings)
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def found_in(folders: Sequence[Path], rules: Sequence[Rule]) -> dict[Key, list[Finding]]:
    """The findings of all files, by rule and file."""
    told: defaultdict[Key, list[Finding]] = defaultdict(list)
    chosen = Selection(tuple(rule.code for rule in rules))
    files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in {".txt", ".docx"})
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            report = check(_as_word(file, Path(folder)), Office(), Plugins(), chosen)
        for finding in report.findings:
            told[finding.rule.code, file.name].append(finding)
    return dict(told)


def _as_word(file: Path, folder: Path) -> Path:
    if file.suffix == ".docx":
        return file
    document = docx.Document()
    for line in read_text(file).split("\n"):
        document.add_paragraph(line)
    target = folder / f"{file.stem}.docx"
    document.save(str(target))
    return target


def read_judgements(file: Path) -> dict[Key, Judgement]:
    """What was judged, by rule and file."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = [*csv.reader(opened, delimiter="\t")][1:]
    return {
        (code, name): Judgement(int(count), told, tuple(filter(None, wrong.split(","))), why)
        for code, name, count, told, wrong, why in rows
    }


def write_judgements(file: Path, judged: Mapping[Key, Judgement]) -> None:
    """Keep what was judged."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter="\t", lineterminator="\n")
        writer.writerow(["rule", "file", "findings", "digest", "wrong", "why"])
        for (code, name), one in sorted(judged.items()):
            writer.writerow([code, name, one.count, one.digest, ",".join(one.wrong), one.why])


def accepted(
    found: Mapping[Key, Sequence[Finding]], judged: Mapping[Key, Judgement], codes: Sequence[str]
) -> dict[Key, Judgement]:
    """The judgements with all findings of some rules as read; places that are named wrong stay so where something is found."""
    kept = {key: one for key, one in judged.items() if key[0] not in codes}
    for key, findings in found.items():
        if key[0] in codes:
            places = {place(one) for one in findings}
            before = judged.get(key, Judgement(0, ""))
            wrong = tuple(one for one in before.wrong if one in places)
            kept[key] = replace(
                before, count=len(findings), digest=digest(findings), wrong=wrong, why=before.why if wrong else ""
            )
    return kept


def table(
    found: Mapping[Key, Sequence[Finding]], judged: Mapping[Key, Judgement], rules: Sequence[Rule]
) -> tuple[list[str], bool]:
    """The table, and whether all is read and right often enough."""
    rows = [
        "| rule | findings | right | wrong | unread | in spoilt texts, wrong | right of read |",
        "|---|---|---|---|---|---|---|",
    ]
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for (code, file), findings in found.items():
        tallies[code].add(file, findings, judged.get((code, file)))
    met = True
    for rule in rules:
        if rule.code in tallies:
            one = tallies[rule.code]
            count = one.right + one.wrong + one.unread + one.spoilt
            met &= not rule.default or (not one.unread and one.precision >= LEAST)
            name = rule.name if rule.default else f"{rule.name}（平时不查）"
            share = f"{one.precision:.1%}" if one.right + one.wrong else "—"
            cells = [count, one.right, one.wrong, one.unread, f"{one.spoilt}, {one.spoilt_wrong}", share]
            rows.append(f"| {rule.code} {name} | {' | '.join(map(str, cells))} |")
    return rows, met


def shown(found: Mapping[Key, Sequence[Finding]], codes: Sequence[str]) -> Iterator[str]:
    """Findings with what stands around them, for who reads them."""
    for (code, file), findings in sorted(found.items()):
        for one in findings if code in codes else ():
            item, at = one.found.item, one.found.at
            text = item.text[max(at - _AROUND, 0) : at + len(one.found.words) + _AROUND] if item else ""
            yield "\t".join([code, file, place(one), one.found.words, one.found.wanted, " ".join(text.split())])


def main(words: Sequence[str]) -> int:
    """Run and tell."""
    parser = argparse.ArgumentParser(
        prog="script/precision", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--read", action="append", default=[], metavar="RULE", help="show what this rule found")
    parser.add_argument("--accept", action="append", default=[], metavar="RULE", help="take what it found as read")
    asked = parser.parse_args(words)
    rules = [rule for rule in Plugins().rules if _WORDS.intersection(rule.needs)]
    found, judged = found_in(asked.folders, rules), read_judgements(JUDGED)
    for line in shown(found, asked.read):
        print(line)
    if asked.accept:
        judged = accepted(found, judged, asked.accept)
        write_judgements(JUDGED, judged)
    rows, met = table(found, judged, rules)
    print(*rows, sep="\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
