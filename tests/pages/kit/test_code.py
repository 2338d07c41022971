"""The code that is shown is the source, with its file and its line."""

from nlp_core.models.attention import attention_distribution
from nlp_core.places import ROOT
from pages.kit.code import source


def test_source_file_and_line() -> None:
    text, file, line = source(attention_distribution)
    assert text.startswith("def attention_distribution")
    assert file == "nlp_core/models/attention.py"
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert lines[line - 1].startswith("def attention_distribution")


def _page() -> None:
    from nlp_core.models.attention import attention_distribution
    from pages.kit.code import show

    show("k", (attention_distribution,), attention_distribution, False)


def test_it_is_folded_and_says_what_trained() -> None:
    from tests.pages.kit.running import run

    page = run(_page)
    assert not page.code
    page.session_state["k"] = True
    page.run()
    assert page.code[0].value.startswith("def attention_distribution")
    assert any(
        "어림하는" in str(one.value) or "estimates" in str(one.value) for one in page.caption
    )
