"""The training row: what is shown, a button, and nothing started without a click."""

from tests.pages.drawing import visit, words


def test_a_shipped_model_is_named_and_offered_again() -> None:
    page = visit("attention", "en")
    assert "the shipped model" in words(page)
    assert [b.label for b in page.button if b.key == "attention-model-train"] == ["Train it now"]
    assert not page.get("progress")


def test_other_settings_show_the_nearest_and_say_so() -> None:
    page = visit("attention", "en", **{"attention-size": "32"})
    assert "Not trained with these settings yet" in words(page)
    assert not page.exception


def test_the_curve_is_drawn_when_it_is_opened_with_its_badge() -> None:
    from tests.pages.drawing import badges, charts

    page = visit("attention", "en")
    before = len(charts(page)), len(badges(page))
    page.session_state["attention-model-curves"] = True
    page.run()
    assert (len(charts(page)), len(badges(page))) == (before[0] + 2, before[1] + 2)
