"""A plug-in whose document type does to its process what its data says; installed from this file's text."""

import ctypes
import os
import time
from collections.abc import Callable, Mapping
from typing import Any

from hongtou import Context, DocumentType, Gongwen, field, hookimpl, official


def compose(data: Mapping[str, Any], context: Context) -> Gongwen:
    match data["动作"]:
        case "崩溃":
            ctypes.string_at(0)
        case "退出":
            os._exit(7)
        case "不停":
            while True:
                time.sleep(1)
        case "吃内存":
            _ = [bytearray(10_000_000) for _ in range(100_000)]
    return official(data, context)


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    allowed = ["好", "崩溃", "退出", "不停", "吃内存"]
    schema = {"动作": field("string", "动作", help="做什么", example="好", required=True, allowed=allowed)}
    register(DocumentType("毒药", "测试用的文种", schema, compose, "文种: 毒药\n", ".yaml"))
