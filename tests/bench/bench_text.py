"""Ours beside others in one run, as ratios: ``python -m tests.bench.bench_text [folder of data]``.

A ratio above 1 says that ours is faster. Byte pair encoding: the plain trainer on a small text, and
the tokenizers library (Rust, all cores) on a megabyte. Counts and naive Bayes: scikit-learn.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.trainers import BpeTrainer

from nlp_core.bench import MERGES, best, megabyte
from nlp_core.corpora.reviews import reviews
from nlp_core.text.bpe import Bpe, train
from nlp_core.text.bpe_base import chunks, spell
from nlp_core.text.bpe_fast import learn_merges
from nlp_core.text.bpe_plain import learn_merges_plainly
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import fit_naive_bayes, predict
from nlp_core.text.tokenizers import written_words


def beside(
    title: str, ours: Callable[[], Any], theirs: Callable[[], Any], name: str, repeat: int = 3
) -> None:
    """Time both and write one line."""
    mine, other = (best("", run, lambda _: "", repeat).seconds for run in (ours, theirs))
    line = f"{title:44} ours {mine:8.3f} s   {name} {other:8.3f} s   ratio {other / mine:6.2f}"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def plainly() -> None:
    """The fast trainer against the plain one, which count the same chunks."""
    counted: dict[str, int] = {}
    for review in reviews("ko"):
        for chunk in chunks(review.text):
            counted[spell(chunk, "bytes")] = counted.get(spell(chunk, "bytes"), 0) + 1
    assert learn_merges(counted, 200) == learn_merges_plainly(counted, 200)
    beside(
        "BPE, 300 Korean reviews, 200 merges",
        lambda: learn_merges(counted, 200),
        lambda: learn_merges_plainly(counted, 200),
        "plain trainer",
    )


def library(language: str, texts: list[str]) -> None:
    """The trainer against that of the tokenizers library, with the same settings."""

    def theirs() -> Tokenizer:
        tokenizer = Tokenizer.from_str(Bpe("bytes", (), (), ()).to_json())
        trainer = BpeTrainer(
            vocab_size=256 + MERGES,
            min_frequency=2,
            initial_alphabet=ByteLevel.alphabet(),
            show_progress=False,
        )
        tokenizer.train_from_iterator(texts, trainer)
        return tokenizer

    def ours() -> Bpe:
        return train(texts, vocab_size=256 + MERGES)

    assert ours().vocabulary == theirs().get_vocab()
    beside(f"BPE, 1 MB {language}, {MERGES} merges", ours, theirs, "tokenizers")


def counting(language: str, texts: list[str]) -> None:
    """Counting and naive Bayes against scikit-learn, cut by the same function."""

    def words(text: str) -> list[str]:
        return [token.text for token in written_words(text)]

    documents = [words(text) for text in texts]
    labels = [("a", "b")[i % 2] for i in range(len(texts))]
    vectorizer = CountVectorizer(analyzer=lambda document: document)
    vocabulary = build_vocabulary(documents)
    counts = count(documents, vocabulary)
    matrix = vectorizer.fit_transform(documents)
    assert matrix.sum() == counts.value.sum()
    beside(
        f"counts of cut words, {language}, {len(texts):,} texts",
        lambda: count(documents, build_vocabulary(documents)),
        lambda: CountVectorizer(analyzer=lambda document: document).fit_transform(documents),
        "scikit-learn",
    )
    beside(
        f"naive Bayes, fit and predict, {language}",
        lambda: predict(fit_naive_bayes(counts, labels, vocabulary), counts),
        lambda: MultinomialNB().fit(matrix, labels).predict(matrix),
        "scikit-learn",
    )


def main() -> None:
    """All comparisons, one after the other."""
    if len(sys.argv) > 1:
        os.environ["NLP_REVISITED_DATA"] = sys.argv[1]
    plainly()
    for language in ("ko", "en"):
        texts = megabyte(language)
        library(language, texts)
        counting(language, texts)


if __name__ == "__main__":
    main()
