"""Stories in which the same characters recur, with what every pronoun stands for.

Two kinds: twists, where one later word settles who "it" is, and tales, a few sentences with
pronouns or, in Korean, subjects left out.
"""

import random

from nlp_core.corpora.little_world.drafts import Draft, cast, slots_of
from nlp_core.corpora.little_world.lexicon import load
from nlp_core.corpora.little_world.twists import plans, told
from nlp_core.corpora.little_world.units import Story

SHARE_OF_TWISTS = 0.5


def stories(language: str, count: int, *, seed: int) -> list[Story]:
    """``count`` stories in "en" or "ko"; the same arguments give the same stories.

    Raises ValueError for another language.
    """
    if language not in ("en", "ko"):
        raise ValueError(f"language is 'en' or 'ko', not {language!r}")
    rng = random.Random(seed)
    twists, tales = plans(), load("tales")["tales"]
    found = []
    for _ in range(count):
        if rng.random() < SHARE_OF_TWISTS:
            plan = rng.choice(twists)
            which = rng.randrange(len(plan["ends"]))
            found.append(told(plan, cast(plan["roles"], rng), language, which))
            continue
        plan = rng.choice(tales)
        draft = Draft(cast(plan["roles"], rng), language, [], [], [])
        slots = slots_of(draft.chosen, language)
        for step in plan["steps"]:
            draft.say(rng.choice(step)[language == "ko"], slots)
        found.append(draft.story())
    return found
