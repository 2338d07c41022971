"""The ELECTRA lesson's controls, its stage, and the sentence that is judged there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nlp_core.experiments.bert.lexicon import Candidates, language_of, spelled
from nlp_core.experiments.bert.sentence import Read
from nlp_core.experiments.electra import judging, proposals
from nlp_core.experiments.electra.compute import taught
from nlp_core.experiments.electra.edits import Edited, edit
from nlp_core.experiments.electra.examples import EXAMPLES
from nlp_core.experiments.electra.game import ROUNDS
from nlp_core.experiments.electra.judging import ELECTRA, Judged
from nlp_core.experiments.electra.proposals import Proposals
from nlp_core.figures.figure import Figure
from nlp_core.figures.judged_words import JudgedWord, judged_words
from nlp_core.measurements import bert_results
from nlp_core.recipes.replaced_tokens import ELECTRAS, SEEDS
from pages.kit.controls import Choice, Control, Slider, Text
from pages.kit.engine import engine
from pages.kit.language import Both, t
from pages.kit.lesson import Lesson
from pages.kit.prose import escape, figure_titles
from pages.kit.suggested import Suggested
from pages.parts import one_word

CORPORA: dict[str, Both] = {
    "little_world": ("작은 세계", "little world"),
    "public": ("영화 리뷰", "film reviews"),
}
OFFERED = {one.corpus: one for one in ELECTRAS}
CORPUS = Choice(
    "corpus",
    ("모델이 학습한 글", "Text the model learned from"),
    {name: said for name, said in CORPORA.items() if name in OFFERED},
)
TEXT = Choice(
    "text",
    ("문장", "Sentence"),
    {
        **{number: (f"예문 {number + 1}", f"example {number + 1}") for number in range(3)},
        "own": ("내 문장", "my own"),
    },
)
SEED = Choice("seed", ("시드", "Seed"), SEEDS)
DRAW = Slider("draw", ("MLM이 가릴 토큰 추첨", "Draw of the tokens that MLM hides"), 1, 20, 1, 2)
PROBE = Choice(
    "probe",
    ("은닉 상태에 물을 것", "What the states are asked"),
    {
        "referent": ("누구를 가리키는가", "what “it” means"),
        "kind": ("명사의 종류", "the kind of a noun"),
    },
)
ROUND = Slider("round", ("몇 번째 판", "Round"), 1, ROUNDS, 1, 1)
CONTROLS: tuple[Control, ...] = (
    *((CORPUS,) if len(OFFERED) > 1 else ()),
    *(TEXT, SEED, DRAW, PROBE, ROUND),
)
WORD: Both = ("이 자리에 쓸 단어 (비우면 원래대로)", "The word to put there (empty: as it was)")
SHOWN = 30  # words on the stage
PLACE: Both = ("바꿀 어절·단어를 고르세요", "Choose the word to replace")


# The model, the sentence, and its edit.


def room() -> DeltaGenerator:
    """Where the sentence is asked for: above the settings, though these are asked first."""
    return st.container()


def asked_model(lesson: Lesson, spoken: str) -> ELECTRA:
    """The model to ask: that of film reviews as it ships, that of the little world by its seed."""
    name = lesson.ask(CORPUS) if len(OFFERED) > 1 else "little_world"
    real = engine().find(OFFERED[name]) if name != "little_world" else None
    if real is not None:
        lesson.say(
            "reviews-model",
            first=real.card["spec"]["generator_tokens"],
            tokens=real.card["spec"]["tokens"],
            parameters=real.card["parameters"],
        )
        return real
    return lesson.trained(
        replace(OFFERED["little_world"], seed=lesson.ask(SEED)),
        nearest=OFFERED["little_world"],
        metric=(f"auc_{spoken}", t("바뀐 토큰을 가려내는 AUC", "AUC of telling replaced tokens")),
    )


def asked_sentence(lesson: Lesson, spoken: str, corpus: str) -> tuple[Read, int, Text]:
    """The sentence as it is read, the place of a word, and the field for what to put there."""
    number = lesson.ask(TEXT)
    ready = EXAMPLES[corpus][spoken]
    if number == "own":
        found = one_word.own(lesson, ready[0][0], corpus)
        if found is not None:
            choice = one_word.place(f"{spoken}-own", PLACE, found, one_word.second(found))
            place = lesson.ask(choice)
            return found, place, Text(f"word-{spoken}-own", WORD, limit=40)
        number = 0
    text, usual, instead = ready[int(number)]
    found = one_word.ready(text, corpus)
    key = f"{spoken}-{corpus}-{number}"
    place = lesson.ask(one_word.place(key, PLACE, found, usual))
    return found, place, Text(f"word-{key}-{place}", WORD, instead if place == usual else "", 40)


def words_of(run: ELECTRA, language: str) -> Candidates:
    """The words that a generator may propose in a language ("" for any): those of the training
    text, where they are known."""
    small = run.spec.corpus == "little_world"
    return bert_results.lexicon(language) if small else spelled(run.spec.corpus, language)


def words_played(run: ELECTRA, language: str) -> Candidates:
    """The words that it draws in the game, whose sentences are the little world's for all models:
    words of that world, since pieces drawn freely spell no word, or one that no class should read.
    """
    return bert_results.lexicon(language, run.spec.corpus)


def asked_edit(lesson: Lesson, found: Read, place: int, field: Text, offered: Proposals) -> Edited:
    """The learner's edit; the generator's proposals are a click away."""
    examples: Mapping[str, Both | str] = {
        word: f"{escape(word)} {chance:.2f}"
        for word, chance in zip(offered.words[:4], offered.chances, strict=False)
        if word
    }
    typed = str(lesson.ask(Suggested(field, examples)))
    return lesson.attempt(lambda: edit(found, place, typed), Edited(found, found))


# The stage.


def stage(spoken: str, edited: Edited, judged: Judged, asked: Sequence[bool]) -> Figure:
    """The words in the colours of the discriminator, and which tokens teach either question."""
    words = figure_titles("electra", spoken, "judged", {})
    questions = words.pop("mlm_name"), words.pop("rtd_name")
    rest = list(asked)
    shown = []
    for place, chance in enumerate(judged.chances[:SHOWN]):
        count = len(judged.tokens[place])
        own, rest = rest[:count], rest[count:]
        was = edited.before.words[place].text if place in edited.changed else None
        teaches = [(hidden, True) for hidden in own]
        shown.append(JudgedWord(judged.words[place], chance, was, teaches))
    return judged_words(shown, questions, **words)


def stage_numbers(edited: Edited, judged: Judged, asked: Sequence[bool]) -> dict[str, Any]:
    """What is said under the stage."""
    words = [word.bare or word.text for word in edited.now.words]
    return {
        "called": ", ".join(words[place] for place in judged.called) or "–",
        "changed": ", ".join(words[place] for place in edited.changed) or "–",
        **{name.replace("-", "_"): n for name, n in taught(len(asked), sum(asked)).items()},
    }


def missed(edited: Edited, judged: Judged) -> dict[str, Any] | None:
    """The replaced words and the highest value among them, if the discriminator calls none."""
    if not edited.changed or set(edited.changed) & set(judged.called):
        return None
    words = [edited.now.words[place] for place in edited.changed]
    return {
        "missed": ", ".join(word.bare or word.text for word in words),
        "chance": max(judged.chances[place] for place in edited.changed),
        "called": judging.CALLED,
    }


def read_stage(run: ELECTRA, edited: Edited, draw: int) -> tuple[Judged, tuple[bool, ...]]:
    """The discriminator's verdict on a sentence, and what a masked language model would be asked
    about it."""
    return judging.judge(run, edited.now), judging.asked(edited.now, draw)


def offered(run: ELECTRA, found: Read, place: int) -> Proposals:
    """The generator's proposals for a place, in the language of the word there."""
    words = words_of(run, language_of(found.words[place].text))
    return proposals.propose(run, found, place, words)
