"""English from a meaning: agreement, tense, articles, subject before verb before object."""

from nlp_core.corpora.little_world.lexicon import Units, load, unit
from nlp_core.corpora.little_world.meaning import (
    ADPOSITION,
    HEAD,
    HELPER,
    MODIFIER,
    NEGATION,
    NUMBER,
    TIME,
    Clause,
    Meaning,
    Phrase,
)
from nlp_core.corpora.little_world.units import Unit

Out = list[tuple[Unit, int]]  # units with their tags, 0 for what has no sure link

_CLOSED = load("closed")


def _word(text: str, kind: str) -> Unit:
    return unit(text, text, kind)


def _words(text: str, kind: str) -> Units:
    return tuple(_word(word, kind) for word in text.split())


THE, A, AN = _words("the a an", "determiner")
WHO, THAT = _words("who that", "pronoun")
IT = _word("it", "pronoun")
AND, BUT, BECAUSE, SO = _words("and but because so", "conjunction")
NOT, TOO = _words("not too", "adverb")
THAN, BY, TO, WITH, IN = _words("than by to with in", "preposition")
DO, DOES, DID, CANNOT, COULD, WILL = _words("do does did cannot could will", "auxiliary")
WANT, WANTS, WANTED = (unit(w, "want", "verb") for w in ("want", "wants", "wanted"))
TO_DO = _word("to", "particle")
COMMA, STOP, MARK = (unit(mark, mark, "punctuation", False) for mark in ",.?")
NUMBERS = {int(n): _word(two.split()[0], "number") for n, two in _CLOSED["numbers"].items()}
TIMES = {name: _words(row[0], "adverb") for name, row in _CLOSED["times"].items()}
GROUNDS = {name: _word(name, "preposition") for name in _CLOSED["grounds"]}
PRONOUNS = {name: _word(name, "pronoun") for name in ("he", "she", "it", "they")}
BE = {
    (False, True): unit("is", "be", "auxiliary"),
    (False, False): unit("are", "be", "auxiliary"),
    (True, True): unit("was", "be", "auxiliary"),
    (True, False): unit("were", "be", "auxiliary"),
}
TODAY = {True: _word("yesterday", "adverb"), False: _word("today", "adverb")}
WEATHER = {
    name: [_words(text, "adjective") for text in row["en"]]
    for name, row in _CLOSED["weather"].items()
}


def _determiner(phrase: Phrase, out: Out) -> None:
    if phrase.count > 1:
        out.append((NUMBERS[phrase.count], phrase.tag + NUMBER))
    elif phrase.det == "the":
        out.append((THE, 0))
    elif phrase.det == "a" and phrase.count == 1 and phrase.noun.plural:
        first = (phrase.adjective or phrase.noun).name[0]
        out.append((AN if first in "aeiou" else A, 0))


def phrase_out(phrase: Phrase, out: Out) -> None:
    """Article or number, adjective, noun, relative clause."""
    noun, tag = phrase.noun, phrase.tag
    if noun.en.kind != "name":
        _determiner(phrase, out)
    if phrase.adjective:
        out.append((phrase.adjective.en, tag + MODIFIER))
    out.append(((phrase.count != 1 and noun.plural) or noun.en, tag + HEAD))
    if phrase.relative:
        out.append((WHO if "human" in noun.tags else THAT, 0))
        predicate(phrase.relative, phrase.count == 1, out)


def _verb(clause: Clause, third: bool, out: Out) -> None:
    """The verb with its helpers, agreeing with its subject."""
    verb, tag, past = clause.verb, clause.tag, clause.past
    assert verb
    if clause.aspect == "progressive":
        out += [(BE[past, third], tag + HELPER), (verb.ing, tag)]
    elif clause.aspect == "future":
        out += [(WILL, tag + HELPER), (verb.base, tag)]
    elif clause.aspect == "want":
        out.append((WANTED if past else WANTS if third else WANT, tag + HELPER))
        out += [(TO_DO, 0), (verb.base, tag)]
    elif clause.polarity == "not":
        out.append((DID if past else DOES if third else DO, 0))
        out += [(NOT, tag + NEGATION), (verb.base, tag)]
    elif clause.polarity == "cannot":
        out += [(COULD, 0), (NOT, tag + NEGATION)] if past else [(CANNOT, tag + NEGATION)]
        out.append((verb.base, tag))
    else:
        out.append((verb.past if past else verb.third if third else verb.base, tag))


def predicate(clause: Clause, third: bool, out: Out) -> None:
    """All that follows the subject."""
    tag = clause.tag
    if clause.verb:
        _verb(clause, third, out)
        for phrase in (clause.receiver, clause.object):
            if phrase:
                phrase_out(phrase, out)
    else:
        out.append((BE[clause.past, third], 0))
        if clause.polarity:
            out.append((NOT, tag + NEGATION))
        if clause.than and clause.adjective and clause.adjective.more:
            out += [(clause.adjective.more, tag), (THAN, clause.than.tag + ADPOSITION)]
            phrase_out(clause.than, out)
        elif clause.adjective:
            out.append((clause.adjective.en, tag))
    if clause.ground:
        preposition = GROUNDS[clause.relation] if clause.relation else IN
        out.append((preposition, clause.ground.tag + ADPOSITION))
        phrase_out(clause.ground, out)
    _circumstances(clause, out)


def _circumstances(clause: Clause, out: Out) -> None:
    tag = clause.tag
    if clause.tool:
        out.append((WITH, clause.tool.tag + ADPOSITION))
        phrase_out(clause.tool, out)
    if clause.goal:
        out.append((TO, tag + ADPOSITION))
        out += [(u, 0 if u == THE else tag + MODIFIER) for u in clause.goal.en]
    if clause.vehicle:
        out += [(BY, clause.vehicle.tag + ADPOSITION), (clause.vehicle.noun.en, clause.vehicle.tag)]
    if clause.place:
        out.append((clause.place.preposition, tag + ADPOSITION))
        out += [(u, 0 if u == THE else tag + MODIFIER) for u in clause.place.en]
    if clause.time:
        out += [(u, 0 if u == THE else tag + TIME) for u in TIMES[clause.time]]


def clause_out(clause: Clause, out: Out) -> None:
    """Subject and predicate; a clause without a subject asks who."""
    if clause.subject:
        phrase_out(clause.subject, out)
    else:
        out.append((WHO, clause.tag + NUMBER))
    predicate(clause, clause.subject is None or clause.subject.count == 1, out)


def _second(meaning: Meaning, second: Clause, subject: Phrase, out: Out) -> None:
    """What follows the main clause."""
    tag, join, single = meaning.tag, meaning.join, subject.count == 1
    if join in ("and", "but"):
        out += [(COMMA, 0), (AND if join == "and" else BUT, tag + ADPOSITION)]
        clause_out(second, out)
    elif join == "then":
        out.append((AND, tag + ADPOSITION))
        predicate(second, single, out)
    elif join == "because":
        out.append((BECAUSE, tag + ADPOSITION))
        clause_out(second, out)
    elif second.adjective:
        pronoun = PRONOUNS[subject.noun.pronoun if single else "they"]
        out += [(BECAUSE, tag + ADPOSITION), (pronoun, 0), (BE[second.past, single], 0)]
        if join == "too":
            out.append((TOO, tag + MODIFIER))
        out.append((second.adjective.en, second.tag))


def english(meaning: Meaning) -> Out:
    """The whole sentence as (unit, tag)."""
    out: Out = []
    main, tag = meaning.main, meaning.tag
    if meaning.join == "so":
        *helpers, word = WEATHER[meaning.weather][main.past]
        out.append((IT, 0))
        out += [(helper, 0) for helper in helpers]
        out += [(word, tag), (TODAY[main.past], tag + TIME), (COMMA, 0), (SO, tag + ADPOSITION)]
    clause_out(main, out)
    if meaning.second and main.subject:
        _second(meaning, meaning.second, main.subject, out)
    out.append((MARK if meaning.join == "ask" else STOP, 0))
    return out
