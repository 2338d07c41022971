"""How many labels a classifier needs: pre-trained against from scratch, and who only counts words.

Film reviews of NSMC at 10 to 10,000 labels, scored on 5,000 of its test texts, always the same;
this project's own reviews in both languages at 10 to 200 labels, scored on the 100 that the seed
holds out. Three seeds; each draws its own labels, and all ways get the same. Single runs are kept,
so that it can go on where it was stopped. It takes some 20 minutes of one core.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from nlp_core.corpora.labelled_texts import TESTED, Labelled, labelled
from nlp_core.engine.beginning import begin
from nlp_core.measurements.kept_runs import Run, kept
from nlp_core.models.bert import Bert
from nlp_core.recipes.fine_tuning import WAYS, FineTuningSpec
from nlp_core.text.character_runs import count_runs, find_runs, vocabulary_of
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import fit_naive_bayes, log_joint
from nlp_core.text.reader import Reader
from nlp_core.training.run import one_thread

SIZES = {"nsmc": (10, 30, 100, 300, 1_000, 3_000, 10_000), "reviews": (10, 30, 100, 200)}
SEEDS = {"nsmc": (0, 1, 2), "reviews": (0, 1, 2)}
TEXTS = (("nsmc", "ko"), ("reviews", "ko"), ("reviews", "en"))
UNITS = {"ko": "runs", "en": "pairs"}
"""What naive Bayes counts: what does best on the public reviews of its own lesson."""
COUNTED = "naive-bayes"


def measure() -> dict[str, Any]:
    """All ways at all sizes, corpus by corpus."""
    torch.set_flush_denormal(True)
    with one_thread():
        rows = [row for corpus, language in TEXTS for row in curves(corpus, language)]
    return {
        "data": "; ".join(dict.fromkeys(FineTuningSpec(corpus=c).DATA for c, _ in TEXTS)),
        "seeds": list(SEEDS["nsmc"]),
        "tested": {name: len(labelled(name, "ko", 0).tested[:TESTED]) for name in SIZES},
        "rows": rows,
    }


def curves(
    corpus: str, language: str, *, sizes: Sequence[int] = (), ways: Sequence[str] = tuple(WAYS)
) -> list[dict[str, Any]]:
    """A row for each way and number of labels: accuracy seed by seed."""
    found = [labelled(corpus, language, seed) for seed in SEEDS[corpus]]
    rows = []
    for labels in sizes or SIZES[corpus]:
        for way in (*ways, COUNTED):
            runs = [
                run(way, corpus, language, labels, seed, texts)
                for seed, texts in zip(SEEDS[corpus], found, strict=True)
            ]
            named = {"corpus": corpus, "language": language, "way": way, "labels": labels}
            rows.append(named | {"accuracy": [round(one["accuracy"], 4) for one in runs]})
    return rows


def run(way: str, corpus: str, language: str, labels: int, seed: int, texts: Labelled) -> Run:
    """One training, or one counting, and its accuracy; kept, so that it is made once."""
    beginning = "scratch" if way == COUNTED else way
    spec = FineTuningSpec(beginning, corpus, language, labels, seed=seed)
    if way == COUNTED:
        return kept(COUNTED, spec, lambda: {"accuracy": by_counting(spec, texts)})
    return kept("label_efficiency", spec, lambda: {"accuracy": fine_tuned(spec, texts)})


def fine_tuned(spec: FineTuningSpec, texts: Labelled, base: Bert | None = None) -> float:
    """Accuracy after a training that begins with ``base``, or with what the spec names."""
    bundle = spec.build()
    if base is None:
        begin(spec, bundle)
    elif spec.base is not None:
        spec.begin(bundle, base)
    *_, last = spec.fit_on(bundle, texts)
    return last.metrics["accuracy"]


def by_counting(spec: FineTuningSpec, texts: Labelled) -> float:
    """Accuracy of naive Bayes on the same texts, with the units of the labelled ones."""
    rows, tested = spec.texts_of(texts)
    learned, held_out = ([text for text, _ in part] for part in (rows, tested))
    unit = UNITS[spec.language]
    if unit == "runs":
        found = find_runs(learned)
        vocabulary = vocabulary_of(found)
        counts = count_runs(found, vocabulary)
        asked = count_runs(find_runs(held_out), vocabulary)
    else:
        reader = Reader(spec.language, unit)
        documents = [[reader.units(text) for text in part] for part in (learned, held_out)]
        vocabulary = build_vocabulary(documents[0])
        counts, asked = (count(part, vocabulary) for part in documents)
    model = fit_naive_bayes(counts, [str(label) for _, label in rows], vocabulary)
    said = log_joint(model, asked).argmax(axis=1)
    return float((said == np.array([label for _, label in tested])).mean())
