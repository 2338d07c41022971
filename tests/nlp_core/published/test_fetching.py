"""Everybody sees one question to the hub and one download, and nobody waits for either."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp_core.errors import LearnerError
from nlp_core.published import fetching, hub
from nlp_core.published.fetching import HOLDS_S, Fetching, Standing
from nlp_core.published.hub import found
from nlp_core.published.loading import load
from tests.nlp_core.published.fake_hub import COMMIT, ELECTRA, FakeHub


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def settled(here: Fetching, until: Callable[[Standing], bool], who: str = "ann") -> Standing:
    """What a visitor sees in the end."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        seen = here.look(ELECTRA, who)
        if until(seen):
            return seen
        time.sleep(0.01)
    raise AssertionError(f"still {here.look(ELECTRA, who)}")


def is_(state: str) -> Callable[[Standing], bool]:
    return lambda seen: seen.state == state


def listings(fake: FakeHub) -> int:
    return sum(path.startswith("/api/") for path in fake.asked)


def test_nothing_is_asked_before_somebody_looks(fake: FakeHub) -> None:
    Fetching(fake.endpoint)
    time.sleep(0.05)
    assert not fake.asked


def test_one_question_serves_everybody_for_some_minutes(fake: FakeHub) -> None:
    clock = Clock()
    here = Fetching(fake.endpoint, clock=clock)
    assert here.look(ELECTRA, "ann").state == "asking"
    offered = settled(here, is_("offered"))
    assert offered.commit == COMMIT and offered.size == sum(
        len(fake.files[name]) for name in hub.NEEDED
    )
    assert here.look(ELECTRA, "bob").state == "offered" and listings(fake) == 1
    clock.now += HOLDS_S + 1
    assert here.look(ELECTRA, "bob").state == "asking"
    settled(here, is_("offered"))
    assert listings(fake) == 2


def test_a_look_never_waits_for_a_hub_that_hangs(
    fake: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.fault = "hangs"
    ask = hub.offer
    monkeypatch.setattr(
        fetching, "offer", lambda name, endpoint: ask(name, endpoint=endpoint, timeout=0.4)
    )
    here = Fetching(fake.endpoint)
    assert here.look(ELECTRA, "ann").state == "asking", "a look that waited would say refused"
    refused = settled(here, is_("refused"))
    assert refused.error is not None and refused.error.code == "hub-timeout"
    fake.fault = ""
    assert here.look(ELECTRA, "bob").state == "refused", "it is not asked again by itself"
    here.ask_again(ELECTRA)
    settled(here, is_("offered"))


def test_what_nobody_foresaw_is_told_too(fake: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, endpoint: str | None) -> hub.Offer:
        raise RuntimeError("no")

    monkeypatch.setattr(fetching, "offer", broken)
    refused = settled(Fetching(fake.endpoint), is_("refused"))
    assert refused.error is not None and refused.error.code == "hub-lost"


def test_a_server_may_be_set_not_to_ask(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fetching.SETTING, "off")
    monkeypatch.setattr(fetching, "offer", lambda *_: pytest.fail("it asked"))
    refused = Fetching().look(ELECTRA, "ann")
    assert refused.error is not None and refused.error.code == "hub-off"


def test_the_setting_names_a_hub(fake: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fetching.SETTING, fake.endpoint)
    settled(Fetching(), is_("offered"))
    assert listings(fake) == 1


def test_two_who_want_it_see_one_download(fake: FakeHub) -> None:
    here = Fetching(fake.endpoint)
    settled(here, is_("offered"))
    fake.fault = "hangs in the middle"
    here.fetch(ELECTRA, "ann")
    half = settled(here, lambda _: any("safetensors" in path for path in fake.asked), "bob")
    time.sleep(0.2)  # until its first half is on the way
    assert half.watchers == 2 and half.progress is not None
    assert half.progress.done < half.progress.total == half.size
    here.leave(ELECTRA, "ann")
    assert not here.look(ELECTRA, "ann").watching
    assert here.look(ELECTRA, "bob").watching, "bob still wants it"
    assert here.look(ELECTRA, "bob").watchers == 1
    fake.fault = ""
    fake.end.set()
    ended = settled(here, lambda seen: seen.state in ("here", "refused"))
    assert ended.state == "refused", "the half that came is none"
    here.ask_again(ELECTRA)
    settled(here, is_("offered"))
    here.fetch(ELECTRA, "bob")
    came = settled(here, is_("here"))
    assert came.folder == found(ELECTRA) and load(came.folder).name == ELECTRA
    assert came.provenance.commit == COMMIT and COMMIT in came.provenance.url


def test_the_last_who_gives_it_up_ends_it(fake: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    going = threading.Event()
    fetch = hub.download

    def slow(offered: hub.Offer, told: Callable[[hub.Progress], None]) -> Path:
        def patient(progress: hub.Progress) -> None:
            going.wait(5)
            told(progress)

        return fetch(offered, patient)

    monkeypatch.setattr(fetching, "download", slow)
    here = Fetching(fake.endpoint)
    settled(here, is_("offered"))
    here.fetch(ELECTRA, "ann")
    here.leave(ELECTRA, "ann")
    going.set()
    settled(here, is_("offered"))
    assert found(ELECTRA) is None
    here.leave(ELECTRA, "ann")  # of a download that is over: nothing
    here.fetch(ELECTRA, "ann")
    settled(here, is_("here"))


def test_who_went_away_does_not_hold_a_download(fake: FakeHub) -> None:
    clock = Clock()
    here = Fetching(fake.endpoint, clock=clock)
    settled(here, is_("offered"))
    fake.fault = "hangs in the middle"
    here.fetch(ELECTRA, "ann")
    clock.now += fetching.GONE_S + 1
    assert here.look(ELECTRA, "bob").watchers == 1
    here.leave(ELECTRA, "bob")
    fake.end.set()
    settled(here, lambda seen: seen.state != "fetching")


def test_a_full_disk_is_told(fake: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Fetching(fake.endpoint)
    settled(here, is_("offered"))

    def full(*_: object) -> Path:
        raise LearnerError("model-not-kept", name=ELECTRA, why="No space left on device")

    monkeypatch.setattr(fetching, "download", full)
    here.fetch(ELECTRA, "ann")
    refused = settled(here, is_("refused"))
    assert refused.error is not None and refused.error.code == "model-not-kept"


def test_what_is_discarded_is_offered_anew(fake: FakeHub) -> None:
    here = Fetching(fake.endpoint)
    settled(here, is_("offered"))
    here.fetch(ELECTRA, "ann")
    settled(here, is_("here"))
    here.discard(ELECTRA)
    settled(here, is_("offered"))


def test_another_name_is_refused(fake: FakeHub) -> None:
    with pytest.raises(LearnerError, match="model-not-listed"):
        Fetching(fake.endpoint).look("someone/else", "ann")
