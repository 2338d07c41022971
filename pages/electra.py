"""ELECTRA: an encoder that learns which tokens were replaced (Clark et al. 2020)."""

from nlp_core.experiments.electra import game, two_losses
from nlp_core.experiments.electra.judging import chances
from nlp_core.experiments.electra.proposals import drawn, generated
from nlp_core.measurements import electra_results as measured
from nlp_core.models.electra import Electra
from nlp_core.provenance import Computed
from nlp_core.published.asking import replaced
from nlp_core.published.catalogue import of_kind
from nlp_core.training.pretraining import fill, hide, replaced_loss
from pages.kit.draws import draw_again
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.real import opened
from pages.parts import electra as parts
from pages.parts import electra_game as play
from pages.parts import electra_real as checkpoint
from pages.parts import electra_steps as steps

lesson = open_lesson("electra")
spoken = language()
ASKED = {"kind": ("asked-kind", "found-kind"), "referent": ("asked-referent", "found-referent")}

# The stage: a sentence with one word replaced, as the discriminator sees it.
stage = lesson.stage()
with stage.controls:
    upper = parts.room()
with stage.more:
    model = parts.asked_model(lesson, spoken)
    draw = lesson.ask(parts.DRAW)
with upper:
    found, place, field = parts.asked_sentence(lesson, spoken, model.spec.corpus)
proposed = parts.offered(model, found, place)
with upper:
    edited = parts.asked_edit(lesson, found, place, field, proposed)
judged, asked = parts.read_stage(model, edited, draw)
numbers = parts.stage_numbers(edited, judged, asked)
lesson.aha(parts.stage(spoken, edited, judged, asked), model.provenance, key="judged", **numbers)
with stage.under:
    lesson.say("verdict", **numbers)
    if (missed := parts.missed(edited, judged)) is not None:
        lesson.say("missed", **missed)
    if found.left_out or len(found.words) > parts.SHOWN:
        lesson.say("cut", left_out=found.left_out, shown=parts.SHOWN)


@lesson.step("teaches")
def teaches() -> None:
    """What is learned for its compute, by what is asked."""
    probe = lesson.ask(parts.PROBE)
    told = measured.numbers(spoken, probe)
    ahead = measured.leaders(spoken, probe)
    if len(ahead) < len(measured.QUESTIONS):  # else no answer is wrong
        lesson.exercise(
            "ahead",
            answer=ahead,
            options=list(measured.QUESTIONS),
            names=steps.names(),
            leaders=steps.leaders(spoken, probe),
            **told,
        )
    lesson.figure(steps.teaches(spoken, probe), measured.provenance(), key="teaches")
    before, after = ASKED[probe]
    lesson.say(before, **told)
    lesson.say("learned", leaders=steps.leaders(spoken, probe), **told)
    lesson.say(after)
    with lesson.folded(t("숫자로 보기", "In numbers"), key="numbers") as on:
        if on:
            lesson.say("numbers", **told)
    title = t("논문에서는 어땠을까요?", "What did the paper find?")
    with lesson.folded(title, key="paper") as on:
        if on:
            lesson.say("paper", **told)


@lesson.step("proposes", folded=True)
def proposes() -> None:
    """The generator's proposals for the chosen place, and a draw that is the original."""
    own = found.words[place].bare
    lesson.exercise(
        "original",
        answer="original",
        options=list(steps.LABELS),
        names={one: t(*name) for one, name in steps.LABELS.items()},
        word=own,
        own=proposed.own,
    )
    lesson.figure(steps.proposed(lesson, proposed, own), model.provenance, key="proposed", word=own)
    lesson.say("proposed", word=own, own=proposed.own)
    lesson.code(generated)


@lesson.step("tokens", folded=True)
def tokens() -> None:
    """Each token's chance, and how words are judged by them."""
    lesson.figure(steps.by_token(lesson, judged), model.provenance, key="tokens")
    widest = steps.widest_word(judged)
    count = len(judged.tokens[widest])
    lesson.say("merged", word=judged.words[widest], count=count, chance=judged.chances[widest])
    lesson.say("held-out", **steps.held_out(model))


@lesson.step("game", folded=True)
def against() -> None:
    """Who finds the replaced words, the learner or the discriminator?"""
    number = draw_again(lesson, parts.ROUND, t("다음 판", "Next round"))
    with lesson.guard():
        words = parts.words_played(model, spoken)
        dealt = game.deal(model, measured.boards(spoken)[number - 1], number, words)
        name = f"{spoken}-{model.run_id}"
        marked = play.marks(lesson, dealt, number)
        if play.revealed(lesson, name, number):
            rounds = play.tally(name, number, dealt, marked)
            lesson.chips(play.truth(dealt, marked), label=t("정답", "The truth"))
            lesson.say("round", **steps.round_numbers(dealt, marked))
            lesson.figure(play.standings(lesson, rounds), model.provenance, key="standings")
    lesson.code(drawn)


@lesson.step("gan", folded=True)
def no_gan() -> None:
    """Which loss moves which weights."""
    lesson.exercise("gradient", answer=0, tolerance=0)
    reach = two_losses.reach(model, found, draw)
    lesson.figure(steps.reaching(lesson, reach), model.provenance, Computed(), key="reach")
    lesson.say("reach", **steps.reach_numbers(model, found, draw))
    if model.spec.corpus != "little_world":
        lesson.say("frozen-embeddings")
    lesson.code(two_losses.losses, fill)


@lesson.step("real", folded=True)
def real() -> None:
    """A published discriminator in this lesson's class."""
    one = opened(lesson, of_kind("electra"))
    if one and checkpoint.draw(lesson, one):
        lesson.code(replaced, Electra)


lesson.say("differs", parameters=model.card["parameters"])
lesson.code(chances, hide, Electra, trained_by=replaced_loss, same=False)
lesson.close()
