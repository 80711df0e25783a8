"""Who, what and where a text names, span by span, and under one name each."""

import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from broadsheet.desk.entities import entities

MARKED = re.compile(r"\[([pol]) ([^\]]+)\]")
KINDS = {"p": "person", "o": "organisation", "l": "place", "outlet": "organisation"}
CASES = Path(__file__).parent / "cases"


def lines(file):
    return [line for line in (CASES / file).read_text().splitlines() if not line.startswith("#")]


TEXTS, LONGER = lines("names.txt"), lines("names_longer.txt")


def marked(line):
    """The plain text of a marked line, and its spans."""
    text, spans, at = "", set(), 0
    for match in MARKED.finditer(line):
        text += line[at : match.start()]
        spans.add((len(text), len(text) + len(match[2]), KINDS[match[1]]))
        text, at = text + match[2], match.end()
    return text + line[at:], spans


def spans(text):
    return {(start, end, KINDS.get(e.kind, e.kind)) for e in entities(text, "en") for start, end in e.mentions}


def named(text):
    return {e.name: [text[start:end] for start, end in e.mentions] for e in entities(text, "en")}


def developing(line):
    """The held-back half is the bench's alone."""
    return sha256(marked(line)[0].encode()).digest()[0] % 2 == 0


@pytest.mark.parametrize(("texts", "least", "f1"), [(TEXTS, 200, 0.95), (LONGER, 130, 0.9)])
def test_spans_of_the_developing_half(texts, least, f1):
    pairs = [(spans(text), true) for text, true in map(marked, filter(developing, texts))]
    right = sum(len(got & true) for got, true in pairs)
    wrong = sum(len(got ^ true) for got, true in pairs)
    assert len(texts) >= least
    assert 2 * right / (2 * right + wrong) >= f1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The American Guild of Pilots met.", ["American Guild of Pilots"]),
        ("The Muslim Council of Wales met.", ["Muslim Council of Wales"]),
        ("She left the Federal Ferry Commission for Corvane University.", ["Federal Ferry Commission", "Corvane University"]),
        ("He joined Olsberg & Tarn in May.", ["Olsberg & Tarn"]),
        ("Officers of Devon and Cornwall Police came.", ["Devon and Cornwall Police"]),
        ("Then York City won.", ["York City"]),
        ("Paramotorists were called. Gliderists have left.", []),
    ],
)
def test_organisations_by_how_they_are_written(text, names):
    assert [e.name for e in entities(text, "en")] == names


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("Sir Keir Starmer spoke. Starmer left.", "Keir Starmer", ["Keir Starmer", "Starmer"]),
        ("The European Central Bank met. The ECB cut.", "European Central Bank", ["European Central Bank", "ECB"]),
        ("The Guild of Harbour Pilots met. GHP members left.", "Guild of Harbour Pilots", ["Guild of Harbour Pilots", "GHP"]),
        ("Doug Ford spoke. Ford left.", "Doug Ford", ["Doug Ford", "Ford"]),
        ("François Hollande met Francois Hollande.", "François Hollande", ["François Hollande", "Francois Hollande"]),
        ("Fighters of al-Qaeda fled. Al-Qaeda said so.", "al-Qaeda", ["al-Qaeda", "Al-Qaeda"]),
        ("J. Pablo Ortiz came. Pablo Ortiz left.", "J. Pablo Ortiz", ["J. Pablo Ortiz", "Pablo Ortiz"]),
        (
            "Hedda Brandvold, the Norwegian fisheries minister, spoke. Later the Norwegian fisheries minister left.",
            "Hedda Brandvold",
            ["Hedda Brandvold", "Norwegian fisheries minister"],
        ),
    ],
)
def test_other_names_are_joined(text, name, mentions):
    assert named(text)[name] == mentions


@pytest.mark.parametrize(
    "text",
    [
        "The Paris Agreement binds nobody. The London Marathon was run.",
        "The bakery on Union Street closed. The Boston Marathon did not.",
        "We'll see. I've seen it. They're late.",
        "Heavy rain fell. Farmers waited. Engineers drank tea.",
        "MORE NEWS AND SPORT TONIGHT",
    ],
)
def test_what_only_looks_like_a_name(text):
    assert named(text) == {}


def test_nothing_is_named_twice_at_a_place_and_never_out_of_the_text():
    for line in TEXTS + LONGER:
        text, _ = marked(line)
        found = sorted(span for e in entities(text, "en") for span in e.mentions)
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(left[1] <= right[0] for left, right in pairwise(found))
