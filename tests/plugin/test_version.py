"""What besides its data decides a unit's bytes: plug-ins and their own files."""

import importlib
import re
import sys
from collections.abc import Callable
from importlib.metadata import requires
from pathlib import Path

import pytest
from hongtou.plugin.version import LIBRARIES, fingerprint

Outside = Callable[..., Path]
# What speaks to people, in a browser too, keeps the register, packs and starts: the same files, whatever their release.
NO_MATTER = {"alembic", "click", "mako", "pluggy", "pyzipper", "rich", "sqlalchemy", "xlrd"}
NO_MATTER |= {"argon2-cffi", "python-multipart", "starlette", "uvicorn"}


pytestmark = pytest.mark.usefixtures("installed")


def told() -> str:
    """The fingerprint as a new process would tell it."""
    fingerprint.cache_clear()
    importlib.invalidate_caches()
    for name in [name for name in sys.modules if name.startswith("outside_")]:
        del sys.modules[name]
    return fingerprint()


def test_a_changed_plugin_is_another_program(outside: Outside) -> None:
    before = told()
    site = outside("demo", "", type="示例文种")
    with_it = told()
    assert before != with_it == told()
    (module,) = site.glob("outside_demo_demo.py")
    module.write_text(module.read_text("utf-8").replace("return official", "data = dict(data)\n    return official"), "utf-8")
    assert told() not in {before, with_it}


def test_whatever_belongs_to_its_package_counts(outside: Outside) -> None:
    site = outside("demo", "", type="示例文种")
    (source,) = site.glob("outside_demo_demo.py")
    package = site / "outside_pack"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    source.rename(package / "kind.py")
    (package / "words.txt").write_text("一", "utf-8")
    points = site / "demo-1.2.dist-info" / "entry_points.txt"
    points.write_text("[hongtou]\ndemo = outside_pack.kind\n", "utf-8")
    before = told()
    (package / "words.txt").write_text("二", "utf-8")
    assert told() != before


def test_types_that_wait_are_not_read_for_it(outside: Outside) -> None:
    outside(
        "late",
        """
        from hongtou import DeferredType, hookimpl

        READ = []

        @hookimpl
        def hongtou_register_document_types(register):
            register(DeferredType("晚文", lambda: READ.append("晚文")))
        """,
    )
    told()
    assert sys.modules["outside_late_late"].READ == []


def test_of_every_library_it_is_settled_whether_it_counts() -> None:
    needed = {re.split(r"[^\w.-]", line)[0].lower() for line in requires("hongtou") or () if "extra ==" not in line}
    assert set(LIBRARIES) | NO_MATTER == needed
    assert set(LIBRARIES).isdisjoint(NO_MATTER)
