"""One model stays in memory; texts are read, cut and judged as the library does."""

import shutil
from pathlib import Path

import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.models.parameter_count import parameter_parts
from nlp_core.published import asking
from nlp_core.published.asking import about, checkpoint, replaced, said, taken
from tests.nlp_core.published.fake_hub import code


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    asking.forget()


def test_one_model_stays_or_as_many_as_the_setting_says(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    bert = checkpoint(str(folders["bert"]))
    assert checkpoint(str(folders["bert"])) is bert
    checkpoint(str(folders["gpt2"]))
    assert checkpoint(str(folders["bert"])) is not bert
    monkeypatch.setenv(asking.SETTING, "2")
    bert = checkpoint(str(folders["bert"]))
    checkpoint(str(folders["gpt2"]))
    assert checkpoint(str(folders["bert"])) is bert
    for odd in ("0", "-1", "many", "²", ""):
        monkeypatch.setenv(asking.SETTING, odd)
        assert asking.most() == 1


def test_the_old_model_goes_before_the_new_one_comes(folders: dict[str, Path]) -> None:
    checkpoint(str(folders["bert"]))
    with pytest.raises(RuntimeError):
        checkpoint(str(folders["gpt2"]), read=lambda folder: _none_kept())
    assert checkpoint(str(folders["gpt2"])).published.kind == "gpt2"


def _none_kept() -> asking.Checkpoint:
    assert not asking._kept
    raise RuntimeError("could not be read")


def test_a_machine_without_the_folder_says_so() -> None:
    assert code(lambda: checkpoint("/nowhere/at/all")) == "model-elsewhere"


def test_a_truncated_file_is_told(folders: dict[str, Path], tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(folders["bert"], own)
    weights = own / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:3000])
    assert code(lambda: about(str(own))) == "model-damaged"


def test_a_long_text_is_cut_around_its_place(folders: dict[str, Path]) -> None:
    one = checkpoint(str(folders["bert"]))
    text = "the cat sleeps " * 40 + "[MASK]"
    all_read = taken(one, text, room=1000)
    assert len(all_read.ids) == asking.positions(one) == 32 and all_read.left_out == 121 - 32
    assert all_read.spans[0] == (0, 3), "from its beginning"
    mask = one.tokenizer.token_to_id("[MASK]")
    around = taken(one, text, at=len(text) - 6)
    assert mask in around.ids and around.left_out == 121 - 32
    middle = taken(one, text, at=300, room=9)
    assert len(middle.ids) == 9 and any(a <= 300 < b for a, b in middle.spans)


def test_a_text_without_a_token_is_none(folders: dict[str, Path]) -> None:
    one = checkpoint(str(folders["bert"]))
    for typed in ("", "   ", "\n"):
        with pytest.raises(LearnerError, match="empty-text"):
            taken(one, typed)


def test_unknown_tokens_are_counted(folders: dict[str, Path]) -> None:
    one = checkpoint(str(folders["bert"]))
    assert taken(one, "the cat 漢字 sleeps").unknown == 1
    assert said(one, taken(one, "the cat").ids) == "the cat"


@pytest.mark.parametrize("kind", ["bert", "albert"])
def test_the_formula_counts_the_module(kind: str, folders: dict[str, Path]) -> None:
    found = about(str(folders[kind]))
    assert found.parameters == sum(parameter_parts(found.config).values())
    assert set(found.absent) == {"pair_head", "pooler"}
    assert code(lambda: about(str(folders["gpt2"]))) == "model-architecture"


def test_a_discriminator_judges_each_token(folders: dict[str, Path]) -> None:
    transformers = pytest.importorskip("transformers")
    folder = folders["electra"]
    found = replaced(str(folder), "the cat sleeps 고양이")
    assert found.tokens == ("the", "cat", "sleeps", "고양이")
    theirs = transformers.ElectraForPreTraining.from_pretrained(folder).eval()
    ids = torch.tensor([checkpoint(str(folder)).tokenizer.encode("the cat sleeps 고양이").ids])
    with torch.inference_mode():
        wanted = theirs(input_ids=ids).logits.sigmoid()[0]
    torch.testing.assert_close(torch.tensor(found.replaced), wanted, atol=1e-5, rtol=0)
    assert code(lambda: replaced(str(folders["bert"]), "the cat")) == "model-architecture"
    assert code(lambda: replaced(str(folder), " ")) == "empty-text"
