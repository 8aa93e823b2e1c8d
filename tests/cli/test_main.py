"""The command in a process of its own."""

import subprocess
import sys

COMMAND = """
import gc, sys
from hongtou.cli import main
sys.argv = ["hongtou", *{arguments}]
try:
    main()
except SystemExit as end:
    code = end.code
first = gc.get_threshold()[0]
gc.collect()
print(code, first, gc.get_threshold()[0], len(gc.callbacks))
"""


def played(*arguments: str) -> list[str]:
    code = COMMAND.format(arguments=list(arguments))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()


def test_the_collector_looks_late_and_then_often() -> None:
    version, told = played("--version")
    assert version.startswith("hongtou ")
    assert told == "0 200000 20000 0"


def test_the_exit_code_is_that_of_the_command() -> None:
    assert played("nothing of this name")[-1].startswith("2 ")
