"""Korean from a meaning: particles that fit, stored endings, the verb last, reasons first."""

from nlp_core.corpora.little_world.lexicon import Units, cut, ending, fitted, load, unit
from nlp_core.corpora.little_world.meaning import (
    ADPOSITION,
    HELPER,
    MANY,
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


def _particle(text: str) -> Unit:
    return unit(text, text, "particle", False)


def _eojeols(text: str, kind: str) -> Units:
    return tuple(u for form in text.split() for u in cut(form, form.replace("|", ""), kind))


PLURAL, PLURAL_PARTICLES = unit("들", "들", "suffix", False), fitted("들")
NUMBERS = {int(n): unit(two.split()[1], "", "number") for n, two in _CLOSED["numbers"].items()}
COUNTERS = {c: (unit(c, c, "counter"), fitted(c)) for c in _CLOSED["counters"]["all"]}
TIMES = {name: _eojeols(row[1], "adverb") for name, row in _CLOSED["times"].items()}
GROUNDS = {name: unit(ko, ko, "noun") for name, ko in _CLOSED["grounds"].items()}
WEATHER = {name: _eojeols(row["ko"], "adjective") for name, row in _CLOSED["weather"].items()}
NOT_VERB = (unit("않는", "않다", "auxiliary"), unit("않았", "않다", "auxiliary"))
NOT_ADJECTIVE = (unit("않", "않다", "auxiliary"), NOT_VERB[1])
CANNOT = (unit("못한", "못하다", "auxiliary"), unit("못했", "못하다", "auxiliary"))
NOT_STEM = {"not": NOT_ADJECTIVE[0], "cannot": unit("못하", "못하다", "auxiliary")}
IS = (unit("있", "있다", "verb"), unit("있었", "있다", "verb"))
WANTING = (
    unit("싶어", "싶다", "auxiliary"),
    (unit("한", "하다", "auxiliary"), unit("했", "하다", "auxiliary")),
)
THING, COPULA = unit("것", "것", "noun"), ending("이")
PLAIN, ASK, JOIN, THOUGH, GOING_ON = (ending(e) for e in ("다", "나", "고", "지만", "던"))
AT, DOING_AT, NEUN, EUN = (_particle(p) for p in ("에", "에서", "는", "은"))
WHO, SUBJECT = unit("누", "누구", "pronoun"), _particle("가")
TAKING = unit("타", "타다", "verb")
TOO = unit("너무", "너무", "adverb")
DAY = {True: (unit("어제", "어제", "adverb"), NEUN), False: (unit("오늘", "오늘", "adverb"), EUN)}
STOP, MARK = (unit(mark, mark, "punctuation", False) for mark in ".?")


def _tagged(units: Units, tag: int, out: Out) -> None:
    """The first unit with the tag, the rest with none."""
    out.append((units[0], tag))
    out += [(u, 0) for u in units[1:]]


def phrase_out(phrase: Phrase, particle: str, out: Out, tag: int = 0) -> None:
    """Relative clause, adjective, noun, 들 or number and counter, then the particle that fits."""
    noun = phrase.noun
    particles = noun.particles
    if phrase.relative:
        _before_verb(phrase.relative, out)
        predicate(phrase.relative, "adnominal", out)
    if phrase.adjective:
        _tagged(phrase.adjective.ko.adnominal, phrase.tag + MODIFIER, out)
    out.append((noun.ko, phrase.tag))
    if phrase.count > 1:
        counter, particles = COUNTERS[noun.counter]
        out += [(NUMBERS[phrase.count], phrase.tag + NUMBER), (counter, 0)]
    elif phrase.count == MANY and phrase.det == "the":
        out.append((PLURAL, 0))
        particles = PLURAL_PARTICLES
    if particle:
        out.append((particles[particle], tag))


def _negated(clause: Clause, mood: str, out: Out) -> None:
    """-지 않다, -지 못하다."""
    word, past = clause.verb or clause.adjective, clause.past
    assert word
    _tagged(word.ko.negated, clause.tag, out)
    if clause.polarity == "cannot":
        stem = CANNOT[past]
    else:
        stem = (NOT_VERB if clause.verb else NOT_ADJECTIVE)[past]
    if mood == "and" and not past:
        stem = NOT_STEM[clause.polarity]
    out += [(stem, clause.tag + NEGATION), (JOIN if mood == "and" else PLAIN, 0)]


def _aspect(clause: Clause, out: Out) -> None:
    """-고 있다, -ㄹ 것이다, -고 싶어 하다."""
    assert clause.verb
    forms, tag = clause.verb.ko, clause.tag
    _tagged(forms.future if clause.aspect == "future" else forms.joined, tag, out)
    if clause.aspect == "progressive":
        out += [(IS[clause.past], tag + HELPER), (PLAIN, 0)]
    elif clause.aspect == "future":
        out += [(THING, tag + HELPER), (COPULA, 0), (PLAIN, 0)]
    else:
        wanting, doing = WANTING
        out += [(wanting, tag + HELPER), (doing[clause.past], 0), (PLAIN, 0)]


def predicate(clause: Clause, mood: str, out: Out) -> None:
    """The verb or adjective in its mood: "", and, but, then, because, ask or adnominal."""
    past, word = clause.past, clause.verb or clause.adjective
    if clause.polarity:
        return _negated(clause, mood, out)
    if clause.aspect:
        return _aspect(clause, out)
    if word is None:
        out += [(IS[past], 0), (PLAIN, 0)]
        return None
    forms = word.ko
    if mood == "":
        form = forms.past if past else forms.present
    elif mood == "adnominal":
        form = forms.adnominal_past if past else forms.adnominal
        if clause.is_bare:  # 자던 여왕, where nobody says 잔 여왕
            form = (forms.negated[0], GOING_ON)
    elif mood == "because":
        form = forms.because
    elif mood == "but":
        form = ((forms.past if past else forms.negated)[0], THOUGH)
    elif mood == "and" and past:
        form = (forms.past[0], JOIN)
    elif mood == "ask":
        form = (forms.past[0], ASK) if past else forms.ask
    else:
        form = forms.joined
    return _tagged(form, clause.tag, out)


def clause_out(clause: Clause, out: Out, mood: str = "", topic: bool | None = None) -> None:
    """Time, subject, the rest in its order, predicate; 매일 comes after the subject."""
    about = clause.topic if topic is None else topic
    if clause.time and clause.time != "daily":
        _tagged(TIMES[clause.time], clause.tag + TIME, out)
    if clause.subject:
        phrase_out(clause.subject, "는" if about else "가", out)
    elif mood == "ask":
        out += [(WHO, clause.tag + NUMBER), (SUBJECT, 0)]
    if clause.time == "daily":
        _tagged(TIMES[clause.time], clause.tag + TIME, out)
    _before_verb(clause, out)
    predicate(clause, mood, out)


def _before_verb(clause: Clause, out: Out) -> None:
    """Place, receiver, vehicle, goal, tool, standard of comparison, ground, object."""
    tag = clause.tag
    if clause.place:
        at = AT if clause.verb and "rest" in clause.verb.flags else DOING_AT
        out += [(clause.place.ko, tag + MODIFIER), (at, tag + ADPOSITION)]
    if clause.receiver:
        phrase_out(clause.receiver, "에게", out)
    if clause.vehicle:
        phrase_out(clause.vehicle, "를", out)
        out += [(TAKING, clause.vehicle.tag + ADPOSITION), (JOIN, 0)]
    if clause.goal:
        out.append((clause.goal.ko, tag + MODIFIER))
        out.append((clause.goal.to if clause.vehicle else AT, tag + ADPOSITION))
    if clause.tool:
        phrase_out(clause.tool, "로", out, clause.tool.tag + ADPOSITION)
    if clause.than:
        phrase_out(clause.than, "보다", out, clause.than.tag + ADPOSITION)
    if clause.ground and clause.relation:
        phrase_out(clause.ground, "", out)
        out += [(GROUNDS[clause.relation], clause.ground.tag + ADPOSITION), (AT, 0)]
    elif clause.ground:
        phrase_out(clause.ground, "에", out, clause.ground.tag + ADPOSITION)
    if clause.object:
        phrase_out(clause.object, "를", out)


def _joined(meaning: Meaning, second: Clause, subject: Phrase, out: Out) -> None:
    """Two clauses; the first ends in the link that English says as a conjunction."""
    main, join, tag = meaning.main, meaning.join, meaning.tag
    if join in ("and", "but"):
        clause_out(main, out, join, True)
    elif join == "then":
        clause_out(main, out, join)
    elif join == "because":
        clause_out(second, out, join, False)
    else:
        phrase_out(subject, "가" if join == "too" else "는", out)
        if join == "too":
            out.append((TOO, tag + MODIFIER))
        predicate(second, "because", out)
    out[-1] = (out[-1][0], tag + ADPOSITION)
    if join == "because":
        clause_out(main, out)
    elif join in ("and", "but"):
        clause_out(second, out, "", True)
    else:
        last = second if join == "then" else main
        _before_verb(last, out)
        predicate(last, "", out)


def korean(meaning: Meaning) -> Out:
    """The whole sentence as (unit, tag); what English says last, the reason, comes first."""
    out: Out = []
    main, tag = meaning.main, meaning.tag
    if meaning.join == "so":
        day, topic = DAY[main.past]
        reason, *middle, because = WEATHER[meaning.weather]
        out += [(day, tag + TIME), (topic, 0), (reason, tag)]
        out += [(u, 0) for u in middle]
        out.append((because, tag + ADPOSITION))
    if meaning.second and main.subject:
        _joined(meaning, meaning.second, main.subject, out)
    else:
        clause_out(main, out, "ask" if meaning.join == "ask" else "")
    out.append((MARK if meaning.join == "ask" else STOP, 0))
    return out
