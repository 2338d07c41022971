"""Two rankings side by side: words, bars on one scale, the marked word."""

from html import escape

from nlp_core.figures.two_rankings import Ranking, two_rankings
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

WORDS = {
    "name_title": "model",
    "word_title": "candidate",
    "chance_title": "probability",
    "marked_note": "← your word",
}
LEFT = Ranking("left only", ["1. farm", "2. park", "… turkey"], [0.4, 0.3, 0.0002], "#C4568C", 2)
BOTH = Ranking("both sides", ["1. turkey", "2. france"], [0.9, 0.05], "#0E8F83", 0)


def test_words_chances_and_names_are_drawn_at_every_width() -> None:
    figure = two_rankings((LEFT, BOTH), **WORDS)
    for width in (PHONE, STAGE):
        said = set(texts(svg(figure, width)))
        assert {"left only", "both sides", "1. farm", "2. park", "2. france"} <= said
        assert {"0.400", "0.900", "&lt; 0.001"} <= said
        assert sum("← your word" in one for one in said) == 2


def test_the_table_has_every_candidate_of_both_models() -> None:
    table = two_rankings((LEFT, BOTH), **WORDS).table
    assert table["model"] == ["left only"] * 3 + ["both sides"] * 2
    assert table["probability"] == [0.4, 0.3, 0.0002, 0.9, 0.05]


def test_hostile_words_are_data() -> None:
    evil = "<script>datum['x']</script> constructor"
    figure = two_rankings((Ranking(evil, [evil], [0.5], "#C4568C"), BOTH), **WORDS)
    assert escape(evil, quote=False) in texts(svg(figure, STAGE))


def test_no_chance_at_all_is_drawn() -> None:
    nothing = Ranking("left", ["1. a"], [0.0], "#C4568C")
    assert "&lt; 0.001" in texts(svg(two_rankings((nothing, nothing), **WORDS), STAGE))
