"""Where a visitor's computer is, so that no address takes all turns of the training line.

Behind a proxy every visitor seems to come from the proxy. NLP_REVISITED_PROXIES says how many
proxies of ours stand in the way; each adds the address that it saw to the end of X-Forwarded-For,
and whatever stands before those was written by the visitor and is not believed.
"""

import ipaddress
import os
from collections.abc import Sequence

import streamlit as st

SETTING = "NLP_REVISITED_PROXIES"


def address() -> str:
    """The visitor's network address; empty on this machine itself, or where it cannot be known."""
    peer = st.context.ip_address
    forwarded = st.context.headers.get_all("X-Forwarded-For") if _proxies() else []
    return seen_from(peer if isinstance(peer, str) else "", forwarded, _proxies())


def seen_from(peer: str, forwarded: Sequence[str], proxies: int) -> str:
    """The address that the outermost of our ``proxies`` saw, else the ``peer``'s.

    One house has a whole /64 of IPv6 addresses, so it counts as one.

    >>> seen_from("10.0.0.1", ["6.6.6.6, 203.0.113.7"], 1)
    '203.0.113.7'
    >>> seen_from("2001:db8:1:2::aaaa", [], 0)
    '2001:db8:1:2::/64'
    """
    hops = [hop.strip() for line in forwarded for hop in line.split(",")] if proxies else []
    trusted = hops[-proxies:] if hops else []
    return (_network(trusted[0]) if trusted else "") or _network(peer)


def _network(text: str) -> str:
    """An address as it is counted; empty if it is none. A port, and brackets, are left out."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        found = mapped
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _proxies() -> int:
    """How many proxies of ours stand before this server; none where the setting is no number."""
    text = os.environ.get(SETTING, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
