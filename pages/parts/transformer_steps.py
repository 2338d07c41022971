"""The Transformer lesson's steps: one sentence in the blocks, where it looks, why, how large."""

from functools import lru_cache
from typing import Any

from nlp_core.experiments.attention.sentences import labels
from nlp_core.experiments.seq2seq.one_sentence import Beam
from nlp_core.experiments.transformer.beginnings import KINDS, beginnings
from nlp_core.experiments.transformer.one_sentence import Number, Stage, Walk, numbers
from nlp_core.experiments.transformer.sizes import PARTS, Size, known
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.heatmap import attention_map, heatmap
from nlp_core.figures.palette import CATEGORIES
from nlp_core.figures.stacked import stacked_bars
from nlp_core.measurements import transformer_results as measured
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.prose import figure_titles
from pages.parts import seq2seq

COLUMNS = 12  # numbers of a vector that fit a screen
STAGES: dict[str, Both] = {
    "word": ("단어 임베딩 × √d", "embedding × √d"),
    "position": ("+ 위치", "+ position"),
    "embedding": ("= 블록의 입력", "= input of the block"),
    "norm-attention": ("층 정규화", "layer norm"),
    "attention": ("+ 어텐션", "+ attention"),
    "sum-attention": ("= 잔차 연결 뒤", "= after the residual"),
    "norm-feed": ("층 정규화", "layer norm"),
    "feed": ("+ FFN", "+ feed-forward"),
    "sum-feed": ("= 블록의 출력", "= output of the block"),
    "norm-last": ("마지막 층 정규화", "last layer norm"),
}
BEGINNINGS: dict[str, tuple[Both, str]] = {
    "pre": (("pre-norm", "pre-norm"), CATEGORIES[0]),
    "post": (("post-norm", "post-norm"), CATEGORIES[2]),
    "no-norm": (("층 정규화 없음", "no layer norm"), CATEGORIES[4]),
    "no-residual": (("잔차 연결 없음", "no residual"), CATEGORIES[5]),
    "neither": (("둘 다 없음", "neither"), CATEGORIES[1]),
}
STACKS: dict[str, Both] = {
    "residual": ("잔차 연결만 뺀 것", "the one without residuals"),
    "norm": ("층 정규화만 뺀 것", "the one without layer norm"),
    "neither": ("둘 다 뺀 것", "the one without either"),
}
SIZE_PARTS: dict[str, Both] = {
    "tokens": ("임베딩", "embeddings"),
    "encoder": ("인코더", "encoder"),
    "decoder": ("디코더", "decoder"),
}
KNOWN = {"base": "Transformer base", "big": "Transformer big", "bert": "BERT-base"}


# One sentence through the blocks.


def of_block(found: Walk, block: int) -> list[tuple[Stage, int]]:
    """The stages of a block with their places in the walk, what entered it first; after the top
    block the last norm."""
    top = max(one.layer for one in found.stages)
    rows = [(one, place) for place, one in enumerate(found.stages) if one.layer == block]
    if block == 1:
        rows = [(one, place) for place, one in enumerate(found.stages) if one.layer == 0] + rows
    else:
        entered = next(
            (one, place)
            for place, one in enumerate(found.stages)
            if (one.kind, one.layer) == ("sum-feed", block - 1)
        )
        rows = [entered, *rows]
    return [row for row in rows if row[0].kind != "norm-last" or block == top]


def stage_name(one: Stage, *, entering: bool = False) -> str:
    """A stage in the learner's language."""
    return t(*STAGES["embedding" if entering else one.kind])


def way(lesson: Lesson, found: Walk, token: int, block: int) -> Figure:
    """The first numbers of one token's vector at each stage of a block."""
    rows = of_block(found, block)
    titles = [
        f"{place + 1}. {stage_name(one, entering=place == 0 and block > 1)}"
        for place, (one, _) in enumerate(rows)
    ]
    values = [one.vectors[token][:COLUMNS] for one, _ in rows]
    columns = [str(number + 1) for number in range(len(values[0]))]
    words = lesson.words("way")
    return heatmap(
        values,
        rows=titles,
        columns=columns,
        signed=True,
        decimals=1,
        **{key: words[key] for key in ("row_title", "column_title", "value_title")},
    )


def way_table(lesson: Lesson, found: Walk, token: int) -> dict[str, list[Any]]:
    """Norm, mean, deviation, share added and cosine of one token at every stage, up the stack."""
    words = lesson.words("way")
    rows = numbers(found, token)
    return {
        words["block_title"]: [str(one.layer or "–") for one in found.stages],
        words["row_title"]: [stage_name(one) for one in found.stages],
        words["norm_title"]: [f"{row.norm:.2f}" for row in rows],
        words["mean_title"]: [f"{row.mean:.2f}" for row in rows],
        words["deviation_title"]: [f"{row.deviation:.2f}" for row in rows],
        words["added_title"]: ["" if row.added is None else f"{row.added:.2f}" for row in rows],
        words["cosine_title"]: [f"{row.cosine:.2f}" for row in rows],
    }


def added(lesson: Lesson, found: Walk, token: int) -> Figure:
    """How much each part adds to the stream, beside what the stream held: one token, all blocks."""
    words = lesson.words("added")
    rows = [
        (t(f"{one.layer}층 {_part(one)}", f"block {one.layer}, {_part(one)}"), row.added)
        for one, row in zip(found.stages, numbers(found, token), strict=True)
        if row.added is not None
    ]
    return named_bars([name for name, _ in rows], [value for _, value in rows], **words)


def _part(one: Stage) -> str:
    return t("어텐션", "attention") if one.kind == "attention" else t("FFN", "feed-forward")


def way_numbers(found: Walk, token: int) -> dict[str, Any]:
    """The numbers that the page's words name of one token."""
    rows: list[tuple[Stage, Number]] = list(zip(found.stages, numbers(found, token), strict=True))
    begun = next(row for one, row in rows if one.kind == "embedding")
    ended = next(row for one, row in reversed(rows) if one.is_stream)
    return {"begun": begun.norm, "ended": ended.norm, "cosine": ended.cosine}


# Where the decoder looks.


def looks_nowhere(found: Walk) -> str:
    """The section that says why there is no cross-attention to draw; "" where there is."""
    if not found.target:
        return "nothing-written"
    return "" if found.cross.shape[1] else "no-cross"


def looking(lesson: Lesson, found: Walk, layer: int, head: int) -> Figure:
    """Cross-attention of one block: a head's, or the mean of all."""
    return attention_map(
        found.looks(layer - 1, head - 1 if head else None),
        rows=labels(found.target),
        columns=labels(found.source),
        gold=found.links,
        **lesson.words("looking"),
    )


def head_bars(lesson: Lesson, direction: str) -> Figure:
    """Alignment error of each block: of its heads' mean, and of its heads from the best one on."""
    names, values, colours = [], [], []
    for layer, (mean, *heads) in enumerate(measured.head_errors(direction), start=1):
        for rank, value in enumerate([mean, *heads]):
            kind = t(f"헤드 {rank}위", f"head no. {rank}") if rank else t("평균", "mean")
            names.append(t(f"{layer}층 {kind}", f"block {layer}, {kind}"))
            values.append(value)
            colours.append(CATEGORIES[0] if rank else CATEGORIES[2])
    return named_bars(names, values, colours=colours, domain=(0, 1), **lesson.words("heads"))


def tree(lesson: Lesson, found: Beam) -> Figure:
    """The words that a beam kept, as the seq2seq lesson draws them."""
    return seq2seq.tree(lesson, found)


# Why a residual path and a norm.


def begun(lesson: Lesson, deep: int, effect: str) -> Figure:
    """Gradients, or the likeness of tokens, block by block of an untrained stack."""
    return _begun(language(), deep, effect)


@lru_cache(maxsize=16)
def _begun(spoken: str, deep: int, effect: str) -> Figure:
    words = figure_titles("transformer", spoken, "begun", {})
    titles = {"gradient": words.pop("y_gradient"), "alike": words.pop("y_alike")}
    drawn = []
    for one in beginnings(deep):
        mean, low, high = one.gradient if effect == "gradient" else one.alike
        name, colour = BEGINNINGS[one.kind]
        blocks = list(range(1, deep + 1))
        drawn.append(Series(name[spoken != "ko"], blocks, mean, low, high, colour))
    is_gradient = effect == "gradient"
    domain = None if is_gradient else (0.0, 1.0)
    return curves(drawn, y_title=titles[effect], y_log=is_gradient, y_domain=domain, **words)


def begun_numbers(deep: int) -> dict[str, Any]:
    """The numbers that the page's words name: of the lowest block, and of the highest."""
    found = {one.kind: one for one in beginnings(deep)}
    assert set(found) == set(KINDS)
    neither, residual = found["neither"], found["no-residual"]
    return {
        "deep": deep,
        "lost": neither.gradient[0][-1] / max(neither.gradient[0][0], 1e-30),
        "kept": found["pre"].gradient[0][-1] / found["pre"].gradient[0][0],
        "alike_none": residual.alike[0][-1],
        "alike_pre": found["pre"].alike[0][-1],
    }


# How large.


def fitting(asked: Size) -> Size:
    """The size itself; LearnerError where its heads do not share its features out."""
    asked.parts()
    return asked


def sizes(lesson: Lesson, asked: Size) -> tuple[Figure, dict[str, list[Any]]]:
    """The asked size by its parts, and published models by the formula and by their papers."""
    words = lesson.words("sizes")
    parts = asked.parts()
    table = {
        words.pop("model_title"): [KNOWN[name] for name in known()],
        words.pop("formula_title"): [f"{formula / 1e6:.1f} M" for formula, _ in known().values()],
        words.pop("paper_title"): [f"{paper / 1e6:.0f} M" for _, paper in known().values()],
    }
    lengths = {t(*SIZE_PARTS[name]): [round(parts[name] / 1e6, 2)] for name in PARTS}
    return stacked_bars([words.pop("own_name")], lengths, **words), table
