"""What the lesson shows of a tokenizer is what the tokenizer does."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.bpe.subwords import (
    ROUND_TRIPS,
    SOURCES,
    bpe_pieces,
    corpus,
    kind_of,
    merge_columns,
    own_texts,
    round_trips,
    trained,
    unigram_pieces,
    unigram_split,
    visible,
    word_piece_pieces,
    word_pieces,
)
from nlp_core.text.bpe import Bpe

SENTENCE = "영화관에서 본 영화가 정말 재미있었어요! It was wonderful 👩\u200d🚀"


@pytest.fixture(params=["characters", "bytes"])
def bpe(request: pytest.FixtureRequest) -> Bpe:
    return trained(corpus("both"), request.param, 2000)


@pytest.mark.parametrize("source", [one for one in SOURCES if one != "own"])
def test_every_source_has_text(source: str) -> None:
    assert sum(map(len, corpus(source))) > 5000


def test_own_text_is_read_line_by_line() -> None:
    assert own_texts("가\n\n 나 \n") == ("가", " 나 ")
    with pytest.raises(LearnerError, match="empty-corpus"):
        own_texts(" \n\n")


def test_pieces_carry_the_ids_of_the_encoding(bpe: Bpe) -> None:
    assert [piece.id for piece in bpe_pieces(bpe, SENTENCE)] == bpe.encode(SENTENCE)


def test_no_piece_shows_a_broken_character(bpe: Bpe) -> None:
    for text in (SENTENCE, *ROUND_TRIPS.values()):
        for piece in bpe_pieces(bpe, text):
            assert "\ufffd" not in piece.text and piece.text.isprintable(), piece
            assert piece.text


def test_a_chunk_opens_unjoined_and_goes_on_joined(bpe: Bpe) -> None:
    pieces = bpe_pieces(bpe, "영화관에서 뷁")
    assert not pieces[0].joined
    opened = [piece for piece in pieces if not piece.joined]
    assert len(opened) == 2 and opened[1].text.startswith(" ")


def test_what_a_piece_is() -> None:
    bpe = trained(corpus("both"), "bytes", 2000)
    assert kind_of(bpe, bpe.split("the")[0].text) == "english"
    assert kind_of(bpe, bpe.split("에서")[0].text) == "korean"
    assert {piece.kind for piece in bpe_pieces(bpe, "뷁")} == {"bytes"}
    characters = trained(corpus("both"), "characters", 2000)
    assert [piece.kind for piece in bpe_pieces(characters, "뷁")] == ["unknown"]


def test_the_others_beside_it() -> None:
    texts = corpus("both")
    found = word_piece_pieces(word_pieces(texts, 1500), "영화관에서 뷁")
    assert [piece.kind for piece in found][-1] == "unknown"
    assert all(piece.joined == piece.text.startswith("##") for piece in found)
    found = unigram_split(unigram_pieces(texts, 1500), "영화관에서 뷁")
    assert "".join(piece.text for piece in found) == "영화관에서 뷁"
    assert found[-1].id is None


def test_round_trips() -> None:
    both = [trained(corpus("both"), base, 2000) for base in ("characters", "bytes")]
    columns = round_trips(both, ROUND_TRIPS, "same")
    assert columns[-1] == ["same"] * len(ROUND_TRIPS), "bytes lose nothing"
    assert "same" not in columns[4], "characters lose what they never saw"


def test_all_merges_as_columns(bpe: Bpe) -> None:
    number, _, _, new, identifier, times = merge_columns(bpe)
    assert len(number) == len(bpe.merges) and times == sorted(times, reverse=True)
    assert identifier[-1] == len(bpe.vocabulary) - 1 and all(new)


def test_visible() -> None:
    assert visible("👩\u200d🚀") == "👩\u200d🚀"
    assert visible("\u0301a") == "[U+0301]a"
    assert visible("a\n") == "a\n"
