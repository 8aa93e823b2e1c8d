"""The walls of the house (docs/internal/architecture.md): who may import what, and what the core must not know."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import hongtou
import pytest
from hongtou import Format
from hongtou.plugin.manager import Plugins

ROOT = Path(__file__).resolve().parent.parent
CORE = sorted((ROOT / "core").rglob("*.py"))
PLUGINS = sorted((ROOT / "plugins").rglob("*.py"))
OWN_TYPES = {name for name, type in Plugins().document_types.items() if Plugins().owner(type).startswith("hongtou[")}
PLUGIN_FOLDERS = {path.parent.name for path in (ROOT / "plugins").glob("*/__init__.py")}


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), label(path))


def package(path: Path) -> list[str]:
    """The import name of the package that a module of core/ or plugins/ stands in, in parts."""
    folder = path.relative_to(ROOT).parent.parts
    return ["hongtou", *folder[1:]] if folder[0] == "core" else ["hongtou", *folder]


def imports(path: Path) -> Iterator[tuple[int, str, str]]:
    """Every import of a module, wherever it stands: line, the module imported, the name taken from it (or empty)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = package(path)
            base = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield from ((node.lineno, module, alias.name) for alias in node.names)


def below(module: str, name: str, *roots: str) -> bool:
    """Whether an import reaches one of the modules ``roots`` or something in it."""
    full = f"{module}.{name}." if name else f"{module}."
    return any(full.startswith(f"{root}.") for root in roots)


def importers(*roots: str) -> set[str]:
    """The modules of the core that import one of these."""
    return {label(path) for path in CORE for _, module, name in imports(path) if below(module, name, *roots)}


def text_constants(path: Path) -> Iterator[ast.Constant]:
    """The string literals of a module but its docstrings, and but the help and examples that fields show to people."""
    module = tree(path)
    spared: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False) is not None:
            spared.add(id(node.body[0].value))  # type: ignore[attr-defined]
        elif isinstance(node, ast.keyword) and node.arg in {"help", "example"}:
            spared.update(id(inner) for inner in ast.walk(node.value))
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            yield node


@pytest.mark.parametrize("path", PLUGINS, ids=label)
def test_a_plugin_imports_only_public_names(path: Path) -> None:
    own = ".".join(package(path))
    for line, module, name in imports(path):
        inside = path.parent != ROOT / "plugins" and below(module, name, own)
        public = module == "hongtou" and name in hongtou.__all__
        standard = module.split(".")[0] in sys.stdlib_module_names
        assert inside or public or standard, f"{label(path)}:{line} imports {name} from {module}"


@pytest.mark.parametrize("path", CORE, ids=label)
def test_the_core_names_no_document_type(path: Path) -> None:
    # 命令 and 纪要 are formats of the standard, too: whether there is a type of that name, the core does not know.
    types = OWN_TYPES - {form.value for form in Format}
    assert len(types) >= len(PLUGIN_FOLDERS)
    for line, module, name in imports(path):
        assert not below(module, name, "hongtou.plugins"), f"{label(path)}:{line} imports a plug-in"
    for constant in text_constants(path):
        text = str(constant.value)
        assert text not in types, f"{label(path)}:{constant.lineno} names the document type {text}"
        assert "hongtou.plugins." not in text, f"{label(path)}:{constant.lineno} names a plug-in"
        assert not any(f"plugins/{folder}" in text for folder in PLUGIN_FOLDERS), f"{label(path)}:{constant.lineno}"


def test_the_layout_knows_the_model_and_nothing_of_renderers_and_fonts() -> None:
    for path in CORE:
        if not label(path).startswith("core/layout/"):
            continue
        for line, module, name in imports(path):
            allowed = below(module, name, "hongtou.layout", "hongtou.document", "hongtou.errors", "hongtou.pattern")
            standard = module.split(".")[0] in sys.stdlib_module_names
            assert allowed or standard, f"{label(path)}:{line} imports {name} from {module}"


def test_renderers_know_no_drafts() -> None:
    rooms = ("intake", "validation", "draft", "parts", "plugin.manager", "runner", "register", "cli")
    drawing = {name for name in importers(*(f"hongtou.{room}" for room in rooms)) if name.startswith("core/render/")}
    assert drawing == set()


@pytest.mark.parametrize(
    ("libraries", "rooms"),
    [
        (("pluggy",), ("core/plugin/manager.py", "core/plugin/hookspecs.py")),
        (("ruamel", "yaml", "markdown_it"), ("core/intake/",)),
        (("cerberus",), ("core/validation",)),
        (("sqlite3",), ("core/register/", "core/batch/ledger.py")),
        (("dask", "distributed"), ("core/cluster/cluster.py",)),
        (("click", "rich"), ("core/cli/",)),
        (("weasyprint", "docx", "docxtpl", "jinja2"), ("core/render/",)),
        (("lxml",), ("core/importing/", "core/intake/", "core/ooxml/", "core/render/")),
        (("PIL",), ("core/parts/chart.py", "core/render/pdf/", "core/render/png.py", "core/pictures/seals.py")),
        (("fontTools",), ("core/fonts/",)),
        (("uharfbuzz",), ("core/fonts/", "core/render/pdf/")),
        (("pydyf",), ("core/render/pdf/",)),
        (("python_calamine", "xlrd"), ("core/intake/",)),
        (("pyzipper", "Cryptodome"), ("core/files/encrypted_zip.py",)),
    ],
    ids=lambda value: value[0],
)
def test_a_library_is_used_in_its_room_only(libraries: tuple[str, ...], rooms: tuple[str, ...]) -> None:
    strangers = {name for name in importers(*libraries) if not name.startswith(rooms)}
    assert strangers == set()


def test_only_the_runner_knows_the_whole_way() -> None:
    assert importers("hongtou.intake") & importers("hongtou.layout") == {"core/runner.py"}


def test_processes_are_started_in_one_room_which_knows_none_of_what_is_done_in_them() -> None:
    assert importers("subprocess") == {"core/workers/process.py", "core/workers/slot.py"}
    for path in (path for path in CORE if label(path).startswith("core/workers/")):
        for line, module, name in imports(path):
            known = not below(module, name, "hongtou") or below(module, name, "hongtou.workers", "hongtou.errors")
            assert known, f"{label(path)}:{line} imports {name} from {module}"
