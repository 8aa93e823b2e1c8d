"""Processes that do one thing at a time within limits, so that what harms them harms nobody else."""

__all__ = ["engine", "foreign", "isolation", "process", "worker", "worker_process"]
