"""The ten pairs that show what the grammar is for come out of it, word for word."""

import pytest

from nlp_core.corpora.little_world.lexicon import adjectives, nouns, spots, verbs
from nlp_core.corpora.little_world.meaning import MANY, TAGS, Clause, Meaning, Phrase
from nlp_core.corpora.little_world.parallel import realised


def the(name: str, det: str = "the", count: int = 1, relative: Clause | None = None) -> Phrase:
    return Phrase(nouns()[name], 0, count, det, relative=relative)


def does(who: str | None, verb: str, *, past: bool = False, **rest: object) -> Clause:
    subject = the(who) if who else None
    return Clause(0, subject, past, verbs()[verb], **rest)  # type: ignore[arg-type]


def lives_in(city: str) -> Clause:
    return does(None, "live", place=spots()[city])


TARGETS = [
    (
        Meaning(does("cat", "drink_pet", object=the("milk", ""), place=spots()["kitchen"])),
        "The cat drinks milk in the kitchen.",
        "고양이가 부엌에서 우유를 마신다.",
    ),
    (
        Meaning(
            does("Yuna", "give", past=True, receiver=the("child"), object=the("apple", "a", 2))
        ),
        "Yuna gave the child two apples.",
        "유나가 아이에게 사과 두 개를 주었다.",
    ),
    (
        Meaning(does("Minho", "draw", object=the("house", "a"), tool=the("pencil", "a"))),
        "Minho draws a house with a pencil.",
        "민호는 연필로 집을 그린다.",
    ),
    (
        Meaning(does("farmer", "go", past=True, goal=spots()["Seoul"], vehicle=the("train"))),
        "The farmer went to Seoul by train.",
        "농부는 기차를 타고 서울로 갔다.",
    ),
    (
        Meaning(Clause(0, the("dog"), False, adjective=adjectives()["big"], than=the("cat"))),
        "The dog is bigger than the cat.",
        "개는 고양이보다 크다.",
    ),
    (
        Meaning(does("king", "hear", past=True, polarity="cannot", object=the("song"))),
        "The king could not hear the song.",
        "왕은 노래를 듣지 못했다.",
    ),
    (
        Meaning(
            Clause(
                0,
                the("teacher", relative=lives_in("Busan")),
                False,
                verbs()["like"],
                object=the("kimchi", ""),
            )
        ),
        "The teacher who lives in Busan likes kimchi.",
        "부산에 사는 선생님은 김치를 좋아한다.",
    ),
    (
        Meaning(
            Clause(0, the("child", count=MANY), True, verbs()["swim"], place=spots()["river"]),
            "so",
            weather="hot",
        ),
        "It was hot yesterday, so the children swam in the river.",
        "어제는 더워서 아이들이 강에서 수영했다.",
    ),
    (
        Meaning(
            does("cup", "fit", polarity="not", ground=the("bag")),
            "too",
            Clause(TAGS, None, False, adjective=adjectives()["big"]),
        ),
        "The cup does not fit in the bag because it is too big.",
        "컵이 너무 커서 가방에 들어가지 않는다.",
    ),
    (
        Meaning(does(None, "open", past=True, object=the("window")), "ask"),
        "Who opened the window?",
        "누가 창문을 열었나?",
    ),
]


@pytest.mark.parametrize(("meaning", "english", "korean"), TARGETS)
def test_target_pair(meaning: Meaning, english: str, korean: str) -> None:
    pair = realised(meaning)
    assert (pair.en.text, pair.ko.text) == (english, korean)


def test_words_of_the_targets_are_core() -> None:
    for name in ("cat", "child", "apple", "house", "pencil", "king", "song", "cup", "window"):
        assert "core" in nouns()[name].tags
    for name in ("drink_pet", "give", "draw", "go", "hear", "live", "like", "swim", "fit", "open"):
        assert "core" in verbs()[name].flags
