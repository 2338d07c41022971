"""Every recipe's spec takes the values it declares, and refuses all others in one sentence."""

import math
from dataclasses import Field, fields
from typing import Any

import pytest

from nlp_core.engine.key import run_id_of
from nlp_core.errors import LearnerError
from nlp_core.recipes import recipes
from nlp_core.recipes.naive_bayes import NaiveBayesSpec
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.recipes.prompting import PromptingSpec
from nlp_core.training.run import values_of

FIELDS = [
    pytest.param(kind, field, id=f"{name}-{field.name}")
    for name, kind in recipes().items()
    for field in fields(kind)  # type: ignore[arg-type]
]
every_field = pytest.mark.parametrize(("kind", "field"), FIELDS)


def refused(kind: Any, **values: object) -> str:
    with pytest.raises(ValueError) as refusal:
        kind(**values)
    return str(refusal.value)


@every_field
def test_a_field_says_what_it_means_and_what_it_takes(kind: Any, field: Field[Any]) -> None:
    rule = field.metadata["allowed"]
    assert type(field.default) in (str, int, float)
    assert len(rule.meaning.split()) >= 2 and "\n" not in rule.meaning
    if isinstance(field.default, str):
        assert field.default in rule.options or field.metadata["private"]
    else:
        assert rule.low <= field.default <= rule.high < math.inf and not rule.options


@every_field
def test_what_a_field_does_not_take_is_refused_by_name(kind: Any, field: Field[Any]) -> None:
    rule, wrong = field.metadata["allowed"], [None, (), b"1"]
    if rule.options:
        wrong += ["", "foo", rule.options[0].upper() + " ", 3]
    elif isinstance(field.default, str):
        wrong += [1, 0.5]
    else:
        wrong += ["1", True, math.nan, math.inf, -math.inf, rule.low - 1, rule.high + 1, 10**400]
        wrong += [2.5] if isinstance(field.default, int) else []
    for value in wrong:
        message = refused(kind, **{field.name: value})
        assert message.startswith(f"{field.name} must be {values_of(field)}, not ")
        assert repr(value)[:20] in message and "\n" not in message and len(message) < 200


@every_field
def test_the_ends_of_a_range_and_every_option_are_taken(kind: Any, field: Field[Any]) -> None:
    rule = field.metadata["allowed"]
    ends = rule.options or (() if isinstance(field.default, str) else (rule.low, rule.high))
    for value in ends:
        if kind is PretrainingSpec and field.name in ("pairing", "sharing"):
            assert getattr(kind(objective="mlm+sop", **{field.name: value}), field.name) == value
            continue
        if value in ("own", "sentence_polarity") and kind is not NaiveBayesSpec:
            continue  # refused for another field's value, as told below
        if kind is PromptingSpec and field.name == "tokens" and value < 5000:
            continue  # the same
        assert getattr(kind(**{field.name: value}), field.name) == value


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("word2vec", {"objective": "foo"}, "objective must be one of skip-gram, cbow, not 'foo'"),
        ("word2vec", {"steps": 0}, "steps must be a whole number from 1 to 100,000, not 0"),
        ("word2vec", {"steps": -5}, "steps must be a whole number from 1 to 100,000, not -5"),
        ("word2vec", {"language": "fr"}, "language must be one of ko, en, not 'fr'"),
        ("word2vec", {"d_model": 0}, "d_model must be a whole number from 1 to 1,024, not 0"),
        ("word2vec", {"learning_rate": math.nan}, "a number from 0.0001 to 1, not nan"),
        ("naive_bayes", {"corpus": "no"}, "corpus must be one of nsmc, sentence_polarity, not"),
        ("naive_bayes", {"unit": "morphemes"}, "unit must be one of words, pairs, runs, not"),
        ("pretraining", {"sharing": "none"}, "pairing and sharing are choices of mlm+sop alone"),
        ("fine_tuning", {"corpus": "sentence_polarity"}, "is of one language: it must be en"),
        ("prompting", {"tokens": 100}, "tokens must be at least 4,992, one step, not 100"),
    ],
)
def test_the_sentence(name: str, values: dict[str, object], message: str) -> None:
    assert message in refused(recipes()[name], **values)


def test_the_score_of_a_translator_is_one_that_there_is() -> None:
    kind = next(kind for kind in recipes().values() if kind.__name__ == "TranslationSpec")
    assert refused(kind, score="bogus").startswith(
        "score must be one of none, dot, scaled, general"
    )


def test_own_points_must_be_points() -> None:
    kind: Any = next(kind for kind in recipes().values() if kind.__name__ == "PointsSpec")
    with pytest.raises(LearnerError, match="points-few"):
        kind(data="own")
    assert kind(data="own", points="0 0 0; 1 1 1; 0 1 0; 1 0 1").points


def test_a_rate_of_1_is_the_same_run_as_1_0() -> None:
    kind: Any = recipes()["word2vec"]
    assert run_id_of(kind(learning_rate=1)) == run_id_of(kind(learning_rate=1.0))
