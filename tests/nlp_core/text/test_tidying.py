"""HTML remains go, what only looks like them stays; drawn-out letters meet in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.tidying import shortened, tidy, without_markup


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("좋아요<br />정말<BR>좋아요", "좋아요 정말 좋아요"),
        ("&quot;최고&quot;", '"최고"'),
        ("1 &amp;lt; 2 &lt;br&gt; 3", "1 < 2   3"),
        ("it&#39;s &#x27;ok&#X27;", "it's 'ok'"),
        ("&amp;amp;quot;", '"'),
        ('<a href="http://x.y">link</a>, <b>굵</b>게', "link, 굵게"),
        ("<!-- note -->글", " 글"),
        ("a < b, c > d, i <3 you, <그녀>, x<y>z", "a < b, c > d, i <3 you, <그녀>, x<y>z"),
        ("AT&T, R&D;, &notanentity; & so", "AT&T, R&D;, &notanentity; & so"),
        ("<bold> <brown>", "<bold> <brown>"),
        ("", ""),
    ],
)
def test_html_remains_are_taken_out(raw: str, text: str) -> None:
    assert without_markup(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ㅋㅋㅋㅋㅋ", "ㅋㅋ"),
        ("ㅋㅋ ㅋ ㅠㅠㅠㅠ ㅇㅇ", "ㅋㅋ ㅋ ㅠㅠ ㅇㅇ"),
        ("하하하하 재밌어요오오오", "하하 재밌어요오오"),
        ("SOOOoo goood noooo", "SOO good noo"),
        ("1000 0.0001 2222", "1000 0.0001 2222"),
        ("III, VIII 장 XXX", "III, VIII 장 XXX"),
        ("www.example.org", "www.example.org"),
        ("👍🏽👍🏽👍🏽 ❤️❤️❤️❤️", "👍🏽👍🏽 ❤️❤️"),
        ("e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301"),
        ("!!!! ....", "!!!! ...."),
        ("정말", "정말"),
    ],
)
def test_drawn_out_letters_are_shortened_to_two(raw: str, text: str) -> None:
    assert shortened(raw) == text


@given(st.text(st.characters() | st.sampled_from("ㅋ<>&;#amplt br/👍🏽")))
def test_tidying_ends_and_lengthens_nothing(text: str) -> None:
    assert len(without_markup(text)) <= len(text)
    assert len(shortened(text)) <= len(text)
    assert shortened(shortened(text)) == shortened(text)


def test_a_page_of_open_tags_is_read_once() -> None:
    assert without_markup("<a " * 100_000 + "<!--" * 50_000 + "&" * 100_000).startswith("<a <a")


def test_a_text_of_remains_alone_stays_as_it_was() -> None:
    found = tidy(["<br />", "&nbsp;...", "좋아요&#10;&#8238;ㅋㅋㅋㅋ", "a < b"], shorten=True)
    assert found.texts == ("<br />", "&nbsp;...", "좋아요 ㅋㅋ", "a < b")
    assert found.marked == 3
    assert tidy(["ㅋㅋㅋㅋ"]).texts == ("ㅋㅋㅋㅋ",)
