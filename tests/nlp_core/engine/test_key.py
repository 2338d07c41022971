from dataclasses import dataclass
from typing import ClassVar

from nlp_core.engine.key import command, is_private, public_fields, run_id_of
from tests.nlp_core.engine.fake import FakeSpec


@dataclass(frozen=True)
class NewerSpec(FakeSpec):
    added: str = "a field that older runs did not have"


@dataclass(frozen=True)
class CorpusSpec(FakeSpec):
    corpus_version: ClassVar[int] = 1


@dataclass(frozen=True)
class RevisedSpec(FakeSpec):
    VERSION: ClassVar[int] = 2


def test_run_ids_never_change():
    """A changed id would orphan every stored model."""
    assert run_id_of(FakeSpec()) == "fake-a1c6500a4878"
    assert run_id_of(FakeSpec(steps=9, mode="nan")) == "fake-5dc30594e430"
    assert run_id_of(FakeSpec(text="비밀")) == "fake-62c7ef39f0ed"
    assert run_id_of(CorpusSpec()) == "fake-646c0cf8b6f4"


def test_version_corpus_and_changed_fields_decide_the_id():
    specs = [FakeSpec(), FakeSpec(seed=1), FakeSpec(text="a"), FakeSpec(text="b")]
    assert len({run_id_of(spec) for spec in [*specs, RevisedSpec(), CorpusSpec()]}) == 6


def test_a_new_optional_field_and_a_default_spelled_out_leave_the_id():
    assert run_id_of(NewerSpec(seed=3)) == run_id_of(FakeSpec(seed=3))
    assert run_id_of(FakeSpec(steps=6)) == run_id_of(FakeSpec())


def test_an_integer_rate_is_the_same_rate():
    assert run_id_of(FakeSpec(rate=1)) == run_id_of(FakeSpec(rate=1.0))


def test_private_text_is_only_ever_a_hash():
    spec = FakeSpec(text="나의 일기", steps=3)
    assert is_private(spec) and not is_private(FakeSpec())
    assert "일기" not in str(public_fields(spec))
    assert set(public_fields(spec)["text"]) == {"sha256"}
    assert command(spec) == "python -m nlp_core train fake --steps 3"
