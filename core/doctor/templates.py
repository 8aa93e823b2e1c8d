"""Whether the templates of an office can be used: judged, and tried on the starter of the type that each is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..errors import HongtouError, TemplateError
from ..office import FOR_ALL, Office, OfficeTemplate
from ..render.word_template import Judgement, judge
from ..runner import Runner
from .plugins import starter

if TYPE_CHECKING:
    from ..plugin import DocumentType
    from ..plugin.manager import Plugins

_FORMATS: Final[Mapping[str, str]] = {".docx": "docx", ".html": "pdf", ".css": "pdf"}


def examine_template(template: OfficeTemplate, office: Office, plugins: Plugins) -> Judgement:
    """What is to be said of a template.

    :param office: the office that it belongs to.
    """
    if template.fault:
        return Judgement([template.fault], [])
    types = plugins.document_types
    if template.name != FOR_ALL and template.name not in types:
        told = f"没有文种“{template.name}”，用不着这个文件。文件名写文种的名称（hongtou types 里有），各文种通用的写“{FOR_ALL}”"
        return Judgement([told], [])
    try:
        found = judge(template.path, template.content) if template.suffix == ".docx" else Judgement([], [])
        if not found.faults:
            _try(types.get(template.name) or next(types.readable()), template, office, plugins)
    except TemplateError as error:
        return Judgement([str(error)], [])
    return found


def _try(type: DocumentType, template: OfficeTemplate, office: Office, plugins: Plugins) -> None:
    """Draw a type's starter with a template.

    :raises TemplateError: that cannot be done for the template's sake.
    """
    with starter(type) as draft:
        try:
            Runner(replace(office, templates=(template,)), plugins).make(draft, [_FORMATS[template.suffix]])
        except TemplateError:
            raise
        except HongtouError as error:
            raise TemplateError(f"用“{type.name}”的样稿试做不成：{error}") from error
