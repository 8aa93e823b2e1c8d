"""Notice: data → document."""

from hongtou import Context, Data, Gongwen, official


def compose(data: Data, context: Context) -> Gongwen:
    """A notice is what the common fields say; the text it issues stands in ``印发``."""
    return official(data, context)
