"""A plug-in says what it needs of hongtou; one that does not fit is not loaded, is told why, and hinders no other."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import hongtou
import pytest
from hongtou.plugin.manager import Plugins
from support.outside_type import TYPE

Outside = Callable[..., Path]
Installed = Callable[[], list[EntryPoint]]


def test_the_version_is_public() -> None:
    assert hongtou.API_VERSION.count(".") == 1


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ('"1.9999"', "它要接口 1.9999 的 hongtou"),
        ('"2.0"', "升级 hongtou"),
        ('"0.9"', "它是为接口 0.9 写的"),
        ('"new"', "REQUIRES_HONGTOU 应为它要的接口版本"),
        ("1.0", "实为 1.0"),
    ],
)
def test_a_misfit_is_told_and_others_work(outside: Outside, installed: Installed, stated: str, told: str) -> None:
    outside("misfit", f"REQUIRES_HONGTOU = {stated}\n{TYPE.format(name='甲文')}")
    outside("good", f'REQUIRES_HONGTOU = "{hongtou.API_VERSION}"\n{TYPE.format(name="乙文")}')
    plugins = Plugins(installed())
    assert list(plugins.document_types) == ["乙文"]
    (failure,) = plugins.failures
    assert told in str(failure)
    assert "misfit[misfit]" in str(failure)


def test_a_name_of_a_newer_version_is_told_as_such(outside: Outside, installed: Installed) -> None:
    outside("newer", 'from hongtou import Miracle\nREQUIRES_HONGTOU = "1.777"\n')
    outside("broken", "from hongtou import Miracle\n")
    newer, broken = sorted(map(str, Plugins(installed()).failures), reverse=True)
    assert "它要接口 1.777 的 hongtou，这里的是" in newer
    assert "导入时出错：ImportError" in broken
