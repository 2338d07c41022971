"""The next token of a learner's text: its probabilities, what a cut leaves, and a beam."""

from dataclasses import dataclass

import torch
from torch import Tensor

from nlp_core.corpora.pretraining.tokenizer import SPECIALS
from nlp_core.experiments.gpt.reading import Reading, TrainedGpt, is_whole, letters, piece, read
from nlp_core.memory import never, per_model
from nlp_core.training.decoding import BeamSearch, Finished
from nlp_core.training.gpt_beam import beam_over
from nlp_core.training.sampling import Sampling, chances, dice, picked, warmed

SHOWN = 6  # candidates
MOST_BYTES = 3  # that complete a letter
BEAM_TOKENS = 12


@dataclass(frozen=True)
class Candidate:
    """A token that may come next: its text, its probability at temperature 1 and at the chosen one,
    and what is drawn from: 0 where it is cut. ``after`` is the text with it; where it is the
    beginning of a letter alone, with the likeliest rest of that letter; "" where it is no text.
    """

    token: int
    text: str
    plain: float
    warmed: float
    drawn: float
    after: str


@dataclass(frozen=True)
class Next:
    """What may follow a text: the likeliest candidates, how many tokens stay of how many, the share
    of all others together, and one that was drawn from what stays.
    """

    reading: Reading
    candidates: tuple[Candidate, ...]
    stays: int
    of: int
    others: float
    drawn: Candidate


@per_model(1, shared=never)
def _scores(trained: TrainedGpt, ids: tuple[int, ...]) -> Tensor:
    with torch.inference_mode():
        states = trained.model(torch.tensor([ids]))
        return trained.model.token_scores(states[0, -1])


def _completed(trained: TrainedGpt, ids: tuple[int, ...], token: int) -> str:
    """The letter that begins with a token, completed by the likeliest tokens; "" for no letter."""
    corpus, written = trained.spec.corpus, [token]
    for _ in range(MOST_BYTES):
        likely = _scores(trained, (*ids, *written)).argsort(descending=True).tolist()
        texts = ((one, letters(corpus, [*written, one])) for one in likely if one >= len(SPECIALS))
        one, text = next(((one, text) for one, text in texts if text is not None), (token, None))
        if text != "":
            return text or ""
        written.append(one)
    return ""


@per_model(8, shared=never)
def after(trained: TrainedGpt, text: str, how: Sampling, draw: int = 1) -> Next:
    """What follows a text. LearnerError "empty-text"."""
    corpus = trained.spec.corpus
    found = read(corpus, text, goes_on=True)
    scores = _scores(trained, found.ids).float()
    warm = warmed(scores, how.temperature)
    shares, plain = chances(scores, how), scores.softmax(-1)
    order = scores.argsort(descending=True, stable=True)

    def candidate(token: int) -> Candidate:
        said = piece(corpus, token)
        whole = said if is_whole(corpus, token) else _completed(trained, found.ids, token)
        joined = whole.removeprefix(" ") if found.text.endswith(" ") else whole
        text_after = found.text + joined if joined and token >= len(SPECIALS) else ""
        as_is, at_this, left = (float(part[token]) for part in (plain, warm, shares))
        return Candidate(token, said, as_is, at_this, left, text_after)

    first = tuple(candidate(int(token)) for token in order[:SHOWN])
    at = dice(len(found.ids) * 1000 + draw, 1)[0]
    return Next(
        found,
        first,
        int((shares > 0).sum()),
        len(scores),
        max(0.0, 1.0 - sum(one.warmed for one in first)),
        candidate(picked(shares, at)),
    )


@dataclass(frozen=True)
class Beam:
    """A beam's continuations of a text."""

    corpus: str
    search: BeamSearch

    def name(self, token: int) -> str:
        """A token in readable form."""
        return piece(self.corpus, token)

    def words(self, one: Finished) -> tuple[str, ...]:
        """The tokens of a continuation."""
        return tuple(map(self.name, self.search.words(one)))

    @property
    def best(self) -> Finished:
        """The likeliest continuation."""
        return self.search.finished[0]


@per_model(4, shared=never)
def beam(trained: TrainedGpt, text: str, width: int) -> Beam:
    """Continue a text by a beam. LearnerError "empty-text"."""
    found = read(trained.spec.corpus, text, goes_on=True)
    search = beam_over(trained.model, torch.tensor([found.ids]), width, BEAM_TOKENS)
    return Beam(trained.spec.corpus, search)
