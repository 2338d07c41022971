"""A visitor is here while one of their windows is; who never had one is not judged."""

from unittest.mock import MagicMock, patch

from pages.kit import presence
from pages.kit.presence import Windows, is_open


def test_a_visitor_is_here_while_a_window_is_open() -> None:
    opened = {"one", "two"}
    windows = Windows(lambda window: window in opened)
    windows.note("ann", "one")
    windows.note("ann", "two")
    opened.discard("one")
    assert windows.is_here("ann")
    opened.discard("two")
    assert not windows.is_here("ann") and not windows.is_here("ann")
    opened.add("three")  # a reload
    windows.note("ann", "three")
    assert windows.is_here("ann")


def test_who_has_no_window_at_all_counts_as_here() -> None:
    assert Windows(lambda window: False).is_here("the command line")


def test_those_who_left_are_forgotten() -> None:
    windows = Windows(lambda window: window == "7")
    with patch.object(presence, "_KEPT", 10):
        for number in range(12):
            windows.note(f"visitor{number}", str(number))
    assert "visitor7" in windows._of and len(windows._of) <= 11


def test_the_server_knows_which_windows_are_open() -> None:
    instance = MagicMock()
    instance.is_active_session = lambda window: window == "open"
    with (
        patch.object(presence.runtime, "exists", lambda: True),
        patch.object(presence.runtime, "get_instance", lambda: instance),
    ):
        assert is_open("open") and not is_open("closed")
    with patch.object(presence.runtime, "exists", lambda: False):
        assert is_open("any")
