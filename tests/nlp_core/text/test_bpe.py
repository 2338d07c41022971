"""Tokenizers trained here are, to the letter, those that the tokenizers library trains."""

import json
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.trainers import BpeTrainer

from nlp_core.corpora.reviews import reviews
from nlp_core.errors import LearnerError
from nlp_core.text.bpe import UNKNOWN, Bpe, train
from nlp_core.text.bpe_base import Base

TEXTS = [review.text for language in ("ko", "en") for review in reviews(language)]
AWKWARD = (
    "",
    " ",
    "ㅋㅋㅋ ㅠㅠ 안녀",
    "한글과 English를 섞어서 3.14%!",
    "e\u0301 \u1112\u1161\u11ab ｶﾞ ﬁ",
    "👨‍👩‍👧‍👦 🇰🇷 ☕\ufe0f",
    "\x00\x1b\x7f\u200b\ufeff\u2028\r\n\t",
    "[UNK] <s> [MASK]",
    "Ġíķľ Ċ",
    "𐍈 뷁 힣 가",
)
BASES: tuple[Base, ...] = get_args(Base)
SPECIAL = {"bytes": ("[PAD]", "[MASK]"), "characters": (UNKNOWN, "[PAD]", "[MASK]")}

both = pytest.mark.parametrize("base", BASES)


@pytest.fixture(scope="module", params=BASES)
def bpe(request: pytest.FixtureRequest) -> Bpe:
    return _trained(request.param)


def trained_by_the_library(texts: list[str], base: Base, vocab_size: int, frequency: int) -> Any:
    """Same cutting, same alphabet, same special tokens, same limits; merges learned in Rust."""
    tokenizer = Tokenizer.from_str(Bpe(base, (), (), SPECIAL[base]).to_json())
    trainer = BpeTrainer(
        vocab_size=vocab_size,
        min_frequency=frequency,
        special_tokens=list(SPECIAL[base]),
        initial_alphabet=ByteLevel.alphabet() if base == "bytes" else [],
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


@both
def test_equal_to_the_library_on_the_reviews(base: Base) -> None:
    ours = train(TEXTS, vocab_size=3000, base=base, special=SPECIAL[base])
    theirs = trained_by_the_library(TEXTS, base, 3000, 2)
    assert len(ours.merges) > 900
    assert json.loads(ours.to_json()) == json.loads(theirs.to_str())


texts = st.lists(st.text(alphabet=st.sampled_from("aab b한글 글!1é👍\n")), min_size=1, max_size=8)


@both
@given(texts, st.integers(250, 320), st.integers(0, 3))
@settings(deadline=None, max_examples=100)
def test_equal_to_the_library_on_random_corpora(
    base: Base, texts: list[str], vocab_size: int, frequency: int
) -> None:
    if not "".join(texts):
        return
    ours = train(
        texts, vocab_size=vocab_size, base=base, min_frequency=frequency, special=SPECIAL[base]
    )
    theirs = trained_by_the_library(texts, base, vocab_size, frequency)
    assert json.loads(ours.to_json()) == json.loads(theirs.to_str())


@given(st.text())
@settings(deadline=None, max_examples=200)
def test_every_string_survives_bytes(text: str) -> None:
    bpe = _trained("bytes")
    assert bpe.decode(bpe.encode(text)) == text
    assert bpe.fast.decode(bpe.encode(text)) == text


def test_hangul_and_all_planes_survive_bytes() -> None:
    hangul = [*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xAC00, 0xD7A4)]
    anywhere = [i for i in range(0, 0x110000, 11) if not 0xD800 <= i < 0xE000]
    for codes in (hangul, anywhere):
        text = "".join(map(chr, codes))
        assert _trained("bytes").decode(_trained("bytes").fast.encode(text).ids) == text


@given(st.text())
@example("[MASK] 한 [PAD]")
@settings(deadline=None, max_examples=200)
def test_own_encoding_is_the_librarys(text: str) -> None:
    for base in BASES:
        _assert_encoded_alike(_trained(base), text)


@pytest.mark.parametrize("text", [*AWKWARD, *TEXTS[::50]])
def test_own_encoding_is_the_librarys_on_awkward_texts(bpe: Bpe, text: str) -> None:
    _assert_encoded_alike(bpe, text)
    if bpe.base == "bytes":
        assert bpe.decode(bpe.encode(text)) == text


def _assert_encoded_alike(bpe: Bpe, text: str) -> None:
    theirs = bpe.fast.encode(text)
    tokens = bpe.split(text)
    assert [token.text for token in tokens] == theirs.tokens
    assert [(token.start, token.end) for token in tokens] == theirs.offsets
    assert bpe.encode(text) == theirs.ids
    covered = {i for token in tokens for i in range(token.start, token.end)}
    assert covered == set(range(len(text)))


def test_a_typed_special_token_stays_text(bpe: Bpe) -> None:
    special = set(range(len(bpe.special)))
    ids = bpe.encode("the [MASK] is")
    assert bpe.vocabulary["[MASK]"] in special
    assert not special & (set(ids) - {bpe.vocabulary.get(UNKNOWN)})


def test_unknown_characters() -> None:
    bpe = train(["가나다 가나다"], vocab_size=20, base="characters")
    assert [token.text for token in bpe.split("가나힣다")][1] == UNKNOWN
    assert bpe.decode(bpe.encode("가나힣다")) == "가나다"
    assert bpe.special == (UNKNOWN,)


def test_replay(bpe: Bpe) -> None:
    """Fewer merges, never fewer tokens; with none, a token is a symbol of the alphabet."""
    lengths = [len(bpe.first(count).encode(TEXTS[3])) for count in (0, 10, 100, 500)]
    assert lengths == sorted(lengths, reverse=True)
    assert {token.text for token in bpe.first(0).split(TEXTS[3])} <= set(bpe.alphabet)
    frequencies = [merge.frequency for merge in bpe.merges]
    assert frequencies == sorted(frequencies, reverse=True)


def test_readable_tokens_hold_no_broken_character() -> None:
    bpe = _trained("bytes")
    assert bpe.readable("[PAD]") == "[PAD]"
    for token in bpe.tokens:
        assert "\ufffd" not in bpe.readable(token)


def test_a_corpus_smaller_than_the_vocabulary_asked_for() -> None:
    bpe = train(["학교에 학교를"], vocab_size=5000, base="characters")
    assert [merge.left + merge.right for merge in bpe.merges] == ["학교"]
    assert len(bpe.vocabulary) == len("에를교학 ") + len(("[UNK]", "학교"))


def test_a_vocabulary_smaller_than_the_alphabet() -> None:
    assert len(train(TEXTS, vocab_size=10).vocabulary) == 256


def test_one_line_without_a_space_is_learned_from_as_fast_as_any() -> None:
    assert train(["가나다라" * 50_000], vocab_size=300).merges


def test_refusals() -> None:
    for nothing in ([], ["", ""]):
        with pytest.raises(LearnerError, match="empty-text"):
            train(nothing, vocab_size=300)
    for special in ("MASK", "'s", "", "[한]"):
        with pytest.raises(ValueError, match="like"):
            train(TEXTS, vocab_size=300, special=[special])


@cache
def _trained(base: Base) -> Bpe:
    return train(TEXTS, vocab_size=1200, base=base, special=SPECIAL[base])
