"""The GPT lesson's bars of the next token, and who writes it."""

from pathlib import Path

from nlp_core.engine.library import Library
from nlp_core.experiments.gpt import next_token
from nlp_core.figures.palette import FIXED, LEARNED
from nlp_core.places import MODELS
from nlp_core.recipes.mini_models import MINI_GPT
from nlp_core.training.sampling import Sampling
from pages.parts import gpt_next as parts
from tests.nlp_core.experiments.gpt.shipped import both
from tests.pages.drawing import charts, visit, words
from tests.pages.parts.test_gpt import LESSON


def test_what_is_cut_is_grey_and_says_so() -> None:
    found = next_token.after(both()[0], "the cat could", Sampling(top_k=3))
    drawn = parts.next_bars(LESSON, found)
    rows = drawn.chart["layer"][0]["data"]["values"]
    assert [row["colour"] for row in rows] == [LEARNED] * 3 + [FIXED] * (next_token.SHOWN - 2)
    names = next(iter(drawn.table.values()))
    assert sum("(cut)" in str(name) for name in names) == next_token.SHOWN - 3


def test_a_hot_model_draws_nearly_anything() -> None:
    hot = next_token.after(both()[0], "the cat could", Sampling(100.0))
    assert parts.hot(hot)["answer"] == "even"
    cold = next_token.after(both()[0], "the cat could", Sampling(0))
    assert parts.hot(cold)["answer"] == "half"


def test_the_gpt_of_reviews_ships_and_predicts_better_than_who_counts() -> None:
    nowhere = str(Path("/nonexistent"))
    real = Library(MODELS, nowhere, memory_bytes=2**28, disk_bytes=2**20).find(MINI_GPT)
    assert real is not None
    for one in ("ko", "en"):
        assert real.metrics[f"perplexity_{one}"] < 0.5 * real.metrics[f"bigram_perplexity_{one}"]
    liked = next_token.after(real, "배우들의 연기가 정말", Sampling(0))
    assert liked.candidates[0].text.startswith(" ")


def test_who_writes_is_asked_and_says_what_it_read() -> None:
    page = visit("gpt", "ko", **{"gpt-writer": "reviews", "gpt-so-far": "이 영화는"})
    assert not page.exception
    assert "60,000,000" in words(page)
    alone = visit("gpt", "ko", **{"gpt-so-far": "이 영화는"})
    assert "60,000,000" not in words(alone)
    assert len(charts(alone)) == len(charts(page))


def test_letters_that_reviews_hardly_have_are_told() -> None:
    page = visit("gpt", "en", **{"gpt-writer": "reviews", "gpt-so-far": "東京 is"})
    assert not page.exception
    assert "東" in words(page)


def test_the_beginning_of_a_letter_is_explained_and_can_be_chosen() -> None:
    page = visit("gpt", "ko", **{"gpt-writer": "reviews", "gpt-so-far": "옛날에"})
    assert not page.exception
    shown = [one for one in page.button if "‹" in one.label]
    assert shown and "3바이트" in words(page)
    shown[0].click().run()
    assert not page.exception
    typed = page.text_input(key="gpt-so-far").value
    assert typed.startswith("옛날에 ") and len(typed) > len("옛날에 ") and "‹" not in typed
