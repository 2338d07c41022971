"""A published BERT's guesses are the library's, whatever was hidden and typed."""

import math
from pathlib import Path
from typing import Any

import pytest
import torch

from nlp_core.published import asking
from nlp_core.published.hidden import Filled, fill
from tests.nlp_core.published.fake_hub import WORDS, code
from tests.nlp_core.published.test_reading import CASES, made, transformers

SENTENCE = "the cat sleeps"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    asking.forget()


def library(kind: str, folder: Path, ids: list[int], place: int) -> torch.Tensor:
    architecture = next(a for k, _, a in CASES if k == kind)
    theirs: Any = getattr(transformers, architecture).from_pretrained(folder).eval()
    with torch.inference_mode():
        found: torch.Tensor = theirs(input_ids=torch.tensor([ids])).logits[0, place].softmax(-1)
    return found


@pytest.mark.parametrize("kind", ["bert", "albert"])
def test_one_hidden_word_is_the_librarys(kind: str, folders: dict[str, Path]) -> None:
    found = fill(str(folders[kind]), SENTENCE, (4, 7))
    the, mask, cat, sleeps = (WORDS.index(w) for w in ("the", "[MASK]", "cat", "sleeps"))
    wanted = library(kind, folders[kind], [the, mask, sleeps], 1)
    assert math.isclose(found.own, float(wanted[cat]), abs_tol=1e-5)
    order = sorted(range(3, len(WORDS)), key=lambda i: -wanted[i])  # no special token
    assert found.words == tuple(WORDS[i] for i in order[:5])
    assert found.rank == (order.index(cat) if order.index(cat) < 5 else None)
    assert (found.tokens, found.masks, found.read, found.left_out) == (1, 0, 3, 0)


@pytest.mark.parametrize("mask", ["[MASK]", "[mask]", "[Mask]"])
def test_a_typed_mask_hides_one_token(mask: str, folders: dict[str, Path]) -> None:
    found = fill(str(folders["bert"]), f"the {mask} sleeps")
    told = fill(str(folders["bert"]), SENTENCE, (4, 7))
    assert found.words == told.words and math.isnan(found.own) and found.rank is None
    assert found.chances == pytest.approx(told.chances)


def test_the_first_of_several_masks_is_asked(folders: dict[str, Path]) -> None:
    found = fill(str(folders["bert"]), "the [MASK] sleeps [MASK]")
    mask = WORDS.index("[MASK]")
    ids = [WORDS.index("the"), mask, WORDS.index("sleeps"), mask]
    wanted = library("bert", folders["bert"], ids, 1)
    assert found.masks == 2 and found.tokens == 1
    assert found.chances[0] == pytest.approx(float(wanted[3 : len(WORDS)].max()), abs=1e-5)


def test_a_word_of_several_tokens_is_filled_from_left_to_right(folders: dict[str, Path]) -> None:
    text = "the cat sleeps 가"
    found = fill(str(folders["bert"]), text, (4, 14))  # two words, hidden as one
    the, mask, cat, sleeps, ga = (WORDS.index(w) for w in ("the", "[MASK]", "cat", "sleeps", "가"))
    first = library("bert", folders["bert"], [the, mask, mask, ga], 1)
    second = library("bert", folders["bert"], [the, cat, mask, ga], 2)
    assert found.tokens == 2
    assert math.isclose(found.own, float(first[cat] * second[sleeps]), abs_tol=1e-5)
    likely: Filled = found
    assert list(likely.chances) == sorted(likely.chances, reverse=True)


@pytest.mark.parametrize(
    ("text", "place", "wanted"),
    [
        ("", None, "empty-text"),
        ("   ", None, "empty-text"),
        ("the cat sleeps", None, "no-mask"),
        ("[MASK]", None, "all-masks"),
        ("[MASK] [mask]. [MASK]!", None, "all-masks"),
        ("👨‍👩‍👧 [MASK]", None, "all-masks"),
        ("the cat " * 4, (0, 31), "real-long-word"),
        ("the cat", (3, 4), "no-mask"),
    ],
)
def test_what_cannot_be_asked_is_told(
    text: str, place: tuple[int, int] | None, wanted: str, folders: dict[str, Path]
) -> None:
    assert code(lambda: fill(str(folders["bert"]), text, place)) == wanted


def test_a_long_text_keeps_the_hidden_word(folders: dict[str, Path]) -> None:
    text = "the cat sleeps " * 200 + "the cat"
    found = fill(str(folders["bert"]), text, (len(text) - 3, len(text)))
    assert found.read == 32 and found.left_out == 602 - 32
    assert fill(str(folders["bert"]), text + " [MASK]").left_out == 603 - 32


@pytest.mark.parametrize(
    "text", ["漢字 [MASK]", "👨‍👩‍👧 a [MASK]", "\u1100\u1161 [MASK]", "ㄱㄴ [MASK]"]
)
def test_any_letters_are_read(text: str, folders: dict[str, Path]) -> None:
    found = fill(str(folders["bert"]), text)
    assert found.unknown >= 1 and len(found.words) == 5


def test_a_model_that_fills_no_masks_says_so(folders: dict[str, Path], tmp_path: Path) -> None:
    assert code(lambda: fill(str(folders["gpt2"]), "the [MASK]")) == "model-architecture"
    sizes = next(sizes for kind, sizes, _ in CASES if kind == "bert")
    made("bert", sizes, "BertModel", tmp_path)
    (tmp_path / "tokenizer.json").write_bytes((folders["bert"] / "tokenizer.json").read_bytes())
    assert code(lambda: fill(str(tmp_path), "the [MASK]")) == "model-no-head"
