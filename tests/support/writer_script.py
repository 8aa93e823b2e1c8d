"""Edits a document in LibreOffice Writer by its own API, and saves it as DOCX; run by the Python that has ``uno``.

``writer_script.py PIPE SOURCE TARGET EDITS``, EDITS in JSON: ``{"say": {old: new}, "head": [after, text], "drop": cell}``.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

uno: Any = importlib.import_module("uno")
# com.sun.star.text.ControlCharacter
_PARAGRAPH_BREAK = 0


def _connected(pipe: str) -> Any:
    """The LibreOffice that listens."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")


def _option(name: str, value: object) -> Any:
    option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    option.Name, option.Value = name, value
    return option


def _elements(text: Any) -> Iterator[Any]:
    listed = text.createEnumeration()
    while listed.hasMoreElements():
        yield listed.nextElement()


def _edit(text: Any, edits: Mapping[str, Any]) -> None:
    for element in list(_elements(text)):
        if element.supportsService("com.sun.star.text.TextTable"):
            _drop(element, edits.get("drop"))
            continue
        said = element.String.replace("\u200b", "").replace("\u2060", "")
        for old, new in edits.get("say", {}).items():
            if old in said:
                element.String = said.replace(old, new)
        if edits.get("head") and said == edits["head"][0]:
            style, cursor = element.ParaStyleName, text.createTextCursorByRange(element.End)
            text.insertControlCharacter(cursor, _PARAGRAPH_BREAK, False)
            text.insertString(cursor, edits["head"][1], False)
            cursor.ParaStyleName = style


def _drop(table: Any, cell: str | None) -> None:
    for number in range(table.Rows.Count):
        if cell and table.getCellByPosition(0, number).String == cell:
            table.Rows.removeByIndex(number, 1)
            return


def main(pipe: str, source: str, target: str, edits: str) -> None:
    """Edit one document."""
    context = _connected(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (_option("Hidden", True),))
    _edit(document.Text, json.loads(edits))
    document.storeToURL(Path(target).as_uri(), (_option("FilterName", "MS Word 2007 XML"),))
    document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
