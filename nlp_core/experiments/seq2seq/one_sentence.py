"""One sentence through the bottleneck: its vector, its beam, and two ways to be fed.

``helped`` reads the reference's words and ``alone`` its own (Bengio et al. 2015, section 2.2), so
that one sees where a sentence goes astray.
"""

from dataclasses import dataclass

import numpy as np
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.attention.one_sentence import Translator
from nlp_core.experiments.attention.sentences import known_pairs, known_texts, read
from nlp_core.memory import per_model
from nlp_core.models.seq2seq import END, SPECIALS
from nlp_core.recipes.translation import LONGEST_WRITTEN, Ids, held_out, sentence_pieces
from nlp_core.text.pieces import join
from nlp_core.training.decoding import WIDEST, BeamSearch, Finished, beam_search, greedy
from nlp_core.training.translation import collate, exact_matches

POWERS = {"none": 0.0, "length": 1.0}


@dataclass(frozen=True)
class Beam:
    """A beam over one sentence: the search, the pieces of each word's id, the source as read."""

    search: BeamSearch
    names: tuple[str, ...]
    source: tuple[str, ...]

    def text(self, one: Finished) -> str:
        """A finished sentence as written."""
        return join(self.names[word] for word in self.search.words(one))

    def pieces(self, one: Finished) -> tuple[str, ...]:
        """Its pieces."""
        return tuple(self.names[word] for word in self.search.words(one))

    @property
    def best(self) -> Finished:
        """The sentence that is handed back."""
        return self.search.finished[0]

    def chosen(self) -> set[tuple[int, int]]:
        """Where the words of the best sentence stand: (step, place)."""
        return set(self.search.path(self.best))

    def alive(self) -> set[tuple[int, int]]:
        """Where the words of sentences stand that ended, or were being written at the end."""
        last = len(self.search.steps) - 1
        ends = [(one.step, one.place) for one in self.search.finished]
        ends += [(last, place) for place in range(len(self.search.steps[last]))]
        return {
            place for step, at in ends for place in self.search.path(Finished(step, at, 0.0, 0.0))
        }


def _is_ready(trained: Translator, text: str, *_: object) -> bool:
    return text in known_texts(trained.spec.direction)


@per_model(32, shared=_is_ready)
def beam(trained: Translator, text: str, width: int, power: str = "none") -> Beam:
    """Translate ``text`` with a beam; ``power`` is "none", or "length" for the mean of a word.

    Raises LearnerError ``wide-beam`` (width, widest), and those of ``sentences.read``.
    """
    if not 1 <= width <= WIDEST:
        raise LearnerError("wide-beam", width=width, widest=WIDEST)
    pieces, ids = _coded(trained, text)
    search = beam_search(
        trained.model, torch.tensor([ids]), width, LONGEST_WRITTEN, length_power=POWERS[power]
    )
    return Beam(search, (*SPECIALS, *trained.vocabulary["target"]), pieces)


@torch.inference_mode()
def summaries(trained: Translator, texts: tuple[str, ...]) -> np.ndarray:
    """The one vector that the decoder is handed for each of some sentences: (N, C)."""
    trained.model.eval()
    rows = [trained.model.encoder(torch.tensor([_coded(trained, text)[1]])) for text in texts]
    return torch.cat([memory.summary for memory in rows]).numpy()


def _coded(trained: Translator, text: str) -> tuple[tuple[str, ...], list[int]]:
    pieces = read(text, tuple(trained.vocabulary["source"]))
    ids = Ids(trained.vocabulary).source_ids
    return pieces, [ids[piece] for piece in pieces]


@dataclass(frozen=True)
class Fed:
    """A held-out sentence: its reference's pieces, and what is written with help and without."""

    text: str
    reference: tuple[str, ...]
    helped: tuple[str, ...]
    alone: tuple[str, ...]


@per_model(16)
def fed(trained: Translator, text: str) -> Fed | None:
    """A held-out sentence translated both ways; None where the reference is not known."""
    pieces, ids = _coded(trained, text)
    pair = known_pairs(trained.spec.direction).get(pieces)
    if pair is None:
        return None
    direction, names = trained.spec.direction, Ids(trained.vocabulary)
    example = names.example(pair, direction)
    if example is None:
        return None
    batch = collate([example])
    with torch.inference_mode():
        logits, _ = trained.model.eval()(batch.source, batch.target[:, :-1])
    helped = logits[0].argmax(dim=-1).tolist()[: len(example.target)]
    alone = greedy(trained.model, torch.tensor([ids]), LONGEST_WRITTEN)[0]
    target = pair.ko if direction == "en-ko" else pair.en
    return Fed(
        text,
        tuple(sentence_pieces(target)),
        tuple(" ·" if word == END else names.target[word] for word in helped),
        tuple(names.target[word] for word in alone),
    )


@per_model(2)
def missed(trained: Translator) -> tuple[str, str, str]:
    """A held-out sentence of middle length that the model gets wrong, its translation, and the
    reference: something to score. A model without a mistake gives its last sentence."""
    direction, ids = trained.spec.direction, Ids(trained.vocabulary)
    sides = ("en", "ko") if direction == "en-ko" else ("ko", "en")
    found: tuple[str, str, str] | None = None
    for pair in held_out():
        example = ids.example(pair, direction)
        if example is None or not 7 <= len(example.target) <= 12:
            continue
        source, target = (getattr(pair, side).text for side in sides)
        found = (source, target, target)
        if not bool(exact_matches(trained.model, collate([example]))):
            break
    if found is None:
        raise ValueError("no held-out sentence can be read")
    written = beam(trained, found[0], 1)
    return found[0], written.text(written.best), found[2]


def is_unread(trained: Translator, text: str) -> bool:
    """Whether the translator cannot read ``text``, for whatever reason."""
    try:
        _coded(trained, text)
    except LearnerError:
        return True
    return False
