"""The retrieval lesson's controls, and what it searches."""

from dataclasses import replace

from nlp_core.corpora import library
from nlp_core.errors import LearnerError
from nlp_core.experiments.bag_of_words import own_documents
from nlp_core.experiments.retrieval.collection import Collection, own, shelves
from nlp_core.experiments.retrieval.evaluation import METHODS
from nlp_core.experiments.retrieval.search import Searcher, Terms, searcher
from nlp_core.experiments.retrieval.word_vectors import looked_up
from nlp_core.provenance import Provenance
from nlp_core.recipes.public_vectors import PublicVectorsSpec
from nlp_core.text.embeddings import Vectors
from nlp_core.text.reader import SEARCHED, Reader
from pages.kit.controls import Choice, Slider, Text
from pages.kit.engine import engine
from pages.kit.language import Both, language, t
from pages.kit.lesson import Lesson
from pages.kit.suggested import Suggested
from pages.kit.upload import texts as uploaded
from pages.kit.visit import visit

STARTS = ("a05", "a06", "b26", "b16")  # judged queries to begin with: see the library
SOURCE = Choice(
    "source",
    ("어디에서 찾을까요?", "Search in"),
    {
        "library": ("준비된 백과 글 120편", "120 short articles"),
        "typed": ("내가 쓴 글", "texts I write"),
        "file": ("내 파일", "my file"),
    },
    listed=True,
)
TYPED = Text(
    "texts",
    ("글(한 줄에 하나씩)", "Texts (one a line)"),
    (own_documents.DOCUMENTS["ko"], own_documents.DOCUMENTS["en"]),
    limit=8000,
    lines=4,
)
UNIT_NAMES: dict[str, Both] = {
    "words": ("어절", "words"),
    "morphemes": ("형태소", "morphemes"),
    "bigrams": ("음절 2개씩(음절 2-그램)", "pairs of characters"),
    "stems": ("복수형 어미를 뗀 단어", "words without plural endings"),
}
UNIT = Choice("unit", ("찾는 단위", "Unit to look up"), UNIT_NAMES, listed=True)
POWER = Slider(
    "power",
    ("드문 단어의 무게: idf의 지수 λ", "Weight of rare words: power λ of idf"),
    *(0.0, 2.0, 0.25),
    default=1.0,
)
K1 = Slider("k1", ("k1: 되풀이를 쳐 주는 정도", "k1: what repetition is worth"), 0.0, 3.0, 0.1, 1.2)
B = Slider("b", ("b: 길이 보정", "b: correction for length"), 0.0, 1.0, 0.05, 0.75)
VECTORS = Choice(
    "vectors",
    ("밀집 벡터에 쓸 단어 벡터", "Word vectors of the dense ranking"),
    {
        "public": ("공개된 글에서 학습한 Word2Vec", "Word2Vec of public text"),
        "latent": ("이 글 모음에서 만든 벡터(LSA)", "made of these texts (LSA)"),
    },
    listed=True,
)
SHARE = Choice(
    "mix",
    ("하이브리드로 합치는 방법", "How the hybrid mixes"),
    {
        "places": ("순위로(RRF)", "places (RRF)"),
        "0.75": ("점수로, BM25 75%", "scores, 75% BM25"),
        "0.5": ("점수로, BM25 50%", "scores, 50% BM25"),
        "0.25": ("점수로, BM25 25%", "scores, 25% BM25"),
    },
    listed=True,
)
METHOD_NAMES: dict[str, Both] = {
    "random": ("무작위 순서", "random order"),
    "title": ("제목만 보는 BM25", "BM25 on titles alone"),
    "coordination": ("겹치는 단어의 수", "words in common"),
    "tf-idf": ("TF-IDF", "TF-IDF"),
    "bm25": ("BM25", "BM25"),
    "dense": ("밀집 벡터", "dense vectors"),
    "hybrid": ("하이브리드", "hybrid"),
}
MEASURE = Choice(
    "measure",
    ("재는 값", "Measure"),
    {
        "ndcg": ("nDCG@k", "nDCG@k"),
        "precision": ("정밀도 P@k", "precision P@k"),
        "recall": ("재현율@k", "recall@k"),
    },
)
DEPTH = Choice("k", ("k: 보는 결과의 수", "k: results looked at"), (1, 3, 5, 10, 20), default=10)
LOSER = Choice(
    "loser", ("어느 방법이 지는 질의?", "A query lost by"), {m: METHOD_NAMES[m] for m in METHODS}
)
SCORE = Choice(
    "score",
    ("점수", "Score"),
    {
        "pmi": ("PMI", "PMI"),
        "npmi": ("NPMI", "NPMI"),
        "likelihood": ("가능도비 G²", "likelihood ratio G²"),
    },
)
LEAST = Slider("least", ("나온 횟수의 하한", "Seen at least so often"), 1, 5, 1, 1)
TOPICS = Choice("topics", ("토픽의 수", "Number of topics"), (4, 8, 12, 16, 20), default=12)
CONTROLS = (
    *(POWER, K1, B, SOURCE, UNIT, VECTORS),
    *(TYPED, SHARE, MEASURE, DEPTH, LOSER, SCORE, LEAST, TOPICS),
)


def word_vectors(lesson: Lesson, chosen: str) -> tuple[Vectors | None, tuple[Provenance, ...]]:
    """The vectors of the dense ranking and where they come from; None: the collection's own."""
    if chosen == "latent":
        return None, ()
    model = engine().find(PublicVectorsSpec(language=language()))
    if model is None:
        lesson.warn(LearnerError("no-vectors"))
        return None, ()
    return looked_up(model), (model.provenance,)


def named(method: str) -> str:
    """A method as the learner reads it."""
    return t(*METHOD_NAMES[method])


def query_field(here: str) -> Suggested:
    """The query, with judged ones to try."""
    ready = {query.id: query.words for query in library.queries()}
    first = ready[STARTS[0]]
    field = Text("query", ("찾고 싶은 것", "What to find"), (first["ko"], first["en"]), limit=200)
    return Suggested(field, {ready[name][here]: "" for name in STARTS})


def start(here: str) -> str:
    """The query that the lesson begins with."""
    return next(query.words[here] for query in library.queries() if query.id == STARTS[0])


def unit_choice() -> Choice[str]:
    """The units that a search in the page's language can look up."""
    return replace(UNIT, options={unit: UNIT_NAMES[unit] for unit in SEARCHED[language()]})


def collection(lesson: Lesson, source: str) -> Collection:
    """What is searched: the learner's texts where there are some, else the library."""
    here = language()
    texts: tuple[str, ...] = ()
    if source == "typed":
        written = lesson.ask(TYPED)
        texts = lesson.attempt(lambda: own_documents.split_documents(written), ())
    elif source == "file" and (found := uploaded(lesson.slug)) is not None:
        lines = found.texts["text"]
        texts = lesson.attempt(
            lambda: visit().keep(
                "own-file-documents", found.identity, lambda: own_documents.usable_documents(lines)
            ),
            (),
        )
    if not texts:
        return shelves(here)
    tidied = own_documents.tidied(texts, shorten=False)
    if tidied.marked:
        lesson.say("html-removed", count=tidied.marked)
    return own(here, tidied.texts)


def indexed(lesson: Lesson, texts: Collection, reader: Reader) -> Searcher:
    """The collection by the chosen unit; by words where no text holds that unit."""
    found = lesson.attempt(lambda: searcher(texts, reader), None)
    return found if found is not None else searcher(texts, Reader(language()))


def usable_terms(lesson: Lesson, index: Searcher, typed: str) -> Terms:
    """The words of the query after what is to be said of them; other words if none is found."""
    terms = lesson.attempt(lambda: index.terms(typed), None)
    if terms is not None:
        _tell(lesson, terms, index)
        if terms.known:
            return terms
        lesson.warn(LearnerError("nothing-found"))
    ready = index.terms(start(language()))
    return ready if ready.known else index.commonest()


def _tell(lesson: Lesson, terms: Terms, index: Searcher) -> None:
    """Stop words alone, words left out, unknown words and known ones that are spelt like them."""
    if terms.only_stop_words:
        lesson.say("stop-words-only")
    if terms.left_out:
        lesson.say("words-left-out", count=terms.left_out)
    for word in terms.unknown[:3]:
        near = index.near(word)
        lesson.say("unknown-near" if near else "unknown-word", word=word, near=", ".join(near))
