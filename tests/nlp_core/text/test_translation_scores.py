"""Our BLEU and chrF against sacrebleu's, on texts of both languages and on awkward ones."""

import random
from collections.abc import Sequence

import pytest

from nlp_core.corpora.little_world import parallel
from nlp_core.recipes.translation import sentence_pieces
from nlp_core.text.translation_scores import bleu, chrf, corpus_bleu, corpus_chrf

metrics = pytest.importorskip("sacrebleu.metrics", reason="sacrebleu is not installed")
AWKWARD = [
    ("", "a b"),
    ("a", "a"),
    ("a", "b"),
    ("a b", "b a"),
    ("x y z", "a b c d e"),
    ("고양이 가 고양이 가", "고양이 가"),
    ("the the the the", "the cat"),
    ("🙂 ㅋㅋ", "🙂"),
    ("a b c d e f g", "a b c d e f g"),
]


def damaged(units: Sequence[str], rng: random.Random) -> list[str]:
    """Units with some left out, doubled or out of place."""
    made = [one for one in units for _ in range(rng.choice((0, 1, 1, 1, 1, 2)))]
    if rng.random() < 0.3:
        rng.shuffle(made)
    return made


def pairs() -> list[tuple[list[str], list[str]]]:
    """Damaged translations and their references, in units."""
    rng = random.Random(1)
    found = []
    for pair in parallel(150, seed=8):
        for side in (pair.en, pair.ko):
            units = [one.strip() for one in sentence_pieces(side)]
            found.append((damaged(units, rng), units))
    return found + [(one.split(), other.split()) for one, other in AWKWARD]


def test_sentences_score_as_sacrebleu_scores_them() -> None:
    official = metrics.BLEU(tokenize="none", effective_order=True)
    letters = metrics.CHRF()
    for written, wanted in pairs():
        one, other = " ".join(written), " ".join(wanted)
        expected = official.sentence_score(one, [other])
        assert bleu(written, wanted).score == pytest.approx(expected.score, abs=1e-9)
        assert chrf(one, other).score == pytest.approx(
            letters.sentence_score(one, [other]).score, abs=1e-9
        )


def test_a_corpus_scores_as_sacrebleu_scores_it() -> None:
    texts = [(" ".join(one), " ".join(other)) for one, other in pairs()]
    written, wanted = zip(*texts, strict=True)
    official = metrics.BLEU(tokenize="none").corpus_score(list(written), [list(wanted)])
    assert corpus_bleu(pairs()).score == pytest.approx(official.score, abs=1e-9)
    letters = metrics.CHRF().corpus_score(list(written), [list(wanted)])
    assert corpus_chrf(texts).score == pytest.approx(letters.score, abs=1e-9)


def test_short_corpora_lack_long_runs() -> None:
    official = metrics.BLEU(tokenize="none").corpus_score(["a b", "c"], [["a b", "c"]])
    assert corpus_bleu([(["a", "b"], ["a", "b"]), (["c"], ["c"])]).score == pytest.approx(
        official.score, abs=1e-9
    )


def test_what_it_is_made_of_adds_up() -> None:
    found = bleu(["the", "cat", "is", "here"], ["the", "cat", "was", "here", "today"])
    assert [one.both for one in found.orders] == [3, 1, 0, 0]
    assert [one.written for one in found.orders] == [4, 3, 2, 1]
    assert found.precisions == pytest.approx((3 / 4, 1 / 3, 1 / 4, 1 / 4))
    assert 0 < found.brevity < 1
