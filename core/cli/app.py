"""The group of commands. A command's module is imported when it is called, plug-ins when a command asks for them."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..errors import HongtouError, OutputError, UsageError
from . import chinese, console

if TYPE_CHECKING:
    from ..office import Office, Settings
    from ..plugin.manager import Plugins
    from ..runner import Runner

# What a shell's script sets when it asks, as click calls it.
ASKED: Final = "_HONGTOU_COMPLETE"
_ZIP_BEGINS: Final = 1980
# In the order of a first day's work.
COMMANDS: Final = {
    "new": "new:command",
    "import": "importing:command",
    "check": "check:command",
    "render": "render:command",
    "issue": "issue:command",
    "number": "number:command",
    "batch": "batch:command",
    "serve": "serve:command",
    "types": "types:command",
    "type": "type:command",
    "schema": "schema:command",
    "template": "template:command",
    "plugins": "plugins:command",
    "plugin": "plugin:command",
    "doctor": "doctor:command",
    "completion": "completion:command",
}


class App:
    """What the commands share: the office and the plug-ins, each read when it is first asked for.

    :param folder: the office's folder as the user named it; None: look for it upward.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._known: dict[Path | None, Plugins] = {}
        self._runners: dict[Path, Runner] = {}
        self._settings: dict[Path, Settings] = {}

    @cached_property
    def plugins(self) -> Plugins:
        """All plug-ins, with those that the office of the current folder brings."""
        from ..office import Office

        try:
            return self.plugins_of(Path())
        except HongtouError:  # whoever needs the office tells what is wrong with its profile
            return self._plugins(Office())

    def plugins_of(self, start: Path) -> Plugins:
        """All plug-ins, with those that the office of a folder or a draft brings.

        :raises HongtouError: its profile is wrong.
        """
        return self._plugins(self.settings(start).office)

    def _plugins(self, office: Office) -> Plugins:
        """A line of warning for each that could not be loaded."""
        from ..declared import plugins_of

        if office.folder not in self._known:
            plugins = self._known[office.folder] = plugins_of(office)
            told = {failure for other in self._known.values() if other is not plugins for failure in map(str, other.failures)}
            for failure in plugins.failures:
                if str(failure) not in told:
                    console.tell(f"警告：{failure}")
        return self._known[office.folder]

    def runner(self, start: Path) -> Runner:
        """What makes the documents of a folder's drafts, for the office that they belong to.

        :raises HongtouError: the office's profile is wrong, or the folder that the user named has none.
        """
        from ..runner import Runner

        office = self.settings(start).office
        if start not in self._runners:
            self._runners[start] = Runner(office, self._plugins(office))
        return self._runners[start]

    def settings(self, start: Path) -> Settings:
        """The office that a folder or a draft belongs to; what is made from now on may be read by those whom it names.

        :raises HongtouError: its profile is wrong, or the folder that the user named has none.
        """
        from ..files.permissions import restrict
        from ..office import load_settings

        if start not in self._settings:
            self._settings[start] = load_settings(start, self.folder)
        restrict(self._settings[start].readers)
        return self._settings[start]

    def home(self) -> Path:
        """The folder of the office that the current folder belongs to, for who did not say where to write.

        :raises UsageError: there is none.
        """
        home = self.settings(Path()).office.folder
        if home is None:
            raise UsageError("这里没有 hongtou.yaml，不知道放在哪里。先写一个（至少“名称: 本机关的名称”），或者用 -o 指定文件夹")
        return home


class Commands(chinese.LazyGroup):
    """The commands, each in a module of its own."""

    modules = COMMANDS


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value and not ctx.resilient_parsing:
        from .. import __version__

        console.say(f"hongtou {__version__}")
        ctx.exit()


def _check_clock() -> None:
    """No file of Word or Excel can be of a day before 1980: they are zip files (APPNOTE.TXT, 4.4.6). No document is, either."""
    today = time.localtime()
    if today.tm_year < _ZIP_BEGINS:
        raise OutputError(f"本机的时间是 {today.tm_year} 年，不对：公文的日期会错，文件也做不成。先校正本机的时间，再来")


@click.group(
    cls=Commands,
    help="红头：按 GB/T 9704-2012 把草稿做成公文，DOCX 可编辑，PDF 可付印。",
    epilog="例如：hongtou new 通知 -o 通知.md，改好后 hongtou render 通知.md",
)
@click.option(
    "--office",
    "folder",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="办公室配置 hongtou.yaml 所在的文件夹；不写则从草稿所在的文件夹逐级向上找",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="显示版本")
@click.pass_context
def group(ctx: click.Context, folder: Path | None) -> None:
    """Remember the office's folder for the command that follows.

    :raises OutputError: the clock is wrong.
    """
    console.quiet()
    _check_clock()
    ctx.obj = App(folder)
