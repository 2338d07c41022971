"""What a word vector is given to: in Korean the content words, in English every word.

Korean particles and endings come with nearly every word and say little of its subject, so nouns,
verbs, adjectives, adverbs and the like are kept, each in one form: a verb or an adjective as a
dictionary has it (재미있었어요 is 재미있다), a noun without its particle (영화를 is 영화). A noun
that is made a verb stays the noun (추천하다 is 추천), so that both meet. Tags are the Sejong
corpus's.
"""

from collections.abc import Iterable, Sequence

from nlp_core.text.morphemes import Morpheme, analyse
from nlp_core.text.reader import words
from nlp_core.text.tokenizers import as_counted

_NAMED = {"NNG", "NNP", "NR", "NP", "MAG", "MAJ", "MM", "IC", "SL"}  # these stay as they are
_INFLECTED = {"VV", "VA", "VCN"}
_ROOT, _MADE_ADJECTIVE = {"XR", "NNG"}, "XSA"


def content_words(text: Sequence[Morpheme]) -> list[str]:
    """The content words of one Korean text, in the order of reading.

    >>> content_words([Morpheme("영화", "NNG", 0, 2), Morpheme("를", "JKO", 2, 1),
    ...                Morpheme("보", "VV", 4, 1), Morpheme("았", "EP", 4, 1)])
    ['영화', '보다']
    >>> content_words([Morpheme("참신", "XR", 0, 2), Morpheme("하", "XSA", 2, 1)])
    ['참신하다']
    """
    found: list[str] = []
    before = ""
    for unit in text:
        tag = unit.tag.partition("-")[0]  # -R and -I say whether a stem is regular
        form = as_counted("".join(unit.form.split()))
        if tag == _MADE_ADJECTIVE and before in _ROOT:
            found[-1] = f"{found[-1]}{form}다"
        elif tag in _INFLECTED:
            found.append(f"{form}다")
        elif tag in _NAMED or tag == "XR":
            found.append(form)
        before = tag
    return found


def cut(texts: Sequence[str], language: str) -> list[list[str]]:
    """Each text as the words that have vectors: what every text must go through before a look-up.

    Korean asks the analyser (seconds at first: leave it to the short-task worker) and raises
    LearnerError "no-morphemes" where it is not there; a page that has the morphemes already calls
    ``content_words``. English is lower case, as ``reader.words`` has it.

    >>> cut(["A fine film, isn't it?"], "en")
    [['a', 'fine', 'film', "isn't", 'it']]
    """
    if language == "ko":
        return list(map(content_words, analyse(list(texts))))
    return [_with_letters(token.text for token in words(text)) for text in texts]


def _with_letters(found: Iterable[str]) -> list[str]:
    return [word for word in found if any(map(str.isalpha, word))]
