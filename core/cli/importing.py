"""``hongtou import``: a text from elsewhere becomes a draft, with every character accounted for."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from ..errors import UsageError
from ..plugin import TrackedChanges
from ..values import dataclass
from . import chinese, console, offers
from .app import App
from .present import refuse_present

# What is asked for alike by whatever takes files in.
type_option: Final = click.option(
    "--type", "genre", metavar="文种", default="", shell_complete=offers.types(), help="是哪个文种；不写则看标题"
)
issuer_option: Final = click.option("--issuer", metavar="机关", default="", help="没有署名的，是哪个机关发的")
changes_option: Final = click.option(
    "--changes",
    type=chinese.Choice([one.value for one in TrackedChanges]),
    metavar="refuse|accept|reject",
    default=TrackedChanges.REFUSE.value,
    callback=lambda _context, _option, value: TrackedChanges(value),
    help="Word 里的修订：不读（refuse）、全部接受（accept）、全部拒绝（reject）",
)


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody says of files that are taken in.

    :param genre: their 文种; empty: their titles say it.
    :param issuer: who sends those that nobody signed; empty: nobody said it.
    :param force: drafts may be written over others.
    """

    genre: str = ""
    issuer: str = ""
    changes: TrackedChanges = TrackedChanges.REFUSE
    force: bool = False


@click.command(
    "import",
    cls=chinese.Command,
    short_help="把现成的文件变成草稿",
    help="把别处来的文件（.txt、.docx、.pdf、网页；.doc、.wps、.rtf、.odt 经 LibreOffice）变成草稿。\n"
    "每一个字都要有着落：在草稿里，或者在“没有带进来的”里写明原因；对不上就不写。没有把握的地方，草稿里标着“# 待核”。",
)
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="文件夹", type=click.Path(path_type=Path), help="写到这个文件夹；不写则写在原文件旁边")
@type_option
@issuer_option
@changes_option
@click.option(
    "--onto",
    metavar="草稿",
    type=click.Path(path_type=Path),
    help="把 Word 里改过的合进这份草稿（和它印发、附上的草稿）：先列出差别，再问写不写",
)
@click.option("--yes", is_flag=True, help="合进草稿时不再问")
@click.option("--report", is_flag=True, help="逐条列出没有带进来的文字和原因")
@click.option("--force", is_flag=True, help="草稿已经存在时覆盖它")
@chinese.format_option
@click.pass_obj
def command(
    app: App,
    files: tuple[Path, ...],
    output: Path | None,
    genre: str,
    issuer: str,
    changes: TrackedChanges,
    onto: Path | None,
    yes: bool,
    report: bool,
    force: bool,
    format: str,
) -> int:
    """Make drafts of files; a file that cannot be read does not stop the others."""
    if onto:
        from .merging import merge_into

        if len(files) != 1 or output or genre or issuer or force:
            raise UsageError(
                "合进草稿这样写：hongtou import --onto 通知.md 通知-改.docx。一次一份 DOCX，不写 -o、--type、--issuer、--force"
            )
        return merge_into(app, onto, files[0], changes, yes=yes, format=format)
    if yes:
        raise UsageError("--yes 和 --onto 一起用")
    for folder in dict.fromkeys(output or file.parent for file in files if genre):
        _types(app, folder, genre)  # told once, before anything is written
    taking = Taking(genre, issuer, changes, force)
    told = [_attempt(app, file, output or file.parent, taking) for file in files]
    if format == "json":
        console.say_json(told)
    else:
        for one in told:
            tell(one, report)
    return 1 if any(one["problems"] for one in told) else 0


def _attempt(app: App, file: Path, folder: Path, taking: Taking) -> dict[str, Any]:
    """One file's drafts, or what was wrong, as a program reads it."""
    try:
        return take(app, file, folder, taking)
    except Exception as error:  # even a bug in one must not stop the others
        console.report(error)
        return {"file": str(file), "drafts": [], "left": [], "doubts": [], "problems": [console.message(error)]}


def take(app: App, file: Path, folder: Path, taking: Taking) -> dict[str, Any]:
    """Make drafts of a file in a folder, whose office says which types there are; what came of it, as a program reads it.

    :raises HongtouError: it cannot be read, there is no such type, or there are such drafts already.
    """
    from ..files.output import write
    from ..importing.apart import import_apart
    from ..importing.importer import importer_of
    from ..returning.importer import import_own_apart

    known = _types(app, folder, taking.genre)
    imported = None if taking.genre else import_own_apart(file, taking.changes)
    if imported is None:
        importer = importer_of(file, app.plugins.importers)
        asked = {"genre": taking.genre, "issuer": taking.issuer}
        imported = import_apart(file, importer, app.plugins.owner(importer), **asked, known=known, changes=taking.changes)
    targets = {folder / draft.name: draft.text.encode() for draft in imported.drafts}
    if not taking.force:
        refuse_present(targets)
    write(targets, folder)
    facts = {"drafts": [str(target) for target in targets], "account": asdict(imported.account)}
    left = [asdict(one) for one in imported.left]
    return {"file": str(file), **facts, "left": left, "doubts": list(imported.doubts), "problems": []}


def _types(app: App, folder: Path, genre: str) -> tuple[str, ...]:
    """The names of the document types of a folder's office that a file can be found to be.

    :raises UsageError: the one that was asked for is none of the office's.
    """
    known = app.plugins_of(folder).document_types
    if genre and genre not in known:
        raise UsageError(f"没有“{genre}”这个文种，用 hongtou types 查看有哪些")
    return (genre,) if genre else known.for_titles()


def tell(one: dict[str, Any], report: bool) -> None:
    """Say what came of a file."""
    if one["problems"]:
        return
    account = one["account"]
    for draft in one["drafts"]:
        console.say(draft)
    console.say(f"{one['file']}：共{account['source']}字，草稿里{account['kept']}字，没有带进来{account['left']}字")
    for doubt in one["doubts"]:
        console.tell(f"待核：{one['file']}：{doubt}")
    for left in one["left"] if report else ():
        where = f"第{left['number']}行" if left["number"] else "正文外"
        console.say(f"  {where}\t{left['reason']}\t{left['text']}")
