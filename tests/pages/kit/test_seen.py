"""What a browser has opened: kept by visitor, forgotten when there are too many."""

from pages.kit.seen import Seen
from tests.pages.drawing import visit


def test_visitors_are_kept_apart() -> None:
    store = Seen()
    store.mark("one", "tensors")
    store.mark("one", "bpe")
    assert store.of("one") == {"tensors", "bpe"}
    assert store.of("other") == frozenset()


def test_the_visitor_that_was_away_longest_is_forgotten() -> None:
    store = Seen(most=2)
    for who in ("one", "two", "one", "three"):
        store.mark(who, "tensors")
    assert store.of("one") and store.of("three")
    assert not store.of("two")


def test_a_lesson_that_was_opened_is_marked_on_the_map() -> None:
    page = visit("bag_of_words", "en")
    page.switch_page("home.py").run()
    labels = [link.proto.label for link in page.get("page_link")]
    assert [label for label in labels if label.endswith("✓ seen")] == ["Bag of words ✓ seen"]
    assert any("**1 of " in one.value for one in page.markdown)
