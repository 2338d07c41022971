"""The BERT lesson's models, the sentence that they read, and the word hidden in it: its stage."""

import math
import re
from typing import Any

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.experiments.bert import sentence
from nlp_core.experiments.bert.cloze import BERT, GPT, Guess
from nlp_core.experiments.bert.lexicon import Candidates, spelled
from nlp_core.experiments.bert.sentence import Read
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import DECODER, ENCODER
from nlp_core.figures.two_rankings import Ranking, two_rankings
from nlp_core.measurements import bert_results as measured
from nlp_core.recipes.hidden_words import REVIEWS, tiny
from pages.kit.chips import Chip
from pages.kit.engine import engine
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.kit.stage import Stage
from pages.parts import one_word
from pages.parts.bert import LAYERS, SEED, SOURCE

EXAMPLES: dict[str, dict[str, tuple[tuple[str, int], ...]]] = {  # and the word to hide
    "world": {
        "ko": (
            ("민호는 하루 종일 개를 찾아다녔다.", 1),
            ("톰은 슬퍼서 울었다.", 1),
            ("여왕이 의사의 말을 들었지만 너무 지쳐서 믿지 않았다.", 2),
        ),
        "en": (
            ("The cow lived on the farm.", 2),
            ("Tom was happy and gave it milk.", 2),
            ("Jihun was sad, so he cried.", 5),
        ),
    },
    "reviews": {
        "ko": (
            ("시간 가는 줄 모르고 봤다.", 0),
            ("이 드라마는 배우들 연기가 좋아서 끝까지 봤다.", 3),
            ("돈이 아깝다. 정말 재미없다.", 3),
        ),
        "en": (
            ("From beginning to end, it is a fun movie.", 2),
            ("There are a lot of good jokes in it.", 3),
            ("I could not stop watching it.", 2),
        ),
    },
}
CORPORA = {"world": sentence.CORPUS, "reviews": "public"}
PLACE: Both = ("가릴 어절·단어를 고르세요", "Choose the word to hide")


# The models, the sentence, and the word to hide in it.


def ask_source(lesson: Lesson) -> str:
    """Which text the models learned from: one of ``CORPORA``; asked where there is a choice."""
    if not any(engine().find(spec) for spec in REVIEWS[:1]):
        return "world"
    return str(lesson.ask(SOURCE))


def candidates(source: str) -> Candidates:
    """What a hidden word may be for models of a text."""
    return measured.lexicon() if source == "world" else spelled(CORPORA[source])


def models(lesson: Lesson, stage: Stage, spoken: str, source: str) -> tuple[BERT, BERT | GPT]:
    """The model of both sides, and who sees the left alone: of the little world a model of its own,
    of real text the same model, everything right of the word hidden from it."""
    if source == "reviews":
        real = engine().find(REVIEWS[0])
        if real is not None:
            with stage.more:
                lesson.say("reviews-model", **_numbers(real))
            return real, real
    with stage.more:
        seed, layers = lesson.ask(SEED), lesson.ask(LAYERS)
    five = t("가린 토큰이 다섯 안에 든 비율", "hidden tokens in the top five")
    both = lesson.trained(
        tiny("mlm+nsp", seed, layers), nearest=tiny("mlm+nsp"), metric=(f"top5_{spoken}", five)
    )
    spec = tiny("causal", seed, layers)
    left = engine().find(spec)
    if left is None:  # another seed or size can be trained in front of the class
        perplexity = f"perplexity_{spoken}", t("퍼플렉서티", "perplexity")
        with stage.more:
            usual = tiny("causal")
            left = lesson.trained(spec, nearest=usual, key="left", metric=perplexity)
    return both, left


def _numbers(real: BERT) -> dict[str, Any]:
    """What a model of real text read, and how it does on text that it did not."""
    names = [f"{kind}top5_{spoken}" for kind in ("", "bigram_") for spoken in ("ko", "en")]
    found = {name: real.metrics[name] for name in names}
    return {"tokens": real.spec.tokens, "parameters": real.card["parameters"], **found}


def asked(lesson: Lesson, spoken: str, number: int | str, source: str) -> tuple[Read, int]:
    """The sentence as it is read, and the place of the hidden word; an example stands in where the
    learner's own has no word to hide. A typed [MASK] says the place."""
    corpus = CORPORA[source]
    if number == "own":
        longest = sentence.LONGEST_OF.get(corpus, LONGEST)
        found = one_word.own(lesson, EXAMPLES[source][spoken][0][0], corpus, longest)
        if found is not None and found.typed:
            return found, found.typed[0]
        if found is not None:
            return found, lesson.ask(one_word.place("own", PLACE, found, one_word.second(found)))
        number = 0
    text, usual = EXAMPLES[source][spoken][int(number)]
    found = one_word.ready(text, corpus)
    return found, lesson.ask(one_word.place(f"{spoken}-{number}", PLACE, found, usual))


def about(lesson: Lesson, found: Read, place: int, guesses: tuple[Guess, Guess]) -> None:
    """What is said under the stage: the chances of the word, and what was odd in the sentence."""
    left, both = guesses
    if not found.words[place].typed:
        lesson.say("asked", pieces=found.words[place].core, left=left.own, both=both.own)
    else:
        lesson.say("asked-typed", left=left.words[0], both=both.words[0])
        if found.masks > 1:
            lesson.say("asked-first", masks=found.masks)
    if strange := unknown(found):
        lesson.say("unknown", words=", ".join(strange[:8]))
    if found.left_out:
        lesson.say("cut", left_out=found.left_out)


def unknown(found: Read) -> list[str]:
    """The words that no text of the training had, each once; bytes spell any word."""
    if found.words[0].corpus != sentence.CORPUS:
        return []
    known = measured.lexicon()
    bare = (word.bare or word.text for word in found.words if not word.typed)
    return list(
        dict.fromkeys(word for word in bare if not known.knows(word) and re.search(r"\w", word))
    )


def chips(found: Read, place: int) -> list[Chip]:
    """The sentence with the word hidden: what is left of it and what is right of it."""
    row: list[Chip] = []
    for number, word in enumerate(found.words):
        side = "decoder" if number < place else "encoder"
        if number != place:
            row.append(Chip(word.text, role=side, weight=0.2, special=word.typed))
            continue
        front = [Chip(word.front, role="decoder", weight=0.2)] if word.lead else []
        masks = [Chip("[MASK]", joined=i + len(front) > 0, special=True) for i in range(word.core)]
        row += front + masks
        if word.signs:
            row.append(Chip(word.signs, role="encoder", weight=0.2, joined=True))
    return row


# The stage.


def stage(spoken: str, left: Guess, both: Guess, own: str, source: str) -> Figure:
    """The guesses of both models side by side."""
    words = figure_titles("bert", spoken, "sides", {})
    names = {"world": words.pop("left_name"), "reviews": words.pop("blind_name")}
    pair = (
        ranking(names[source], left, own, DECODER),
        ranking(words.pop("both_name"), both, own, ENCODER),
    )
    return two_rankings(pair, **words)


def ranking(name: str, found: Guess, own: str, colour: str) -> Ranking:
    """Five words, and the learner's own below them where there is one that is not among them."""
    words = [f"{i + 1}. {word}" for i, word in enumerate(found.words)]
    if found.rank is not None or math.isnan(found.own):
        return Ranking(name, words, found.chances, colour, found.rank)
    chances = [*found.chances, found.own]
    return Ranking(name, [*words, f"… {own}"], chances, colour, len(words))
