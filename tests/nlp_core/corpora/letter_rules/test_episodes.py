"""Episodes: seeded, true to their rules, and never about a held-out rule unless asked."""

import itertools

import numpy as np
import pytest

from nlp_core.corpora.letter_rules.draws import draw_rules, draw_words
from nlp_core.corpora.letter_rules.episodes import (
    ARROW,
    CHARACTERS,
    GAP,
    MIXTURES,
    NEWLINE,
    Episodes,
    curriculum,
    episodes,
)
from nlp_core.corpora.letter_rules.rules import FAMILIES, KINDS, LONGEST_AFFIX, SYMBOLS, Rule
from nlp_core.corpora.letter_rules.scope import LONGEST, NARROW, WIDE, Scope, weights


def text(data: Episodes, row: int) -> str:
    return "".join(CHARACTERS[token] for token in data.tokens[row] if token != GAP)


def lines(data: Episodes, row: int) -> list[tuple[str, str]]:
    whole = text(data, row).split("\n")[1:-1]
    return [(w, a) for w, a in (line.split(">") for line in whole if not line.startswith("#"))]


@pytest.fixture(scope="module", params=[False, True], ids=["training", "held-out"])
def sample(request: pytest.FixtureRequest) -> tuple[bool, Episodes]:
    rng = np.random.default_rng(3)
    return request.param, episodes(rng, rows=1500, context=120, unseen=request.param, described=0.5)


def test_every_line_follows_its_rule(sample: tuple[bool, Episodes]) -> None:
    _, data = sample
    count = 0
    for row in range(len(data.tokens)):
        rule = data.rules.rule(row)
        for word, answer in lines(data, row):
            assert rule.apply(word) == answer, rule
            assert 1 <= len(word) <= LONGEST
            count += 1
    assert count > 7000


def test_a_training_uses_no_held_out_rule_and_a_test_nothing_else(
    sample: tuple[bool, Episodes],
) -> None:
    unseen, data = sample
    assert {data.rules.rule(row).held_out for row in range(len(data.tokens))} == {unseen}


def test_held_out_rules_and_training_rules_are_disjoint() -> None:
    rng = np.random.default_rng(0)
    kind = np.repeat([KINDS.index(family) for family in FAMILIES], 3000)
    drawn: list[set[Rule]] = []
    for unseen in (False, True):
        draw = draw_rules(kind, rng, unseen=unseen)
        drawn.append({draw.rule(row) for row in range(len(kind))})
    assert not drawn[0] & drawn[1]
    assert min(map(len, drawn)) > 1000


def test_a_description_is_the_rules_own(sample: tuple[bool, Episodes]) -> None:
    _, data = sample
    described = 0
    for row in range(len(data.tokens)):
        first = text(data, row).split("\n")[1]
        if first.startswith("#"):
            assert first[1:] == data.rules.rule(row).description
            described += 1
    assert 0.3 < described / len(data.tokens) < 0.6  # half, less those that have no description


def test_answers_and_lines_are_marked(sample: tuple[bool, Episodes]) -> None:
    _, data = sample
    for row in range(50):
        for number, (_, answer) in enumerate(lines(data, row)):
            here = data.answer[row] & (data.line[row] == number)
            written = "".join(CHARACTERS[token] for token in data.tokens[row][here])
            assert written == answer + "\n"
    assert not (data.answer & (data.tokens == ARROW)).any()


def drawn(scope: Scope) -> tuple[set[int], set[int], set[int]]:
    """The sizes of alphabets, affixes and words that a scope draws."""
    rng = np.random.default_rng(4)
    draw = draw_rules(np.full(4000, KINDS.index("suffix")), rng, unseen=False, scope=scope)
    words = draw_words(draw, 3, rng, scope)
    used = [len(set(row[row > 0].tolist())) for row in words]
    assert (np.array(used) <= draw.n_symbol).all()
    lengths = (words > 0).sum(-1)
    return set(draw.n_symbol.tolist()), set((draw.first > 0).sum(1).tolist()), set(lengths.flat)


def test_a_scope_says_how_wide_the_draws_are() -> None:
    assert drawn(WIDE) == (
        set(range(2, 33)),
        set(range(1, LONGEST_AFFIX + 1)),
        set(range(1, LONGEST + 1)),
    )
    assert drawn(NARROW) == (set(range(12, 33)), {1, 2, 3}, set(range(1, 11)))
    assert drawn(WIDE.only(alphabet=2, affix=5, word=12)) == ({2}, {5}, {12})


@pytest.mark.parametrize(
    "wrong", [{"alphabet": 1}, {"alphabet": 33}, {"affix": 6}, {"word": 13}, {"edge": 0}]
)
def test_a_scope_refuses_what_cannot_be_drawn(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"size|symbols"):
        WIDE.only(**wrong)


def test_weights_are_shares() -> None:
    assert weights({1: 1, 4: 3}) == (0.25, 0, 0, 0.75)


def test_one_seed_gives_one_stream() -> None:
    def tokens(seed: int) -> np.ndarray:
        stream = curriculum(seed, steps=9, rows=4, context=60, described=0.2)
        return np.concatenate([one.tokens.ravel() for one in itertools.islice(stream, 9)])

    assert (tokens(5) == tokens(5)).all()
    assert (tokens(5) != tokens(6)).any()


def test_a_row_opens_with_a_newline_and_fills_its_context() -> None:
    data = episodes(np.random.default_rng(1), rows=200, context=152)
    assert data.tokens.shape == (200, 152)
    assert (data.tokens[:, 0] == NEWLINE).all()
    assert (data.tokens == GAP).mean() < 0.01


def test_a_mixture_says_which_families_there_are() -> None:
    data = episodes(np.random.default_rng(1), rows=300, context=40, mixture=MIXTURES["affixes"])
    assert {KINDS[kind] for kind in data.rules.kind} == {"suffix", "prefix"}


def test_short_rules_are_held_out_as_they_were_before_rules_grew_longer() -> None:
    assert sum(Rule("suffix", a + b).held_out for a in SYMBOLS for b in SYMBOLS) == 137
    assert "".join(a for a in SYMBOLS if Rule("suffix", a).held_out) == "dlpqsv?"
    assert "".join(b for b in SYMBOLS if Rule("wrap", "a", b).held_out) == "efk-"


def test_long_rules_are_held_out_one_in_eight() -> None:
    letters = "abcdefgh"
    for family in ("suffix", "prefix"):
        rules = [Rule(family, f"xyz{a}{b}") for a in letters for b in letters]
        assert 2 <= sum(rule.held_out for rule in rules) <= 16


def test_words_leave_room_for_their_insertion() -> None:
    rng = np.random.default_rng(2)
    draw = draw_rules(np.full(500, KINDS.index("insert")), rng, unseen=False)
    words = draw_words(draw, 5, rng)
    assert ((words > 0).sum(-1) > draw.place[:, None]).all()
