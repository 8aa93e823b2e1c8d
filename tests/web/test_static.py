"""What browsers load: made by others as it is locked, with its licence; nothing from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from hongtou.web.site import Site
from support.office_page import Browser

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "core" / "web" / "static"
EDITOR = ROOT / "script" / "editor"
BUNDLES = ("codemirror.js", "htmx.js")
OWN = sorted(path for path in STATIC.glob("*.js") if path.name not in BUNDLES)


def digest() -> str:
    whole = hashlib.sha256()
    for path in sorted(EDITOR.iterdir()):
        whole.update(f"{path.name}\0".encode() + path.read_bytes())
    return whole.hexdigest()


@pytest.mark.parametrize("name", BUNDLES)
def test_what_is_made_of_packages_is_not_stale(name: str) -> None:
    head = (STATIC / name).read_text("utf-8").split("\n", 1)[0]
    assert f"made by script/editor_bundle from {digest()}" in head, "run script/editor_bundle"


def test_every_package_in_it_has_its_licence_beside() -> None:
    locked = json.loads((EDITOR / "package-lock.json").read_text("utf-8"))["packages"]
    inside = {name for name, about in locked.items() if name and not about.get("dev") and not about.get("devOptional")}
    names = {name.removeprefix("node_modules/").removeprefix("@").replace("/", "-") for name in inside}
    assert {path.stem for path in (STATIC / "LICENSES").iterdir()} == names
    assert {locked[name]["license"] for name in inside} <= {"MIT", "0BSD"}


def test_versions_are_pinned_and_no_host_is_named() -> None:
    wanted = json.loads((EDITOR / "package.json").read_text("utf-8"))
    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+", version) for version in (wanted["dependencies"] | wanted["devDependencies"]).values()
    )
    assert "resolved" not in (EDITOR / "package-lock.json").read_text("utf-8")


def test_it_stays_small() -> None:
    assert (STATIC / "codemirror.js").stat().st_size < 400_000
    assert (STATIC / "htmx.js").stat().st_size < 60_000


@pytest.mark.parametrize("path", [*OWN, *STATIC.glob("*.css")], ids=lambda path: path.name)
def test_own_files_are_short_and_ask_nobody_else(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 350
    assert not re.search(r"https?://|url\(|@import|\beval\(|new Function|innerHTML\s*\+?=\s*`", text)


def test_modules_that_are_imported_are_there() -> None:
    for path in OWN:
        for name in re.findall(r'from "\./([\w.]+)"', path.read_text("utf-8")):
            assert (STATIC / name).is_file(), f"{path.name} imports {name}"


def test_what_is_imported_of_the_bundle_is_in_it() -> None:
    given = set(re.findall(r"\w+", re.sub(r"//.*|from .*", "", (EDITOR / "codemirror.js").read_text("utf-8")))) - {"export"}
    for path in OWN:
        for names in re.findall(r'import \{([^}]*)\} from "\./codemirror\.js"', path.read_text("utf-8")):
            assert set(re.findall(r"\w+", names)) <= given, path.name


def test_a_browser_that_has_a_file_is_not_sent_it_again(own: Site) -> None:
    first = Browser(own).get("/static/codemirror.js")
    assert int(first.headers["content-length"]) < 130_000  # packed
    assert first.content == (STATIC / "codemirror.js").read_bytes()
    again = Browser(own).get("/static/codemirror.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = Browser(own).get("/static/codemirror.js", headers={"Accept-Encoding": "identity"})
    assert plain.content == first.content


@pytest.mark.parametrize("name", ["nothing.js", "..%2Fsite.py", "LICENSES"])
def test_nothing_but_the_files_is_there(own: Site, name: str) -> None:
    assert Browser(own).get(f"/static/{name}").status_code == 404
