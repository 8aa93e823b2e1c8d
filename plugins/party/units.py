"""Whose paper it is."""

from collections.abc import Sequence

from hongtou import Context, Data, FieldError


def unit_of(data: Data, context: Context, what: str) -> str:
    """The unit that a draft names, or else the organ that issues it, or the office.

    :param what: what it is, for the message: ``总结``.
    :raises FieldError: nobody says whose it is.
    """
    issuers: Sequence[str] = data.get("发文机关", ())
    unit: str = data.get("单位") or next(iter(issuers), "") or context.office.name
    if not unit:
        raise FieldError((), f"没有写是哪个单位的{what}。写上“单位: 单位全称”，或者“发文机关: 机关全称”")
    return unit
