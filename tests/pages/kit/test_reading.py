"""How a file is read stands before the learner: the first rows, whatever they hold."""

from nlp_core.corpora.own_file import read_table
from pages.kit.reading import preview


def test_a_preview_shows_five_rows_escaped_and_cut() -> None:
    table = read_table(b"text,<b>\n" + (b"<script>," + b"a" * 90 + b"\n") * 9, "a.csv")
    shown = preview(table)
    assert shown.count("<tr>") == 6
    assert "<script" not in shown and "<b>" not in shown and "a" * 59 + "…" in shown
