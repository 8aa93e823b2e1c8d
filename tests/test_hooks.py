"""The hooks for pre-commit: they call what is there, and take the files that they are for."""

import re
from pathlib import Path

from hongtou.cli.app import COMMANDS
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
HOOKS = {hook["id"]: hook for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def takes(name: str, path: str) -> bool:
    hook = HOOKS[name]
    return bool(re.search(hook["files"], path)) and not re.search(hook.get("exclude", "^$"), path)


def test_the_hooks_call_the_check() -> None:
    for hook in HOOKS.values():
        program, command = hook["entry"].split()
        assert (program, command in COMMANDS, hook["language"]) == ("hongtou", True, "python")


def test_the_hooks_take_the_files_that_they_are_for() -> None:
    assert [takes("hongtou-check", path) for path in ("发文/通知.docx", "通知.pdf", "通知.md", "pdf.txt")] == [
        True,
        True,
        False,
        False,
    ]
    drafts = (
        "发文/通知.md",
        "总结.yaml",
        "通知.docx",
        "README.md",
        "发文/hongtou.yaml",
        "packet.yaml",
        ".github/x.md",
        "a/.b.yml",
    )
    assert [takes("hongtou-check-drafts", path) for path in drafts] == [True, True, False, False, False, False, True, False]


def test_the_page_names_every_hook() -> None:
    page = (ROOT / "docs" / "user" / "check.md").read_text(encoding="utf-8")
    assert [name for name in HOOKS if f"id: {name} " not in page] == []
