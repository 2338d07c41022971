"""Self-attention: every word looks at every other, and one later word turns whom "it" means."""

import streamlit as st

from nlp_core.experiments.self_attention import one_story
from nlp_core.measurements import self_attention_results
from nlp_core.models.attention import causal_mask, scaled_dot_product_attention
from nlp_core.models.masks import padding_mask
from nlp_core.models.multi_head_attention import MultiHeadAttention
from nlp_core.models.referent import ReferentModel, WordAttention
from nlp_core.recipes.referent import ReferentSpec
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.parts import self_attention as parts
from pages.parts import self_attention_numbers as told_in

lesson = open_lesson("self_attention")
spoken = language()

# The stage: whom the pronoun means, by each later word that the story allows.
stage = lesson.stage()
with stage.controls:
    number = lesson.ask(parts.story_choice())
    place = st.container()
    n_head = lesson.ask(parts.N_HEAD)
with stage.more:
    n_layer = lesson.ask(parts.LAYERS)
    head_place = st.container()
spec = ReferentSpec(language=spoken, n_head=n_head, n_layer=n_layer)
model = lesson.trained(
    spec,
    nearest=ReferentSpec(language=spoken),
    metric=("accuracy", t("정확도", "accuracy")),
    live=lambda _, frame: parts.live(spoken, frame),
)
told = one_story.read(model, number)
with place:
    chosen = told[lesson.ask(parts.word_choice(told))]
with head_place:
    head = parts.chosen_head(model, lesson.ask(parts.head_choice(model)))
judged = one_story.judged(model)
drawn = parts.turning(model, number, head, told.index(chosen), spoken)
lesson.aha(drawn, model.provenance, key="turning", head=t(*parts.head_name(*head)))
with stage.under:
    lesson.chips(parts.story_chips(chosen, head), label=t("이야기", "Story"))
    lesson.say(
        "answered",
        answer=chosen.answer,
        chance=chosen.chance,
        turned=judged.turned,
        accuracy=judged.accuracy,
    )


@lesson.step("turn")
def turn() -> None:
    """The twin test, over the whole held-out set."""
    other = one_story.read(model, (number + 3) % parts.COUNT)
    twin = next(one for one in other if one.meant != other[0].meant)
    lesson.exercise(
        "twin",
        answer=twin.answer,
        options=sorted({twin.meant, twin.other, twin.answer}),
        before=other[0].text,
        word=twin.word,
        first=other[0].answer,
    )
    lesson.figure(parts.compared(lesson), self_attention_results.provenance(), key="compared")
    lesson.say("compared", **self_attention_results.numbers(spoken))


@lesson.step("removed")
def removed() -> None:
    """What each head is worth, by taking it out."""
    layer, which = judged.dearest
    lesson.exercise(
        "removed",
        answer=100 * (judged.accuracy - float(judged.costs.max())),
        tolerance=10,
        accuracy=judged.accuracy,
        head=t(*parts.head_name(layer, which)),
    )
    lesson.figure(parts.removals(model, spoken), model.provenance, key="removals")
    points = float(judged.points[judged.telling])
    lesson.say(
        "removals",
        dearest=t(*parts.head_name(layer, which)),
        cost=float(judged.costs.max()),
        looks=float(judged.points[layer, which]),
        telling=t(*parts.head_name(*judged.telling)),
        points=points,
        worth=float(judged.costs[judged.telling]),
        followed=judged.followed,
    )
    without = one_story.read(model, number, ((layer, which),))[told.index(chosen)]
    lesson.say("without", answer=without.answer, chance=without.chance, before=chosen.answer)


@lesson.step("many", folded=True)
def many() -> None:
    """Many heads share the work."""
    lesson.figure(parts.by_heads(lesson), self_attention_results.provenance(), key="by-heads")
    lesson.say("by-heads", **self_attention_results.numbers(spoken))


@lesson.step("numbers", folded=True)
def numbers() -> None:
    """Own sentence through every step."""
    told_in.own_sentence(lesson)


@lesson.step("trained", folded=True)
def trained() -> None:
    """How it is trained."""
    lesson.figure(parts.growing(model, spoken), model.provenance, key="growth")
    lesson.say("growth", steps=model.spec.steps, **self_attention_results.numbers(spoken))


lesson.code(
    scaled_dot_product_attention,
    MultiHeadAttention.explain,
    WordAttention.project,
    padding_mask,
    causal_mask,
    trained_by=ReferentModel.forward,
)
lesson.close()
