"""What plug-in authors may use: documented, small, and quick to import."""

import dataclasses
import enum
import pickle
import re
import subprocess
import sys
from pathlib import Path

import hongtou
import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs" / "plugin-development"
HEAVY = ("cerberus", "docx", "docxtpl", "fontTools", "jinja2", "lxml", "markdown_it", "rich", "ruamel", "weasyprint")


def documented() -> set[str]:
    """Every Python name that stands in backticks in the pages for plug-in authors."""
    pages = "\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md")))
    return set(re.findall(r"`(?:hongtou\.)?([A-Za-z_]\w*)[^`\n]*`", pages))


def test_every_public_name_is_documented() -> None:
    assert set(hongtou.__all__) - documented() == set()


def listed() -> dict[str, str]:
    """What the page on public names says of each."""
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", (DOCS / "api.md").read_text("utf-8"), re.MULTILINE))


def fields(thing: object) -> list[str]:
    """The fields of a value, or the members of an enumeration."""
    if isinstance(thing, type) and issubclass(thing, enum.Enum):
        return [member.name for member in thing]
    return [field.name for field in dataclasses.fields(thing)] if dataclasses.is_dataclass(thing) else []


def test_the_page_on_public_names_lists_exactly_these() -> None:
    assert sorted(listed()) == sorted(hongtou.__all__)


def test_the_page_on_public_names_tells_all_their_fields() -> None:
    told = {name: set(re.findall(r"`(\w+)", text)) for name, text in listed().items()}
    untold = {name: set(fields(getattr(hongtou, name))) - told[name] for name in told}
    assert {name: names for name, names in untold.items() if names} == {}


def test_all_is_sorted_and_names_what_there_is() -> None:
    assert sorted(hongtou.__all__) == hongtou.__all__
    assert all(hasattr(hongtou, name) for name in hongtou.__all__)


def test_every_public_thing_says_what_it_is() -> None:
    bare = [name for name in hongtou.__all__ if callable(thing := getattr(hongtou, name)) and not thing.__doc__]
    assert bare == []


def played(code: str) -> str:
    """What another interpreter prints, in which nothing is loaded yet."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_its_names_loads_no_heavy_library() -> None:
    assert played(f"import sys; from hongtou import *; print(*sorted({set(HEAVY)!r} & sys.modules.keys()))") == ""


def test_they_are_imported_when_the_first_is_asked_for() -> None:
    loaded = "print(*sorted(name for name in sys.modules if name.startswith('hongtou')))"
    assert played(f"import sys, hongtou.cli; {loaded}") == "hongtou hongtou.cli"
    assert "hongtou.public" in played(f"import sys, hongtou; hongtou.Gongwen; {loaded}").split()


def test_they_are_found_in_every_way() -> None:
    assert played("from hongtou import *; print(Gongwen.__name__, __version__)") == f"Gongwen {hongtou.__version__}"
    assert played("import hongtou; print({*hongtou.__all__} <= {*dir(hongtou)})") == "True"
    assert played("import hongtou; print(hongtou.errors.HongtouError is hongtou.HongtouError)") == "True"
    assert pickle.loads(pickle.dumps(hongtou.Gongwen)) is hongtou.Gongwen  # noqa: S301 - of our own
    with pytest.raises(AttributeError, match=r"module 'hongtou' has no attribute 'nothing'"):
        hongtou.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_the_folder_cannot_be_imported_under_its_own_name() -> None:
    code = "import core"
    root = DOCS.parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "import hongtou, not core" in done.stderr
