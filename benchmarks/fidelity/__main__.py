"""Runs the proof: ``python -m fidelity [--write FILE] [NAME …]``; with names, only the cases whose names hold one of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hongtou.layout.page_setup import STANDARD

from .corpus import corpus, in_setups
from .made import make
from .proof import Proof
from .report import faults, markdown, table


def main(words: Sequence[str]) -> int:
    """Print the table; write the report. 1: a row was missed."""
    parser = argparse.ArgumentParser(prog="script/fidelity", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the report to this file")
    parser.add_argument("--files", action="store_true", help="look at the files alone, not at what LibreOffice shows")
    asked = parser.parse_args(words)
    cases = [*((*case, STANDARD) for case in corpus()), *in_setups()]
    chosen = [case for case in cases if not asked.names or any(name in case[0] for name in asked.names)]
    proof = Proof([make(*case) for case in chosen])
    measures = [*proof.measure(), *proof.read(), *([] if asked.files else proof.compare())]
    print(table(measures))
    for fault in faults(measures):
        print(fault, file=sys.stderr)
    if asked.write:
        asked.write.write_text(markdown(proof, measures), encoding="utf-8")
    return 0 if all(one.met for one in measures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
