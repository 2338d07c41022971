"""Bag of words: a column a word, a row a document, and what such numbers cannot say."""

import streamlit as st

from nlp_core.experiments.bag_of_words import bag
from nlp_core.experiments.bag_of_words.one_hots import compare_words, sum_of_one_hots
from nlp_core.experiments.bag_of_words.own_documents import SOUGHT, review_documents, shortened
from nlp_core.experiments.bag_of_words.zipf import ranks
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.grid import number_grid
from nlp_core.figures.palette import REFERENCE
from nlp_core.provenance import Computed
from nlp_core.text.counts import build_vocabulary, count, inverse_document_frequency, tf_idf
from nlp_core.text.reader import reversed_words
from nlp_core.text.similarity import cosine_similarities, distances, dot_products, one_hot
from pages.kit.chips import Chip
from pages.kit.documents import documents, units
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson

lesson = open_lesson("bag_of_words")
here = language()
WEIGHTS = {"counts": t("횟수", "counts"), "tf-idf": "TF-IDF"}
SIZES = {"all": t("모두", "all"), "10": "10", "20": "20", "50": "50"}
WORD, DOCUMENT = t("단어", "word"), t("문서", "document")
VALUE, VOCABULARY = t("값", "value"), t("어휘 집합", "vocabulary")
WORDS, ROWS, COLUMNS = 8, 10, 16  # what a class can read from the last row

texts = documents(lesson)
unit, cut = units(lesson)
plain = bag.pack(cut(texts), language=here)
names = [shortened(text, i) for i, text in enumerate(texts, 1)]

# Word beside word: every two are as far apart as any other two.
pairs = compare_words(plain, WORDS)
lesson.say("one-hot", size=len(plain.vocabulary))
drawn = (
    (t("내적", "dot product"), pairs.dots, "d"),
    (t("유클리드 거리", "Euclidean distance"), pairs.distances, ".2f"),
)
for column, (title, values, shape) in zip(st.columns(2), drawn, strict=True):
    chart = number_grid(
        values,
        rows=pairs.words,
        columns=pairs.words,
        row_title=WORD,
        column_title=title,
        value_title=VALUE,
        value_format=shape,
    )
    alt = t(f"단어와 단어 사이의 {title}", f"{title}, word by word")
    with column:
        lesson.figure(chart, Computed(), alt=alt, key=f"pairs-{shape[-1]}")
lesson.say("no-word-is-closer", **pairs.extremes())
if len(pairs.words) > 2:
    tie = t("모두 똑같이 멀어요", "all equally far")
    options = [*pairs.words[1:4], tie]
    nearest = pairs.nearest_to_first(tie)
    lesson.exercise("nearest", answer=nearest, options=options, word=pairs.words[0])

# A document is the sum of its one-hots.
lesson.say("sum")
label = t("더해 볼 문서", "Document to add up")
few = list(range(len(texts[:ROWS])))
place = lesson.choice(
    label, key="document", options=few, names=dict(enumerate(names)), default=few[:4][-1]
)
known, columns, rows = sum_of_one_hots(plain, place, COLUMNS)
chart = number_grid(
    rows,
    rows=[*known, t("합", "sum")],
    columns=columns,
    row_title=t("읽은 순서대로", "as read"),
    column_title=VOCABULARY,
    value_title=VALUE,
    last_row_apart=True,
    row_height=30,
)
alt = t("문서는 원-핫 벡터의 합", "A document as the sum of its one-hot vectors")
lesson.figure(chart, Computed(), alt=alt, key="sum")
backwards = reversed_words(texts[place], here)
cosine = bag.cosine_of(*cut((texts[place], backwards)))
lesson.exercise(
    "order",
    answer=bag.between(cosine),
    options=["one", "between", "zero"],
    names={"one": "1", "between": t("0과 1 사이", "between 0 and 1"), "zero": "0"},
    backwards=backwards,
    cosine=cosine,
    unit=unit,
)

# Duplicates go from the vocabulary; the bag keeps their number.
lesson.say("vocabulary", tokens=plain.tokens, size=len(plain.vocabulary))
frequent = plain.frequent(2 * COLUMNS)
label = t("어휘 집합(중복 없음)", "Vocabulary (no duplicates)")
lesson.chips([Chip(word) for word, _ in frequent], label=label, key="vocabulary")
label = t("백(나온 횟수까지)", "Bag (with counts)")
lesson.chips([Chip(word, note=f"×{n}") for word, n in frequent], label=label, key="bag")

# The document-term matrix.
lesson.say("matrix")
with lesson.controls():
    label = t("칸에 넣을 값", "Value in a cell")
    weighting = lesson.choice(label, key="weights", options=list(WEIGHTS), names=WEIGHTS)
    label = t("어휘 집합 크기", "Vocabulary size")
    size = lesson.choice(label, key="size", options=list(SIZES), names=SIZES)
    sought = lesson.text(t("찾을 말", "Look for"), key="sought", default=SOUGHT[here], limit=20)
    two = lesson.switch(t("이웃한 쌍(2-그램)도", "Pairs (2-grams) too"), key="pairs")
    stop = lesson.switch(t("불용어 빼기", "Leave out stop words"), key="stop")
asked = None if size == "all" else int(size)
packed = plain
with lesson.guard():
    packed = bag.pack(cut(texts, two), language=here, stop_words=stop, at_most=asked)
columns = packed.in_reading_order(COLUMNS, ROWS)
meeting = bag.meeting(packed, texts, sought)
chart = number_grid(
    packed.cells(weighting, ROWS, columns),
    rows=names[:ROWS],
    columns=columns,
    row_title=DOCUMENT,
    column_title=VOCABULARY,
    value_title=WEIGHTS[weighting],
    value_format="d" if weighting == "counts" else ".2f",
    marked=[i for i, word in enumerate(columns) if sought and sought.casefold() in word],
)
caption = t("테두리: 찾는 말이 든 열", "Framed: columns that hold what you look for")
alt = t("문서-단어 행렬", "Document-term matrix")
lesson.figure(chart, Computed(), alt=alt, key="matrix", caption=caption)
shape = {"n": len(texts), "size": len(packed.vocabulary), "zeros": packed.zeros()}
lesson.say("shown", rows=len(names[:ROWS]), columns=len(columns), **shape)
if meeting is None:
    lesson.say("meets-nowhere", sought=sought)
else:
    met = "meets-in-one" if meeting.joined == meeting.holding else "meets-apart"
    lesson.say(met, sought=sought, unit=unit, **meeting.numbers())
for problem in packed.problems(texts):
    with lesson.guard():
        raise problem
lesson.say("tf-idf", n=len(texts), **packed.rarity())

# Documents beside documents.
lesson.say("cosine")
chart = number_grid(
    cosine_similarities(packed.weights(weighting).head(ROWS)),
    rows=names[:ROWS],
    columns=[str(i) for i in range(1, len(names[:ROWS]) + 1)],
    row_title=DOCUMENT,
    column_title=t("문서 번호", "document number"),
    value_title=t("코사인 유사도", "cosine similarity"),
    value_format=".2f",
    highest=1.0,
)
alt = t("문서 사이의 코사인 유사도", "Cosine similarity of documents")
lesson.figure(chart, Computed(), alt=alt, key="cosine")
weigh = (inverse_document_frequency, tf_idf) if weighting == "tf-idf" else ()
lesson.code(build_vocabulary, count, one_hot, dot_products, distances, *weigh, cosine_similarities)

title = t("지프의 법칙: 자주 나오는 단어는 몇 개뿐", "Zipf's law: few words are frequent")
with lesson.fold(title, key="zipf") as opened:
    if opened:
        MINE = {"reviews": t("준비된 리뷰", "written reviews"), "mine": t("위의 글", "text above")}
        label = t("세어 볼 글", "Text to count")
        counted = lesson.choice(label, key="counted", options=list(MINE), names=MINE)
        law = ranks(cut(review_documents(here) if counted == "reviews" else texts))
        zipf = Series(t("순위에 반비례", "1 / rank"), *law.ideal(), colour=REFERENCE)
        chart = curves(
            [Series(MINE[counted], law.rank, law.frequency), zipf],
            x_title=t("순위(로그 눈금)", "rank (log scale)"),
            y_title=t("나온 횟수(로그 눈금)", "occurrences (log scale)"),
            x_log=True,
            y_log=True,
        )
        alt = t("순위와 나온 횟수", "Occurrences against rank")
        lesson.figure(chart, Computed(), alt=alt, key="zipf")
        lesson.say("zipf", unit=unit, **law.numbers())
lesson.close()
