"""A window over a sentence, asked of an untrained model."""

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.word2vec import sliding_window
from nlp_core.recipes.word2vec import LANGUAGES
from tests.nlp_core.experiments.word2vec.untrained import untrained

both = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ko", "고양이가 우유를 마신다", ["고양이", "가", "우유", "를", "마신", "다", "."]),
        ("en", "The CAT drinks milk", ["the", "cat", "drinks", "milk", "."]),
    ],
)
def test_a_typed_sentence_is_read_in_the_corpus_own_units(
    language: str, text: str, words: list[str]
) -> None:
    known = untrained(language).vocabulary["words"]
    read, unknown = sliding_window.read(text, known)
    assert list(read) == words
    assert unknown == ()


def test_unknown_words_are_stepped_over_and_named() -> None:
    read, unknown = sliding_window.read("The cat xyzzys milk", untrained().vocabulary["words"])
    assert unknown == ("xyzzys",)
    assert "milk" in read


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty-text"), ("  ", "empty-text"), ("😀", "unknown-word"), ("...", "unknown-word"),
     ("ㅁㅏ ㄴ", "unknown-word"), ("<b>", "unknown-word")],
)  # fmt: skip
@both
def test_what_cannot_be_read_is_said(language: str, text: str, code: str) -> None:
    with pytest.raises(LearnerError) as raised:
        sliding_window.read(text, untrained(language).vocabulary["words"])
    assert raised.value.code == code


@pytest.mark.parametrize("place", [0, 3, 99])
@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_a_window_asks_about_what_stands_in_it(place: int, objective: str) -> None:
    trained = untrained(objective=objective, window=3, negatives=4)
    for seed in range(5):
        view = sliding_window.slide(
            trained, "The cat drinks milk in the kitchen.", place, seed=seed
        )
        centre = view.words[view.centre]
        near = [view.words[i] for i in view.inside if i != view.centre]
        assert 1 <= view.reach <= 3
        assert len(near) <= 2 * view.reach
        if objective == "skip-gram":
            assert [one.target for one in view.asked] == near
            assert all(one.given == (centre,) for one in view.asked)
        else:
            (only,) = view.asked
            assert (list(only.given), only.target) == (near, centre)
        for one in view.asked:
            assert len(one.negatives) == 4
            assert one.loss == pytest.approx(5 * np.log(2), rel=1e-4)


def test_a_window_is_drawn_again_alike() -> None:
    trained = untrained()
    one, two = (sliding_window.slide(trained, "The cat drinks milk.", 1, seed=2) for _ in range(2))
    assert one == two
