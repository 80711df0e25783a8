"""One publisher of a hundred misbehaves: it fails in words, the others are done, and memory stays where it was."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from broadsheet.press.specimen.faults import FAULTS

PLAYER = str(Path(__file__).with_name("faulty.py"))

WORDS = {
    "hang": "did not answer in full within 2 seconds",
    "drip": "sent fewer than 1,000 bytes a second",
    "loop": "redirected more than 5 times",
    "410": "answered 410 (it is gone for good)",
    "429": "answered 429 (we asked too often)",
    "503": "answered 503 (it is overloaded or under repair)",
    "gzip-bomb": "sent more than 8,000,000 bytes",
    "stacked-gzip": "packed 2 times over",
    "endless": "sent more than 8,000,000 bytes",
    "html-as-feed": "",
    "truncated": "",
    "wrong-charset": "",
    "to-private": "may not be fetched",
    "reset": "broke off",
}
MENDED = {"truncated", "wrong-charset"}  # what can be read of them is read, and how is told


@pytest.fixture(scope="module")
def rounds() -> dict[str, dict[str, Any]]:
    """What came of a round of polls for each fault, in one process of its own."""
    with subprocess.Popen(
        [sys.executable, PLAYER, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        port = server.stdout.readline().strip()
        command = [sys.executable, PLAYER, "poll", port, *FAULTS]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        server.stdin.close()
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_fault_that_the_specimen_plays_is_expected():
    assert set(WORDS) == set(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_one_fails_in_words(rounds, fault):
    told = rounds[fault]
    if fault not in MENDED or not told["entries"]:
        assert (told["failed"], told["entries"]) == (1, 0)
    assert WORDS[fault] in told["why"]
    assert told["why"].endswith(".")
    assert "Traceback" not in told["why"]
    assert "Error" not in told["why"]


@pytest.mark.parametrize("fault", FAULTS)
def test_the_ninety_nine_are_done(rounds, fault):
    assert rounds[fault]["good"] == 99


def test_the_ninety_nine_do_not_wait_for_the_one(rounds):
    assert rounds["hang"]["before"] == 99


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_inside_is_reached(rounds, fault):
    assert (rounds[fault]["canary"], rounds[fault]["inside"]) == (0, [])


@pytest.mark.parametrize("fault", FAULTS)
def test_memory_grows_by_less_than_50_mb(rounds, fault):
    assert rounds[fault]["peak_kib"] - rounds["none"]["peak_kib"] < 50_000
