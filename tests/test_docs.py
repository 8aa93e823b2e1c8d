"""The documents tell what the program does: every hook, command, field and type is in them, and what they show really runs.

A fenced block with ``file=NAME`` is a whole file, one with ``wrong=NAME`` a draft that shows a mistake; a ``console`` block holds
commands with all that they print. ``docx=NAME`` is the text of a Word file, a paragraph a line; ``edits=NAME`` what somebody
changes in a draft, by lines, or in a Word file, by words; ``shows=NAME`` what a file holds then;
``fills=NAME`` what people fill into a workbook, by its columns; ``type=NAME`` is a file of a document type without Python.
A page's blocks are played from top to bottom in one folder.
"""

import inspect
import os
import re
import shlex
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import docx
import pytest
import xlsxwriter
from hongtou import Drawing
from hongtou.cli.app import group
from hongtou.cli.types import WORDS
from hongtou.declared import definition
from hongtou.declared.functions import FUNCTIONS
from hongtou.draft.fields import COMMON, typed
from hongtou.office import PROFILE, load_office, profile_fields
from hongtou.packet import packet_file
from hongtou.plugin import hookspecs
from hongtou.render.docx.context import Setter, context, shapes
from hongtou.render.html_pdf.pages import describe
from hongtou.runner import Runner
from hongtou.web.html import HELP
from python_calamine import CalamineWorkbook
from support.forked import Forker, surroundings
from support.plugins import PLUGINS
from support.wheels import build_wheel

ROOT = Path(__file__).resolve().parent.parent
USER = ROOT / "docs" / "user"
AUTHOR = ROOT / "docs" / "plugin-development"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OWN_TYPES = {name: type for name, type in PLUGINS.document_types.items() if PLUGINS.owner(type).startswith("hongtou[")}
OMITTED = "……"
FIRST_PLUGIN = AUTHOR / "first-plugin.md"


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# --- what the pages must name ---------------------------------------------------------------------------------------------------


def section(page: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its level; empty: there is no such heading."""
    match = re.search(rf"^(?P<marks>#+) {re.escape(heading)}\n(?P<text>.*?)(?=^(?P=marks) |\Z)", page, re.MULTILINE | re.DOTALL)
    return match["text"] if match else ""


def rows(fields: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """The lines of a table that explains fields, those within others after them."""
    for name, rules in fields.items():
        meta, kind = rules["meta"], rules["type"]
        needed = "是" if rules.get("required") else ""
        yield f"| `{prefix}{name}` | {needed} | {WORDS[kind]} | {meta['help']} | `{typed(meta['example'])}` |"
        inner = rules.get("schema", {})
        inner = inner.get("schema", {}) if kind == "list" else inner
        yield from rows(inner, f"{prefix}{name}.")


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found
        yield from commands(found, f"{path} {name}")


COMMANDS = dict(commands(group, "hongtou"))
HOOKS = {name: hook for name, hook in vars(hookspecs).items() if name.startswith("hongtou_")}


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_is_explained_with_its_options(path: str) -> None:
    text = section(read(USER / "commands.md"), path)
    assert text, f"docs/user/commands.md needs a section “{path}”"
    # What the commands of a group have in common stands once, before the first of them.
    text += section(read(USER / "commands.md"), path.rpartition(" ")[0]).partition("\n###")[0]
    for param in COMMANDS[path].params:
        for name in param.opts if isinstance(param, click.Option) else [str(param.metavar)]:
            assert re.search(rf"`[^`\n]*{re.escape(name)}[^`\n]*`", text), f"{path}: {name} is not explained"


def test_the_options_before_a_command_are_explained() -> None:
    text = section(read(USER / "commands.md"), "所有命令")
    assert [name for param in group.params for name in param.opts if f"`{name}" not in text] == []


def test_every_common_field_is_explained() -> None:
    page = read(USER / "draft.md").splitlines()
    assert [row for row in rows(COMMON) if row not in page] == []


def test_every_field_of_the_office_is_explained() -> None:
    page = read(USER / "office.md").splitlines()
    assert [row for row in rows(profile_fields.rules()) if row not in page and "| `字体." not in row] == []


def test_every_field_of_a_packet_is_explained() -> None:
    page = read(USER / "batch.md").splitlines()
    assert [row for row in rows(packet_file.RULES) if row not in page] == []


def test_the_example_of_a_type_without_python_is_short() -> None:
    written = [block for block in blocks(USER / "own-types.md") if block.info.startswith("type=文种/学习计划/")]
    assert len(written) == 3
    assert sum(len(block.text.splitlines()) for block in written) <= 40


def test_every_word_of_a_type_without_python_is_explained() -> None:
    page = read(USER / "own-types.md")
    words = {*keys(definition.RULES["字段"]["valuesrules"]["schema"]), *definition.KINDS, *FUNCTIONS}
    words |= {word for rules in (definition.RULES, definition.RULES["公文"]["schema"]) for word in rules}
    own = {"type", "meta", "label", "help", "example", "allowed", "required", "empty", "schema", "valuesrules", "min"}
    assert [word for word in sorted(words - own) if f"`{word}`" not in page and f"|{word}" not in page] == []


@pytest.mark.parametrize("name", OWN_TYPES)
def test_every_document_type_is_explained_with_its_fields(name: str) -> None:
    text = section(read(USER / "types.md"), name)
    assert OWN_TYPES[name].summary in text
    assert [row for row in rows(OWN_TYPES[name].schema) if row not in text.splitlines()] == []


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_has_a_heading_with_its_signature(name: str) -> None:
    signature = str(inspect.signature(HOOKS[name])).replace("'", "")
    assert section(read(AUTHOR / "hooks.md"), f"`{name}{signature}`").strip()


def test_every_type_of_field_is_explained() -> None:
    page = read(AUTHOR / "fields.md")
    assert [kind for kind in WORDS if f"| `{kind}` |" not in page] == []


def keys(value: object) -> Iterator[str]:
    """The names of all values within values."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from keys(part)


def test_every_value_that_a_template_gets_is_explained() -> None:
    samples = ROOT / "sample_data"
    runner = Runner(load_office(samples), PLUGINS)
    composed = runner.compose(samples / "01-通知.md")
    plan = runner.lay_out(composed)
    given = {
        *keys(describe(Drawing(composed.gongwen, plan, runner.fonts, ()))),
        *keys(context(plan, Setter(shapes(plan), {}))),
    }
    known = set(re.findall(r"`(?:\w+\.)?(\w+)`", read(AUTHOR / "templates.md")))
    assert given - known == set()


def test_the_readme_names_two_commands_that_are_there() -> None:
    for name in ("script/demo", "script/test"):
        assert name in read(ROOT / "README.md")
        assert os.access(ROOT / name, os.X_OK)


# --- links ----------------------------------------------------------------------------------------------------------------------


def prose(page: str) -> str:
    """A page without its code."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL))


def anchors(page: str) -> set[str]:
    """The names by which a page's headings can be linked to."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_every_link_and_picture_resolves(page: Path) -> None:
    text = prose(read(page))
    targets = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'(?:src|href)="([^"]+)"', text)]
    for target in (unquote(target) for target in targets if not re.match(r"https?:", target)):
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), f"{label(page)}: {target}"
        assert file.is_relative_to(ROOT), f"{label(page)}: {target}"
        assert not anchor or anchor in anchors(read(file)), f"{label(page)}: {target}"


def test_every_page_of_the_browser_is_pictured() -> None:
    """Nobody need look for what a page is like: all that the story takes pictures of stand in one place."""
    shown = re.findall(r"\(\.\./images/browser/([\w-]+)\.png\)", read(ROOT / "docs/user/browser-pages.md"))
    story = "".join(path.read_text("utf-8") for path in (ROOT / "benchmarks/story").glob("*.py"))
    assert sorted(shown) == sorted(path.stem for path in (ROOT / "docs/images/browser").glob("*.png"))
    assert set(re.findall(r'scenes\.take\("([\w-]+)"', story)) <= set(shown)
    assert {f"help-{name}" for name in HELP} <= set(shown)


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "images").rglob("*.png"))
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 200_000] == []


# --- what the pages show, played ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A fenced block: the language, what stands behind it, and the text."""

    language: str
    info: str
    text: str

    @property
    def file(self) -> str:
        """The name of the whole and right file that it is; empty: it is none."""
        return self.info.removeprefix("file=") if self.info.startswith("file=") else ""

    def write(self, folder: Path) -> None:
        """Write it, if it is a file, right or wrong."""
        kind, _, name = self.info.partition("=")
        if kind in {"file", "wrong", "type"}:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(self.text, encoding="utf-8")

    def happen(self, folder: Path) -> None:
        """Do what it tells beside commands: files are written, changed, looked at."""
        kind, _, name = self.info.partition("=")
        self.write(folder)
        match kind:
            case "docx":
                document = docx.Document()
                for line in self.text.splitlines():
                    document.add_paragraph(line)
                document.save(str(folder / name))
            case "edits":
                edit(folder / name, self.text)
            case "fills":
                fill(folder / name, self.text)
            case "shows":
                assert (folder / name).read_text(encoding="utf-8") == self.text, name


def fill(path: Path, text: str) -> None:
    """Write rows below the titles of a workbook's sheets; what is there already must have just these sheets and columns."""
    tables = {}
    for name, lines in re.findall(r"^(\w+)\n((?:\|.*\n)+)", text, re.MULTILINE):
        tables[name] = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines.splitlines()]
    if path.exists():
        book = CalamineWorkbook.from_path(str(path))
        for name, (titles, *_) in tables.items():
            there = [str(cell).rstrip("*") for cell in book.get_sheet_by_name(name).to_python()[0]]
            assert there == titles, name
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in tables.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def edit(path: Path, changes: str) -> None:
    """Change a draft or a Word file: the lines that begin with ``-`` become those behind them that begin with ``+``."""
    document = docx.Document(str(path)) if path.suffix == ".docx" else None
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs] if document else []
    text = path.read_text(encoding="utf-8") if document is None else ""
    for before, after in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", changes, re.MULTILINE):
        old, new = (re.sub(r"^[-+]", "", lines, flags=re.MULTILINE) for lines in (before, after))
        if document is None:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        else:
            (run,) = (run for run in runs if old.strip() in run.text)
            run.text = run.text.replace(old.strip(), new.strip())
    if document is None:
        path.write_text(text, encoding="utf-8")
    else:
        document.save(str(path))


def blocks(page: Path) -> list[Block]:
    found = re.findall(r"^```(\w+)(?: +([^\n]*))?\n(.*?)^```$", read(page), re.MULTILINE | re.DOTALL)
    return [Block(*parts) for parts in found]


def play(page: Path, folder: Path, forker: Forker, **environment: str) -> None:
    """Write the files and run the commands of a page, in order."""
    for block in blocks(page):
        block.happen(folder)
        for command, shown in conversation(block):
            told = run(command, folder, forker, **environment)
            assert agrees(shown, told), f"{label(page)}: {command}\n{told}"


def conversation(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it is shown to print."""
    text = block.text if block.language == "console" else ""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, [line for line in shown if line.strip()]


def run(command: str, folder: Path, forker: Forker, **environment: str) -> list[str]:
    """The lines that a command prints."""
    program, *arguments = shlex.split(command)
    assert program in {"hongtou", "mv"}, command
    if program == "mv":
        subprocess.run([program, *arguments], cwd=folder, check=True)
        return []
    _, printed, _ = forker.run(arguments, folder, surroundings(**environment), together=True)
    return [line for line in printed.decode().splitlines() if line.strip()]


def agrees(shown: list[str], told: list[str]) -> bool:
    """Whether a page shows what a command tells; blanks do not count, and ``……`` stands for what is left out: lines, or the end
    of one.
    """
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == OMITTED else _line(line) for line in shown)
    return re.fullmatch(pattern, "".join(" ".join(line.split()) + "\n" for line in told)) is not None


def _line(shown: str) -> str:
    """The pattern of a line as a page shows it."""
    start, omitted, _ = " ".join(shown.split()).partition(f"；{OMITTED}")
    return re.escape(start) + (r"；.*\n" if omitted else r"\n")


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(USER.glob("*.md"))], ids=label)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path, forker: Forker) -> None:
    play(page, tmp_path, forker)


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(USER.glob("*.md"))], ids=label)
def test_every_draft_that_a_page_shows_whole_renders(page: Path, tmp_path: Path, forker: Forker) -> None:
    for block in blocks(page):
        block.write(tmp_path)
    files = (block.file for block in blocks(page) if block.file and block.file != PROFILE)
    drafts = dict.fromkeys(name for name in files if not name.endswith(".csv"))
    if drafts:
        told = run(shlex.join(["hongtou", "render", *drafts, "-o", "out"]), tmp_path, forker)
        assert sorted(file.stem for file in (tmp_path / "out").glob("*.pdf")) == sorted(Path(d).stem for d in drafts), told


@pytest.fixture(scope="module")
def first_plugin(tmp_path_factory: pytest.TempPathFactory, forker: Forker) -> Path:
    """A folder with the plug-in that the page for beginners builds, as ``pip install`` leaves it."""
    folder = tmp_path_factory.mktemp("first-plugin")
    for block in blocks(FIRST_PLUGIN):
        if block.language in {"toml", "python"}:
            block.write(folder)
    with zipfile.ZipFile(build_wheel(forker, folder, folder)) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.xdist_group("outside")
def test_the_first_plugin_works_as_it_is_told(first_plugin: Path, tmp_path: Path, forker: Forker) -> None:
    play(FIRST_PLUGIN, tmp_path, forker, PYTHONPATH=str(first_plugin))
    assert (tmp_path / "感谢.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.xdist_group("outside")
def test_the_tests_of_the_first_plugin_pass(first_plugin: Path, tmp_path: Path, forker: Forker) -> None:
    (test,) = (block for block in blocks(AUTHOR / "testing.md") if block.file.startswith("test_"))
    test.write(tmp_path)
    code, told = forker.run_tests(tmp_path, first_plugin, test.file)
    assert code == 0 and " passed" in told, told
