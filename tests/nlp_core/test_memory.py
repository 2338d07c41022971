"""What is kept goes with its model or its visitor; nothing else keeps a learner's text."""

import functools
import gc
import importlib
import inspect
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from torch import nn

from nlp_core import memory
from nlp_core.experiments.attention import accuracy
from nlp_core.experiments.attention.one_sentence import translate
from nlp_core.experiments.attention.sentences import examples
from nlp_core.experiments.bag_of_words import own_documents
from nlp_core.experiments.bpe import merge_by_hand, subwords
from nlp_core.experiments.naive_bayes import verdict
from nlp_core.memory import keep_notes_in, per_model, per_visitor
from nlp_core.places import ROOT
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.text.reader import Reader
from nlp_core.trained import Trained

# Arguments that only the site itself can fill: their values can be listed.
OWN = {
    "language": "a language",
    "direction": "a direction of translation",
    "relation": "a gold relation",
    "source": "a shipped corpus, or the pieces of a translator",
    "target": "the pieces of a translator",
    "vocabulary": "the pieces of a translator",
    "words": "the words of a shipped vocabulary",
    "character": "one code point",
    "name": "a measurement",
    "corpus": "a corpus to pre-train on",
    "objective": "skip-gram or cbow",
    "weighting": "what a meeting of two words counts",
    "borders": "through or stop",
    "task": "adding or recall",
    "start": "how the weights of an RNN begin",
    "unit": "syllables, jamo or characters",
    "measure": "whole sentences or next words",
    "way": "what a classifier begins with",
    "shipped": "the folder of the shipped models",
    "cache_at": "where trained models are kept",
}
GENERATORS = "nlp_core.corpora.little_world"  # writes sentences from its own lists, reads none
LABELS = "nlp_core.figures.label_places"  # the words of a shipped vocabulary, beside their points


@pytest.fixture
def notes() -> Iterator[dict[str, Any]]:
    """The notes of one visitor."""
    found: dict[str, Any] = {}
    keep_notes_in(lambda: found)
    yield found
    keep_notes_in(lambda: None)


def every_cache() -> dict[str, Any]:
    for path in sorted((ROOT / "nlp_core").rglob("*.py")):
        if path.stem != "__main__":
            parts = path.relative_to(ROOT).with_suffix("").parts
            importlib.import_module(".".join(parts).removesuffix(".__init__"))
    wrappers = [o for o in gc.get_objects() if type(o) is functools._lru_cache_wrapper]
    ours = [w for w in wrappers if (w.__module__ or "").startswith("nlp_core.")]
    return {f"{w.__module__}.{w.__qualname__}": w for w in ours}


def test_no_cache_of_the_process_is_keyed_by_a_text_or_a_model() -> None:
    caches = every_cache()
    assert len(caches) > 20
    for name, cache in caches.items():
        if name.startswith((GENERATORS, LABELS)):
            continue
        for argument in inspect.signature(cache).parameters.values():
            kind = str(argument.annotation)
            assert "Module" not in kind and "Trained" not in kind, f"{name}: use per_model"
            holds_text = "str" in kind or argument.annotation is inspect.Parameter.empty
            allowed = argument.name in OWN
            assert not holds_text or allowed, f"{name}({argument.name}): use per_visitor"


def test_results_go_with_their_model() -> None:
    calls = []

    @per_model(2)
    def width(model: nn.Linear, scale: int) -> int:
        calls.append(scale)
        return model.out_features * scale

    model = nn.Linear(2, 3)
    assert [width(model, 1), width(model, 1), width(model, 2), width(model, 3)] == [3, 3, 6, 9]
    assert calls == [1, 2, 3]
    assert width(model, 1) == 3 and calls[-1] == 1, "only two results are kept"
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None


def test_nothing_keeps_a_translator_that_was_dropped(notes: dict[str, Any]) -> None:
    spec = TranslationSpec(d_model=16)
    bundle = spec.build()
    trained = Trained("run", spec, bundle.model.eval(), bundle.vocabulary, card={})
    ready = examples(spec.direction)[0]
    assert translate(trained, ready) is translate(trained, ready)
    assert translate(trained, ready + " " + ready) is translate(trained, ready + " " + ready)
    accuracy.by_length(trained.model, trained.vocabulary, spec.direction)
    accuracy.forcing(trained.model, trained.vocabulary, spec.direction)
    accuracy.alignment_error(trained.model, trained.vocabulary, spec.direction)
    gone = weakref.ref(trained), weakref.ref(trained.model)
    del trained, bundle
    gc.collect()
    assert [one() for one in gone] == [None, None]


def test_what_a_learner_types_is_kept_with_the_visitor_only() -> None:
    calls = []

    @per_visitor(2, shared=lambda text: text == "shipped")
    def length(text: str) -> int:
        calls.append(text)
        return len(text)

    ann: dict[str, Any] = {}
    keep_notes_in(lambda: ann)
    assert [length("mine"), length("mine"), length("shipped")] == [4, 4, 7]
    keep_notes_in(lambda: None)
    assert [length("mine"), length("mine"), length("shipped")] == [4, 4, 7]
    assert calls == ["mine", "shipped", "mine", "mine"]
    assert "mine" in str(ann) and "shipped" not in str(ann)


TYPED = "zebrafish zephyr zeppelin"
ROWS = tuple(
    (f"{TYPED} {word} {i}", label)
    for word, label in (("good", "positive"), ("bad", "negative"))
    for i in range(12)
)


@pytest.mark.parametrize(
    "use",
    [
        lambda: own_documents.cut((TYPED,), Reader("en")),
        lambda: merge_by_hand.by_hand(TYPED),
        lambda: subwords.trained((TYPED,), "bytes", 300),
        lambda: subwords.word_pieces((TYPED,), 60),
        lambda: subwords.unigram_pieces((TYPED,), 60),
        lambda: verdict.learn(ROWS, Reader("en")),
    ],
    ids=["cut", "by hand", "bpe", "word pieces", "unigram", "learn"],
)
def test_a_learners_text_is_kept_in_the_notes_and_dies_with_them(
    use: Any, notes: dict[str, Any]
) -> None:
    first = use()
    assert use() is first and len(notes) == 1
    keep_notes_in(lambda: None)
    assert use() is not first
    try:
        gone = weakref.ref(first)
    except TypeError:  # a tuple
        return
    notes.clear()
    del first
    gc.collect()
    assert gone() is None


def test_shipped_texts_are_learned_from_once_for_all() -> None:
    assert memory._Visitors.find() is None
    rows = verdict.review_rows("en")
    assert verdict.learn(rows, Reader("en")) is verdict.learn(rows, Reader("en"))
    texts = subwords.corpus("ko")
    assert subwords.trained(texts, "bytes", 300) is subwords.trained(texts, "bytes", 300)
    documents = own_documents.split_documents(own_documents.DOCUMENTS["ko"])
    first = own_documents.cut(documents, Reader("ko"))
    assert own_documents.cut(documents, Reader("ko")) is first
