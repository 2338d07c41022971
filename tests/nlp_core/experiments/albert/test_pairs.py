"""The pairs are new stories, questions have half of each answer, and counting has its limits."""

import pytest
import torch

from nlp_core.corpora.pretraining.documents import LANGUAGES, little_world
from nlp_core.corpora.pretraining.tokenizer import tokenizer
from nlp_core.corpora.reviews import normalised
from nlp_core.errors import LearnerError
from nlp_core.experiments.albert import baselines, pairs
from nlp_core.recipes.sentence_pairs import little_albert
from nlp_core.training.packing import IGNORED


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_tested_story_was_trained_on(language: str) -> None:
    known = {normalised("".join(one.sentences)) for one in little_world(language)}
    found = pairs.tested(language)
    assert len(found.ends) > 500 and (found.second > 0).all()
    start = 0
    for end in found.ends[:50]:
        told = tokenizer("little_world").decode(found.tokens[start:end].tolist())
        assert normalised(told) not in known
        start = end


@pytest.mark.parametrize("task", pairs.TASKS)
def test_half_of_the_answers_are_one(task: str) -> None:
    answers = pairs.asked(pairs.tested("en"), task).answer
    answers = answers[answers != IGNORED].float()
    assert len(answers) == len(pairs.tested("en").ends)
    assert float(answers.mean()) == pytest.approx(0.5, abs=0.06)


def test_swapped_parts_are_the_same_words_on_other_sides() -> None:
    """So what counts shared words alone can never tell the order."""
    text = pairs.tested("ko")
    rows = pairs.asked(text, "order")
    found, answers = baselines.sides(rows, 2_000)
    both = baselines.features("shared", found)
    turned = baselines.features("shared", found.flip(1))
    assert torch.equal(both, turned)
    assert set(answers.tolist()) == {0, 1}


def test_a_head_that_knows_nothing_guesses() -> None:
    model = little_albert().build().model.eval()
    score = pairs.accuracy(model, pairs.asked(pairs.tested("en"), "order"))
    assert 0.4 < score < 0.6


def test_a_line_learns_what_its_features_tell() -> None:
    x = torch.tensor([[1.0, 0.0], [0.0, 1.0]]).repeat(20, 1)
    answers = torch.tensor([0, 1]).repeat(20)
    assert torch.equal(baselines.fitted(x, answers)(x).argmax(-1), answers)


def test_typed_parts_are_read_and_cut() -> None:
    model = little_albert().build().model.eval()
    short, long = pairs.read("A cow lived on the farm."), pairs.read("the cow slept. " * 200)
    assert 0.0 < pairs.belief(model, short, long) < 1.0
    for typed in ("", "  ", "...", "🙂"):
        with pytest.raises(LearnerError):
            pairs.read(typed)
