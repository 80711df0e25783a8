"""Sentences have exact offsets."""

import pytest

from broadsheet.desk.sentences import Offsets, flat, said, standfirst
from tests.desk.wire_copy import article

TEXT = "Mr. Holm paid $3.5m to the U.S. firm. “He said: ‘No.’” Then é 漢字 left!\n\nA heading\n\nDer 3. Mai war kalt."


def test_offsets():
    pieces = [TEXT[s.start : s.end] for s in said(TEXT, "en")]
    assert pieces[0] == "Mr. Holm paid $3.5m to the U.S. firm."
    assert "A heading" in pieces
    assert "".join("".join(p.split()) for p in pieces) == "".join(TEXT.split())


def test_words_find_their_places():
    offsets = Offsets(TEXT, "en")
    run = flat(TEXT, "en").words
    for place, word in enumerate(run):
        if word:
            start, end = offsets.of(place, place + 1)
            assert TEXT[start:end] == word


def test_a_phrase_never_reaches_over_a_sentence():
    assert "" in flat("One ends. Two begins.", "en").words


@pytest.mark.parametrize("language", ["en", "de", "xx", "", "und", "zh-Hant", "not a language"])
def test_any_language(language):
    assert said("One. Two.", language)


def test_a_standfirst_is_not_read_twice():
    assert standfirst(article("T", "Lead. Text.", standfirst="Lead.")) == ""
    assert standfirst(article("T", "Text.", standfirst="Lead.")) == "Lead."
