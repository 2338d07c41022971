"""A published GPT-2 answers a typed prompt: its chances are the library's, its weights stay."""

import math
from pathlib import Path

import pytest
import torch

from nlp_core.published import asking
from nlp_core.published.prompted import MOST_EXAMPLES, Prompted, answer, chance, dealt
from tests.nlp_core.published.fake_hub import WORDS, code
from tests.nlp_core.published.test_reading import transformers

TEXT = "the > cat\ncat > sleeps\nsleeps >"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    asking.forget()


@pytest.fixture()
def ask(folders: dict[str, Path]) -> object:
    return lambda text, wanted="": answer(str(folders["gpt2"]), text, wanted)


def theirs(folder: Path, words: str, count: int) -> float:
    """The chance of the last ``count`` words, by the transformers library."""
    ids = [WORDS.index(word) if word in WORDS else 1 for word in words.split()]
    model = transformers.GPT2LMHeadModel.from_pretrained(folder).eval()
    with torch.inference_mode():
        logits = model(input_ids=torch.tensor([ids])).logits[0, :, : len(WORDS)]
    logs = logits.log_softmax(-1)
    return math.exp(sum(float(logs[i - 1, ids[i]]) for i in range(len(ids) - count, len(ids))))


def test_the_chances_are_the_librarys_example_by_example(folders: dict[str, Path]) -> None:
    found = answer(str(folders["gpt2"]), TEXT, "the cat")
    lines = ["the > cat ,", "cat > sleeps ,"]  # this tokenizer has no line break
    for count in range(3):
        words = " ".join([*lines[:count], "sleeps > the cat"])
        wanted = theirs(folders["gpt2"], words, 2)
        assert found.right[count] == pytest.approx(wanted, rel=1e-3)
    swapped = "the > sleeps , cat > cat , sleeps > the cat"
    assert found.dealt[2] == pytest.approx(theirs(folders["gpt2"], swapped, 2), rel=1e-3)
    assert found.dealt[0] == found.right[0] and found.dealt[2] != found.right[2]


def test_without_a_wanted_answer_what_is_written_is_asked(folders: dict[str, Path]) -> None:
    found = answer(str(folders["gpt2"]), TEXT)
    assert found.answer == found.written
    assert found.question == "sleeps" and len(found.right) == 3


def test_a_description_comes_first(folders: dict[str, Path]) -> None:
    plain, told = (
        answer(str(folders["gpt2"]), text, "cat") for text in (TEXT, f"# the the\n{TEXT}")
    )
    assert told.read > plain.read and told.right != plain.right
    alone: Prompted = answer(str(folders["gpt2"]), "the >", "cat")
    assert len(alone.right) == 1 and alone.dealt == ()


@pytest.mark.parametrize(
    ("answers", "kept"),
    [(["a", "b", "c"], 0), (["good", "good", "bad", "bad"], 0), (["a", "a", "b"], 1)],
)
def test_answers_are_dealt_so_that_few_stay(answers: list[str], kept: int) -> None:
    moved = dealt(answers)
    assert sorted(moved) == sorted(answers)
    assert sum(a == b for a, b in zip(answers, moved, strict=True)) == kept


def test_answers_that_are_all_alike_cannot_be_dealt() -> None:
    assert dealt(["a", "a"]) == dealt(["a"]) == dealt([]) == []


def test_what_cannot_be_asked_is_told(folders: dict[str, Path]) -> None:
    folder = str(folders["gpt2"])
    many = "the > cat\n" * (MOST_EXAMPLES + 1) + "sleeps >"
    for text, why in (
        (" \n", "empty-text"),
        ("the cat", "no-arrow"),
        ("the > cat", "no-question"),
        ("the >\ncat >", "open-line"),
        ("> cat\ncat >", "empty-word"),
        ("the > cat\nthe > sleeps\ncat >", "contradiction"),
        (many, "many-examples"),
    ):
        assert code(lambda text=text: answer(folder, text, "cat")) == why  # type: ignore[misc]
    assert code(lambda: answer(str(folders["bert"]), TEXT, "cat")) == "model-architecture"


def test_a_long_prompt_is_read_from_its_end(folders: dict[str, Path]) -> None:
    found = answer(str(folders["gpt2"]), f"{'the ' * 60}> cat\nsleeps >", "cat")
    assert found.left_out > 0 and found.read == 32
    assert all(0 < share < 1 for share in (*found.right, *found.dealt))
    one = asking.checkpoint(str(folders["gpt2"]))
    assert math.isnan(chance(one, "the cat", ""))
    assert 0 < chance(one, "the", " cat" * 60) < 1


def test_strange_letters_are_read(folders: dict[str, Path]) -> None:
    found = answer(str(folders["gpt2"]), "漢字 > 👨‍👩‍👧\n**b** >", "<b>")
    assert found.unknown >= 1 and len(found.right) == 2 and found.question == "**b**"
