"""English from a meaning: agreement, tense, articles, subject-verb-object."""

from nlp_core.corpora.little_world.lexicon import Unit, Verb, load, unit
from nlp_core.corpora.little_world.meaning import (
    ADPOSITION,
    HEAD,
    MODIFIER,
    NEGATION,
    NUMBER,
    TIME,
    Clause,
    Meaning,
    Phrase,
)

Out = list[tuple[Unit, int]]

_CLOSED = load("closed")


def _word(text: str, kind: str = "word") -> Unit:
    return unit(text, text, kind)


THE, WHO, THAT, AND, BECAUSE, SO, TOO, THAN, NOT, BY, TO, WITH = (
    _word(w) for w in "the who that and because so too than not by to with".split()
)
COMMA, STOP, MARK = (unit(mark, mark, "punctuation", False) for mark in ",.?")
ARTICLES = {a: _word(a, "determiner") for a in ("a", "an", "the")}
NUMBERS = {int(n): _word(pair.split()[0], "number") for n, pair in _CLOSED["numbers"].items()}
TIMES = {
    name: [_word(w, "adverb") for w in row[0].split()] for name, row in _CLOSED["times"].items()
}
GROUNDS = {name: _word(name, "preposition") for name in _CLOSED["grounds"]}
PRONOUNS = {p: _word(p, "pronoun") for p in ("he", "she", "it", "they")}
BE = {
    (False, True): _word("is"), (False, False): _word("are"),
    (True, True): _word("was"), (True, False): _word("were"),
}  # fmt: skip
DO = {(False, True): _word("does"), (False, False): _word("do")}
DID, CANNOT, COULD, IN, IT = (_word(w) for w in ("did", "cannot", "could", "in", "it"))
TODAY = {True: _word("yesterday", "adverb"), False: _word("today", "adverb")}
_WEATHER = {
    n: [[_word(w) for w in en.split()] for en in r["en"]] for n, r in _CLOSED["weather"].items()
}


def singular(phrase: Phrase | None) -> bool:
    """Whether the verb takes -s; a question's who does."""
    return phrase is None or phrase.count == 1


def phrase_out(phrase: Phrase, out: Out) -> None:
    """Article, number, adjective, noun, relative clause."""
    noun, tag = phrase.noun, phrase.tag
    if noun.en.kind != "name":
        if phrase.count > 1:
            out.append((NUMBERS[phrase.count], tag + NUMBER))
        elif phrase.det == "the" and phrase.count >= 0:
            out.append((THE, 0))
        elif phrase.det == "a" and phrase.count == 1 and noun.plural:
            first = phrase.adjective.en.text if phrase.adjective else noun.name
            out.append((ARTICLES["an" if first[0] in "aeiou" else "a"], 0))
    if phrase.adjective:
        out.append((phrase.adjective.en, tag + MODIFIER))
    plural = phrase.count != 1 and noun.plural
    out.append((plural or noun.en, tag + HEAD))
    if phrase.relative:
        out.append((WHO if "human" in noun.tags else THAT, 0))
        predicate(phrase.relative, phrase.count == 1, out)


def _verb(clause: Clause, verb: Verb, third: bool, out: Out) -> None:
    tag = clause.tag
    if clause.polarity == "not":
        out.append((DID if clause.past else DO[False, third], 0))
        out.append((NOT, tag + NEGATION))
        out.append((verb.base, tag))
    elif clause.polarity == "cannot":
        if clause.past:
            out += [(COULD, 0), (NOT, tag + NEGATION)]
        else:
            out.append((CANNOT, tag + NEGATION))
        out.append((verb.base, tag))
    else:
        out.append((verb.past if clause.past else verb.third if third else verb.base, tag))


def predicate(clause: Clause, third: bool, out: Out) -> None:
    """All that follows the subject."""
    tag = clause.tag
    if clause.verb:
        _verb(clause, clause.verb, third, out)
        for phrase in (clause.receiver, clause.object):
            if phrase:
                phrase_out(phrase, out)
    else:
        out.append((BE[clause.past, third], 0))
        if clause.polarity:
            out.append((NOT, tag + NEGATION))
        if clause.relation and clause.ground:
            out.append((GROUNDS[clause.relation], clause.ground.tag + ADPOSITION))
            phrase_out(clause.ground, out)
        elif clause.than and clause.adjective and clause.adjective.more:
            out += [(clause.adjective.more, tag), (THAN, clause.than.tag + ADPOSITION)]
            phrase_out(clause.than, out)
        elif clause.adjective:
            out.append((clause.adjective.en, tag))
    if clause.ground and not clause.relation:
        out.append((IN, clause.ground.tag + ADPOSITION))
        phrase_out(clause.ground, out)
    _circumstances(clause, out)


def _circumstances(clause: Clause, out: Out) -> None:
    tag = clause.tag
    if clause.tool:
        out.append((WITH, clause.tool.tag + ADPOSITION))
        phrase_out(clause.tool, out)
    if clause.goal:
        out.append((TO, tag + ADPOSITION))
        out += ((u, 0 if u is THE or u.text == "the" else tag + MODIFIER) for u in clause.goal.en)
    if clause.vehicle:
        out += [(BY, clause.vehicle.tag + ADPOSITION), (clause.vehicle.noun.en, clause.vehicle.tag)]
    if clause.place:
        out.append((clause.place.preposition, tag + ADPOSITION))
        out += ((u, 0 if u.text == "the" else tag + MODIFIER) for u in clause.place.en)
    if clause.time:
        out += ((u, tag + TIME) for u in TIMES[clause.time])


def clause_out(clause: Clause, out: Out) -> None:
    """Subject and predicate; a clause without a subject asks who."""
    if clause.subject:
        phrase_out(clause.subject, out)
    else:
        out.append((WHO, clause.tag + NUMBER))
    predicate(clause, singular(clause.subject), out)


def pronoun(phrase: Phrase) -> Unit:
    """The pronoun that takes up a phrase."""
    return PRONOUNS[phrase.noun.pronoun if phrase.count == 1 else "they"]


def english(meaning: Meaning) -> Out:
    """The whole sentence as (unit, tag), tag 0 for what has no sure link."""
    out: Out = []
    main, second = meaning.main, meaning.second
    if meaning.join == "so":
        words = _WEATHER[meaning.weather][main.past]
        out.append((IT, 0))
        out += ((w, meaning.tag + HEAD if i == len(words) - 1 else 0) for i, w in enumerate(words))
        out += [(TODAY[main.past], meaning.tag + TIME), (COMMA, 0), (SO, meaning.tag + ADPOSITION)]
    clause_out(main, out)
    if second and main.subject:
        if meaning.join == "and":
            out += [(COMMA, 0), (AND, meaning.tag + ADPOSITION)]
            clause_out(second, out)
        elif meaning.join == "because":
            out.append((BECAUSE, meaning.tag + ADPOSITION))
            clause_out(second, out)
        elif meaning.join in ("own", "too") and second.adjective:
            out.append((BECAUSE, meaning.tag + ADPOSITION))
            single = main.subject.count == 1 and main.subject.noun.pronoun != "they"
            out += [(pronoun(main.subject), 0), (BE[second.past, single], 0)]
            if meaning.join == "too":
                out.append((TOO, meaning.tag + MODIFIER))
            out.append((second.adjective.en, second.tag))
    out.append((MARK if meaning.join == "ask" else STOP, 0))
    return out
