"""The lexicon: about 400 words, forms that belong together, tags and references that exist."""

from nlp_core.corpora.little_world.lexicon import adjectives, load, nouns, spots, verbs
from nlp_core.corpora.little_world.relations import tables

TAGS = {tag for noun in nouns().values() for tag in noun.tags}
PLACES = {tag for spot in spots().values() for tag in spot.tags}


def test_about_four_hundred_words() -> None:
    words = {noun.name for noun in nouns().values()} | set(spots()) | set(adjectives())
    words |= {verb.base.text for verb in verbs().values()}
    words |= {cell for table in tables("en") for row in table.rows for cell in row.values()}
    assert 380 <= len(words) <= 520


def test_every_verb_names_tags_that_exist() -> None:
    for verb in verbs().values():
        assert set(verb.who) <= TAGS, verb.name
        assert set(verb.what) <= TAGS, verb.name
        assert set(verb.where) <= PLACES, verb.name
        assert not verb.tool or verb.tool in TAGS, verb.name


def test_skirts_crowns_and_helmets_have_their_wearers() -> None:
    wearers = {
        "skirt": {"female"},
        "crown": {"royal"},
        "helmet": {"firefighter", "soldier", "pilot"},
    }
    for thing, who in wearers.items():
        tags = nouns()[thing].tags
        wear = [v for v in verbs().values() if v.base.text == "wear" and tags & set(v.what)]
        assert wear and {tag for verb in wear for tag in verb.who} == who


def test_every_adjective_names_what_exists() -> None:
    for adjective in adjectives().values():
        assert {*adjective.of, *adjective.be, *adjective.than} <= TAGS, adjective.name
        assert {*adjective.causes, *adjective.prevents} <= set(verbs()), adjective.name
        assert set(adjective.order) <= set(nouns()), adjective.name


def test_reasons_name_what_exists() -> None:
    for whose, state, who, verb, polarity in load("reasons")["rows"]:
        assert {*whose.split(), *who.split()} <= TAGS
        assert state in verbs() or state in adjectives()
        assert verb in verbs()
        assert polarity in ("", "not", "cannot")


def test_irregular_forms() -> None:
    past = {name: "".join(u.text for u in verb.ko.past) for name, verb in verbs().items()}
    assert past["help"] == "도왔다"  # ㅂ
    assert past["wear"] == "입었다"  # a regular ㅂ
    assert past["hear"] == "들었다"  # ㄷ
    assert past["close"] == "닫았다"  # a regular ㄷ
    assert past["cut"] == "잘랐다"  # 르
    assert past["build"] == "지었다"  # ㅅ
    assert past["wash"] == "씻었다"  # a regular ㅅ
    assert past["write"] == "썼다"  # 으
    live, make = verbs()["live"].ko, verbs()["make"].ko
    assert "".join(u.text for u in live.present + live.adnominal) == "산다사는"  # ㄹ
    assert "".join(u.text for u in make.adnominal) == "만드는"


def test_plain_present_endings() -> None:
    for verb in verbs().values():
        stem, ending = verb.ko.present
        assert ending.text == "다"
        assert stem.text.endswith("는") or (ord(stem.text[-1]) - 0xAC00) % 28 == 4, verb.name
    for adjective in adjectives().values():
        assert "".join(u.text for u in adjective.ko.present) == adjective.ko.present[0].lemma
