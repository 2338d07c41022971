"""A visitor's address: the peer's, or what trusted proxies saw; never what was made up."""

from unittest.mock import patch

import pytest
import streamlit as st

from pages.kit.origin import SETTING, seen_from
from tests.pages.kit.running import run


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "found"),
    [
        ("198.51.100.1", ["203.0.113.7"], 0, "198.51.100.1"),  # anybody can write that header
        ("10.0.0.1", ["203.0.113.7"], 1, "203.0.113.7"),
        ("10.0.0.1", ["6.6.6.6, 203.0.113.7"], 1, "203.0.113.7"),
        ("10.0.0.1", ["6.6.6.6", "203.0.113.7"], 1, "203.0.113.7"),
        ("10.0.0.1", ["6.6.6.6, 203.0.113.7, 10.0.0.2"], 2, "203.0.113.7"),
        ("10.0.0.1", ["203.0.113.7"], 2, "203.0.113.7"),
        ("10.0.0.1", [], 1, "10.0.0.1"),
        ("10.0.0.1", ["unknown"], 1, "10.0.0.1"),
        ("10.0.0.1", [""], 1, "10.0.0.1"),
        ("10.0.0.1", ["203.0.113.7:4711"], 1, "203.0.113.7"),
        ("10.0.0.1", ["[2001:db8:1:2::5]:4711"], 1, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3:4:5:6", [], 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", [], 0, "203.0.113.7"),
        ("", [], 0, ""),
        ("10.0.0.1", ["x" * 10**6], 1, "10.0.0.1"),
    ],
)
def test_the_address_that_counts(peer: str, forwarded: list[str], proxies: int, found: str) -> None:
    assert seen_from(peer, forwarded, proxies) == found


def _page() -> None:
    import streamlit as st

    from pages.kit.origin import address

    st.text(address())


class Headers:
    def get_all(self, name: str) -> list[str]:
        return {"X-Forwarded-For": ["6.6.6.6, 203.0.113.7"]}[name]


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        *(("", "10.0.0.1"), ("0", "10.0.0.1"), ("1", "203.0.113.7"), ("many", "10.0.0.1")),
        *(("-1", "10.0.0.1"), ("²", "10.0.0.1")),
    ],
)
def test_the_header_is_believed_only_behind_proxies_of_ours(
    setting: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, setting)
    with (
        patch.object(type(st.context), "headers", Headers()),
        patch.object(type(st.context), "ip_address", "10.0.0.1"),
    ):
        assert run(_page).text[0].value == found
