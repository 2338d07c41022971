"""The ALBERT lesson with sizes, words and sentences that are not its own."""

import unicodedata

import pytest

from tests.pages.drawing import charts, unfold, visit, words

OPENED = {"albert-open": "factor,same,latency,pairs,own,published"}
CHARTS = 8


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", ["base", "large", "xlarge", "xxlarge"])
def test_a_preset_moves_the_sliders(language: str, name: str) -> None:
    page = visit("albert", language)
    next(one for one in page.button if one.key == f"albert-preset-{name}").click().run()
    assert not page.exception and not page.warning
    h = {"base": "768", "large": "1024", "xlarge": "2048", "xxlarge": "4096"}[name]
    assert page.query_params["albert-h"] == h
    millions = {"base": "11.7", "large": "17.7", "xlarge": "58.7", "xxlarge": "222.6"}[name]
    assert millions in words(page).replace("\\", "")


@pytest.mark.parametrize("sharing", ["all", "attention", "feed-forward", "none"])
def test_every_sharing_opens(sharing: str) -> None:
    page = unfold(visit("albert", "ko", **{"albert-sharing": sharing, **OPENED}))
    assert not page.exception and not page.warning
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"albert-v": "0"}, "2,000,000"),
        ({"albert-v": "99999999999999999999"}, "2,000,000"),
        ({"albert-v": "🙂"}, "cannot be read"),
        ({"albert-v": ""}, "cannot be read"),
        ({"albert-heads": "7"}, "heads 7"),
    ],
)
def test_a_size_that_no_model_has_is_told(values: dict[str, str], said: str) -> None:
    page = unfold(visit("albert", "en", **values, **OPENED))
    assert not page.exception
    assert any(said in str(one.value) for one in page.warning)
    assert len(charts(page)) == CHARTS


def test_embeddings_wider_than_the_states_save_nothing() -> None:
    page = visit("albert", "en", **{"albert-h": "64", "albert-e": "1024"})
    assert not page.exception
    assert "saves nothing" in words(page)


@pytest.mark.parametrize("name", ["e", "h", "layers", "rank"])
def test_a_slider_takes_no_number_outside_itself(name: str) -> None:
    page = visit("albert", "en", **{f"albert-{name}": "0"})
    assert not page.exception
    assert len(charts(page)) >= 2


@pytest.mark.parametrize(
    "typed",
    [
        "고양이 👨‍👩‍👧 강아지",
        unicodedata.normalize("NFD", "강아지가 병아리를 쫓는다"),
        "ㅋㅋㅋ",
        "<b>개</b> \x00 소",
        "a " * 500,
        "긴" * 1000,
    ],
)
def test_any_words_and_sentences_are_read(typed: str) -> None:
    own = dict.fromkeys(("albert-words", "albert-first", "albert-second", "sentence-ko"), typed)
    page = unfold(visit("albert", "ko", **own, **OPENED))
    assert not page.exception
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("typed", [" ", "🙂", "..."])
def test_what_has_no_letter_is_told(typed: str) -> None:
    own = {"albert-words": " ", "albert-first": typed, "sentence-ko": typed}
    page = unfold(visit("albert", "ko", **own, **OPENED))
    assert not page.exception
    assert page.warning


@pytest.mark.parametrize("view", ["cosine", "added", "norm"])
def test_every_view_of_the_layers_opens(view: str) -> None:
    page = visit("albert", "en", **{"albert-view": view, **OPENED})
    assert not page.exception and not page.warning


@pytest.mark.parametrize("task", ["next", "order"])
def test_a_seed_not_trained_yet_shows_the_nearest_model(task: str) -> None:
    address = {"albert-task": task, "albert-seed": "3", **OPENED}
    page = visit("albert", "en", **address)
    assert not page.exception
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("size", ["1000", "129"])
def test_a_size_between_the_sliders_steps_is_said_and_not_taken(size: str) -> None:
    page = visit("albert", "en", **{"albert-h": size})
    assert not page.exception and page.warning
