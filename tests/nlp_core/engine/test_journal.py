"""What a dead server had in hand is told to those who watched it, once, and to nobody else."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nlp_core.engine import journal as journal_module
from nlp_core.engine.journal import FOLDER, Journal

WATCHED = {"fake-1": ["ann", "bob"], "fake-2": ["cem"]}

SPECS = {"fake-1": {"name": "fake", "fields": {"seed": 1}}}


def note_of_the_dead(cache: Path, **changes: object) -> Path:
    """A note by a process that was killed."""
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    path = cache / FOLDER / "0123.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    note = {"host": socket.gethostname(), "pid": gone.pid, "born": 1.0}
    path.write_text(json.dumps(note | {"watched": WATCHED, "specs": SPECS} | changes))
    return path


def started(cache: Path) -> Journal:
    journal = Journal(cache)
    journal.read()
    return journal


def test_a_killed_servers_trainings_are_told_to_those_who_watched(tmp_path: Path):
    note_of_the_dead(tmp_path)
    journal = started(tmp_path)
    assert journal.has_lost("fake-1", "ann") and journal.has_lost("fake-2", "cem")
    assert not journal.has_lost("fake-2", "ann") and not journal.has_lost("fake-3", "ann")


def test_the_first_who_asks_is_told_even_before_the_server_is_warm(tmp_path: Path):
    note_of_the_dead(tmp_path)
    assert Journal(tmp_path).has_lost("fake-1", "ann")


def test_what_is_needed_to_start_again_is_kept_and_a_private_run_is_not(tmp_path: Path):
    note_of_the_dead(tmp_path)
    journal = Journal(tmp_path)
    assert journal.lost_of("ann") == {"fake-1": SPECS["fake-1"]}
    assert journal.lost_of("cem") == {"fake-2": {}} and journal.lost_of("dan") == {}


def test_who_knows_is_told_by_no_server_again(tmp_path: Path):
    note_of_the_dead(tmp_path)
    journal = started(tmp_path)
    journal.settle("fake-1", "ann")
    journal.read()
    for server in (journal, started(tmp_path)):
        assert not server.has_lost("fake-1", "ann") and server.has_lost("fake-1", "bob")


def test_a_process_number_that_was_given_again_is_another_process(tmp_path: Path):
    note_of_the_dead(tmp_path, pid=os.getpid())
    assert started(tmp_path).has_lost("fake-1", "ann")


def test_a_server_that_lives_has_lost_nothing(tmp_path: Path):
    one, two = Journal(tmp_path), Journal(tmp_path)
    one.note(WATCHED, SPECS)
    two.read()
    assert not two.has_lost("fake-1", "ann")
    one.note({}, {})
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_a_server_that_ended_tells_the_next_at_once(tmp_path: Path):
    one = Journal(tmp_path)
    one.note(WATCHED, SPECS)
    one.close(WATCHED, SPECS)
    assert started(tmp_path).has_lost("fake-1", "ann")


def test_a_server_elsewhere_counts_as_gone_after_a_silence(tmp_path: Path):
    path = note_of_the_dead(tmp_path, host="elsewhere")
    assert not started(tmp_path).has_lost("fake-1", "ann")
    os.utime(path, (time.time() - 120,) * 2)
    assert started(tmp_path).has_lost("fake-1", "ann")
    os.utime(path, (time.time() - 4000,) * 2)
    assert not started(tmp_path).has_lost("fake-1", "ann") and not path.exists()


def test_it_says_that_it_lives_and_writes_no_more_than_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    journal, now = Journal(tmp_path), [1000.0]
    monkeypatch.setattr(journal_module.time, "monotonic", lambda: now[0])
    written: list[str] = []
    monkeypatch.setattr(journal, "_write", lambda name, content: written.append(name))
    for _ in range(60):
        now[0] += 1.0
        journal.note(WATCHED, SPECS)
    assert len(written) == 3


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "[" * 10**5),
        '{"watched": 3}',
        '{"watched": {"a": 1, "b": [2, null]}, "specs": [1]}',
        '{"host": [], "pid": "x", "born": {}, "watched": {"fake-9": ["ann"]}}',
    ],
)
def test_a_damaged_note_breaks_nothing(text: str, tmp_path: Path):
    note_of_the_dead(tmp_path)
    (tmp_path / FOLDER / "damaged.json").write_text(text)
    journal = started(tmp_path)
    assert journal.has_lost("fake-1", "ann")
    journal.settle("fake-1", "ann")


def test_a_cache_that_is_no_folder_costs_the_telling_alone(tmp_path: Path):
    cache = tmp_path / "cache"
    cache.write_text("a file in the way")
    journal = started(cache)
    journal.note(WATCHED, SPECS)
    journal.close(WATCHED, SPECS)
    assert not started(cache).has_lost("fake-1", "ann")


def test_a_bucket_keeps_notes_too(tmp_path: Path):
    cache = f"memory://{tmp_path.name}"
    one = Journal(cache)
    one.close(WATCHED, SPECS)
    two = Journal(cache)
    two.read()
    assert two.has_lost("fake-1", "ann")
