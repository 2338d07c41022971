"""Subwords: train byte pair encoding, replay its merges, and see what a language's share costs."""

import streamlit as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.bpe import subwords
from nlp_core.experiments.bpe.merge_by_hand import by_hand
from nlp_core.experiments.bpe.merge_replay import replay
from nlp_core.measurements import korean_share
from nlp_core.provenance import Computed
from nlp_core.text.bpe_fast import learn_merges
from nlp_core.text.bpe_plain import apply_merges, count_pairs, learn_merges_plainly, merge_pair
from nlp_core.text.unigram import expected_counts, learn_pieces, viterbi
from nlp_core.text.wordpiece import gain, longest_match
from pages.kit.language import t
from pages.kit.lesson import open_lesson
from pages.kit.table import show
from pages.parts import bpe as parts

lesson = open_lesson("bpe")

# The stage: a sentence whose tokens join, merge by merge.
stage = lesson.stage()
with stage.controls:
    typed = lesson.sentence(t(*parts.SENTENCE))
    base = lesson.ask(parts.BASE)
    size = lesson.ask(parts.SIZE)
    source = lesson.ask(parts.SOURCE)
    texts = subwords.corpus("both" if source == "own" else source)
    if source == "own":
        written = lesson.ask(parts.OWN)
        texts = lesson.attempt(lambda: subwords.own_texts(written), texts)
    if not typed.strip():
        lesson.warn(LearnerError("empty-text"))
sentence = typed if typed.strip() else t(*parts.SENTENCE)
bpe = subwords.trained(texts, base, size)
seen = replay(bpe, sentence)
lesson.aha(parts.merges(lesson, seen), Computed(), key="replay")
given, merged = len(bpe.alphabet) + len(bpe.special), len(bpe.merges)
with stage.under:
    row = parts.chips(subwords.bpe_pieces(bpe, sentence), ids=True)
    lesson.chips(row, label=parts.counted(t("토큰과 번호", "Tokens and ids"), row))
    if size <= given:
        lesson.say("alphabet-large", asked=size, alphabet=given)
    elif given + merged < size:
        lesson.say("corpus-small", asked=size, size=given + merged)


@lesson.step("replay")
def replayed() -> None:
    """What the picture shows, and the ids that a model gets."""
    read = sum(map(len, texts))
    numbers = {"alphabet": given, "merges": merged, "size": given + merged}
    lesson.say("vocabulary", characters=read, **numbers)
    counts = {"characters": len(sentence), "words": len(sentence.split()), "tokens": len(row)}
    lesson.say("ids", **counts)
    if seen.cut:
        lesson.say("replay-cut")
    if any(piece.kind == "unknown" for piece in subwords.bpe_pieces(bpe, sentence)):
        lesson.say("unseen")
    with lesson.folded(t("배운 병합 모두 보기", "All merges"), key="merges") as opened:
        if opened and bpe.merges:
            words = lesson.words("merges")
            columns = subwords.merge_columns(bpe)
            table = dict(zip(words.values(), columns, strict=True))
            st.dataframe(table, hide_index=True, height=360)
            lesson.say("merges")


@lesson.step("by-hand", folded=True)
def hand() -> None:
    """The algorithm on a text small enough for the blackboard, with the plain trainer."""
    with lesson.beside():
        tiny = lesson.ask(parts.TINY)
        wanted = lesson.ask(parts.DONE)
    stages = by_hand(tiny)
    done = min(wanted, len(stages) - 1)
    now = stages[done]
    lesson.chips(parts.hand_chips(now), label=t("단어마다 한 번씩", "Each word once"))
    if done < len(stages) - 1:
        merge, after = stages[done + 1].merges[-1], stages[done + 1].tokens
        values = {"done": done, "tokens": now.tokens, "after": after, **merge._asdict()}
        lesson.exercise("merge", answer=after, **values)
    else:
        lesson.say("hand-end", done=done, tokens=now.tokens)
    if now.pairs:
        lesson.figure(parts.pairs(lesson, now), Computed(), key="pairs")


@lesson.step("share")
def shares() -> None:
    """What a language's share of the training text costs."""
    data = lesson.ask(parts.DATA)
    live = data == "live"
    costs = korean_share.live_costs() if live else korean_share.public_costs()
    origin = Computed() if live else korean_share.public_provenance()
    lesson.figure(parts.cost(lesson, costs), origin, key="cost")
    pairs = len(korean_share.sentence_pairs()) if live else korean_share.public_file()["pairs"]
    lesson.say("share-live" if live else "share-public", pairs=pairs)
    lesson.say("share-cost", **parts.share_numbers(costs))
    with lesson.folded(
        t("같은 뜻의 두 문장으로 보기", "Two sentences that mean the same"), key="two"
    ) as on:
        if on:
            with lesson.beside():
                share, pair = lesson.ask(parts.SHARE), lesson.ask(parts.PAIR)
            mixed = korean_share.live_tokenizer(share / 100)
            both = korean_share.sentence_pairs()[pair - 1]
            for text, name in zip(both, (t("한국어", "Korean"), t("영어", "English")), strict=True):
                tokens = parts.chips(subwords.bpe_pieces(mixed, text))
                lesson.chips(tokens, label=parts.counted(name, tokens))


@lesson.step("beside", folded=True, size=size)
def beside() -> None:
    """The same sentence in four kinds of subwords."""
    characters, byte_level = (subwords.trained(texts, unit, size) for unit in parts.BASES)
    word_pieces, unigram = subwords.word_pieces(texts, size), subwords.unigram_pieces(texts, size)
    rows = {
        t("BPE, 글자", "BPE, characters"): subwords.bpe_pieces(characters, sentence),
        t("BPE, 바이트", "BPE, bytes"): subwords.bpe_pieces(byte_level, sentence),
        "WordPiece": subwords.word_piece_pieces(word_pieces, sentence),
        "Unigram": subwords.unigram_split(unigram, sentence),
    }
    for name, pieces in rows.items():
        tokens = parts.chips(pieces)
        lesson.chips(tokens, label=parts.counted(name, tokens))
    lesson.say("beside-how")
    lesson.code(gain, longest_match, viterbi, expected_counts, learn_pieces)


@lesson.step("round-trip", folded=True)
def round_trip() -> None:
    """Text through a tokenizer and back."""
    unseen = subwords.bpe_pieces(bpe, "뷁")
    cut = " | ".join(piece.text for piece in unseen)
    lesson.exercise("unseen", answer=len(unseen), base=t(*parts.BASES[base]), pieces=cut)
    both = tuple(subwords.trained(texts, unit, size) for unit in parts.BASES)
    trips = {t(*parts.TRIPS[name]): text for name, text in subwords.ROUND_TRIPS.items()}
    trips[t("내 문장", "my sentence")] = sentence
    columns = subwords.round_trips(both, trips, t("그대로", "the same"))
    words = lesson.words("round-trip")
    kinds = [words.pop("tokens"), words.pop("back")]
    heads = [kind.format(t(*unit)) for unit in parts.BASES.values() for kind in kinds]
    show(dict(zip([*words.values(), *heads], columns, strict=True)))
    lesson.say("lost")


@lesson.step("history")
def history() -> None:
    """Where it came from: the prose says it all."""


lesson.code(learn_merges_plainly, count_pairs, merge_pair, apply_merges, trained_by=learn_merges)
lesson.close()
