"""``hongtou render``: drafts → documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..errors import DraftError, HongtouError, PluginError, UsageError
from ..pattern import pattern
from ..values import dataclass
from . import chinese, console, offers
from .app import App

if TYPE_CHECKING:
    from ..runner import Rendered, Runner

FORMATS = "docx,pdf"
# All copies of one document are held before the first is written.
COPIES_MAX: Final = 200
_RANGE: Final = pattern(r"([0-9]{1,6})(?:\s*[-—–~～至]\s*([0-9]{1,6}))?")


@click.command(
    "render",
    cls=chinese.Command,
    short_help="把草稿做成公文",
    help="把草稿做成公文，文件名同草稿。\n每做成一个文件印一行：路径、文种、页数。一份草稿有错，不影响其他的。",
)
@click.argument("drafts", metavar="草稿…", nargs=-1, required=True, type=click.Path(path_type=Path), shell_complete=offers.drafts)
@click.option("-o", "--output", metavar="文件夹", type=click.Path(path_type=Path), help="写到这个文件夹；不写则写在草稿旁边")
@click.option(
    "--to",
    "formats",
    metavar="格式,…",
    multiple=True,
    default=[FORMATS],
    shell_complete=offers.formats,
    help=f"做成哪些格式，可以写几次；不写则为 {FORMATS}",
)
@click.option("--copies", metavar="1-30", default="", help="按份号做几份，一份一个文件；也可以写 1-5,8")
@click.option("--preprinted", is_flag=True, help="套打：红头已经印在纸上，标志、红线留出位置，不再印")
@click.option("--force", is_flag=True, help="做成以后改过的 DOCX 也盖掉")
@chinese.format_option
@click.pass_obj
def command(
    app: App,
    drafts: tuple[Path, ...],
    output: Path | None,
    formats: tuple[str, ...],
    copies: str,
    preprinted: bool,
    force: bool,
    format: str,
) -> int:
    """Make documents; one draft's errors do not stop the others."""
    from ..files.output import check_distinct, check_folder

    _check_output(app, output)
    order = _Order(output, _renderers(app, ",".join(formats)), read_copies(copies), preprinted, force, format == "text")
    unique = list(dict.fromkeys(drafts))
    check_distinct((draft, target) for draft in unique for target in order.all_targets(draft))
    if output:
        check_folder(output)
    results = [_attempt(app, draft, order) for draft in unique]
    if format == "json":
        console.say_json(results)
    return 1 if any(result["problems"] for result in results) else 0


def _renderers(app: App, text: str) -> dict[str, str]:
    """What makes the files that were asked for: names, each with what its files' names end in."""
    names = list(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError("“--to”后面写上要做成的格式，例如 --to docx,pdf")
    try:
        found = {name: app.plugins.renderer(name).extension for name in names}
    except HongtouError as error:
        raise UsageError(str(error)) from error
    for name, extension in found.items():
        if twin := next((other for other, same in found.items() if same == extension and other != name), None):
            raise UsageError(f"{name} 和 {twin} 的文件都叫“.{extension}”，会互相盖掉。分两次做，用不同的 -o")
    return found


def _check_output(app: App, output: Path | None) -> None:
    """``-o 通知.pdf`` would make a folder of this name."""
    endings = {renderer.extension for renderer in app.plugins.renderers.values()}
    if output and output.suffix[1:].lower() in endings and not output.is_dir():
        raise UsageError(f"“-o”后面写文件夹，不写文件名“{output}”；做成的文件与草稿同名")


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made of each draft.

    :param output: the folder; None: the draft's.
    :param renderers: names, each with what its files' names end in.
    :param copies: numbers of copies; one 0 alone: as the draft says.
    :param force: a DOCX that somebody changed is written over, too.
    :param told: files are told as lines of text.
    """

    output: Path | None
    renderers: Mapping[str, str]
    copies: Sequence[int]
    preprinted: bool
    force: bool
    told: bool

    def targets(self, draft: Path, copy: int) -> dict[str, Path]:
        """The files of one copy, by renderer."""
        from ..files.output import no_device

        stem = f"{draft.stem}-{copy:06d}" if copy else no_device(draft.stem)
        folder = self.output or draft.parent
        return {name: folder / f"{stem}.{extension}" for name, extension in self.renderers.items()}

    def all_targets(self, draft: Path) -> Iterator[Path]:
        """All files that a draft becomes."""
        for copy in self.copies:
            yield from self.targets(draft, copy).values()


def read_copies(text: str) -> list[int]:
    """The numbers of copies that ``1-30`` or ``1-5,8`` names; 0 alone: none are named.

    :raises UsageError: they are none, or too many for one run.
    """
    if not text:
        return [0]
    numbers: list[int] = []
    for part in re.split("[,，、]", text):
        if not (match := _RANGE.fullmatch(part.strip())):
            raise UsageError(f"“--copies {text}”看不懂。写成 1-30 或者 1-5,8")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= 999999 or last - first >= COPIES_MAX:
            raise UsageError(f"“--copies {text}”不对：份号从 1 到 999999，从小到大，一次最多 {COPIES_MAX} 份")
        numbers += range(first, last + 1)
    if len(numbers) > COPIES_MAX:
        raise UsageError(f"“--copies {text}”太多了，一次最多 {COPIES_MAX} 份。分几次做")
    return list(dict.fromkeys(numbers))


def _attempt(app: App, draft: Path, order: _Order) -> dict[str, Any]:
    """Make one draft's documents; what was made, or what was wrong, as a program reads it."""
    try:
        return _make(app, draft, order)
    except BrokenPipeError:
        raise
    except Exception as error:  # even a bug in one must not stop the others
        console.report(error)
        return {"draft": str(draft), "files": [], "problems": _problems(draft, error)}


def _make(app: App, draft: Path, order: _Order) -> dict[str, Any]:
    from ..files.edits import guard
    from ..files.output import write

    guard(() if order.force else order.all_targets(draft))
    runner = app.runner(draft.parent)
    files: dict[Path, bytes] = {}
    bundle = runner.collect(draft)
    for copy in order.copies:
        made = runner.make(draft, list(order.renderers), bundle=bundle, copy=copy, preprinted=order.preprinted)
        if copy and made.gongwen.masthead is None:
            raise HongtouError(f"{draft}：这份公文没有红头，印不出份号。去掉 --copies")
        targets = order.targets(draft, copy)
        files |= {targets[name]: content for name, content in made.files.items()}
    write(files, order.output or draft.parent)
    pages = len(made.plan.pages)
    for path in files if order.told else ():
        console.say(f"{path}\t{made.genre}\t{pages}页")
    counts, found = _found(runner, made, draft)
    notes = [*made.notes, *found]
    for note in notes:
        console.tell(f"提示：{draft}：{note}")
    told = {"pages": pages, "files": [str(path) for path in files], "notes": notes, "findings": counts, "problems": []}
    return {"draft": str(draft), "genre": made.genre, **told}


def _found(runner: Runner, made: Rendered, draft: Path) -> tuple[dict[str, int], Iterable[str]]:
    """How many findings a check has of each strength, and what people are told of them; a rule that fails stops no document."""
    from ..checking.telling import counted

    try:
        report = runner.check(made.composed)
    except PluginError as error:
        return {}, [f"没有检查成：{error}"]
    told = f"检查发现 {counted(report)}。用 hongtou check {draft} 查看"
    return {strength.value: count for strength, count in report.count().items()}, [told] if report.findings else []


def _problems(draft: Path, error: Exception) -> list[dict[str, Any]]:
    if not isinstance(error, DraftError):
        return [{"file": str(draft), "line": 0, "column": 0, "field": "", "message": console.message(error)}]
    return [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "field": problem.field,
            "message": problem.message,
        }
        for problem in error.problems
    ]
