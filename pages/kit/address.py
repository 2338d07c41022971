"""The address bar: read when a visitor arrives through it, written when a page is done.

Streamlit's own binding writes translated labels, drops defaults and swallows absurd values, so the
kit reads and writes the parameters itself: language-neutral, explicit, every value checked.
"""

from urllib.parse import urlencode

import streamlit as st

from pages.kit.visit import visit

_KEPT = 30  # a browser may answer with an address that is a few quick clicks old
LONGEST = 1500  # characters of one value in an address; longer texts stay in the session


def arriving() -> dict[str, str]:
    """The parameters if the visitor has just come through them; empty if this site wrote them."""
    now = dict(st.query_params)
    written = visit().written
    if now in written:
        return {}
    written.append(now)
    return now


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
