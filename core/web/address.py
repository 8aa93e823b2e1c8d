"""Who sends, as far as an address tells."""

from __future__ import annotations

import ipaddress


def party(address: str) -> str:
    """What counts as one sender: an IPv4 address, or the half of an IPv6 address that a provider gives out.

    :param address: as a socket or a proxy tells it; one that is none counts as it is.
    """
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(known.ipv4_mapped or ipaddress.ip_network((int(known), 64), strict=False))
