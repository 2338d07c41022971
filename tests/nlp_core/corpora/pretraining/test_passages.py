"""Passages keep the text, cut where sentences end, and survive their file."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from nlp_core.corpora.pretraining import passages as module
from nlp_core.corpora.pretraining.documents import LANGUAGES, Document, little_world
from nlp_core.corpora.pretraining.passages import (
    LONGEST,
    cut,
    encode,
    file_name,
    gathered,
    load,
    passages,
    save,
)
from nlp_core.corpora.pretraining.tokenizer import CLS, MASK, SPECIALS, VOCAB_SIZES, tokenizer
from nlp_core.training import packing

TEXTS = [
    Document("ko", "x", ("재밌어요!", "또 볼게요.")),
    Document("en", "x", ("a film.",)),
    Document("en", "x", tuple(f"this is sentence number {i}." for i in range(60))),
]


@pytest.mark.parametrize("corpus", VOCAB_SIZES)
def test_the_tokenizer_is_the_one_of_the_lesson_and_spells_everything(corpus: str) -> None:
    bpe = tokenizer(corpus)
    assert len(bpe.tokens) == VOCAB_SIZES[corpus] and bpe.tokens[: len(SPECIALS)] == SPECIALS
    for text in ("나는 [MASK]에서 책을 빌렸다 👩\u200d🚀", "the film\x00", "뷁 ᄒ"):
        assert bpe.decode(bpe.encode(text)) == text
        assert bpe.fast.encode(text, add_special_tokens=False).ids == bpe.encode(text)


def test_no_token_of_the_little_world_is_a_part_of_a_letter() -> None:
    bpe = tokenizer("little_world")
    for language in LANGUAGES:
        some = itertools.islice(little_world(language), 300)
        told = [text for one in some for text in one.sentences]
        for text, ids in zip(told, encode(told, "little_world"), strict=True):
            pieces = [bpe.decode([one]) for one in ids]
            assert "".join(pieces) == f" {text}"


def test_special_tokens_are_the_same_where_rows_are_packed() -> None:
    names = ("PAD", "CLS", "SEP", "MASK", "BOS", "EOS")
    assert [getattr(packing, name) for name in names] == list(range(6))
    assert len(SPECIALS) == packing.N_SPECIAL and tokenizer().tokens[CLS] == "[CLS]"
    assert tokenizer().tokens[MASK] == "[MASK]"


def test_a_sentence_begins_as_it_would_within_a_text() -> None:
    first, second = encode(["film", "a film"])
    assert second[-1:] == first


def test_passages_keep_the_text_and_the_cut_between_sentences() -> None:
    made = gathered(iter(TEXTS))
    parts = np.split(made.tokens, made.ends[:-1])
    assert len(parts) > 3 and made.lengths.max() <= LONGEST
    decode = tokenizer().decode
    assert decode(parts[0].tolist()) == " 재밌어요! 또 볼게요."
    assert decode(parts[0][: made.second[0]].tolist()) == " 재밌어요!"
    assert made.second[1] == 0
    whole = "".join(decode(part.tolist()) for part in parts[2:])
    assert whole == "".join(f" {sentence}" for sentence in TEXTS[2].sentences)
    for part, second in zip(parts[2:], made.second[2:], strict=True):
        assert decode(part[:second].tolist()).endswith(".")
    assert made.language.tolist() == [0] + [1] * (len(parts) - 1)


def test_a_long_sentence_is_cut_and_the_middle_is_the_nearest_end() -> None:
    assert list(cut([list(range(9))], longest=4)) == [
        ([0, 1, 2, 3], 0),
        ([4, 5, 6, 7], 0),
        ([8], 0),
    ]
    assert list(cut([[1], [2] * 3, [3] * 4], longest=9)) == [([1, 2, 2, 2, 3, 3, 3, 3], 4)]


def test_a_choice_of_passages_is_theirs() -> None:
    made = gathered(iter(TEXTS))
    second = made.chosen(np.arange(len(made.ends)) == 1)
    assert tokenizer().decode(second.tokens.tolist()) == " a film."
    assert second.ends.tolist() == [len(second.tokens)] and second.language.tolist() == [1]


def test_they_are_made_once_and_read_from_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NLP_REVISITED_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "documents", lambda lang: (d for d in TEXTS if d.language == lang))
    made = passages()
    assert (tmp_path / "cache" / "data" / "pretraining" / file_name()).is_file()
    monkeypatch.setattr(module, "documents", lambda language: pytest.fail("made again"))
    for again in (passages(), load(tmp_path / "cache" / "data" / "pretraining" / file_name())):
        for name in ("tokens", "ends", "second", "language", "held_out"):
            assert np.array_equal(getattr(again, name), getattr(made, name)), name
    save(made, tmp_path / "data" / "pretraining" / file_name())
    assert len(passages().ends) == len(made.ends)
