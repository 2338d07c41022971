"""What the ALBERT lesson measured, and that the page's words about it hold."""

from nlp_core.measurements import albert_results as measured


def test_sharing_saves_the_file_and_not_the_time() -> None:
    one = measured.latency()
    assert one.file < 0.12
    assert one.low <= one.time <= one.high
    assert 0.8 < one.time < 1.25
