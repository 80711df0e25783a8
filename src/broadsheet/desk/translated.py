"""What a foreign news word is called in English, from data/translated.tsv: German, French, Spanish, Italian and Portuguese.

The list is short and written by hand. It brings tellings of one event together and is never printed.
"""

from __future__ import annotations

from functools import cache

from broadsheet.desk.gazetteer import rows
from broadsheet.desk.terms import fold
from broadsheet.desk.wordlists import lines

LANGUAGES = ("de", "fr", "es", "it", "pt")  # the list's columns, after the English word
ENDINGS = ("innen", "ern", "en", "es", "er", "em", "os", "as", "n", "s", "e")  # of a number, a case or a gender, longest first
SHORTEST = 4  # letters that are left when an ending is taken off, and of a word that ends a German compound
ELIDED = frozenset("l d qu s n c j m t un all dall dell nell sull".split())  # noqa: SIM905  (what stands before an apostrophe)


def english(word: str, language: str) -> str:
    """What the word of this language (ISO 639-1) means, in small letters; empty when the list does not have it.

    A German compound that ends in a listed word means that: `Bahnstreik` is `strike`. Names of places are the gazetteer's.
    """
    if language not in LANGUAGES:
        return ""
    before, apostrophe, after = word.replace("’", "'").partition("'")
    plain = _plain(after if apostrophe and before.lower() in ELIDED else word)
    table = _table(language)
    return _listed(table, plain) or (_compound(table, plain) if language == "de" else "")


def _plain(word: str) -> str:
    return fold(word).replace("ß", "ss")


def _listed(table: dict[str, str], plain: str) -> str:
    if plain in table:
        return table[plain]
    for ending in ENDINGS:
        bare = plain.removesuffix(ending)
        if bare != plain and len(bare) >= SHORTEST and bare in table:
            return table[bare]
    return ""


def _compound(table: dict[str, str], plain: str) -> str:
    ends = (plain[start:] for start in range(3, len(plain) - SHORTEST + 1))
    return next((found for end in ends if (found := _listed(table, end))), "")


@cache
def _table(language: str) -> dict[str, str]:
    """English by plain words of one language: places first, so that the list may say otherwise."""
    table: dict[str, str] = {}
    for _, kind, name, other in rows():
        for alias in other.split("|"):
            if alias and " " not in alias and not alias.endswith("~") and kind != "people":
                table[_plain(alias)] = name.rstrip("~").lower()
    column = LANGUAGES.index(language) + 1
    for line in lines("translated.tsv"):
        parts = line.split("\t")
        for word in parts[column].split("|"):
            if " " not in word:
                table.setdefault(_plain(word), parts[0])
    return table
