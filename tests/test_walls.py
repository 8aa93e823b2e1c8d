"""The walls of the house (docs/internal/architecture.md): who may import what, and what the core must not know."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import hongtou
import pytest
from hongtou import Format, page
from hongtou.draft import COMMON, Rules, inner_fields
from support.plugins import PLUGINS as INSTALLED

pytestmark = pytest.mark.xdist_group("walls")  # one worker reads the sources, once

ROOT = Path(__file__).resolve().parent.parent
CORE = sorted((ROOT / "core").rglob("*.py"))
PLUGINS = sorted((ROOT / "plugins").rglob("*.py"))
OWN_TYPES = {name for name, type in INSTALLED.document_types.items() if INSTALLED.owner(type).startswith("hongtou[")}
# The rooms as architecture.md lists them: each imports only rooms above it.
ROOMS = re.findall(r"^\| `core/(\w+)(?:/|\.py)` \|", (ROOT / "docs/internal/architecture.md").read_text("utf-8"), re.MULTILINE)
PLUGIN_FOLDERS = {path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py")}
PLUGIN_PATH = re.compile("|".join(f"plugins/{folder}" for folder in PLUGIN_FOLDERS))


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), label(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a module's syntax, from above."""
    return tuple(ast.walk(tree(path)))


def package(path: Path) -> list[str]:
    """The import name of the package that a module of core/ or plugins/ stands in, in parts."""
    folder = path.relative_to(ROOT).parent.parts
    return ["hongtou", *folder[1:]] if folder[0] == "core" else ["hongtou", *folder]


@cache
def imports(path: Path) -> tuple[tuple[int, str, str], ...]:
    """Every import of a module, wherever it stands: line, the module imported, the name taken from it (or empty)."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[int, str, str]]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = package(path)
            base = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield from ((node.lineno, module, alias.name) for alias in node.names)


@cache
def loaded(path: Path) -> frozenset[str]:
    """What a module imports when it runs: all but what stands behind ``if TYPE_CHECKING``."""
    typed = {
        inner.lineno
        for node in nodes(path)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in node.body
    }
    return frozenset(module for line, module, _ in imports(path) if line not in typed)


def below(module: str, name: str, *roots: str) -> bool:
    """Whether an import reaches one of the modules ``roots`` or something in it."""
    full = f"{module}.{name}." if name else f"{module}."
    return any(full.startswith(f"{root}.") for root in roots)


def importers(*roots: str) -> set[str]:
    """The modules of the core that import one of these."""
    return {label(path) for path in CORE for _, module, name in imports(path) if below(module, name, *roots)}


def module_name(path: Path) -> str:
    """The import name of a module of the core."""
    return ".".join(package(path) if path.stem == "__init__" else [*package(path), path.stem])


MODULES = {module_name(path): path for path in CORE}


def imported(path: Path) -> Iterator[tuple[int, str, str]]:
    """What a module imports of the core: line, the module, the name taken from it (empty: the module itself)."""
    for line, module, name in imports(path):
        if f"{module}.{name}" in MODULES:
            yield line, f"{module}.{name}", ""
        elif module in MODULES:
            yield line, module, name


def room(module: str) -> str:
    """The room of a module, empty for the package itself and what stands outside the rooms."""
    return module.split(".")[1] if module.count(".") else ""


@cache
def given(package: str) -> frozenset[str]:
    """What a room gives to others: its ``__all__``."""
    for node in tree(MODULES[package]).body:
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == "__all__" for one in node.targets):
            return frozenset(ast.literal_eval(node.value))
    return frozenset()


@cache
def text_constants(path: Path) -> tuple[ast.Constant, ...]:
    """The string literals of a module but its docstrings, and but the help and examples that fields show to people."""
    spared: set[int] = set()
    for node in nodes(path):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
            spared.add(id(node.body[0].value))  # type: ignore[attr-defined]
        elif isinstance(node, ast.keyword) and node.arg in {"help", "example"}:
            spared.update(id(inner) for inner in ast.walk(node.value))
    texts = (node for node in nodes(path) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return tuple(node for node in texts if id(node) not in spared)


@pytest.mark.parametrize("path", PLUGINS, ids=label)
def test_a_plugin_imports_only_public_names(path: Path) -> None:
    # A plug-in is a folder of plugins/, with all that stands below it.
    own = ".".join(package(path)[:3])
    for line, module, name in imports(path):
        inside = path.parent != ROOT / "plugins" and below(module, name, own)
        public = module == "hongtou" and name in hongtou.__all__
        standard = module.split(".")[0] in sys.stdlib_module_names
        assert inside or public or standard, f"{label(path)}:{line} imports {name} from {module}"


@pytest.mark.parametrize("path", CORE, ids=label)
def test_the_core_names_no_document_type(path: Path) -> None:
    # 命令 and 纪要 are formats of the standard, too: whether there is a type of that name, the core does not know.
    types = OWN_TYPES - {format.value for format in Format}
    assert len(types) >= len(PLUGIN_FOLDERS)
    for line, module, name in imports(path):
        assert not below(module, name, "hongtou.plugins"), f"{label(path)}:{line} imports a plug-in"
    for constant in text_constants(path):
        text = str(constant.value)
        assert text not in types, f"{label(path)}:{constant.lineno} names the document type {text}"
        assert "hongtou.plugins." not in text, f"{label(path)}:{constant.lineno} names a plug-in"
        assert not PLUGIN_PATH.search(text), f"{label(path)}:{constant.lineno}"


def field_names(fields: Mapping[str, Rules]) -> Iterator[str]:
    """The names of fields, those within others too."""
    for name, rules in fields.items():
        yield name
        yield from field_names(inner_fields(rules))


# Words that types call fields by and that are titles of the register, fields of a packet's file and columns of listings as well.
GENERAL = re.findall(
    r"\w+",
    "份数 单位 原因 名称 备注 姓名 年度 情况 放行说明 文件标题 党组织名称 机关代字 状态 说明 问题 顺序号 "
    "地址 依据 类别 内容 时间 事项 要求 地点 对象 届次 联系人",
)


def test_the_core_names_no_field_of_a_document_type() -> None:
    own = {name for type in INSTALLED.document_types.values() for name in field_names(type.schema)}
    own -= {*field_names(COMMON), *GENERAL}
    assert {"材料", "登记", "概况"} <= own
    named = [(label(path), one.lineno, one.value) for path in CORE for one in text_constants(path) if one.value in own]
    assert named == []


def test_the_plan_of_the_rooms_names_all_there_are() -> None:
    there = {path.relative_to(ROOT / "core").parts[0].removesuffix(".py") for path in CORE}
    assert sorted(ROOMS) == sorted(there - {"__init__", "__main__"})


def test_every_room_says_in_a_sentence_what_it_holds() -> None:
    silent = [
        label(path) for path in CORE if path.stem == "__init__" and not (ast.get_docstring(tree(path)) or "").split("\n")[0]
    ]
    assert silent == []


def test_arrows_between_rooms_point_upward_in_their_plan() -> None:
    for path in CORE:
        own = room(module_name(path))
        above = {"", *ROOMS[: ROOMS.index(own) + 1]} if own in ROOMS else {"", *ROOMS}
        for line, module, _ in imported(path):
            assert room(module) in above, f"{label(path)}:{line} imports {module}, which stands below it"


def test_others_take_from_a_room_what_it_gives() -> None:
    for path in CORE:
        own = room(module_name(path))
        for line, module, name in imported(path):
            if own in {"", "__main__", room(module)} or MODULES[module].parent == ROOT / "core":
                continue
            is_room = MODULES[module].stem == "__init__"
            whole, taken = (module, name) if is_room else module.rpartition(".")[::2]
            assert taken in given(whole), f"{label(path)}:{line}: {whole} does not give {taken}"


def test_modules_import_each_other_in_no_circle() -> None:
    arrows = {name: {module for _, module, _ in imported(path)} - {name} for name, path in MODULES.items()}
    # A package is loaded before its modules; that is no import of theirs.
    arrows = {name: {one for one in them if not name.startswith(f"{one}.")} for name, them in arrows.items()}
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_no_module_is_long() -> None:
    assert [label(path) for path in (*CORE, *PLUGINS) if len(path.read_text("utf-8").splitlines()) > 350] == []


def test_the_layout_knows_the_model_and_nothing_of_renderers_and_fonts() -> None:
    for path in CORE:
        if not label(path).startswith("core/layout/"):
            continue
        for line, module, name in imports(path):
            known = ("layout", "document", "errors", "pattern", "text_width", "values")
            allowed = below(module, name, *(f"hongtou.{one}" for one in known))
            standard = module.split(".")[0] in sys.stdlib_module_names
            assert allowed or standard, f"{label(path)}:{line} imports {name} from {module}"


def test_renderers_of_fixed_pages_use_what_everybody_may() -> None:
    public = {"hongtou.page": page.__all__, "hongtou.plugin": hongtou.__all__, "hongtou.document": hongtou.__all__}
    painters = [path for path in CORE if label(path).startswith("core/render/pdf/") or label(path) == "core/render/png.py"]
    assert len(painters) > 8
    for path in painters:
        for line, module, name in imports(path):
            if not below(module, name, "hongtou") or below(module, name, "hongtou.render", "hongtou.errors"):
                continue
            assert name in public.get(module, ()), f"{label(path)}:{line} imports {name} from {module}"


def test_renderers_know_no_drafts() -> None:
    rooms = ("intake", "validation", "draft", "parts", "plugin.manager", "runner", "register", "cli")
    drawing = {name for name in importers(*(f"hongtou.{room}" for room in rooms)) if name.startswith("core/render/")}
    assert drawing == set()


@pytest.mark.parametrize(
    ("libraries", "rooms"),
    [
        (("pluggy",), ("core/plugin/loading.py", "core/plugin/hookspecs.py")),
        (("ruamel", "yaml", "markdown_it"), ("core/intake/",)),
        (("cerberus",), ("core/validation",)),
        (("sqlite3",), ("core/register/", "core/batch/ledger.py", "core/batch/ledger_file.py")),
        (("alembic", "psycopg"), ("core/register/",)),
        # The page's address of its database is that of the register, or a file beside it.
        (("sqlalchemy",), ("core/register/", "core/workflow/", "core/web/site.py")),
        (("argon2",), ("core/workflow/people.py",)),
        (("starlette", "uvicorn"), ("core/web/",)),
        (("dask", "distributed"), ("core/cluster/cluster.py",)),
        (("click", "rich"), ("core/cli/",)),
        (("weasyprint", "docx", "docxtpl"), ("core/render/",)),
        (("jinja2",), ("core/render/", "core/declared/", "core/web/html.py")),
        # Workbooks are read above ooxml; HTML is no OOXML.
        (("lxml",), ("core/ooxml/", "core/intake/workbook/", "core/importing/html.py", "core/render/html_pdf/")),
        # Painters use what everybody may, so they bring their own readers of pictures, as one from outside would.
        (("PIL",), ("core/pictures/", "core/render/pdf/", "core/render/png.py")),
        (("uharfbuzz",), ("core/fonts/",)),
        (("xlsxwriter",), ("core/ooxml/workbook.py",)),
        (("pydyf",), ("core/render/pdf/",)),
        (
            ("pypdfium2",),
            ("core/checking/paper.py", "core/importing/pdf_page.py", "core/render/png.py", "core/reporting/printed.py"),
        ),
        (("pikepdf",), ("core/batch/dossier.py",)),
        (("pyhanko", "cryptography", "asn1crypto"), ("core/issuing/certificate.py",)),
        (("python_calamine", "xlrd"), ("core/intake/",)),
        (("pyzipper", "Cryptodome"), ("core/files/encrypted_zip.py",)),
    ],
    ids=lambda value: value[0],
)
def test_a_library_is_used_in_its_room_only(libraries: tuple[str, ...], rooms: tuple[str, ...]) -> None:
    users = {label(path) for path in CORE if any(below(module, "", *libraries) for module in loaded(path))}
    assert {name for name in users if not name.startswith(rooms)} == set()
    assert [room for room in rooms if not any(name.startswith(room) for name in users)] == []


def test_only_the_runner_knows_the_whole_way() -> None:
    # On the way back lines of a draft are chosen by how they would be read and shown.
    both = importers("hongtou.intake") & importers("hongtou.layout")
    assert both == {"core/runner.py", "core/returning/lines.py"}


def test_processes_are_started_in_one_room_which_knows_none_of_what_is_done_in_them() -> None:
    # Tests of plug-ins start the command as people do; nothing that makes documents loads their fixtures.
    fixtures = "core/testing/running.py"
    assert importers("subprocess") - {fixtures} == {"core/workers/process.py", "core/workers/worker_process.py"}
    assert {one for one in importers("hongtou.testing") if not one.startswith("core/testing/")} == set()
    for path in (path for path in CORE if label(path).startswith("core/workers/")):
        for line, module, name in imports(path):
            known = not below(module, name, "hongtou") or below(module, name, "hongtou.workers", "hongtou.errors")
            assert known, f"{label(path)}:{line} imports {name} from {module}"
