import numpy as np
import pytest

from nlp_core.corpora.little_world import sentences
from nlp_core.errors import LearnerError
from nlp_core.experiments.word2vec import whole_map
from nlp_core.text.embeddings import Vectors

SPACE = Vectors(
    ("the", "cat", ",", "King", "dog"),
    np.array([[1, 0], [2, 1], [0, 1], [0, 2], [2, 2]], np.float32),
)


def test_the_lexicon_knows_the_kinds_of_words_in_any_form() -> None:
    told = {"king": "person", "Korea": "country", "Seoul": "place", "dogs": "animal"}
    told |= {"bread": "food", "umbrella": "thing", "drank": "action", "bigger": "quality"}
    assert {word: whole_map.kind_of(word, "en") for word in told} == told
    korean = {
        "왕": "person",
        "한국": "country",
        "강아지": "animal",
        "마시다": "action",
        "마셨": "action",
    }
    assert {word: whole_map.kind_of(word, "ko") for word in korean} == korean
    assert whole_map.kind_of("the", "en") == whole_map.OTHER


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_little_worlds_words_are_of_every_kind(language: str) -> None:
    words = {word for one in sentences(language, 3000, seed=0) for word in one.tokens}
    assert {whole_map.kind_of(word, language) for word in words} == {
        *whole_map.KINDS,
        whole_map.OTHER,
    }


def test_frequent_words_are_drawn_without_signs_and_stop_words() -> None:
    assert whole_map.drawn(SPACE) == ("cat", "King", "dog")
    assert whole_map.drawn(SPACE, 1) == ("cat",)


def test_a_word_is_found_with_its_neighbours() -> None:
    found = whole_map.look_for(SPACE, " king ")
    assert found is not None and found.word == "King" and found.near[0] == ","
    assert whole_map.look_for(SPACE, " ") is None
    with pytest.raises(LearnerError, match="unknown-word"):
        whole_map.look_for(SPACE, "zzz")
