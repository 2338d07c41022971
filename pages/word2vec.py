"""Word2Vec: words that keep the same company come to stand together (Mikolov et al. 2013)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from nlp_core.experiments.word2vec import trained_vectors
from nlp_core.experiments.word2vec.trained_vectors import agreement
from nlp_core.figures.bars import named_bars
from nlp_core.figures.heatmap import heatmap
from nlp_core.figures.palette import FIXED, LEARNED, POSITIVE
from nlp_core.figures.scatter import scatter
from nlp_core.models.word2vec import Word2Vec, examples, negative_sampling_loss, one_hot_product
from nlp_core.provenance import Computed, Provenance
from nlp_core.recipes.word2vec import OBJECTIVES, Word2VecSpec, gold_questions
from nlp_core.text import embeddings
from nlp_core.training.word2vec import train
from pages.kit.chips import Chip
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.training import trained

lesson = open_lesson("word2vec")
here = language()
CORPORA = {
    "own": t("한국어 작은 세계", "English little world"),
    "other": t("영어 작은 세계", "Korean little world"),
}
WORD, COSINE = t("단어", "word"), t("코사인 유사도", "cosine similarity")


def bars(key: str, found: Sequence[Any], *made: Provenance, alt: str, **words: Any) -> None:
    """One bar a name."""
    names, values = zip(*found, strict=True)
    chart = named_bars(names, values, **{"name_title": WORD} | words)
    lesson.figure(chart, *made, alt=alt, key=key)


# What is learned, and how.
with lesson.controls():
    label = t("말뭉치(코퍼스)", "Corpus")
    corpus = lesson.choice(label, key="corpus", options=list(CORPORA), names=CORPORA)
    label = t("목표", "Objective")
    objective = lesson.choice(label, key="objective", options=list(OBJECTIVES))
    label = t("창 크기", "Window")
    window = lesson.choice(label, key="window", options=[1, 2, 5, 8, 12], default=5)
    label = t("벡터 크기", "Vector size")
    size = lesson.choice(label, key="size", options=[8, 16, 32, 64, 100], default=100)
    label = t("네거티브 수", "Negatives")
    negatives = lesson.choice(label, key="negatives", options=[1, 2, 5, 10, 20], default=5)
spoken = here if corpus == "own" else {"ko": "en", "en": "ko"}[here]
default = Word2VecSpec(language=spoken)
spec = replace(default, objective=objective, window=window, d_model=size, negatives=negatives)
accuracy = t("유추 정확도", "analogy accuracy")
model = trained(spec, nearest=default, metric="accuracy", metric_name=accuracy)
own_sentence, own_word, own_question, own_ends, own_row = trained_vectors.STARTS[spoken]

if model:
    vectors = trained_vectors.word_vectors(model)
    made = model.provenance

    # The offsets turn parallel.
    past = trained_vectors.replay(model)
    countries, capitals = ([pair[side] for pair in past.pairs] for side in (0, 1))
    count, cosines, share = len(countries), past.cosines, past.plane.share * 100
    caption = t(
        "스텝 {:,} · 화살표끼리의 평균 코사인 ({}차원 전체)",
        "step {:,} · mean cosine between arrows (all {} dimensions)",
    )
    lesson.figure(
        scatter(
            past.frames(),
            countries + capitals,
            kinds=[t("나라", "country")] * count + [t("수도", "capital")] * count,
            arrows=[(i, count + i) for i in range(count)],
            headlines=[f"{cosine:.2f}" for cosine in cosines],
            captions=[caption.format(step, vectors.matrix.shape[1]) for step in past.steps],
            slider=t("학습 장면", "moment of training"),
            play=t("재생", "play"),
            x_title=t("주성분 1 (단위 없음)", "principal component 1 (no unit)"),
            y_title=t("주성분 2 (단위 없음)", "principal component 2 (no unit)"),
            label_title=WORD,
        ),
        made,
        alt=t("나라에서 수도로 가는 화살표들", "Arrows from countries to capitals"),
        key="offsets",
    )
    lesson.say("offsets", first=cosines[0], last=cosines[-1], share=share, steps=past.steps[-1])
    with lesson.fold(t("다른 관계는요?", "And other relations?"), key="all") as opened:
        if opened:
            mean = t("화살표끼리의 평균 코사인", "mean cosine between arrows")
            found = [(one.pair, one.cosine) for one in trained_vectors.relations(vectors, spoken)]
            title = t("관계 (쌍 하나를 예로)", "relation (by one of its pairs)")
            alt = t("관계마다 잰 평균 코사인", "Mean cosine of each relation")
            bars("relations", found, made, alt=alt, x_title=mean, name_title=title)
            (best, high), (worst, low) = found[0], found[-1]
            lesson.say("relations", best=best, high=high, worst=worst, low=low)

    # A window slides over the learner's sentence.
    lesson.say("window")
    label = t("나의 문장", "My sentence")
    if spoken == here:
        sentence = lesson.sentence(own_sentence)
    else:
        sentence = lesson.text(label, key=f"sentence-{spoken}", default=own_sentence)
    with lesson.controls():
        label = t("중심 단어의 자리", "Place of the centre word")
        place = lesson.slider(label, key="place", low=1, high=20, step=1, default=3)
        label = t("추첨", "Draw")
        draw = lesson.choice(label, key="draw", options=[1, 2, 3, 4, 5], default=3)
    with lesson.guard():
        view = trained_vectors.slide(model, sentence, place - 1, seed=draw)
        if view.unknown:
            near = [embeddings.unknown(one, vectors.words).values["near"] for one in view.unknown]
            lesson.say("unknown", words=", ".join(view.unknown), near=" / ".join(near))
        centre_note, inside = t("중심", "centre"), view.inside
        row = [
            Chip(word, role="learned" if i == view.centre else "positive" if i in inside else None,
                 note=centre_note if i == view.centre else "")
            for i, word in enumerate(view.words)
        ]  # fmt: skip
        lesson.chips(row, label=t("창", "Window"), key="window")
        lesson.say("window-drawn", reach=view.reach, window=model.spec.window)
        shown = view.asked[:6]
        for i, asked in enumerate(shown, start=1):
            row = [Chip(word, role="learned", note=t("주어짐", "given")) for word in asked.given]
            row += [Chip(asked.target, role="positive", note=t("진짜", "real"))]
            row += [Chip(word, role="negative") for word in asked.negatives]
            label = t(f"{i}번 · 손실 {asked.loss:.2f}", f"{i} · loss {asked.loss:.2f}")
            lesson.chips(row, label=label, key=f"asked-{i}")
        lesson.say("window-asked", count=len(view.asked), shown=len(shown), k=model.spec.negatives)
    lesson.code(Word2Vec, negative_sampling_loss, examples, trained_by=train)

    # One-hot times matrix.
    lesson.say("table", words=len(vectors.words), size=vectors.matrix.shape[1])
    word = lesson.text(t("단어", "Word"), key=f"word-{spoken}", default=own_word, limit=40)
    with lesson.guard():
        word = vectors.known(word)
        found, rank = embeddings.neighbours(vectors, word, 10), vectors.index[word]
        one_hot, picked = one_hot_product(model.model.input, rank)
        looked_up = model.model.input(torch.tensor([rank]))
        names = [word, *(name for name, _ in found[:4])]
        columns = [str(i + 1) for i in range(12)]
        part = vectors.matrix[[vectors.index[name] for name in names], :12]
        chart = heatmap(
            part, rows=names, columns=columns, row_title=WORD, marked_row=0, signed=True,
            column_title=t("벡터의 차원 (앞 12개)", "dimension of the vector (first 12)"),
            value_title=t("값", "value"),
        )  # fmt: skip
        alt = t("임베딩 행렬의 행 다섯 개", "Five rows of the embedding matrix")
        lesson.figure(chart, made, alt=alt, key="rows")
        difference = float((picked - looked_up).abs().max())
        ones = int(one_hot.sum())
        lesson.say("row", word=word, place=rank + 1, ones=ones, difference=difference)

        lesson.say("neighbours")
        alt = t("코사인 유사도가 가장 높은 단어 열 개", "The ten words nearest by cosine")
        bars("neighbours", found, made, alt=alt, x_title=COSINE, domain=(0.0, 1.0))

    # a : b = c : ?
    lesson.say("analogy")
    with lesson.controls():
        question = [
            lesson.text(name, key=f"{name}-{spoken}", default=own_question[i], limit=40).strip()
            for i, name in enumerate("abc")
        ]
        label = t("문제에 나온 단어는 답에서 빼기", "Leave the question's words out")
        exclude = lesson.switch(label, key="exclude", default=True)
    with lesson.guard():
        question = [vectors.known(word) for word in question]
        answers = embeddings.analogy(vectors, *question, exclude=exclude)
        colours = [FIXED if name in question else POSITIVE for name, _ in answers]
        alt = t("유추의 답 후보 다섯 개", "Five candidates for the answer")
        bars("analogy", answers, made, alt=alt, x_title=COSINE, colours=colours, domain=(0.0, 1.0))
        a, b, c = question
        said = "analogy-excluded" if exclude else "analogy-included"
        lesson.say(said, a=a, b=b, c=c, d=answers[0][0])
    gold = gold_questions(spoken)
    without = embeddings.analogy_accuracy(vectors, gold) * 100
    within = embeddings.analogy_accuracy(vectors, gold, exclude=False) * 100
    lesson.exercise("excluded", answer=within, tolerance=3, without=without, count=len(gold))

    # A line between two words.
    lesson.say("axis")
    with lesson.controls():
        low, high = (
            lesson.text(label, key=f"{end}-{spoken}", default=own_ends[i], limit=40).strip()
            for i, (end, label) in enumerate(
                [("low", t("왼쪽 끝", "Left end")), ("high", t("오른쪽 끝", "Right end"))]
            )
        )
    label = t("줄 위에 세울 단어 (띄어쓰기로 구분)", "Words to place on it (with spaces between)")
    placed = lesson.text(label, key=f"on-{spoken}", default=own_row, limit=200)
    with lesson.guard():
        row = [vectors.known(word) for word in placed.replace(",", " ").split()[:20]]
        line = embeddings.axis(vectors, low, high, row)
        title = t("줄 위의 자리 (0과 1이 두 끝)", "place on the line (0 and 1 are its ends)")
        alt = t(f"{low}–{high} 줄 위에 선 단어들", f"Words on the line from {low} to {high}")
        bars("axis", line, made, alt=alt, x_title=title, references={low: 0.0, high: 1.0})

    with lesson.fold(t("시드를 바꾸면 남는 것", "What another seed keeps"), key="seeds") as opened:
        if opened:
            lesson.say("seeds")
            shipped = replace(default, seed=1)
            second = trained(replace(model.spec, seed=1), nearest=shipped, key="second")
            if second and second.spec.d_model != model.spec.d_model:
                lesson.say("seeds-size")
            elif second:
                agreed = agreement(vectors, trained_vectors.word_vectors(second), spoken)
                near = min((1, 0, -1), key=lambda level: abs(level - agreed.same_word))
                lesson.exercise("turned", answer=near, options=[1, 0, -1], word=own_word)
                if lesson.switch(t("견준 결과 보기", "Show the comparison"), key="compare"):
                    found = [
                        (
                            t("이웃 10개가 겹치는 비율", "10 neighbours in common"),
                            agreed.neighbours,
                        ),
                        (
                            t("답이 같은 유추의 비율", "analogies answered alike"),
                            agreed.same_answers,
                        ),
                        (t("같은 단어끼리의 코사인", "a word with itself"), agreed.same_word),
                    ]
                    title = t("값 (1이면 완전히 같음)", "value (1 is the same)")
                    alt = t("두 학습이 얼마나 같은지", "How far two trainings agree")
                    measure, span = t("잰 것", "measure"), (-0.2, 1.1)
                    bars("agreement", found, made, second.provenance, alt=alt, x_title=title,
                         name_title=measure, domain=span)  # fmt: skip
                    kept = agreed.neighbours * 100
                    lesson.say("seeds-found", turned=agreed.same_word, kept=kept)

    with lesson.fold(t("세기만 한 벡터", "Vectors that only count"), key="rivals") as opened:
        if opened:
            of = model.spec
            rivals = trained_vectors.rivals(
                spoken, vectors.words, slices=of.slices, window=of.window, d_model=of.d_model
            )
            found = [(t("무작위", "random"), rivals["random"]), ("PPMI + SVD", rivals["counted"])]
            found.append(("Word2Vec", without / 100))
            alt = t("세 가지 벡터의 유추 정확도", "Analogy accuracy of three kinds of vectors")
            bars("rivals", found, Computed(), made, alt=alt, x_title=accuracy,
                 name_title=t("방법", "method"), colours=[FIXED, FIXED, LEARNED],
                 domain=(0.0, 1.1))  # fmt: skip
            lesson.say("rivals")

lesson.close()
