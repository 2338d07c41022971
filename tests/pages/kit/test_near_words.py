"""Near words stand beside the unknown one, and a click puts them into the learner's sentence."""

from tests.pages.kit.running import run


def page() -> None:
    from pages.kit.near_words import offer

    unknown = [("*Teh*", ()), ("Teh", ("the", "they")), ("rabit", ("rabbit",))]
    offer("lesson", "Teh rabit, teh fox", unknown)


def test_a_near_word_takes_the_place_of_the_unknown_one() -> None:
    drawn = run(page)
    assert [button.label for button in drawn.button] == ["the", "they", "rabbit"]
    assert len(drawn.markdown) == 2  # none for a word that nothing is near
    drawn.button[0].click().run()
    assert drawn.session_state["sentence-ko"] == "The rabit, teh fox"
    drawn.button[2].click().run()
    assert drawn.session_state["sentence-ko"] == "Teh rabbit, teh fox"
