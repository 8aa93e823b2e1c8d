"""Processes that do one thing at a time within limits, so that what harms them harms nobody else."""

__all__ = ["apart", "engine", "foreign", "isolation", "limits", "parcel", "process", "worker", "worker_process"]
