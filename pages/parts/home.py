"""The front page's steps: one sentence through the lessons that stand, a small figure each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from nlp_core.errors import LearnerError
from nlp_core.experiments.attention import one_sentence
from nlp_core.experiments.attention.sentences import labels, language_of
from nlp_core.experiments.home import models, reading
from nlp_core.experiments.home.example import EXAMPLES, VERDICT_UNITS
from nlp_core.experiments.naive_bayes import verdict
from nlp_core.experiments.word2vec import trained_vectors
from nlp_core.figures.small.plots import shares, words_on_a_plane
from nlp_core.figures.small.prompt import answered
from nlp_core.figures.small.tables import one_hot_sum, weights
from nlp_core.memory import per_model, per_visitor
from nlp_core.recipes.prompting import PromptingSpec
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.recipes.word2vec import Word2VecSpec
from nlp_core.text.embeddings import Vectors
from nlp_core.text.reader import Reader
from nlp_core.trained import Trained
from pages.kit import chips
from pages.kit.badge import phrase as phrase_of
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.prose import fill, plain, sections
from pages.kit.words import worded

MOST_UNKNOWN = 4  # words named in a phrase
MOST_TOKENS = 10  # rows and columns that stay legible in a card
ROLES = {"korean": "korean", "english": "english", "bytes": "fixed"}


@dataclass(frozen=True)
class Step:
    """A card: its lesson, what it shows as HTML, a phrase in Markdown, what made it.

    ``address`` holds what the lesson's controls are to be set to.
    """

    key: str
    lesson: str
    html: str
    phrase: str
    made: str = ""
    address: dict[str, str] = field(default_factory=dict)


def journey(text: str) -> list[Step]:
    """The steps of a sentence: Korean if it holds Hangul, English if it holds other letters.

    The example's steps are the same for everybody and kept; a visitor's own are kept in the visit.
    """
    return _steps(text, language_of(text) or language(), language())


def warm() -> None:
    """Compute once, before the first visitor, what the example's steps share with all others."""
    for spoken, text in EXAMPLES.items():
        reading.subword_pieces(text)
        verdict.learn(verdict.review_rows(spoken), Reader(spoken, VERDICT_UNITS[spoken]))
        _translated(_model(_translator(spoken)), text, spoken)


@per_visitor(4, shared=lambda text, *_: text in EXAMPLES.values())
def _steps(text: str, spoken: str, _page: str) -> list[Step]:
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
    told = escape(plain(sections("home", language())[section].body, values))
    return f'<div class="home-figure" role="img" aria-label="{told}">{svg}</div>'


def _row(row: list[chips.Chip], label: str) -> str:
    return f'<div class="home-figure" data-aha>{chips.markup(row, label=label)}</div>'


def _tokens(text: str, spoken: str) -> Step:
    found = reading.cuts(text)
    role = "korean" if spoken == "ko" else "english"
    row = [chips.Chip(token, role, 0.3) for token in found.tokens]
    counts = {"words": found.words, "characters": found.characters, "bytes": found.bytes}
    return Step(
        "tokens",
        "bag_of_words",
        _row(row, t("토큰", "Tokens")),
        _say(f"tokens-{spoken}", **counts),
        phrase_of(found.provenance),
        {"bag_of_words-documents": text},
    )


def _counts(text: str, spoken: str) -> Step:
    found = reading.counted(text)
    svg = one_hot_sum(found.rows, found.words, t("합", "sum"))
    said = "counts-cut" if found.total > len(found.words) else "counts"
    return Step(
        "counts",
        "bag_of_words",
        _picture(svg, "counts-alt", words=", ".join(found.words)),
        _say(said, shown=len(found.words), size=found.size),
        phrase_of(found.provenance),
        {"bag_of_words-documents": text},
    )


def _pieces(text: str, _: str) -> Step:
    found = reading.subword_pieces(text)
    row = [
        chips.Chip(one.text, ROLES.get(one.kind), 0.3, one.joined, one.kind == "unknown", number)
        for one in found.tokens
        for number in ["" if one.id is None else str(one.id)]
    ]
    phrase = _say(f"pieces-{found.source}", count=len(row))
    if any(one.kind == "unknown" for one in found.tokens):
        phrase += " " + _say("pieces-unknown")
    address = {"bpe-source": found.source, "bpe-base": "characters"}
    html = _row(row, t("서브워드", "Subwords"))
    return Step("pieces", "bpe", html, phrase, phrase_of(found.provenance), address)


def _verdict(text: str, spoken: str) -> Step:
    reader = Reader(spoken, VERDICT_UNITS[spoken])
    found = models.judged(verdict.learn(verdict.review_rows(spoken), reader), text, reader)
    sides = {"negative": t("부정", "negative"), "positive": t("긍정", "positive")}
    names, values = [n for n, _ in found.shares], [v for _, v in found.shares]
    bars = shares(names, values, (sides["negative"], sides["positive"])) if names else ""
    big = f'<span class="big">{sides[found.winner]} {found.probability:.0%}</span>'
    return Step(
        "verdict",
        "naive_bayes",
        _picture(big + bars, "verdict-alt", winner=sides[found.winner]),
        _say("verdict" if names else "verdict-none"),
        phrase_of(found.provenance),
        {"naive_bayes-review": text, "naive_bayes-unit": reader.unit},
    )


def _vectors(text: str, spoken: str) -> Step:
    model = _model(Word2VecSpec(language=spoken))
    vectors = _word_vectors(model)
    try:
        found, said = models.placed(vectors, text), "vectors"
    except LearnerError:  # no word of it has a vector
        found, said = models.placed(vectors, EXAMPLES[spoken]), "vectors-example"
    svg = words_on_a_plane(found.points, found.words, found.chosen, found.links)
    own = [word for word, mine in zip(found.words, found.chosen, strict=True) if mine]
    phrase = _say(said)
    if found.unknown:
        phrase += " " + _say("vectors-unknown", words=_few(found.unknown))
    picture = _picture(svg, "vectors-alt", words=", ".join(own))
    address = {"word2vec-open": "window"}
    if spoken != language():
        address |= {"word2vec-corpus": "other", f"word2vec-sentence-{spoken}": text}
    return Step("vectors", "word2vec", picture, phrase, phrase_of(model.provenance), address)


def _attention(text: str, spoken: str) -> Step:
    spec = _translator(spoken)
    model = _model(spec)
    result, why = _translated(model, text, spoken)
    if result.attention is None:
        raise LearnerError("no-model")
    rows, columns = labels(result.target)[:MOST_TOKENS], labels(result.source)[:MOST_TOKENS]
    gold = [link for link in result.gold if max(link) < MOST_TOKENS]
    svg = weights(result.attention, rows, columns, gold)
    said = _say("attention-gold" if gold else "attention", translation=result.text)
    return Step(
        "attention",
        "attention",
        _picture(svg, "attention-alt", translation=result.text),
        f"{why} {said}".strip(),
        phrase_of(model.provenance),
        {"attention-sentence": "own", "attention-direction": spec.direction},
    )


def _translator(spoken: str) -> TranslationSpec:
    return TranslationSpec(direction="ko-en" if spoken == "ko" else "en-ko")


def _translated(model: Trained, text: str, spoken: str) -> tuple[one_sentence.Translation, str]:
    """The sentence translated; or the example, and in a phrase why not the sentence."""
    try:
        return one_sentence.translate(model, text), ""
    except LearnerError as error:
        example = one_sentence.translate(model, EXAMPLES[spoken])
        if error.code != "unknown-words":
            return example, _say("attention-long")
        unknown = str(error.values["words"]).split(", ")
        return example, _say("attention-unknown", words=_few(unknown))


def _next(text: str, spoken: str) -> Step:
    model = _model(PromptingSpec())
    found = models.prompted(model.model, text, spoken)
    sure = found.answer.confidence.tolist()
    svg = answered(found.examples, found.question, found.answer.steps, sure)
    return Step(
        "next",
        "prompting",
        _picture(svg, "next-alt", answer=found.answer.text),
        _say("next" if found.is_right else "next-wrong", right=found.question + models.MARK),
        phrase_of(model.provenance),
        {"prompting-rule": "own", "prompting-prompt": found.text},
    )


def _few(words: Any) -> str:
    """Some of the words, and a sign where there are more."""
    return ", ".join(words[:MOST_UNKNOWN]) + (" …" if len(words) > MOST_UNKNOWN else "")


def _model(spec: Any) -> Trained:
    """A model that came with the site. LearnerError "no-model" where it is gone."""
    found = engine().find(spec)
    if found is None:
        raise LearnerError("no-model")
    return found


@per_model(1)
def _word_vectors(model: Trained) -> Vectors:
    return trained_vectors.word_vectors(model)
