"""Work points: data → document."""

from hongtou import Context, Data, Gongwen, official


def compose(data: Data, context: Context) -> Gongwen:
    """Work points are what the common fields say; another draft issues them by naming this one in its ``印发``."""
    return official(data, context, inner=True)
