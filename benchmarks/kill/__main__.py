"""Kills processes at random moments, and looks at what they leave behind: ``script/kill [--kills N] [--only WORD]``.

Without ``--postgresql`` it starts a private PostgreSQL (script/postgres) and stops it. Prints a table; exits with 1 when anything
was lost, doubled, half-written or orphaned, or an audit was not clean. Equal seeds choose equal moments.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from register import postgresql

from .issuing import Issue, Recover
from .keeping import Move, Restore
from .making import Batch, Program, Render
from .numbering import Allocate, Reserve
from .site import Site
from .trial import KINDS, Tally, Trial, kill

# Of how many kills a trial gets how many: what is started as a program costs seconds for each.
_SHARES = {Program.name: 0.2}
Make = Callable[[], Trial]


def trials(folder: Path, database: Callable[[str], str], program: Callable[[Site], Trial]) -> Iterator[tuple[str, Make]]:
    """All trials by their names; each is made when its turn comes."""
    second = database("second")
    for kind, address in (("SQLite", ""), ("PostgreSQL", database("first"))):
        site = Site(folder / kind / "office", address)
        elsewhere = folder / kind / "elsewhere"
        targets = [Site(elsewhere / "file"), Site(elsewhere / "server", second)]
        for trial in (Reserve, Allocate, Issue, Restore, Batch):
            yield f"{trial.name}, {kind}", partial(trial, site)
        yield f"{Program.name}, {kind}", partial(program, site)
        yield f"{Recover.name}, {kind}", partial(Recover, site, folder / kind / "template")
        yield f"{Move.name}, {kind}", partial(Move, site, targets)
    yield Render.name, partial(Render, Site(folder / "render"))


def main(words: Sequence[str]) -> int:
    """Run the trials; print the table. 1: something was found."""
    parser = argparse.ArgumentParser(
        prog="script/kill", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=1000, help="in all trials together")
    parser.add_argument("--only", default="", metavar="WORD", help="only the trials whose names hold this")
    parser.add_argument("--seed", type=int, default=9704)
    parser.add_argument("--postgresql", default="", metavar="URL")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--forked", action="store_true", help="fork whole programs, too, instead of starting them")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="hongtou-kill-") as folder, postgresql(asked.postgresql) as database:
        program = partial(Program, is_forked=asked.forked)
        chosen = [(name, make) for name, make in trials(Path(folder), database, program) if asked.only in name]
        shares = [_SHARES.get(name.rpartition(", ")[0], 1.0) for name, _ in chosen]
        tallies = []
        for (name, make), share in zip(chosen, shares, strict=True):
            begun = time.monotonic()
            tally = kill(make(), max(1, round(asked.kills * share / sum(shares))), asked.seed)
            tally.name = name
            tallies.append(tally)
            print(f"{name}: {tally.kills} kills, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    if asked.format == "json":
        print(json.dumps([asdict(tally) for tally in tallies], ensure_ascii=False, indent=2))
    else:
        print(table(tallies))
    return 1 if any(tally.faults for tally in tallies) else 0


def table(tallies: Sequence[Tally]) -> str:
    """What came of it, as Markdown."""
    counts = [[one.kills, one.by_step, *map(one.count, KINDS)] for one in tallies]
    rows = [[one.name, *map(str, numbers)] for one, numbers in zip(tallies, counts, strict=True)]
    rows.append(["all", *(str(sum(column)) for column in zip(*counts, strict=True))])
    titles = ["what", "kills", "at a step", *KINDS]
    return "\n".join("| " + " | ".join(row) + " |" for row in [titles, ["---"] * len(titles), *rows])


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)  # from 3.12 on Python warns of forks beside threads
    sys.exit(main(sys.argv[1:]))
