"""What is encrypted in the process that has the password: no worker, here or elsewhere, is told it."""

from __future__ import annotations

from collections.abc import Mapping

from ..packet.task import UnitTask


def as_left(task: UnitTask, made: Mapping[str, bytes], password: str) -> Mapping[str, bytes]:
    """A unit's files as they are left: as one encrypted archive where that is asked for.

    :param made: path from the output folder, with ``/`` → content; all of them in the unit's folder.
    """
    if not task.output.encrypted:
        return made
    from ..files.encrypted_zip import pack_encrypted

    within = {path.removeprefix(f"{task.folder}/"): content for path, content in made.items()}
    return {f"{task.folder}/{task.stem}.zip": pack_encrypted(within, password, f"{task.year}/{task.folder}")}


def digest_of(task: UnitTask, password: str) -> str:
    """The digest of all that decides a unit's files, the password too where they are encrypted."""
    digest = task.digest()
    if not task.output.encrypted:
        return digest
    from ..files.encrypted_zip import keyed

    return keyed(digest, password)
