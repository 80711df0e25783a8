"""What holds for every step whatever it is given: it answers, in order, exactly, and always the same."""

import json
import os
import pickle
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.desk.headline import choose
from broadsheet.desk.summary import story as summarise
from broadsheet.news import text_hash
from broadsheet.steps import resolve
from tests.desk.wire_copy import SETTINGS, article, cases, of_case, read, story

STEPS = ("language", "genre", "sensitive", "unattended", "sections", "tags", "summary")
PIECES = st.sampled_from(
    ["President ", "Sir Keir Starmer", "U.S. ", "NATO", " said. ", "“", "”", '"', "\n\n", "'s ", "BERLIN (dpa) — ", ", 14, ",
     "aged 9 ", "é", "\u0301", "漢字。", "مرحبا ",
     "\u200f", "\U0001f600", "Mr. ", "...", "The ", "Bank of England", "rape ", "\x00", "\ud800",
     "ß", "İ", "of ", "(WHO)", "-", "—", "&"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))
NAUGHTY = ["", " ", "\x00", "\ud800", "A" * 100_000, "Ab " * 33_000, "“" * 5000, "9, " * 9000, "مرحبا بالعالم. " * 50,
           "漢字。" * 500, "Z\u0338\u0321a\u0334lgo " * 200, "<script>alert(1)</script>", "' OR 1=1 --", "\u202eevil",
           "\n" * 5000, ". " * 20_000, "of the " * 9000]  # fmt: skip


def exact(reading):
    text = reading.article.text
    for tag in reading.tags:
        assert all(0 <= a < b <= len(text) for a, b in tag.mentions)
        assert all(a[1] <= b[0] for a, b in pairwise(tag.mentions))
    for sentence in reading.summary:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.sha256 == text_hash(text)
    assert all(
        0 <= each.score <= 1 for each in (reading.language, reading.genre, *reading.sensitive, *reading.hold, *reading.sections)
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=TEXTS, text=TEXTS, standfirst=TEXTS, language=st.sampled_from(["", "en", "de-DE", "fr", "xx"]))
def test_anything_is_answered(title, text, standfirst, language):
    url = f"https://paper.example/{len(text)}"
    (reading,) = read([article("T", text, url=url, standfirst=standfirst, language=language)], *STEPS)
    exact(reading)
    (reading,) = read([article("T", "x", url=url)], *STEPS)
    (odd,) = read([article("T", text)], "language")
    assert odd.article.text == text
    exact(read([titled(title, text)], *STEPS)[0])


def titled(title, text):
    from dataclasses import replace

    return replace(article("T", text), title=title)


@pytest.mark.parametrize("naughty", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_texts(naughty):
    for each in (titled(naughty, "A bridge opened."), titled("A bridge", naughty), titled(naughty, naughty)):
        (reading,) = read([each], *STEPS)
        exact(reading)
        told = story(titled("A bridge", "A bridge opened in Bremen on Friday after a year of delays, officials said."), each)
        choose([told], SETTINGS)
        summarise([told], SETTINGS)


def test_an_empty_batch():
    for name in STEPS:
        assert list(resolve(name).function([], SETTINGS)) == []


def test_a_batch_is_answered_as_each_alone():
    articles = [of_case(case) for case in cases("sections")]
    together = read(articles, *STEPS)
    alone = [read([each], *STEPS)[0] for each in articles]
    assert together == alone


def test_steps_pickle():
    for name in STEPS:
        assert pickle.loads(pickle.dumps(resolve(name))) == resolve(name)  # noqa: S301 - our own bytes


PROGRAM = """
import json
from tests.desk.wire_copy import cases, of_case, read
found = read([of_case(c) for n in ("sections", "genre", "sensitive") for c in cases(n)], *{steps!r})
print(json.dumps([repr((r.language, r.genre, r.sensitive, r.hold, r.sections, r.tags, r.summary)) for r in found]))
"""


def test_the_same_under_any_hash_seed():
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(["src", "."])}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(steps=STEPS)], capture_output=True, text=True, check=True, env=environment
        )
        outputs.append(json.loads(run.stdout))
    assert outputs[0] == outputs[1]
