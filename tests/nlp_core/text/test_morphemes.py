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
