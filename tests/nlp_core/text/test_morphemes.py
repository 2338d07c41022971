import subprocess
import sys

import pytest


def test_importing_the_text_layer_loads_no_analyser_and_no_torch() -> None:
    code = (
        "import sys, nlp_core.text.morphemes, nlp_core.text.naive_bayes, nlp_core.text.tokenizers\n"
        "loaded = {'kiwipiepy', 'torch', 'sklearn', 'scipy', 'streamlit'} & set(sys.modules)\n"
        "sys.exit(', '.join(loaded) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_three_forms_of_school_meet_as_morphemes() -> None:
    pytest.importorskip("kiwipiepy", reason="the Korean morpheme analyser is not installed")
    from nlp_core.text.morphemes import morphemes, morphemes_of

    texts = ["학교에 갔다", "학교를 봤다", "학교"]
    assert all(tokens[0].text == "학교" for tokens in morphemes_of(texts))
    tokens = morphemes("학교에 갔다")
    assert [t.text for t in tokens] == ["학교", "에", "가", "었", "다"]
    assert [(t.start, t.end) for t in tokens[:2]] == [(0, 2), (2, 3)]
    assert morphemes("") == []


def test_endings_are_written_in_letters_that_fonts_show() -> None:
    pytest.importorskip("kiwipiepy", reason="the Korean morpheme analyser is not installed")
    from nlp_core.corpora.reviews import morphemes as shipped
    from nlp_core.text.morphemes import morphemes_of

    texts = ["학교에 간다", "먹을 곳에 갑니다", "갈 곳"]
    cut = [[token.text for token in tokens] for tokens in morphemes_of(texts)]
    assert cut[0] == ["학교", "에", "가", "ㄴ다"]
    forms = {form for row in cut for form in row} | {unit.form for row in shipped() for unit in row}
    assert not [form for form in forms if any("\u1100" <= c <= "\u11ff" for c in form)]


def test_an_analyser_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from nlp_core.errors import LearnerError
    from nlp_core.text import morphemes

    monkeypatch.setitem(sys.modules, "kiwipiepy", None)
    morphemes._kiwi.cache_clear()
    with pytest.raises(LearnerError, match="no-morphemes"):
        morphemes.morphemes_of(["학교에 간다"])
