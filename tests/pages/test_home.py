"""The front page: an own sentence goes through every step, and each step's lesson takes it on."""

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.experiments.home.example import EXAMPLES
from nlp_core.experiments.home.reading import TEXTS
from nlp_core.places import ROOT
from pages.kit.curriculum import COURSE, LESSONS
from pages.kit.prose import sections
from pages.parts.home import journey
from tests.pages.drawing import visit

STEPS = ["tokens", "counts", "pieces", "verdict", "vectors", "attention", "next"]
OWN = {"ko": "고양이가 부엌에서 우유를 마신다.", "en": "The cat drinks milk in the kitchen."}
STRANGE = "<b>$x$</b> *고래* :smile: [a](b) 🐳"
both = pytest.mark.parametrize("language", ["ko", "en"])


def cards(page: AppTest) -> list[str]:
    """What the steps' cards say, in order."""
    found = []
    for key in STEPS:
        inside = page.get_by_key(f"home-look-{key}")
        found.append(
            "\n".join(str(one.value) for kind in ("html", "markdown") for one in inside.get(kind))
        )
    return found


def write(page: AppTest, text: str) -> AppTest:
    """Type a sentence."""
    page.text_input[0].set_value(text)
    page.run()
    assert not page.exception, page.exception
    return page


@both
def test_the_example_goes_through_every_step(language: str) -> None:
    page = visit("home", language)
    assert not page.exception, page.exception
    drawn = cards(page)
    assert len(drawn) == len(STEPS)
    for card in drawn:
        assert 'class="aha"' in card or "data-aha" in card
    assert page.text_input[0].value == EXAMPLES[language]
    other = EXAMPLES["en" if language == "ko" else "ko"]
    assert f": {other.rstrip('.')}" in drawn[5], "its translation is the pair's other half"
    assert 'stroke="#B57B00"' in drawn[5], "the gold alignment is framed"


@both
def test_an_own_sentence_changes_every_figure(language: str) -> None:
    page = visit("home", language)
    before = cards(page)
    after = cards(write(page, OWN[language]))
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert page.query_params[f"sentence-{language}"] in (OWN[language], [OWN[language]])


def test_what_a_model_does_not_know_is_said_and_the_example_shown() -> None:
    page = visit("home", "ko")
    vectors, attention = cards(write(page, "쿼카가 김치를 먹었다"))[4:6]
    assert "쿼카가" in vectors and "쿼카가" in attention
    assert "Yuna laughed" in attention


def test_a_sentence_of_the_other_language_is_read_as_such() -> None:
    page = visit("home", "ko")
    attention = cards(write(page, OWN["en"]))[5]
    assert "고양이" in attention


@both
def test_strange_input_is_shown_as_it_is(language: str) -> None:
    page = visit("home", language)
    for card in cards(write(page, STRANGE)):
        assert "<b>" not in card and "[a](b)" not in card
    write(page, "   ")
    assert len(cards(page)) == len(STEPS)
    write(page, "긴 " * 150)
    assert any(one.value for one in page.warning)


@both
@pytest.mark.parametrize("place", range(len(STEPS)))
def test_a_step_leads_to_its_lesson_with_the_sentence(
    place: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.home.language", lambda: language)
    step = journey(OWN[language])[place]
    address = {f"sentence-{language}": OWN[language], **step.address}
    page = visit(step.lesson, language, **address)
    assert not page.exception, page.exception
    assert not page.warning, [one.value for one in page.warning]
    fields = [*page.text_input, *page.text_area]
    carried = {OWN[language], *step.address.values()}
    assert any(one.value in carried for one in fields), step.key


def test_word_vectors_are_opened_in_the_language_of_the_sentence() -> None:
    step = journey(OWN["en"])[STEPS.index("vectors")]  # outside of a visit the page is Korean
    page = visit("word2vec", "ko", **{"sentence-ko": OWN["en"], **step.address})
    assert not page.exception and not page.warning
    assert any("kitchen" in (one.value or "") for one in page.text_input)


def test_the_map_names_every_lesson_and_links_those_that_stand() -> None:
    page = visit("home", "en")
    targets = [link.proto.page for link in page.get("page_link")]
    for one in LESSONS:
        assert any(target.endswith(one.slug) for target in targets), one.slug
    said = "\n".join(one.value for one in page.markdown).replace("\\", "")
    for one in COURSE:
        assert one.stands or one.titles["en"] in said


def test_its_prose_is_used_whole() -> None:
    """A section that nothing names is dead."""
    made = {f"{key}-title" for key in STEPS} | {f"tokens-{language}" for language in EXAMPLES}
    made |= {f"pieces-{source}" for source in TEXTS}
    made |= {f"thumb-{one.slug.replace('_', '-')}" for one in LESSONS}
    sources = (ROOT / "pages" / "home.py", ROOT / "pages" / "parts" / "home.py")
    core = sorted((ROOT / "nlp_core" / "experiments").rglob("*.py"))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (*sources, *core))
    for name in sections("home", "ko"):
        code = name.removeprefix("error-")
        assert name in made or f'"{code}"' in written or f"'{code}'" in written, name


def test_own_sentences_are_kept_in_the_session_alone() -> None:
    own, example = "수진이 도서관에서 책을 읽었다.", EXAMPLES["ko"]
    assert journey(example) is journey(example), "kept for everybody"
    assert journey(own) is not journey(own), "kept nowhere outside of a visit"
