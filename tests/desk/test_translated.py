from __future__ import annotations

import pytest

from broadsheet.desk.translated import LANGUAGES, english
from broadsheet.desk.wordlists import lines


@pytest.mark.parametrize(
    ("word", "language", "meant"),
    [
        ("Streik", "de", "strike"),
        ("Lokführerstreiks", "de", "strike"),
        ("Hochbahn", "de", "metro underground"),
        ("Großbrand", "de", "blaze"),
        ("grève", "fr", "strike"),
        ("l’incendie", "fr", "blaze"),
        ("d'inondations", "fr", "flood"),
        ("huelgas", "es", "strike"),
        ("dell'incidente", "it", "accident"),
        ("greve", "pt", "strike"),
        ("München", "de", "munich"),
        ("Bruxelles", "fr", "brussels"),
    ],
)
def test_a_news_word_is_called(word: str, language: str, meant: str) -> None:
    assert english(word, language) == meant


@pytest.mark.parametrize(
    ("word", "language"), [("strike", "en"), ("Streik", "fr"), ("Streik", ""), ("Poncet", "fr"), ("", "de"), ("l'", "fr")]
)
def test_what_the_list_does_not_have_is_empty(word: str, language: str) -> None:
    assert english(word, language) == ""


def test_every_line_has_a_word_in_each_language() -> None:
    for line in lines("translated.tsv"):
        parts = line.split("\t")
        assert len(parts) == 1 + len(LANGUAGES), line
        assert all(word.strip() for part in parts for word in part.split("|")), line
