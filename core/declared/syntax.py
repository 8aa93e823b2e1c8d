"""What Jinja says of a template that it cannot read, in words for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..pattern import pattern

_TOKENS: Final[Mapping[str, str]] = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
}
# What it says, and what we say: {0}, {1} are the words in its quotation marks.
_SAID: Final[Mapping[re.Pattern[str], str]] = {
    pattern(r"innermost block that needs to be closed is '(\w+)'"): "“{{% {0} %}}”没有结束。加上“{{% end{0} %}}”",
    pattern(r"unexpected end of template, expected '([^']*)'"): "没有写完，后面应有“{0}”",
    pattern(r"unknown tag '(\w+)'"): "没有“{{% {0} %}}”这样的语句。能用的：if、for、set，各自的 else、endif、endfor",
    pattern(r"expected token '([^']*)', got '([^']*)'"): "写到“{1}”看不懂，这里应是“{0}”",
    pattern(r"unexpected '([^']*)'"): "写到“{0}”看不懂。检查括号、引号、“{{{{ }}}}”和“{{% %}}”是不是成对",
    pattern(r"unexpected char '([^']*)'"): "“{0}”在这里是不认识的符号。引号、逗号、括号用半角的",
    pattern(r"No (?:filter|test) named '([^']*)'"): "没有“{0}”",
}


def syntax(error: Exception) -> str:
    """What is wrong with a template, in Chinese.

    :param error: what Jinja raised; or a RecursionError.
    """
    if isinstance(error, RecursionError):
        return "写得不对：括号套得太多"
    told = str(error)
    for sign, words in _SAID.items():
        if found := sign.search(told):
            return words.format(*(_TOKENS.get(word, word) for word in found.groups()))
    return f"写得不对：{told}"
