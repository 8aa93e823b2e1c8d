"""One word for one thing: words that the glossary has given up stand nowhere."""

import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = ROOT / "docs" / "internal" / "glossary.md"
FOLDERS = ("core", "plugins", "tests", "benchmarks", "script", "docs", "templates")
TEXTS = {".py", ".md", ".html", ".css", ".yaml", ".txt", ""}


def given_up() -> Iterator[tuple[str, str]]:
    """The words of the glossary's last table, and where they must not stand: in ``code`` or in any ``text``."""
    table = GLOSSARY.read_text("utf-8").partition("## Words no longer used")[2]
    for words, where in re.findall(r"^\| (`[^|]+`) \| (\w+) \|", table, re.MULTILINE):
        yield from ((word, where) for word in re.findall(r"`([^`]+)`", words))


def texts() -> Iterator[tuple[str, str]]:
    """The files of the project that people read, with their names from its folder."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in TEXTS and path.is_file() and path not in {GLOSSARY, Path(__file__)}:
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8", errors="ignore")


def programs() -> Iterator[tuple[str, str]]:
    """Those in Python; ``mark`` of pytest and ``form`` of Starlette are their own."""
    for name, source in texts():
        if name.endswith(".py"):
            yield name, source.replace("pytest.mark", "pytest").replace("request.form(", "request(")


def names(source: str) -> set[str]:
    """The names in a program, without the underscores before them."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.string.lstrip("_") for token in tokens if token.type == tokenize.NAME and not keyword.iskeyword(token.string)}


def test_the_glossary_lists_words_of_both_kinds() -> None:
    assert {where for _, where in given_up()} == {"code", "text"}


def test_no_name_in_a_program_is_a_word_that_was_given_up() -> None:
    old = {word for word, where in given_up() if where == "code"}
    # To take a program apart takes long: no name can be one that does not even stand in its text.
    in_text = re.compile(rf"\b_*(?:{'|'.join(map(re.escape, old))})\b")
    found = {name: used for name, source in programs() if in_text.search(source) and (used := names(source) & old)}
    assert found == {}


def test_no_text_has_a_word_that_was_given_up() -> None:
    old = re.compile("|".join(rf"\b{re.escape(word)}\b" for word, where in given_up() if where == "text"), re.IGNORECASE)
    found = {name: hits for name, text in texts() if (hits := set(old.findall(text)))}
    assert found == {}
