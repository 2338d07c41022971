"""Subwords: train byte pair encoding, replay its merges, and see what a language's share costs."""

import streamlit as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.bpe import subwords
from nlp_core.experiments.bpe.merge_by_hand import MERGES, by_hand
from nlp_core.experiments.bpe.merge_replay import UNSEEN, replay
from nlp_core.figures.bars import named_bars
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.palette import ENGLISH, KOREAN, LEARNED
from nlp_core.figures.replay import Span
from nlp_core.figures.replay import replay as replay_figure
from nlp_core.measurements import korean_share
from nlp_core.provenance import Computed
from nlp_core.text.bpe_fast import learn_merges
from nlp_core.text.bpe_plain import apply_merges, count_pairs, learn_merges_plainly, merge_pair
from nlp_core.text.unigram import expected_counts, learn_pieces, viterbi
from nlp_core.text.wordpiece import gain, longest_match
from pages.kit.chips import Chip
from pages.kit.language import t
from pages.kit.lesson import open_lesson

lesson = open_lesson("bpe")
SOURCES = {
    "both": t("리뷰(한국어+영어)", "reviews, both"),
    "ko": t("한국어 리뷰", "Korean reviews"),
    "en": t("영어 리뷰", "English reviews"),
    "world": t("작은 세계", "the little world"),
    "own": t("내 글", "my text"),
}
BASES = {"characters": t("글자", "characters"), "bytes": t("바이트", "bytes")}
OWN = t(
    "학교에 가다. 학교에서 배우다.\n학교를 나와 집에 가다.",
    "We walked to the old school.\nThe old school was walking distance away.",
)


def chips(pieces: list[subwords.Piece], label: str, key: str, *, ids: bool = False) -> None:
    """Pieces as chips: colour says Korean, English, or bytes that are no whole character."""
    roles = {"korean": "korean", "english": "english", "bytes": "fixed"}
    row = []
    for text, number, joined, kind in pieces:
        note = str(number) if ids and number is not None else ""
        row.append(Chip(text, roles.get(kind), 0.3, joined, kind == "unknown", note))
    lesson.chips(row, label=f"{label} · {len(row)}", key=key)


# What is learned from, and how far.
with lesson.controls():
    label = t("학습할 글", "Learn from")
    source = lesson.choice(label, key="source", options=list(SOURCES), names=SOURCES)
    label = t("시작하는 단위", "Start from")
    base = lesson.choice(label, key="base", options=list(BASES), names=BASES)
    label = t("어휘 집합 크기", "Vocabulary size")
    size = lesson.choice(label, key="size", options=[500, 1000, 2000, 4000], default=2000)
texts = subwords.corpus("both" if source == "own" else source)
if source == "own":
    label = t("내 글(이 접속에서만 써요)", "My text (used in this visit only)")
    written = lesson.text(label, key="own", default=OWN, limit=20_000, lines=6)
    with lesson.guard():
        texts = subwords.own_texts(written)
bpe = subwords.trained(texts, base, size)
default = t(
    "영화관에서 본 영화가 정말 재미있었어요!", "The surprisingly funny story was wonderful!"
)
sentence = lesson.sentence(default=default)
if not sentence.strip():
    with lesson.guard():
        raise LearnerError("empty-text")
    sentence = default

# The merge replay.
seen = replay(bpe, sentence)
captions = [
    t(
        f"{one.number:,}번째 병합: {one.left} + {one.right} ({one.frequency:,}번)",
        f"merge {one.number:,}: {one.left} + {one.right} ({one.frequency:,} times)",
    )
    for one in seen.steps
]
start = t(f"병합하기 전: {seen.symbols}토큰", f"before any merge: {seen.symbols} tokens")
left, right = t("왼쪽", "left"), t("오른쪽", "right")
number, times = t("몇 번째 병합", "merge number"), t("나란히 나온 횟수", "times side by side")
titles = (number, left, right, times, t("이 문장의 토큰 수", "tokens of the sentence"))
drawn = replay_figure(
    [Span(*block) for block in seen.blocks],
    [start, *captions],
    width=seen.width,
    slider=t("병합 단계", "Merge step"),
    play=t("재생", "play"),
    table={title: [one[i] for one in seen.steps] for i, title in enumerate(titles)},
)
caption = t(
    "회색: 시작하는 단위, 보라색: 병합으로 배운 토큰, 금색 테두리: 방금 붙은 토큰",
    "Grey: what it starts from. Purple: learned by merging. Gold rim: joined just now.",
)
if any(block.text == UNSEEN for block in seen.blocks):
    caption += t(" · ?: 학습한 글에 없던 글자([UNK])", " ?: not in the text learned from ([UNK]).")
alt = t("병합할 때마다 붙는 토큰", "Tokens that join, merge by merge")
lesson.figure(drawn, Computed(), alt=alt, key="replay", caption=caption)
given, merged = len(bpe.alphabet) + len(bpe.special), len(bpe.merges)
read = sum(map(len, texts))
lesson.say("replay", characters=read, alphabet=given, merges=merged, size=given + merged)
if seen.cut:
    lesson.say("replay-cut")
if size <= given:
    lesson.say("alphabet-large", asked=size, alphabet=given)
elif given + merged < size:
    lesson.say("corpus-small", asked=size, size=given + merged)

# The tokens and their ids.
pieces = subwords.bpe_pieces(bpe, sentence)
lesson.say("ids", characters=len(sentence), tokens=len(pieces), words=len(sentence.split()))
chips(pieces, t("토큰과 번호", "Tokens and ids"), "ids", ids=True)

# By hand, with the plain trainer.
lesson.say("by-hand")
default = t(
    "학교 학교에 학교에서 학교에서는 집에서 집에서는 산에서",
    "low lower lowest slow slower slowest",
)
with lesson.controls():
    tiny = lesson.text(t("아주 짧은 글", "A tiny text"), key="tiny", default=default, limit=80)
    label = t("병합한 횟수", "Merges done")
    done = lesson.slider(label, key="done", low=0, high=MERGES, step=1, default=0)
with lesson.guard():
    stages = by_hand(tiny)
    done = min(done, len(stages) - 1)
    stage = stages[done]
    row = [
        Chip(token, role="learned" if len(token) > 1 else "fixed", weight=0.3, joined=i > 0)
        for word, _ in stage.words
        for i, token in enumerate(word)
    ]
    lesson.chips(row, label=t("단어마다 한 번씩", "Each word once"), key="hand-words")
    if stage.pairs:
        best = stage.pairs[:8]
        drawn = named_bars(
            [f"{a} + {b}" for a, b, _ in best],
            [count for _, _, count in best],
            x_title=times,
            name_title=t("쌍", "pair"),
            whole_numbers=True,
            colours=[LEARNED] * len(best),
        )
        alt = t("이웃한 쌍의 횟수", "Counts of neighbouring pairs")
        lesson.figure(drawn, Computed(), alt=alt, key="pairs")
    if done < len(stages) - 1:
        merge, after = stages[done + 1].merges[-1], stages[done + 1].tokens
        values = {"done": done, "tokens": stage.tokens, "after": after, **merge._asdict()}
        lesson.exercise("merge", answer=after, **values)
    else:
        lesson.say("hand-end", done=done, tokens=stage.tokens)
lesson.code(learn_merges_plainly, count_pairs, merge_pair, apply_merges, trained_by=learn_merges)

# Other subwords beside it.
lesson.say("beside", size=size)
characters, byte_level = (subwords.trained(texts, one, size) for one in ("characters", "bytes"))
chips(subwords.bpe_pieces(characters, sentence), t("BPE, 글자", "BPE, characters"), "beside-bpe")
chips(subwords.bpe_pieces(byte_level, sentence), t("BPE, 바이트", "BPE, bytes"), "beside-bytes")
word_pieces = subwords.word_pieces(texts, size)
chips(subwords.word_piece_pieces(word_pieces, sentence), "WordPiece", "beside-wordpiece")
unigram = subwords.unigram_pieces(texts, size)
chips(subwords.unigram_split(unigram, sentence), "Unigram", "beside-unigram")
lesson.say("beside-how")
lesson.code(gain, longest_match, viterbi, expected_counts, learn_pieces)

# What a language's share of the training text costs.
lesson.say("share")
DATA = {
    "public": t("공개 데이터(2 MB, 어휘 8,000)", "public text (2 MB, vocabulary 8,000)"),
    "live": t("리뷰로 지금 계산(20 KB, 어휘 1,000)", "reviews, now (20 KB, vocabulary 1,000)"),
}
data = lesson.choice(t("잰 글", "Measured on"), key="data", options=list(DATA), names=DATA)
costs = korean_share.live_costs() if data == "live" else korean_share.public_costs()
percent = [100 * one.share for one in costs]
by_language = (
    (t("한국어", "Korean"), [one.korean for one in costs], KOREAN),
    (t("영어", "English"), [one.english for one in costs], ENGLISH),
)
drawn = curves(
    [Series(name, percent, y, colour=colour, points=True) for name, y, colour in by_language],
    x_title=t(
        "학습한 글에서 한국어의 비율(바이트, %)", "Korean share of the bytes learned from (%)"
    ),
    y_title=t("문장 하나의 토큰 수(평균)", "tokens per sentence (mean)"),
    y_domain=(0, 1.05 * max(one.korean for one in costs)),
    x_values=[0, 25, 50, 75, 100],
)
measured = Computed() if data == "live" else korean_share.public_provenance()
alt = t("한국어 비율에 따른 문장의 토큰 수", "Tokens per sentence against the Korean share")
lesson.figure(drawn, measured, alt=alt, key="cost")
first, half = costs[0], next(one for one in costs if one.share == 0.5)
if data == "live":
    lesson.say("share-live", pairs=len(korean_share.sentence_pairs()))
else:
    lesson.say("share-public", pairs=korean_share.public_file()["pairs"])
lesson.say(
    "share-cost",
    ratio_first=first.korean / first.english,
    ratio_half=half.korean / half.english,
    korean_first=first.korean,
    korean_half=half.korean,
    english_first=first.english,
    english_half=half.english,
    eojeol=half.per_eojeol,
    word=half.per_word,
)
with lesson.controls():
    label = t("한국어의 비율(%)", "Korean share (%)")
    share = lesson.choice(label, key="korean", options=[0, 5, 25, 50, 100], default=50)
    label = t("문장 쌍", "Sentence pair")
    pair = lesson.slider(label, key="pair", low=1, high=20, step=1, default=1)
mixed = korean_share.live_tokenizer(share / 100)
korean, english = korean_share.sentence_pairs()[pair - 1]
chips(subwords.bpe_pieces(mixed, korean), t("한국어", "Korean"), "pair-korean")
chips(subwords.bpe_pieces(mixed, english), t("영어", "English"), "pair-english")

# There and back again.
lesson.say("round-trip")
TRIPS = {
    "syllables": t("한글", "Hangul"),
    "decomposed": t("자모로 풀린 한글(NFD)", "Hangul apart (NFD)"),
    "half-typed": t("치다 만 글자", "half-typed Hangul"),
    "joined": t("이어 붙인 이모지", "joined emoji"),
    "invisible": t("보이지 않는 글자", "invisible characters"),
    "scripts": t("다른 문자", "other scripts"),
}
trips = {TRIPS[name]: text for name, text in subwords.ROUND_TRIPS.items()}
trips[t("나의 문장", "my sentence")] = sentence
columns = subwords.round_trips((characters, byte_level), trips, t("그대로", "the same"))
tokens, back = t("토큰({})", "tokens ({})"), t("되돌린 글({})", "decoded ({})")
each = [title.format(BASES[one]) for one in ("characters", "bytes") for title in (tokens, back)]
heads = (t("글", "text"), t("보기", "looks like"), t("UTF-8 바이트", "UTF-8 bytes"), *each)
st.table(dict(zip(heads, columns, strict=True)), hide_index=True)
unseen = subwords.bpe_pieces(bpe, "뷁")
cut = " | ".join(piece.text for piece in unseen)
lesson.exercise("unseen", answer=len(unseen), base=BASES[base], pieces=cut)
with lesson.fold(t("병합 전체", "All merges"), key="merges") as opened:
    if opened and bpe.merges:
        titles = (number, left, right, t("새 토큰", "new token"), t("번호", "id"), times)
        columns = subwords.merge_columns(bpe)
        st.dataframe(dict(zip(titles, columns, strict=True)), hide_index=True, height=360)
        lesson.say("merges")
lesson.say("history")
lesson.close()
