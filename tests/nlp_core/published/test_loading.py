"""A checkpoint from the hub or from a folder is the library's model; anything else is refused."""

import shutil
import sys
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from nlp_core.published.catalogue import listed
from nlp_core.published.hub import download, found, offer
from nlp_core.published.loading import load
from tests.nlp_core.published.fake_hub import (
    COMMIT,
    ELECTRA,
    WORDS,
    FakeHub,
    code,
    fetched,
    repository,
    serving,
)
from tests.nlp_core.published.test_reading import CASES, NAMES, ours_scores

LISTED = {"bert": "klue/bert-base", "gpt2": "distilbert/distilgpt2",
          "albert": "albert/albert-base-v2", "electra": ELECTRA}  # fmt: skip


@pytest.mark.parametrize("kind", NAMES)
def test_what_comes_from_the_hub_gives_the_librarys_scores(
    kind: str, folders: dict[str, Path], cache: Path
) -> None:
    transformers = pytest.importorskip("transformers")
    name = LISTED[kind]
    pinned = listed(name).revision if listed(name).is_pinned else COMMIT
    with serving(FakeHub(repository(folders[kind]), pinned)) as fake:
        found_model = load(download(offer(name, endpoint=fake.endpoint)))
    assert (found_model.name, found_model.commit) == (name, pinned)
    assert found_model.licence == listed(name).licence
    architecture = next(a for k, _, a in CASES if k == kind)
    theirs = getattr(transformers, architecture).from_pretrained(folders[kind]).eval()
    words = ["the", "cat", "sleeps", "고양이", "가", "[MASK]"]
    ids = found_model.tokenizer.encode(" ".join(words)).ids
    assert ids == [WORDS.index(word) for word in words]
    tokens = torch.tensor([ids])
    with torch.inference_mode():
        wanted = theirs(input_ids=tokens)["logits"]
        real = torch.ones_like(tokens, dtype=torch.bool)
        scores = ours_scores(found_model.published.model, tokens, torch.zeros_like(tokens), real)
    torch.testing.assert_close(scores, wanted, atol=1e-4, rtol=0)


def test_a_damaged_download_is_told_and_fetched_again(fake: FakeHub) -> None:
    folder = fetched(fake)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    assert code(lambda: load(folder)) == "model-damaged"
    assert found(ELECTRA) is None
    assert load(fetched(fake)).name == ELECTRA


def test_the_architecture_is_the_listed_one(fake: FakeHub, folders: dict[str, Path]) -> None:
    fake.files = repository(folders["bert"])
    assert code(lambda: load(fetched(fake))) == "model-architecture"


def test_a_folder_of_ones_own_is_loaded_without_opening_a_pickle(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    shutil.copytree(folders["gpt2"], own)
    (own / "pytorch_model.bin").write_bytes(b"a pickle")
    opened: list[str] = []
    watching = [True]  # a hook stays for good

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"open", "pickle.find_class"}:
            opened.append(f"{event} {arguments[0]}")

    sys.addaudithook(hook)
    one = load(own)
    assert (one.name, one.commit, one.licence) == ("mine", "", "")
    assert one.published.kind == "gpt2"
    watching.clear()
    assert any("config.json" in one for one in opened)
    assert not [one for one in opened if ".bin" in one or "pickle" in one]


def test_a_tokenizer_that_does_not_fit_is_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    own = tmp_path / "mine"
    shutil.copytree(folders["bert"], own)
    (own / "tokenizer.json").write_text("{}")
    assert code(lambda: load(own)) == "model-damaged"
    vocabulary = {"[UNK]": 0} | {f"w{i}": i for i in range(1, 100)}
    for words in (vocabulary, {"[UNK]": 0, "cat": 999}):  # too many, or too high a number
        Tokenizer(WordPiece(words, unk_token="[UNK]")).save(str(own / "tokenizer.json"))
        assert code(lambda: load(own)) == "model-architecture"


@pytest.mark.parametrize("file", ["config.json", "source.json"])
def test_a_file_that_nests_too_deep_is_no_crash(
    file: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    shutil.copytree(folders["bert"], own)
    (own / file).write_text("[" * 200_000)
    if file == "config.json":
        assert code(lambda: load(own)) == "model-architecture"
    else:
        assert load(own).name == "mine"
