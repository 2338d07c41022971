"""Korean from a meaning: particles that fit, stored endings, subject-object-verb, reasons first."""

from nlp_core.corpora.little_world.lexicon import (
    ADNOMINAL,
    ADNOMINAL_PAST,
    AND,
    ASK,
    NOT,
    PAST,
    PRESENT,
    SERIES,
    Unit,
    cut,
    ending,
    fitted,
    load,
    unit,
)
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
MANY = unit("들", "들", "suffix", False)
MANY_PARTICLES = fitted("들")
NUMBERS = {int(n): unit(pair.split()[1], "", "number") for n, pair in _CLOSED["numbers"].items()}
COUNTERS = {c: (unit(c, c, "counter"), fitted(c)) for c in ("개", "명", "마리", "권", "통", "대")}


def _eojeols(text: str, kind: str) -> list[Unit]:
    return [u for form in text.split() for u in cut(form, form.replace("|", ""), kind)]


TIMES = {name: _eojeols(row[1], "adverb") for name, row in _CLOSED["times"].items()}
GROUNDS = {name: unit(ko, ko, "noun") for name, ko in _CLOSED["grounds"].items()}
WEATHER = {name: _eojeols(row["ko"], "adjective") for name, row in _CLOSED["weather"].items()}
NEGATIVE = {
    ("not", False, False): cut("않는|다", "않다", "verb"), ("not", True, False): cut("않았|다", "않다", "verb"),
    ("not", False, True): cut("않|다", "않다", "adjective"), ("not", True, True): cut("않았|다", "않다", "adjective"),
    ("cannot", False, False): cut("못한|다", "못하다", "verb"), ("cannot", True, False): cut("못했|다", "못하다", "verb"),
}  # fmt: skip
NEGATIVE_AND = {
    "not": (cut("않|고", "않다", "verb"), cut("않았|고", "않다", "verb")),
    "cannot": (cut("못하|고", "못하다", "verb"), cut("못했|고", "못하다", "verb")),
}
IS = {False: cut("있|다", "있다", "verb"), True: cut("있었|다", "있다", "verb")}
IS_AND = {False: cut("있|고", "있다", "verb"), True: cut("있었|고", "있다", "verb")}
E_PLACE, E_DO, E_WHOM, E_THAN = (
    unit(p, p, "particle", False) for p in ("에", "에서", "에게", "보다")
)
WHO, GA = unit("누", "누구", "pronoun"), unit("가", "가", "particle", False)
TAKING = cut("타|고", "타다", "verb")
VERY = unit("너무", "너무", "adverb")
DAY = {True: unit("어제", "어제", "adverb"), False: unit("오늘", "오늘", "adverb")}
DAY_TOPIC = {True: unit("는", "는", "particle", False), False: unit("은", "는", "particle", False)}
STOP, MARK = (unit(mark, mark, "punctuation", False) for mark in ".?")
ASKS, ANDS = ending("나"), ending("고")


def phrase_out(phrase: Phrase, particle: str, out: Out, tag: int = 0) -> None:
    """Relative clause, adjective, noun, 들 or number and counter, then the particle that fits."""
    noun = phrase.noun
    if phrase.relative:
        clause_out(phrase.relative, out, "adnominal")
    if phrase.adjective:
        out += ((u, phrase.tag + MODIFIER) for u in phrase.adjective.ko[ADNOMINAL])
    out.append((noun.ko, phrase.tag))
    particles = noun.particles
    if phrase.count > 1:
        counter, particles = COUNTERS[noun.counter]
        out += [(NUMBERS[phrase.count], phrase.tag + NUMBER), (counter, 0)]
    elif phrase.count == 0 and phrase.det == "the":
        out.append((MANY, 0))
        particles = MANY_PARTICLES
    if particle:
        out.append((particles[particle], tag))


def predicate(clause: Clause, mood: str, out: Out) -> None:
    """The verb or adjective in its stored form: "", "and", "because", "ask" or "adnominal"."""
    tag, past, word = clause.tag, clause.past, clause.verb or clause.adjective
    if clause.relation:
        out += ((u, 0) for u in (IS_AND if mood == "and" else IS)[past])
        return
    assert word
    forms, verbal = word.ko, clause.verb is not None
    if mood == "adnominal":
        form = forms[ADNOMINAL_PAST if past else ADNOMINAL]
        out.append((form[0], tag))
        out += ((u, 0) for u in form[1:])
        return
    if mood == "because":
        form = forms[SERIES["because"]]
    elif clause.polarity:
        form = forms[NOT]
        if mood == "and":
            tail = NEGATIVE_AND[clause.polarity][past]
        else:
            tail = NEGATIVE[clause.polarity, past, not verbal]
        out += [(form[0], tag), (form[1], 0), (tail[0], tag + NEGATION), (tail[1], 0)]
        return
    elif mood in ("ask", "and") and past:
        form = (forms[PAST][0], ASKS if mood == "ask" else ANDS)
    elif mood == "ask":
        form = forms[ASK if verbal else SERIES["ask"]]
    elif mood == "and":
        form = forms[AND if verbal else SERIES["and"]]
    else:
        form = forms[PAST if past else PRESENT]
    out.append((form[0], tag))
    out += ((u, 0) for u in form[1:])


def clause_out(clause: Clause, out: Out, mood: str = "", topic: bool | None = None) -> None:
    """Time, subject, place, receiver, vehicle and goal, tool, object, predicate."""
    tag = clause.tag
    if clause.time:
        units = TIMES[clause.time]
        out.append((units[0], tag + TIME))
        out += ((u, 0) for u in units[1:])
    if clause.subject:
        about = clause.topic if topic is None else topic
        phrase_out(clause.subject, "는" if about else "가", out)
    elif mood == "ask":
        out += [(WHO, tag + NUMBER), (GA, 0)]
    before_verb(clause, out)
    predicate(clause, mood, out)


def before_verb(clause: Clause, out: Out) -> None:
    """What stands between subject and predicate."""
    tag = clause.tag
    if clause.place:
        at = E_PLACE if clause.verb and "rest" in clause.verb.flags else E_DO
        out += [(clause.place.ko, tag + MODIFIER), (at, tag + ADPOSITION)]
    if clause.receiver:
        phrase_out(clause.receiver, "에게", out)
    if clause.vehicle:
        phrase_out(clause.vehicle, "를", out)
        out += [(TAKING[0], clause.vehicle.tag + ADPOSITION), (TAKING[1], 0)]
    if clause.goal:
        out.append((clause.goal.ko, tag + MODIFIER))
        out.append((clause.goal.to if clause.vehicle else E_PLACE, tag + ADPOSITION))
    if clause.tool:
        phrase_out(clause.tool, "로", out, clause.tool.tag + ADPOSITION)
    if clause.than:
        phrase_out(clause.than, "보다", out, clause.than.tag + ADPOSITION)
    if clause.ground and clause.relation:
        phrase_out(clause.ground, "", out)
        out += [(GROUNDS[clause.relation], clause.ground.tag + ADPOSITION), (E_PLACE, 0)]
    elif clause.ground:
        phrase_out(clause.ground, "에", out, clause.ground.tag + ADPOSITION)
    if clause.object:
        phrase_out(clause.object, "를", out)


def korean(meaning: Meaning) -> Out:
    """The whole sentence as (unit, tag); what English says last, the reason, comes first."""
    out: Out = []
    main, second = meaning.main, meaning.second
    if meaning.join == "so":
        out += [(DAY[main.past], meaning.tag + TIME), (DAY_TOPIC[main.past], 0)]
        *reason, because = WEATHER[meaning.weather]
        out += ((u, meaning.tag + HEAD if i == 0 else 0) for i, u in enumerate(reason))
        out.append((because, meaning.tag + ADPOSITION))
    if second and meaning.join == "and":
        clause_out(main, out, "and", True)
        out[-1] = (out[-1][0], meaning.tag + ADPOSITION)
        clause_out(second, out, "", True)
    elif second and meaning.join == "because":
        clause_out(second, out, "because", False)
        out[-1] = (out[-1][0], meaning.tag + ADPOSITION)
        clause_out(main, out)
    elif second and main.subject:
        phrase_out(main.subject, "가" if meaning.join == "too" else "는", out)
        if meaning.join == "too":
            out.append((VERY, meaning.tag + MODIFIER))
        predicate(second, "because", out)
        out[-1] = (out[-1][0], meaning.tag + ADPOSITION)
        before_verb(main, out)
        predicate(main, "", out)
    else:
        clause_out(main, out, "ask" if meaning.join == "ask" else "")
    out.append((MARK if meaning.join == "ask" else STOP, 0))
    return out
