"""Pictures of the lessons whose figure is a formula or a count."""

import math
from dataclasses import replace

from nlp_core.corpora import library
from nlp_core.corpora.little_world.questions import PROBED
from nlp_core.experiments.albert import sizes
from nlp_core.experiments.autograd.backprop import backpropagate
from nlp_core.experiments.autograd.expression import parse
from nlp_core.experiments.bag_of_words import bag, own_documents
from nlp_core.experiments.bag_of_words.one_hots import compare_words
from nlp_core.experiments.bpe.merge_by_hand import by_hand
from nlp_core.experiments.glove import fitted
from nlp_core.experiments.home.models import judged
from nlp_core.experiments.naive_bayes import verdict
from nlp_core.experiments.retrieval.collection import shelves
from nlp_core.experiments.retrieval.reranking import rerank
from nlp_core.experiments.retrieval.search import Settings, searcher
from nlp_core.experiments.tensors.operations import play
from nlp_core.figures.palette import CATEGORIES
from nlp_core.figures.small.graph import graph
from nlp_core.figures.small.plots import ranking, shares
from nlp_core.figures.small.tables import identity, merges, stretched
from nlp_core.recipes.glove import GloVeSpec, first_words
from nlp_core.text.reader import Reader

REVIEW = {"ko": "이 영화는 정말 재미있어요", "en": "I love this book, but the food was cold"}
SIDES = {"ko": ("부정", "긍정"), "en": ("negative", "positive")}
SHOWN_STAGES = 4
QUERY, SHOWN_TEXTS = "a05", 5  # the query that the retrieval lesson begins with
SIGNS = {"*": "×", "-": "−", "**": "^"}  # as one writes them
TINY = {
    "ko": ("학교 학교에 학교에서 학교에서는 집에서 집에서는", "학교에서는"),
    "en": ("low lower lowest slow slower slowest", "slowest"),
}


def tensors(_: str) -> str:
    """A column and a row, broadcast and added by PyTorch."""
    outcome = play("add", [(4, 1), (3,)])
    assert outcome.result is not None
    column, row = outcome.operands
    return stretched(column[:, 0].tolist(), row.tolist(), outcome.result, CATEGORIES)


def autograd(_: str) -> str:
    """The graph of (w x - y)², values forward and gradients back."""
    expression = parse("(w * x - y) ** 2")
    trace = backpropagate(expression, {"w": 2.0, "x": 3.0, "y": 4.0})
    nodes = expression.nodes
    names = [SIGNS.get(node.name, node.name) if node.inputs else node.name for node in nodes]
    values = [
        short(value) if node.number is None else ""
        for value, node in zip(trace.values, nodes, strict=True)
    ]
    gradients = [short(one) for one in trace.gradients]
    return graph(names, [node.inputs for node in nodes], values, gradients)


def glove(language: str) -> str:
    """Which of two words each probe goes with, by the logarithm of its ratio."""
    spec = GloVeSpec(language=language)
    found = fitted.stage_probes(language, fitted.counted(spec, first_words(language)))
    first, second = PROBED[language].pair
    values = [math.log10(one.value) for one in found]
    return shares([one.probe for one in found], values, (second, first))


def short(number: float | None) -> str:
    """A number in three figures, nothing where there is none."""
    return "" if number is None else f"{number:.3g}".replace("-", "−")


def bag_of_words(language: str) -> str:
    """Distances between the first words of the lesson's documents."""
    texts = own_documents.DOCUMENTS[language].splitlines()
    packed = bag.pack(own_documents.cut(tuple(texts), Reader(language)))
    pairs = compare_words(packed, 5)
    return identity(pairs.distances, pairs.words, "√2")


def naive_bayes(language: str) -> str:
    """A review's verdict, word by word."""
    reader = Reader(language, "words")
    model = verdict.learn(verdict.review_rows(language), reader)
    found = judged(model, REVIEW[language], reader)
    names, values = zip(*found.shares, strict=True)
    return shares(names, values, SIDES[language])


def retrieval(language: str) -> str:
    """The first texts for the lesson's query by BM25, stacked by word."""
    reader = Reader("ko", "morphemes", library.morphemes_by_text().__getitem__)
    index = searcher(shelves(language), reader if language == "ko" else Reader("en"))
    query = next(one.words[language] for one in library.queries() if one.id == QUERY)
    found = rerank(index, index.terms(query), Settings(), 1.0)
    titles = index.collection.titles
    names = [titles[one.document] for one in found.found[:SHOWN_TEXTS]]
    parts = [one.parts for one in found.found[:SHOWN_TEXTS]]
    return ranking(names, parts, CATEGORIES, query)


def bpe(language: str) -> str:
    """One word of a tiny text, from its characters to all its merges."""
    text, word = TINY[language]
    stages: list[tuple[str, ...]] = []
    for stage in by_hand(text):
        tokens = next(tokens for tokens, _ in stage.words if "".join(tokens) == word)
        if not stages or tokens != stages[-1]:
            stages.append(tokens)
    last = len(stages) - 1
    return merges([stages[round(i * last / (SHOWN_STAGES - 1))] for i in range(SHOWN_STAGES)])


def albert(language: str) -> str:
    """From BERT-base to ALBERT-base, step by step, stacked by part."""
    names = {
        "ko": ("BERT", "분해", "어텐션 공유", "ALBERT"),
        "en": ("BERT", "factors", "attention", "ALBERT"),
    }
    steps = [sizes.parts(sizes.BASE.bert)]
    for sharing in ("none", "attention", "all"):
        steps.append(sizes.parts(replace(sizes.BASE, sharing=sharing).albert))
    totals = [sum(one.values()) / 1e6 for one in steps]
    note = f"{totals[0]:.0f} M → {totals[-1]:.0f} M"
    return ranking(names[language], [list(one.values()) for one in steps], CATEGORIES, note)
