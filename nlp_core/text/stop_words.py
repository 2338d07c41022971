"""Stop words: frequent words that say little about a topic: a short, debatable list.

Negations (안, 못, not, no ...) are left in on purpose: a review's verdict may hang on them.
"""

from collections.abc import Mapping

_ENGLISH = """
a an the this that these those
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
myself yourself himself herself itself ourselves themselves
am is are was were be been being do does did doing done have has had having
will would shall should can could may might must
and or but if so as than then because while though although
of in on at by to from with for into onto about over under between through during before after
up down out off again once here there where when why how what which who whom whose
all any both each few more most other some such only own same too very just also
"""

_KOREAN = """
이 그 저 이것 그것 저것 여기 거기 저기 이런 그런 저런 이렇게 그렇게 저렇게
나 내 내가 나는 나를 너 네 네가 너는 우리 우리가 우리는 저는 제가 저희
것 거 게 걸 건 수 때 등 및 또 또는 그리고 그러나 그런데 하지만 그래서 그러면 그러므로 즉
은 는 이 가 을 를 에 에서 에게 와 과 의 도 만 로 으로 부터 까지 처럼 보다 한테 이나 나 이랑 랑
있다 있는 있고 있어 있어요 있었다 하다 하는 하고 해서 했다 했어요 합니다 된다 되는 되어 됐다
이다 입니다 이었다 였다 이에요 예요 인 일 더 좀 다 참 아주 매우 정말 너무 바로 다시 이미 아직
"""

STOP_WORDS: Mapping[str, frozenset[str]] = {
    "ko": frozenset(_KOREAN.split()),
    "en": frozenset(_ENGLISH.split()),
}
ALL = frozenset().union(*STOP_WORDS.values())  # a text may mix its languages
# What an analyser of morphemes cuts off a Korean word: endings, makers of words, particles.
_CUT_OFF = """
다 라 고 며 면 지 게 도록 려고 으려고 려 러 어야 아야 어도 아도 어서 아서 어 아 느냐 니 자
든 든지 거나 나 지만 는데 은데 면서 으면서 으면 으며 니까 으니까 므로 으므로 다가 다고 라고
자고 냐고 는지 은지 을지 을수록 듯 듯이 던 는 은 을 기 음 시 었 았 겠 였 더라 더라도 어다
고서 하 되 시키 스럽 롭 들 적 이 히 라는 다는 이라는 까지 마다 밖에 뿐 만큼 대로 조차 마저
이나 라도 이라도 야 요 서 께 보다 처럼 에게서 으로서 로서 으로써 로써
"""
ENDINGS = frozenset(_CUT_OFF.split())
