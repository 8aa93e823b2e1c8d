"""What a task gives back: files, and a word about them."""

from __future__ import annotations


class Parcel(dict[str, bytes]):
    """Files by their paths, and what whoever made them says of them.

    :ivar word: as a text, which whoever asked for it can read.
    """

    word: str = ""
