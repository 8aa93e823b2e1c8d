"""Properties of a file's own (ISO/IEC 29500-1, 15.2.12.2): office programs keep them when they save it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAME: Final = "/docProps/custom.xml"
_ROOT: Final = f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
# Of what users name themselves.
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# The first number that such a property may have.
_FIRST: Final = 2


def add_properties(package: Any, properties: Mapping[str, str]) -> None:  # noqa: ANN401 - python-docx gives it no name
    """Put properties into a file; those that an office's template has of its own (WPS gives it some) stay.

    :param package: the file's.
    """
    if not properties:
        return
    part = next((part for part in package.iter_parts() if str(part.partname) == _NAME), None)
    if part is None:
        part = Part(PackURI(_NAME), _TYPE, f"{_ROOT}</Properties>".encode(), package)
        package.relate_to(part, f"{_OFFICE}/relationships/custom-properties")
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    root[:] = [one for one in root if one.get("name") not in properties]
    taken = max((int(one.get("pid", "0")) for one in root), default=_FIRST - 1)
    listed = (_property(number, name, value) for number, (name, value) in enumerate(properties.items(), taken + 1))
    root.extend(etree.fromstring(f"{_ROOT}{''.join(listed)}</Properties>"))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _property(number: int, name: str, value: str) -> str:
    return f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
