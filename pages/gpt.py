"""GPT: one question, what comes next, asked of every token (Radford et al. 2018, 2019)."""

from nlp_core.experiments.gpt import next_token, sheet, surprise
from nlp_core.measurements import gpt_cache, gpt_sizes_results
from nlp_core.models.gpt import Gpt, next_scores
from nlp_core.models.key_value_cache import LayerCache
from nlp_core.models.ngram import Ngram
from nlp_core.published.catalogue import of_kind
from nlp_core.published.going_on import go_on
from nlp_core.recipes.ngram import NgramSpec
from nlp_core.recipes.pretraining import BEGINNINGS
from nlp_core.training.decoding import beam_search
from nlp_core.training.pretraining import causal_loss
from nlp_core.training.sampling import Sampling, chances, kept, picked
from pages.kit.engine import engine
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.real import opened
from pages.parts import gpt as parts
from pages.parts import gpt_next as choosing
from pages.parts import gpt_real as checkpoint
from pages.parts import gpt_steps as steps

lesson = open_lesson("gpt")

# The stage: what one beginning becomes while the model learns, with the same throws of the dice.
stage = lesson.stage()
with stage.controls:
    start = parts.ask_start(lesson)
    draw = lesson.ask(parts.DRAW)
with stage.more:
    tokens, d_model = lesson.ask(parts.TOKENS), lesson.ask(parts.WIDTH)
    seed = lesson.ask(parts.SEED)
spec = parts.spec_of(tokens, d_model, seed)
counted = engine().find(NgramSpec()) or lesson.trained(NgramSpec(), key="counts")
usual = BEGINNINGS[language()]
side = parts.side_of(start)
model = lesson.trained(
    spec,
    nearest=parts.LITTLE_GPT,
    metric=(f"perplexity_{language()}", t("퍼플렉서티", "perplexity")),
    live=lambda _, frame: parts.live(lesson, counted, spec.corpus, frame),
)
made = model.provenance
ready = sheet.sheet(model, counted, usual, language(), draw)
with stage.under:
    lines = lesson.attempt(lambda: sheet.sheet(model, counted, start, side, draw), ready)
if lines is ready:
    start, side = usual, language()
numbers = parts.sheet_numbers(lines, model, side)
lesson.aha(
    parts.sheet(lesson, start, lines), made, counted.provenance, key="sheet", start=start, **numbers
)
with stage.under:
    lesson.say("sheet-read" if numbers["passed_two"] else "sheet-behind", **numbers)


@lesson.step("next")
def following() -> None:
    """The learner's text, continued a token at a time."""
    writer = choosing.writer(lesson, model)
    with lesson.beside():
        temperature = lesson.ask(choosing.TEMPERATURE)
        top_k, top_p = lesson.ask(choosing.TOP_K), lesson.ask(choosing.TOP_P)
    how = Sampling(temperature, top_k, top_p)
    default = t(*choosing.SO_FAR.default)
    text = lesson.ask(choosing.SO_FAR)
    found = lesson.attempt(
        lambda: next_token.after(writer, text, how), next_token.after(writer, default, how)
    )
    parts.notes(lesson, found.reading, known=writer is not model)
    choosing.take_buttons(lesson, found)
    drawn = choosing.next_bars(lesson, found)
    lesson.figure(drawn, writer.provenance, key="next", text=found.reading.text)
    shown = choosing.visible(found.drawn.text)
    lesson.say("next-read", stays=found.stays, of=found.of, drawn=shown)
    if choosing.has_bytes(found):
        lesson.say("next-bytes")
    with lesson.folded(t("온도, top-k, top-p", "Temperature, top-k, top-p"), key="cuts") as opened:
        if opened:
            lesson.say("cuts")
    hot = next_token.after(model, default, Sampling(100.0))
    lesson.exercise("hot", **choosing.hot(hot))
    lesson.code(chances, kept, picked)


@lesson.step("counts", folded=True)
def counting() -> None:
    """Whether sentences show that something was learned: the control that only counts."""
    shown = sheet.sheet(model, counted, usual, language(), 1)
    asked = parts.passing(model, shown, language())
    if asked:
        lesson.exercise("passing", **asked)
    lesson.figure(parts.progress(lesson, model, counted), made, counted.provenance, key="progress")
    told = parts.sheet_numbers(shown, model, language())
    lesson.say("counts-read", **told)
    lesson.say(parts.passed(told), **told)
    lesson.code(Ngram.after, trained_by=causal_loss, same=False)


example = t(*parts.SENTENCES)
own = lesson.sentence(example)


@lesson.step("surprise", folded=True)
def surprised() -> None:
    """Perplexity of the learner's own sentence, and of its words in another order."""
    found = lesson.attempt(lambda: surprise.surprise(model, own), surprise.surprise(model, example))
    parts.notes(lesson, found.reading)
    lesson.figure(steps.surprises(lesson, found), made, key="bits", text=found.reading.text)
    order = surprise.reordered(found.reading.text, 1)
    other = surprise.surprise(model, order)
    lesson.chips(steps.bit_chips(other), label=t("순서를 바꾸면", "In another order"))
    lesson.say("bits-read", own=found.perplexity, other=other.perplexity, order=order)


@lesson.step("mask", folded=True)
def mask() -> None:
    """What each token may see, and what a later word can change."""
    lesson.exercise("third", answer=3)
    with lesson.beside():
        layer, head = lesson.ask(parts.LAYER), lesson.ask(parts.HEAD)
    seen = lesson.attempt(
        lambda: surprise.attention(model, own), surprise.attention(model, example)
    )
    lesson.figure(steps.looks(lesson, *seen, layer, head), made, key="looks")
    found = lesson.attempt(lambda: surprise.change(model, own), surprise.change(model, example))
    lesson.figure(steps.changes(lesson, found), made, key="changes")
    lesson.say("changes-read", **steps.change_numbers(found))
    lesson.code(Gpt.looking_back, Gpt.forward)


@lesson.step("beam", folded=True)
def beam() -> None:
    """Greedy and beam search on the learner's text."""
    text = lesson.ask(parts.BEGUN)
    width = lesson.ask(parts.BEAM)
    default = t(*parts.BEGUN.default)
    found = lesson.attempt(
        lambda: next_token.beam(model, text, width), next_token.beam(model, default, width)
    )
    greedy = lesson.attempt(
        lambda: next_token.beam(model, text, 1), next_token.beam(model, default, 1)
    )
    lesson.figure(steps.tree(lesson, found), made, key="tree", width=width)
    lesson.say("beam-read", longest=next_token.BEAM_TOKENS, **steps.beam_numbers(found, greedy))
    lesson.code(beam_search)


@lesson.step("sizes", folded=True)
def sizes() -> None:
    """Loss against size, on the same tokens."""
    numbers = steps.size_numbers(language())
    names = {
        "falls": t("크기마다 뚜렷이 낮아져요", "it falls from size to size"),
        "level": t("거의 그대로예요", "it hardly changes"),
        "rises": t("파라미터가 많으면 오히려 높아져요", "it rises with the parameters"),
    }
    lesson.exercise("sizes", options=list(names), names=names, **numbers)
    lesson.figure(steps.sizes(lesson, language()), gpt_sizes_results.provenance(), key="sizes")
    lesson.say("sizes-read", **numbers)


@lesson.step("cache", folded=True)
def cache() -> None:
    """Keys and values kept, so that no token is read twice."""
    numbers = steps.time_numbers()
    lesson.exercise("cache", answer=numbers["again"], tolerance=numbers["again"] * 0.05, **numbers)
    lesson.figure(steps.times(lesson), gpt_cache.provenance(), key="times")
    lesson.say("cache-read", **numbers)
    lesson.code(LayerCache.extend, next_scores)


@lesson.step("real", folded=True)
def real() -> None:
    """A published GPT-2 in this lesson's class, on the learner's text."""
    one = opened(lesson, of_kind("gpt2"))
    if one and checkpoint.draw(lesson, one):
        lesson.code(go_on, next_scores, Gpt)


title = t("발표된 GPT와 무엇이 다를까요?", "How does it differ from the published GPT?")
with lesson.folded(title, key="published") as opened_now:
    if opened_now:
        read = {"parameters": model.card["parameters"], "tokens": model.spec.tokens}
        lesson.say("published-read", vocab=spec.vocab_size, **read)
lesson.close()
