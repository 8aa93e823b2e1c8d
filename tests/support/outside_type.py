"""The source of a document type of somebody else's; ``{name}`` stands for what it is called."""

TYPE = """
from hongtou import *

def compose(data, context):
    return official(data, context)

@hookimpl
def hongtou_register_document_types(register):
    starter = "---\\n文种: {name}\\n---\\n"
    register(DocumentType(name="{name}", summary="测试用的文种", schema={{}}, compose=compose, starter=starter))
"""
