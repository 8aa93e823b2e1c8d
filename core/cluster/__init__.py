"""Tasks done by other machines, through a scheduler of dask.distributed."""

__all__ = ["cluster", "faces", "scheduler"]
