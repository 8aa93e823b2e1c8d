"""The Word template that an office edits: given out, and judged when it comes back."""

from __future__ import annotations

from typing import NamedTuple


class Judgement(NamedTuple):
    """What is to be said of a template, in people's words.

    :param faults: what must be mended before it can be used.
    :param notes: what was changed and does nothing.
    """

    faults: list[str]
    notes: list[str]


def word_template() -> bytes:
    """The template, as DOCX: a sample of each kind of paragraph in a content control with its Chinese name."""
    from .docx.template import build_for_offices

    return build_for_offices()


def judge(name: str, blob: bytes) -> Judgement:
    """What is to be said of a template before anything is drawn with it.

    :param name: of its file.
    :raises TemplateError: it is no Word document.
    """
    from .docx.edited_template import EditedTemplate
    from .docx.fill import is_own, is_tagged, open_template

    word = open_template(name, blob)
    if is_own(word) or is_tagged(word):
        return Judgement([], [])
    template = EditedTemplate(name, word)
    faults = list(template.faults())
    return Judgement(faults, [] if faults else list(template.ignored()))
