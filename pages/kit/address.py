"""The address bar: read when a visitor arrives through it, written when a page is done.

Streamlit's own binding writes translated labels, drops defaults and swallows absurd values, so the
kit reads and writes the parameters itself: language-neutral, explicit, every value checked.
"""

from collections.abc import Mapping
from itertools import islice
from urllib.parse import urlencode

import streamlit as st

from pages.kit.visit import visit

NO_SUCH_PAGE = "no-such-page"  # the parameter of a visitor who was led to the front page
_KEPT = 30  # a browser may answer with an address that is a few quick clicks old
LONGEST = 1500  # characters of one value in an address; longer texts stay in the session
_LONGEST_NAME = 100
_MOST_NAMES = 200  # of an arriving address that are looked at
_MOST_READ = 60_000  # characters of all its values: what the longest field may send


def arriving() -> dict[str, str]:
    """The parameters if the visitor has just come through them; empty if this site wrote them."""
    now = _cut(st.query_params)
    written = visit().written
    if now in written:
        return {}
    written.append(now)
    del written[:-_KEPT]
    return now


def _cut(parameters: Mapping[str, str]) -> dict[str, str]:
    """An address as far as it is read: anybody may have made it, of any length."""
    found: dict[str, str] = {}
    left = _MOST_READ
    for name in islice(parameters, _MOST_NAMES):
        if len(name) <= _LONGEST_NAME:
            found[name] = parameters[name][:left]
            left -= len(found[name])
    return found


def write(values: dict[str, str]) -> None:
    """Show ``values`` in the address bar, if they are not there already."""
    values = {name: value for name, value in values.items() if len(value) <= LONGEST}
    written = visit().written
    if dict(st.query_params) != values:
        written.append(values)
        del written[:-_KEPT]
        st.query_params.from_dict(values)


def link(values: dict[str, str]) -> str:
    """This page's full address with ``values``: what a learner shares."""
    here = (st.context.url or "").split("?")[0]
    return f"{here}?{urlencode(values)}"


def too_long(values: dict[str, str]) -> bool:
    """Whether a value stays out of the address bar because of its length."""
    return any(len(value) > LONGEST for value in values.values())
