"""BERT: a word hidden in a sentence, guessed from both of its sides (Devlin et al. 2019)."""

from nlp_core.experiments.bert import cloze, looking, masking, pairs, sentiment
from nlp_core.measurements import bert_results as measured
from nlp_core.models.bert import Bert
from nlp_core.models.text_classifier import TextClassifier
from nlp_core.provenance import Computed
from nlp_core.published.catalogue import of_kind
from nlp_core.published.hidden import fill
from nlp_core.training.classification import learn
from nlp_core.training.pretraining import hide, masked_loss
from pages.kit.draws import draw_again
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.real import opened
from pages.parts import bert as parts
from pages.parts import bert_hidden as stages
from pages.parts import bert_real as checkpoint
from pages.parts import bert_sentiment as sentiments
from pages.parts import bert_steps as steps

lesson = open_lesson("bert")
spoken = language()

# The stage: one hidden word, guessed from its left alone and from both sides.
stage = lesson.stage()
with stage.controls:
    source = stages.ask_source(lesson)
    number = lesson.ask(parts.TEXT)
    found, place = stages.asked(lesson, spoken, number, source)
model, left = stages.models(lesson, stage, spoken, source)
words = stages.candidates(source)
guesses = (
    cloze.guess(left, found, place, words, right=False),
    cloze.guess(model, found, place, words),
)
asked = found.words[place].bare
lesson.aha(
    stages.stage(spoken, *guesses, asked, source),
    model.provenance,
    left.provenance,
    key="sides",
    word=asked,
)
with stage.under:
    lesson.chips(stages.chips(found, place), label=t("읽는 문장", "What is read"))
    stages.about(lesson, found, place, guesses)
read = found.filled(place, guesses[1].best) if found.words[place].typed else found
hidden = read.words[place]


@lesson.step("measured")
def many() -> None:
    """The same over many words of unseen sentences."""
    numbers = measured.numbers(spoken)
    lesson.exercise(
        "gap",
        answer=parts.gap(spoken),
        options=list(parts.GAPS),
        names={gap: t(*name) for gap, name in parts.GAPS.items()},
        **numbers,
    )
    view = lesson.ask(parts.VIEW)
    drawn = parts.guessed(spoken, view)
    lesson.figure(drawn, measured.provenance(), key="guessed", places=measured.places(spoken, view))
    lesson.say("guessed", **numbers)
    with lesson.folded(t("표로 보기", "See the tables"), key="tables") as opened_now:
        if opened_now:
            lesson.say("guessed-numbers", **numbers)


@lesson.step("masking", folded=True)
def masked() -> None:
    """80/10/10, drawn on the learner's sentence."""
    lesson.exercise("eighty", answer=120, tolerance=0)
    with lesson.beside():
        share = lesson.ask(parts.SHARE)
        draw = draw_again(lesson, parts.DRAWN, t("다시 뽑기", "Draw again"))
    drawn = masking.draw(read, share, draw)
    lesson.chips(steps.drawn_chips(drawn), label=t("모델이 읽는 것", "What the model reads"))
    lesson.say("kinds", asked=sum(bool(one.kind) for one in drawn), pieces=len(read.pieces))
    with lesson.folded(t("많이 뽑아 세어 보기", "Count many draws"), key="many") as opened:
        if opened:
            lesson.figure(steps.counted(lesson, read, share), Computed(), key="counted")
    title = t("왜 15%만 물어볼까요?", "Why ask about 15 % only?")
    with lesson.folded(title, key="why") as opened:
        if opened:
            lesson.figure(steps.by_share(spoken), measured.provenance(), key="by-share")
            lesson.say("by-share", seeds=len(measured.results()["seeds"]))


@lesson.step("next", folded=True)
def follows() -> None:
    """Next sentence prediction, and the control that takes it away."""
    numbers = measured.numbers(spoken)
    lesson.exercise("alike", answer=100 * numbers["counting_alike"], tolerance=5, **numbers)
    little = steps.of_the_world(model)
    first, second = lesson.ask(parts.FIRST), lesson.ask(parts.SECOND)
    with lesson.guard():
        trio = tuple(parts.trio(first, second))
        lesson.figure(steps.following(little, trio, spoken), little.provenance, key="follows")
        lesson.say("follows", elsewhere=t(*parts.ELSEWHERE))
    wrong = lesson.ask(parts.WRONG)
    lesson.figure(parts.judged(spoken, wrong), measured.provenance(), key="judged")
    lesson.say("judged", **numbers)
    lesson.code(pairs.follows, Bert.pair_scores)


@lesson.step("looking", folded=True)
def looks() -> None:
    """Every layer's and head's attention, word by word."""
    seen, at = steps.cut(read, place)
    whole, chances = looking.without_heads(model, seen, at, words)
    lesson.exercise(
        "head",
        answer=steps.dearest(chances),
        options=list(range(1, model.spec.n_layer + 1)),
        names={i: t(f"{i}층", f"layer {i}") for i in range(1, model.spec.n_layer + 1)},
        word=hidden.bare,
        whole=whole,
    )
    with lesson.beside():
        layer, head = lesson.ask(steps.layers(model)), lesson.ask(parts.HEAD)
        with_mask = lesson.ask(parts.MASKED)
    layer = min(layer, model.spec.n_layer)
    drawn = steps.looking_at(model, seen, at, with_mask, (layer, head))
    lesson.figure(steps.attention(lesson, drawn, at), model.provenance, key="attention")
    lesson.say("attention", shown=len(seen.words), words=len(read.words))
    title = t("헤드를 하나씩 빼 보기", "Take the heads out one by one")
    with lesson.folded(title, key="heads") as opened:
        if opened:
            lesson.figure(steps.removed(lesson, chances), model.provenance, key="removed")
            lesson.say("removed", word=hidden.bare, whole=whole, least=float(chances.min()))
    lesson.code(looking.by_words)


@lesson.step("senses", folded=True)
def sense() -> None:
    """One word's vectors in several sentences, by layer."""
    word = lesson.ask(steps.word_choice(spoken))
    numbers = steps.parted(spoken, word)
    lesson.exercise("parted", answer=numbers["first"], tolerance=0.02, **numbers)
    little = steps.of_the_world(model)
    depth = min(lesson.ask(parts.DEPTH), little.spec.n_layer)
    shown = steps.beside(little, spoken, word, depth, read)
    lesson.figure(shown, little.provenance, key="senses", word=word)
    lesson.say("rows")
    lesson.figure(steps.parting(spoken, word), measured.provenance(), key="parting", **numbers)
    lesson.say("parting", seeds=len(measured.results()["seeds"]), **numbers)


@lesson.step("sentiment", folded=True)
def judged_review() -> None:
    """A fine-tuned BERT's verdict on the learner's review, and what each word adds to it."""
    run = sentiments.judge_of(spoken)
    if run is None:
        lesson.say("no-judge")
        return
    usual = sentiment.judge(run, sentiments.usual(spoken))
    lesson.exercise("strongest", **sentiments.strongest(usual))
    typed = sentiments.ask_review(lesson, spoken)
    verdict = lesson.attempt(lambda: sentiment.judge(run, typed), usual)
    lesson.say("verdict", **sentiments.numbers(run, verdict))
    if verdict.read.left_out:
        lesson.say("cut", left_out=verdict.read.left_out)
    shown, words = len(verdict.gains), len(verdict.read.words)
    if shown < words:
        lesson.say("first-words", shown=shown, words=words)
    lesson.figure(sentiments.gains(spoken, verdict), run.provenance, key="gains")
    lesson.say("gains")
    lesson.code(sentiment.judge, TextClassifier, trained_by=learn, same=True)


@lesson.step("real", folded=True)
def real() -> None:
    """A published BERT in the class above, on the same hidden word."""
    one = opened(lesson, of_kind("bert"))
    filled = checkpoint.answer(one, found, place) if one else None
    if one and filled:
        checkpoint.draw(lesson, one, guesses[1], filled, asked, model.provenance)
        lesson.code(fill, Bert)


title = t("논문의 BERT와 다른 점", "How it differs from the published BERT")
with lesson.folded(title, key="differs") as opened_now:
    if opened_now:
        lesson.say("differs", parameters=model.card["parameters"])
lesson.code(
    cloze.both_sides, cloze.left_only, cloze.beam, hide, Bert, trained_by=masked_loss, same=False
)
lesson.close()
