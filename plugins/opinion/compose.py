"""Opinion: data → document."""

from hongtou import Context, Data, Gongwen, official


def compose(data: Data, context: Context) -> Gongwen:
    """An opinion is what the common fields say; another draft issues it by naming this one in its ``印发``."""
    return official(data, context, inner=True)
