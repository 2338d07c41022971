"""Retrieval: one query re-ranked as its rare word gains weight, then vectors, judges and mining."""

from nlp_core.experiments.retrieval.evaluation import grades_of, judge
from nlp_core.experiments.retrieval.mining import grouped, seen_once
from nlp_core.experiments.retrieval.reranking import arithmetic, rerank, shorter_or_longer
from nlp_core.experiments.retrieval.search import Settings, ranker
from nlp_core.provenance import Computed
from nlp_core.text.collocations import npmi, pmi
from nlp_core.text.dense_ranking import latent_vectors, mean_vector
from nlp_core.text.inverted_index import build_index
from nlp_core.text.keywords import keywords
from nlp_core.text.rank_fusion import reciprocal_rank_fusion, weighted_sum
from nlp_core.text.ranking import best, bm25, rarity, saturation
from nlp_core.text.ranking_measures import ndcg_at, precision_at, recall_at
from nlp_core.text.topics import factorize
from pages.kit.language import language, t
from pages.kit.lesson import open_lesson
from pages.kit.morphemes import reader_for
from pages.parts import retrieval as parts
from pages.parts import retrieval_measured as measured
from pages.parts import retrieval_search as shown

lesson = open_lesson("retrieval")
here = language()

# The stage: a query, and what its words weigh.
stage = lesson.stage()
with stage.controls:
    typed = lesson.ask(parts.query_field(here))
    power, k1, b = (lesson.ask(one) for one in (parts.POWER, parts.K1, parts.B))
with stage.more:
    texts = parts.collection(lesson, lesson.ask(parts.SOURCE))
    unit = lesson.ask(parts.unit_choice())
    vectors, origin = parts.word_vectors(lesson, lesson.ask(parts.VECTORS))
    share = lesson.ask(parts.SHARE)
reader = reader_for(here, unit, [*texts.read, *texts.titles, typed])
settings = Settings(k1, b, 0.0 if share == "places" else float(share))
with stage.controls:
    index = parts.indexed(lesson, texts, reader)
    terms = parts.usable_terms(lesson, index, typed)
found = rerank(index, terms, settings, power)
titles = texts.titles
first = [one.document for one in found.found]
with stage.controls:
    alike = found.first_alike
    choices = list(dict.fromkeys([*first[:3], *alike[:2]]))
    lesson.exercise(
        "alike",
        answer=[document for document in alike if document in choices],
        options=choices,
        names={document: titles[document] for document in choices},
        rarest=found.rarest,
        first=titles[alike[0]],
    )
chart = shown.ranking(lesson, found)
lesson.aha(chart, Computed(), key="ranking")


@lesson.step("index")
def inverted() -> None:
    """The postings of the query's words, and nothing else, are read."""
    shown.postings(lesson, found)
    read = sum(index.index.holding(word) for word in found.words)
    if len(found.words) <= shown.WORDS:  # else not all of them are to be seen
        lesson.exercise("read", answer=read, words=len(found.words), n=len(index.index))
    lesson.say(
        "index-size",
        n=len(index.index),
        words=len(index.index.words),
        postings=len(index.index.documents),
        holding=found.holding,
    )
    lesson.code(build_index)


@lesson.step("scores", folded=True)
def scores() -> None:
    """Where a document's score comes from."""
    label = ("들여다볼 문서", "Document to look at")
    document = first[lesson.ask(shown.document_choice("document", label, found))]
    lesson.figure(shown.shares(lesson, found, document), Computed(), key="shares")
    lesson.say("arithmetic", title=titles[document], **arithmetic(found, document))
    lesson.code(bm25, rarity, saturation)


@lesson.step("length", folded=True)
def length() -> None:
    """What b does to long documents and short ones."""
    lesson.figure(shown.length_curves(lesson, k1, b), Computed(), key="length")
    document, change = shorter_or_longer(found)
    ways = {"up": t("커져요", "up"), "same": t("그대로예요", "same"), "down": t("작아져요", "down")}
    size = {"length": index.index.lengths[document], "mean": index.index.mean_length}
    lesson.exercise(
        "longer",
        answer=change,
        options=list(ways),
        names=ways,
        title=titles[document],
        **size,
    )
    lesson.say("length-ends")


@lesson.step("units", folded=True)
def units() -> None:
    """What is looked up decides what is found."""
    chart, by_unit = measured.by_unit(lesson, settings)
    lesson.figure(chart, Computed(), key="units")
    lowest, highest = (f(by_unit, key=by_unit.__getitem__) for f in (min, max))
    lesson.say(
        "units-apart",
        lowest=t(*parts.UNIT_NAMES[lowest]),
        highest=t(*parts.UNIT_NAMES[highest]),
        low=by_unit[lowest],
        high=by_unit[highest],
    )


@lesson.step("dense", folded=True)
def dense() -> None:
    """Vectors find what shares no word; and two rankings become one."""
    asking = ranker(index, settings, vectors)
    grades = grades_of(texts, typed)
    for method in ("bm25", "dense", "hybrid"):
        ranked = best(asking.scores(method, terms.all), measured.TITLES).tolist()
        measured.results(lesson, index, method, [(one, grades.get(one, 0)) for one in ranked])
    measured.tell_vectors(lesson, index, vectors, asking.vectors.matrix.shape[1])
    fused = reciprocal_rank_fusion if share == "places" else weighted_sum
    lesson.code(mean_vector, fused, *((latent_vectors,) if vectors is None else ()))


@lesson.step("evaluation", folded=True)
def evaluation() -> None:
    """Sixty judged queries, every method."""
    with lesson.beside():
        measure, k = lesson.ask(parts.MEASURE), lesson.ask(parts.DEPTH)
    judged = judge(index, settings, vectors, k)
    chart = measured.measures(lesson, judged, measure)
    lesson.figure(chart, Computed(), *origin, key="measures", queries=len(judged.queries), k=k)
    low, high = judged.random_spread[measure]
    lesson.say("evaluation-read", k=k, low=low, high=high)
    chart = measured.differences(lesson, judged, measure)
    lesson.figure(chart, Computed(), *origin, key="differences", queries=len(judged.queries))
    apart = judged.difference(measure, "dense", "bm25")
    lesson.say("clear" if apart.clear else "unclear", wins=apart.wins, losses=apart.losses)
    lesson.figure(measured.kinds(lesson, judged, measure), Computed(), *origin, key="kinds")
    lesson.code(ndcg_at, precision_at, recall_at)


@lesson.step("losing", folded=True)
def losing() -> None:
    """The query on which a method is farthest behind."""
    method = lesson.ask(parts.LOSER)
    judged = judge(index, settings, vectors)
    query, rival, mine, theirs = judged.losing(method)
    said = judged.queries[query].words[here]
    lesson.say("lost", query=said, mine=mine, theirs=theirs)
    for one in (method, rival):
        measured.results(lesson, index, one, judged.first(one, query, measured.TITLES))
    missed = judged.unfound(query)
    if missed:
        lesson.say("lost-words", words=", ".join(missed))


@lesson.step("keywords", folded=True)
def telling_words() -> None:
    """The words that say what a text is about."""
    label = ("핵심어를 뽑을 글", "Text to take keywords from")
    document = first[lesson.ask(shown.document_choice("keyworded", label, found))]
    lesson.figure(measured.keyword_bars(lesson, index, document), Computed(), key="keywords")
    lesson.code(keywords)


@lesson.step("collocations", folded=True)
def neighbours() -> None:
    """Words that are neighbours more often than by chance."""
    with lesson.beside():
        score, least = lesson.ask(parts.SCORE), lesson.ask(parts.LEAST)
    chart, pairs = measured.collocation_bars(lesson, index, score, least)
    lesson.figure(chart, Computed(), key="collocations")
    lesson.say("collocations-once", once=seen_once(pairs), shown=len(pairs))
    if score != "likelihood":
        lesson.code(*((pmi,) if score == "pmi" else (npmi, pmi)))


@lesson.step("topics", folded=True)
def topics() -> None:
    """A matrix as a product of two: topics that nobody named."""
    made = grouped(index, lesson.ask(parts.TOPICS))
    measured.topic_chips(lesson, made)
    if made.purities:
        lesson.figure(measured.topic_grid(lesson, made), Computed(), key="topics")
        lesson.say("topics-score", **made.numbers())
    lesson.code(factorize)


lesson.close()
