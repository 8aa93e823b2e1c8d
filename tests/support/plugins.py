"""Every plug-in that is installed: read once for all tests of a process, since nothing in them changes."""

from __future__ import annotations

from typing import Final

from hongtou.plugin.manager import Plugins

PLUGINS: Final = Plugins()
