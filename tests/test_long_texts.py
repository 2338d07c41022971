"""Whatever a learner pastes, reading it takes time that grows with its length and no faster."""

import subprocess
import sys

from nlp_core.places import ROOT

LONGEST = 150_000  # characters: what is quadratic would take minutes
SAFETY_S = 90
PROGRAM = """
import sys
from nlp_core.corpora.points import parse_points
from nlp_core.corpora.rude import is_rude
from nlp_core.errors import LearnerError
from nlp_core.experiments.attention.sentences import language_of
from nlp_core.experiments.autograd.expression import parse as parse_expression
from nlp_core.experiments.bag_of_words.own_documents import split_documents
from nlp_core.experiments.modules.networks import parse_sizes
from nlp_core.experiments.tensors.einsum import parse_equation
from nlp_core.experiments.tensors.number_types import parse_number
from nlp_core.experiments.tensors.shapes import parse_integers, parse_shape
from nlp_core.text.prompts import parse as parse_prompt
from nlp_core.text.own_corpus import sentences
from nlp_core.text.tidying import tidy
from nlp_core.text.tokenizers import spaced_once, syllables, written_words
from pages.kit.chips import Chip, markup
from pages.kit.clean import clean
from pages.kit.prose import escape

READERS = [
    clean, escape, lambda text: markup([Chip(text)], label=text), parse_points, is_rude,
    language_of, parse_expression, split_documents, parse_sizes, parse_equation, parse_number,
    parse_integers, parse_shape,
    lambda text: parse_prompt(text, longest=12), written_words, syllables, spaced_once,
    lambda text: sentences([text]), lambda text: tidy([text]),
]
SEEDS = ["1", "1.", "1,", "a\\u0345\\u0301", " ", "\\n", "(", "[", "-", "a'", "`", "www.", "->"]
for place, read in enumerate(READERS):
    for seed in SEEDS:
        text = (seed * LONGEST)[:LONGEST] + "x"
        sys.stdout.write(f"{place} {seed!r}\\n")
        try:
            read(text)
        except (LearnerError, ValueError):
            pass
"""


def test_reading_a_long_text_takes_no_more_than_its_length() -> None:
    program = f"LONGEST = {LONGEST}\n{PROGRAM}"
    command = [sys.executable, "-c", program]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SAFETY_S)
    except subprocess.TimeoutExpired as late:
        said = (late.stdout or b"").decode().splitlines()
        raise AssertionError(f"never came to an end: {said[-1:]}") from late
    assert done.returncode == 0, done.stderr[-2000:]
