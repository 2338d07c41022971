"""Stories: every pronoun has its referent."""

import pytest

from nlp_core.corpora.little_world import OMITTED, stories
from nlp_core.corpora.little_world.lexicon import nouns

PRONOUNS = {"he": "he", "him": "he", "she": "she", "her": "she", "it": "it"}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_referents_point_to_one_character(language: str) -> None:
    by_korean = {noun.ko.text: noun for noun in nouns().values()}
    for story in stories(language, 500, seed=1):
        tokens = story.tokens
        for referent in story.referents:
            assert referent.to, story.text
            meant = {tokens[story.position(place)] for place in referent.to}
            assert len(meant) == 1
            assert not meant & {tokens[story.position(place)] for place in referent.others}
            assert all(place < referent.at for place in referent.to + referent.others)
            at, (word,) = tokens[story.position(referent.at)], meant
            if language == "ko":
                assert at == OMITTED
                assert word in by_korean
            else:
                assert nouns()[word].pronoun == PRONOUNS[at]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_omitted_subjects_are_not_written(language: str) -> None:
    for story in stories(language, 200, seed=4):
        assert OMITTED not in story.text
        assert "  " not in story.text
        assert story.text[0] != " "


def test_seed_decides() -> None:
    assert stories("ko", 50, seed=9) == stories("ko", 50, seed=9)
    assert stories("ko", 50, seed=9) != stories("ko", 50, seed=8)


def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="language"):
        stories("fr", 1, seed=0)
