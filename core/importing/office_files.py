"""What LibreOffice is asked to read, and what that may take: it is slow to start, and large."""

from typing import Final

NAMES: Final = {
    ".doc": "旧版 Word 文件",
    ".dot": "旧版 Word 模板",
    ".wps": "WPS 文件",
    ".wpt": "WPS 模板",
    ".rtf": "RTF 文件",
    ".odt": "ODT 文件",
}
SECONDS: Final = 120.0
MEMORY: Final = 2048
