"""Twists: one later word turns the pronoun, as often to the one as to the other."""

from collections import Counter, defaultdict

import pytest

from nlp_core.corpora.little_world import OMITTED, Story, rivals, stories
from nlp_core.corpora.little_world.lexicon import load

LANGUAGES = ["en", "ko"]


def every_cast(language: str) -> list[Story]:
    """Every twist between two of a kind with every cast, and some told among the stories."""
    told = [story for story in stories(language, 400, seed=3) if story.ends]
    return [*told, *(story for found in rivals(language) for story in found)]


def meant(story: Story) -> str:
    """The word that the story's one pronoun stands for."""
    (referent,) = story.referents
    (place,) = referent.to
    return story.tokens[story.position(place)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_later_word_turns_the_pronoun(language: str) -> None:
    for story in every_cast(language):
        (referent,) = story.referents
        assert story.later is not None and story.later > referent.at
        assert story.twins, story.text
        for twin in story.twins:
            both = zip(story.tokens, twin.tokens, strict=True)
            changed = [i for i, (mine, other) in enumerate(both) if mine != other]
            assert changed == [story.position(story.later)]
            assert meant(twin) != meant(story)
            assert story in [twin.ending(end) for end in story.ends]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rivals_tell_the_same_and_ends_are_balanced(language: str) -> None:
    casts = [story for found in rivals(language) for story in found]
    every = [story.ending(end) for story in casts for end in story.ends]
    assert len({story.text for story in every}) == len(every) > 5000
    first = sum(story.referents[0].to < story.referents[0].others for story in every)
    assert 2 * first == len(every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_rivals_play_both_roles(language: str) -> None:
    for found in rivals(language):
        pairs = {
            (meant(story), story.tokens[story.position(story.referents[0].others[0])])
            for story in found
        }
        assert pairs == {(two, one) for one, two in pairs}


def test_the_later_word_alone_does_not_settle_it() -> None:
    for table, least in (("twists", 8), ("rivals", 10)):
        roles = defaultdict(set)
        for plan in load(table)["twists"]:
            for role, english, _ in plan["ends"]:
                roles[english].add(role)
        assert sum(len(found) == 2 for found in roles.values()) >= least, table


def test_korean_leaves_both_readings_open_until_the_later_word() -> None:
    for story in every_cast("ko"):
        tokens = story.tokens
        at = tokens.index(OMITTED)
        assert tokens[at - 1] in ("지만", "는데")
        assert not {"은", "는"} & set(tokens[:at]), story.text
        assert story.later is not None
        assert tokens[story.position(story.later) + 1] == "서"


@pytest.mark.parametrize("language", LANGUAGES)
def test_stories_draw_on_twists_and_keep_their_ends(language: str) -> None:
    found = [story for story in stories(language, 400, seed=3) if story.ends]
    assert 120 < len(found) < 280
    assert all(story.text in {story.ending(e).text for e in story.ends} for story in found)
    kinds = Counter(end.unit.kind for story in found for end in story.ends)
    assert "word" not in kinds


def test_a_story_takes_no_other_storys_end() -> None:
    first, *_, last = (story for found in rivals("en") for story in found)
    with pytest.raises(ValueError, match="cannot end"):
        first.ending(last.ends[0])
    tale = next(story for story in stories("en", 20, seed=0) if not story.ends)
    assert tale.twins == []
    with pytest.raises(ValueError, match="cannot end"):
        tale.ending(first.ends[0])


def test_unknown_language() -> None:
    with pytest.raises(ValueError, match="language"):
        rivals("fr")
