"""Byte pair encoding that first makes every letter of its text whole, and then merges letters.

A Hangul syllable is three bytes. Where the vocabulary is small, merges by frequency alone spend it
on halves of syllables, and most tokens of a Korean sentence are no text at all. Here the first
merges join bytes within letters, and the others join whole letters: the file and the encoding stay
those of a tokenizer over bytes, so whatever was never seen is still spelled.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from nlp_core.text.bpe import Bpe
from nlp_core.text.bpe_base import BYTE_ALPHABET, chunks, spell
from nlp_core.text.bpe_fast import learn_merges
from nlp_core.text.bpe_plain import Merge


def train_on_letters(texts: Iterable[str], *, vocab_size: int, special: Sequence[str] = ()) -> Bpe:
    """A tokenizer of ``vocab_size`` tokens over bytes whose tokens are whole letters.

    It has fewer tokens where no pair comes twice any more. ValueError where the letters of the text
    alone take more than ``vocab_size``.

    >>> bpe = train_on_letters(["고양이가 고양이를", "고기를"], vocab_size=272)
    >>> [bpe.decode([i]) for i in bpe.encode("고양이")]
    ['고양이']
    """
    counts = Counter(chunk for text in texts for chunk in chunks(text))
    letters: Counter[str] = Counter()
    for chunk, count in counts.items():
        for letter in chunk:
            letters[letter] += count
    spelled = {spell(letter, "bytes"): count for letter, count in letters.items()}
    within = learn_merges(spelled, limit=4 * len(letters), min_frequency=1)
    left = vocab_size - len(special) - len(BYTE_ALPHABET) - len(within)
    if left < 0:
        raise ValueError(f"{len(letters)} letters take more than {vocab_size} tokens")
    between = [
        Merge(spell(one.left, "bytes"), spell(one.right, "bytes"), one.frequency)
        for one in learn_merges(counts, left)
    ]
    return Bpe("bytes", BYTE_ALPHABET, (*within, *between), tuple(special))
