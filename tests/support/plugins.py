"""Every plug-in that is installed: read once for all tests of a process, since nothing in them changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hongtou import Rule
from hongtou.plugin.manager import Plugin, Plugins

PLUGINS: Final = Plugins()


def with_rule(rule: Rule) -> Plugins:
    """All of them, but with one rule in place of theirs."""
    plugins = Plugins()
    theirs = (replace(plugin, rules=()) for plugin in PLUGINS.all)
    plugins.__dict__["all"] = (*theirs, Plugin("测试[x]", "测试", "1", "", rules=(rule,)))
    return plugins
