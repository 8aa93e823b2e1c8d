"""Files are sent as what they are: a PDF is shown, all else is kept, each under its own name."""

from urllib.parse import quote

import pytest
from hongtou.web.downloads import ANY, sent

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "media", "type", "how"),
    [
        ("通知.pdf", "", "application/pdf", "inline"),
        ("通知.PDF", "", "application/pdf", "inline"),
        ("通知.docx", "", WORD, "attachment"),
        ("材料.zip", "", "application/zip", "attachment"),
        ("没有结尾", "", ANY, "attachment"),
        ("网页.html", "", ANY, "attachment"),
        ("原件.pdf", ANY, ANY, "attachment"),
    ],
)
def test_a_file_has_its_type_and_its_name(name: str, media: str, type: str, how: str) -> None:
    answer = sent(name, b"x", media)
    assert (answer.media_type, answer.body) == (type, b"x")
    assert answer.headers["content-disposition"] == f"{how}; filename*=UTF-8''{quote(name, safe='')}"


def test_a_name_ends_no_header() -> None:
    assert sent('a"\r\nX: y.pdf', b"").headers["content-disposition"] == "inline; filename*=UTF-8''a%22%0D%0AX%3A%20y.pdf"
