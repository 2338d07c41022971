"""The seq2seq lesson's figures: what is marked, what is cut off, and which model is asked for."""

from nlp_core.engine.artifact import unpack
from nlp_core.engine.folder import open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.experiments.seq2seq.one_sentence import Fed, beam
from nlp_core.measurements.seed_lines import Line
from nlp_core.places import MODELS
from nlp_core.recipes.translation import TranslationSpec
from nlp_core.text.translation_scores import bleu, chrf
from pages.parts import seq2seq as parts


class Words:
    """A lesson that has a word for everything."""

    slug = "seq2seq"

    def words(self, key: str, **_: object) -> dict[str, str]:
        from pages.kit.prose import figure_titles

        return dict(figure_titles("seq2seq", "en", key, {}))


def test_the_nearest_model_is_the_shipped_one_of_the_direction() -> None:
    asked, nearest = parts.spec_of("ko-en", 32, 0.5)
    assert (asked.d_model, asked.teacher_forcing, asked.score) == (32, 0.5, "none")
    assert nearest == TranslationSpec(direction="ko-en", score="none")


def test_the_tree_is_cut_and_its_table_is_whole() -> None:
    spec = TranslationSpec(score="none")
    packed = Store(open_folder(MODELS), writable=False).read(run_id_of(spec))
    assert packed is not None
    text = "the queen and the king gave the child two red apples in the garden yesterday."
    found = beam(unpack(packed, spec, shipped=True), text, 3)
    lesson: object = Words()
    drawn = parts.tree(lesson, found)  # type: ignore[arg-type]
    kept = sum(len(step) for step in found.search.steps)
    assert {len(column) for column in drawn.table.values()} == {kept}
    assert len(parts.ranking(lesson, found)["finished sentence"]) == len(  # type: ignore[arg-type]
        found.search.finished
    )


def test_counts_of_both_scores_stand_in_one_table() -> None:
    units = ["a", "cat"], ["a", "dog"]
    lesson: object = Words()
    drawn, table = parts.orders(lesson, bleu(*units), chrf("a cat", "a dog"))  # type: ignore[arg-type]
    assert {len(column) for column in table.values()} == {4 + 6}
    assert len(drawn.table["n-gram"]) == 10


def test_places_that_differ_from_the_reference_are_marked() -> None:
    found = Fed("s", (" a", " b"), (" a", " c"), (" a", " b", " d"))
    assert [chip.note for chip in parts.fed_chips(found, "en", found.helped)] == ["", "≠"]
    assert [chip.note for chip in parts.fed_chips(found, "en", found.alone)] == ["", "", "≠"]


def test_all_ratios_that_the_seeds_cannot_tell_from_the_best_are_right() -> None:
    line = Line("alone", [0, 0.5, 1], [0.1, 0.6, 0.7], [0.0, 0.5, 0.65], [0.2, 0.66, 0.75])
    assert parts.best_ratios(line) == [0.5, 1]
