"""The front page's steps: one sentence through the lessons that stand, a small figure each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import Any

from nlp_core.engine.artifact import Trained
from nlp_core.errors import LearnerError
from nlp_core.experiments import translation, verdict, word2vec
from nlp_core.experiments.embeddings import Vectors
from nlp_core.experiments.home import models, reading
from nlp_core.experiments.home.example import EXAMPLES, VERDICT_UNITS
from nlp_core.experiments.reader import Reader
from nlp_core.experiments.translation_text import labels, language_of
from nlp_core.figures.small.plots import shares, words_on_a_plane
from nlp_core.figures.small.prompt import answered
from nlp_core.figures.small.tables import one_hot_sum, weights
from nlp_core.recipes.attention import TranslationSpec
from nlp_core.recipes.prompting import PromptingSpec
from nlp_core.recipes.word2vec import Word2VecSpec
from pages.kit import chips
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.prose import fill, sections
from pages.kit.words import worded

MOST_UNKNOWN = 4  # words named in a phrase
MOST_TOKENS = 10  # rows and columns that stay legible in a card
ROLES = {"korean": "korean", "english": "english", "bytes": "fixed"}


@dataclass(frozen=True)
class Step:
    """A card: its name, what it shows as HTML, a phrase in Markdown, and the lesson it opens."""

    key: str
    lesson: str
    html: str
    phrase: str
    address: dict[str, str] = field(default_factory=dict)


def journey(text: str) -> list[Step]:
    """The steps of a sentence: Korean if it holds Hangul, English if it holds other letters.

    The example's steps are the same for everybody and kept; a visitor's own are never kept here.
    """
    spoken = language_of(text) or language()
    if text in EXAMPLES.values():
        return _example(language(), text, spoken)
    return _steps(text, spoken)


@lru_cache(maxsize=4)
def _example(_: str, text: str, spoken: str) -> list[Step]:
    return _steps(text, spoken)


def _steps(text: str, spoken: str) -> list[Step]:
    makers: tuple[tuple[str, str, Callable[[str, str], Step]], ...] = (
        ("tokens", "bag_of_words", _tokens),
        ("counts", "bag_of_words", _counts),
        ("pieces", "bpe", _pieces),
        ("verdict", "naive_bayes", _verdict),
        ("vectors", "word2vec", _vectors),
        ("attention", "attention", _attention),
        ("next", "prompting", _next),
    )
    steps = []
    for key, lesson, make in makers:
        try:
            steps.append(make(text, spoken))
        except LearnerError as error:
            steps.append(Step(key, lesson, "", worded(error, "home")))
    return steps


def _say(section: str, **values: Any) -> str:
    return fill(sections("home", language())[section].body, values)


def _picture(svg: str, section: str, **values: Any) -> str:
    """A drawing with its description for those who do not see it."""
    told = sections("home", language())[section].body
    for name, value in values.items():
        told = told.replace(f"[[{name}]]", str(value))
    return f'<div class="home-figure" role="img" aria-label="{escape(told)}">{svg}</div>'


def _row(row: list[chips.Chip], label: str) -> str:
    return f'<div class="home-figure" data-aha>{chips.markup(row, label=label)}</div>'


def _tokens(text: str, spoken: str) -> Step:
    found = reading.cuts(text, spoken)
    row = [chips.Chip(token, role="korean" if spoken == "ko" else "english", weight=0.3)
           for token in found.tokens]  # fmt: skip
    phrase = _say(
        f"tokens-{spoken}", words=found.words, characters=found.characters, bytes=found.bytes
    )
    return Step("tokens", "bag_of_words", _row(row, t("토큰", "Tokens")), phrase,
                {"bag_of_words-documents": text})  # fmt: skip


def _counts(text: str, spoken: str) -> Step:
    found = reading.counted(text, spoken)
    svg = one_hot_sum(found.rows, found.words, t("합", "sum"))
    cut = found.total > len(found.words)
    phrase = _say("counts-cut" if cut else "counts", shown=len(found.words), size=found.size)
    picture = _picture(svg, "counts-alt", words=", ".join(found.words))
    return Step("counts", "bag_of_words", picture, phrase, {"bag_of_words-documents": text})


def _pieces(text: str, _: str) -> Step:
    pieces, source = reading.subword_pieces(text)
    row = [
        chips.Chip(
            one.text,
            ROLES.get(one.kind),
            0.3,
            one.joined,
            one.kind == "unknown",
            "" if one.id is None else str(one.id),
        )
        for one in pieces
    ]
    phrase = _say(f"pieces-{source}", count=len(row))
    if any(one.kind == "unknown" for one in pieces):
        phrase += " " + _say("pieces-unknown")
    address = {"bpe-source": source, "bpe-base": "characters"}
    return Step("pieces", "bpe", _row(row, t("서브워드", "Subwords")), phrase, address)


def _verdict(text: str, spoken: str) -> Step:
    unit = VERDICT_UNITS[spoken]
    found = models.judged(_reviews_model(spoken), text, Reader(spoken, unit))
    sides = {"negative": t("부정", "negative"), "positive": t("긍정", "positive")}
    names = [name for name, _ in found.shares]
    values = [value for _, value in found.shares]
    svg = shares(names, values, (sides["negative"], sides["positive"]))
    big = f'<span class="big">{sides[found.winner]} {found.probability:.0%}</span>'
    phrase = _say("verdict" if names else "verdict-none")
    address = {"naive_bayes-review": text, "naive_bayes-unit": unit}
    picture = _picture(big + (svg if names else ""), "verdict-alt", winner=sides[found.winner])
    return Step("verdict", "naive_bayes", picture, phrase, address)


def _vectors(text: str, spoken: str) -> Step:
    vectors = _word_vectors(spoken)
    try:
        found, other = models.placed(vectors, text), ""
    except LearnerError:  # no word of it has a vector
        found, other = models.placed(vectors, EXAMPLES[spoken]), "-example"
    svg = words_on_a_plane(found.points, found.words, found.chosen, found.links)
    own = [word for word, mine in zip(found.words, found.chosen, strict=True) if mine]
    phrase = _say(f"vectors{other}")
    if found.unknown:
        phrase += " " + _say("vectors-unknown", words=_few(found.unknown))
    return Step("vectors", "word2vec", _picture(svg, "vectors-alt", words=", ".join(own)), phrase)


def _attention(text: str, spoken: str) -> Step:
    direction = "ko-en" if spoken == "ko" else "en-ko"
    model = _model(TranslationSpec(direction=direction))
    try:
        result, phrase = translation.translate(model, text), ""
    except LearnerError as error:
        result = translation.translate(model, EXAMPLES[spoken])
        unknown = str(error.values.get("words", "")).split(", ")
        some = error.code == "unknown-words"
        phrase = _say("attention-unknown", words=_few(unknown)) if some else _say("attention-long")
        phrase += " "
    assert result.attention is not None
    rows, columns = labels(result.target)[:MOST_TOKENS], labels(result.source)[:MOST_TOKENS]
    gold = [link for link in result.gold if max(link) < MOST_TOKENS]
    svg = weights(result.attention, rows, columns, gold)
    phrase += _say("attention-gold" if gold else "attention", translation=result.text)
    return Step(
        "attention",
        "attention",
        _picture(svg, "attention-alt", translation=result.text),
        phrase,
        {"attention-sentence": "own", "attention-direction": direction},
    )


def _next(text: str, spoken: str) -> Step:
    found = models.prompted(_model(PromptingSpec()).model, text, spoken)
    svg = answered(
        found.examples, found.question, found.answer.steps, found.answer.confidence.tolist()
    )
    said = "next" if found.is_right else "next-wrong"
    phrase = _say(said, right=found.question + models.MARK)
    address = {"prompting-rule": "own", "prompting-prompt": found.text}
    picture = _picture(svg, "next-alt", answer=found.answer.text)
    return Step("next", "prompting", picture, phrase, address)


def _few(words: Any) -> str:
    """Some of the words, and a sign where there are more."""
    return ", ".join(words[:MOST_UNKNOWN]) + (" …" if len(words) > MOST_UNKNOWN else "")


def _model(spec: Any) -> Trained:
    """A model that came with the site. LearnerError "no-model" where it is gone."""
    found = engine().find(spec)
    if found is None:
        raise LearnerError("no-model")
    return found


@lru_cache(maxsize=2)
def _reviews_model(spoken: str) -> Any:
    rows = verdict.review_rows(spoken)
    return verdict.learn(rows, Reader(spoken, VERDICT_UNITS[spoken]))


@lru_cache(maxsize=2)
def _word_vectors(spoken: str) -> Vectors:
    return word2vec.word_vectors(_model(Word2VecSpec(language=spoken)))
