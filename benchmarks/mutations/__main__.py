"""Spoils clean documents and looks whether each place is found by the rule that should: ``script/mutations [RULE …]``.

Prints a table of the rules and the places that were not found. 1: fewer than 98 % were, or a rule has fewer than three ways in a
kind of file that it sees.
With ``--clean``: checks all samples and the fidelity corpus, as drafts, DOCX and PDF; 1: anything of 标准 or 推荐 is found there.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from random import Random

from .catalogue import WAYS, by_rule, chosen
from .corpus import findings
from .trial import Trial, seen_in, tried
from .ways import State

LEAST = 0.98
WAYS_LEAST = 3


def main(words: Sequence[str]) -> int:
    """Run and tell."""
    parser = argparse.ArgumentParser(prog="script/mutations", description=__doc__)
    parser.add_argument("rules", nargs="*", metavar="RULE", help="only rules whose codes begin so")
    parser.add_argument("--count", type=int, default=0, help="how many (default: every way once)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", action="store_true", help="look for findings in clean documents instead")
    asked = parser.parse_args(words)
    if asked.clean:
        return _clean()
    ways = (
        [*chosen(asked.count, asked.rules)]
        if asked.count
        else [way for way in WAYS if way.code.startswith(tuple(asked.rules or ["GW"]))]
    )
    trials = [tried(way, Random(f"{asked.seed} {place}")) for place, way in enumerate(ways)]
    print(table(trials))
    few = [] if asked.rules else short()
    for rule in few:
        print(f"{rule}: fewer than {WAYS_LEAST} ways", file=sys.stderr)
    for trial in trials:
        if not trial.is_found:
            why = "was found before" if trial.before else f"found: {' '.join(sorted(trial.found)) or 'nothing'}"
            print(f"missed: {trial.way}（{trial.base}） {why}", file=sys.stderr)
    share = sum(trial.is_found for trial in trials) / len(trials)
    print(f"\n{len(trials)} documents, {len(by_rule())} rules: {share:.1%} found by their rule (due: {LEAST:.0%})")
    return 0 if share >= LEAST and not few else 1


def short() -> list[str]:
    """Rules that are spoilt in fewer ways than they should be in a kind of file that they say they see, each with the kind.

    What the register alone shows is tested with the register.
    """
    ways = Counter((way.code, way.state) for way in WAYS)
    return [f"{code} {state}" for state in State for code in sorted(seen_in(state)) if ways[code, state] < WAYS_LEAST]


def table(trials: Sequence[Trial]) -> str:
    """How many of each rule were found, and by it alone."""
    rows = ["| rule | ways | tried | found | by it alone |", "|---|---|---|---|---|"]
    for code in sorted({trial.way.code for trial in trials}):
        own = [trial for trial in trials if trial.way.code == code]
        found, alone = sum(trial.is_found for trial in own), sum(trial.is_alone for trial in own)
        rows.append(f"| {code} | {len({trial.way for trial in own})} | {len(own)} | {found} | {alone} |")
    return "\n".join(rows)


def _clean() -> int:
    files, told = 0, []
    for _, lines in findings():
        files += 1
        told += lines
    for line in told:
        print(line, file=sys.stderr)
    print(f"{files} files of ours, {len(told)} findings of 标准 or 推荐 (due: 0)")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
