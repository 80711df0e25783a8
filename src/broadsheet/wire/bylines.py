"""Who a page names as its authors, and which place says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from broadsheet.wire import authors, shown, signed
from broadsheet.wire.facts import Declared
from broadsheet.wire.headline import Line
from broadsheet.wire.house import is_house, key
from broadsheet.wire.marked import names_an_author, of_others, spaced

_MARKED_AUTHORS = "[rel='author'], [itemprop='author'], [data-testid='author-name']"
_BY = re.compile(
    r"(?:(?:written|posted|words|text|story|report(?:ing)?|texte|testo)\s+)?(?:by|von|par|por|di|door|av|af)\b:?\s*|text:\s*",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    {"de", "du", "des", "von", "van", "der", "den", "la", "le", "di", "da", "dos", "das", "del", "bin", "al", "el", "ter", "zu"}
)
_PLACED = re.compile(r",?\s+(?:in|on|aus|am|à|le|el|for|für|pour|at)\s+", re.IGNORECASE)
_CHECKED = re.compile(r"review|fact[- ]?check|edited|verified|geprüft|illustrat|photo", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:marketing|marketer|coordinator|specialist|manager|consultant|learn|more|our|your|read|head|link|text|community|minutes?|platform|newsletter|team\s+of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """Who wrote it, and which place says so."""

    names: tuple[str, ...] = ()
    source: str = ""


def names(page: shown.Shown, said: Declared, house: frozenset[str], around: tuple[Line, ...]) -> Names:
    """The authors and where they stand: JSON-LD's, else the metas', else the byline by the headline, else one elsewhere.

    The site's own name counts where nobody else is named by the headline: many sites are one person's, and a house that
    signs for itself says so. Left out where JSON-LD calls it an organisation, .847 of Fundus have the gold's authors,
    counted .874; WCXB's articles have .825 either way (bench/extraction.py).
    """
    own = Names()
    for source, listed in signed.bylines(said):
        found = authors.names(name for name, _ in listed)
        bodies = {key(name) for name, organisation in listed if organisation}
        people = tuple(n for n in found if not is_house(n, house) and not authors.login(n) and key(n) not in bodies)
        if people:
            return Names(people, source)
        own = own if own.names else Names(found, source)
    beside = _beside(around, house)
    if beside.names or (own.names and around and not authors.login(own.names[0])):
        return beside if beside.names else own
    elsewhere = _elsewhere(page, house)
    return elsewhere if elsewhere.names else own


def _beside(around: tuple[Line, ...], house: frozenset[str]) -> Names:
    """The byline by the headline: what is marked as an author's name there, or begins as a byline does."""
    lines = [line for line in around if line.after] + [line for line in reversed(around) if not line.after][:4]
    for line in lines:
        found = _marked(line, house)
        if found:
            return Names(found, "the byline by the headline")
    return Names()


def _marked(line: shown.Line, house: frozenset[str]) -> tuple[str, ...]:
    """The names in a line's elements marked as names: those of the inner ones, where they have any; no reviewer's."""
    ends = checked.start() if (checked := _CHECKED.search(line.text)) else len(line.text)
    texts = [_CHECKED.split(_PLACED.split(text)[0] if _BY.match(text) else text)[0] for text in line.named]
    inner = [text for text in texts if not any(other != text and other in text for other in texts)]
    either = (_likely(listed, house) for listed in (inner, texts[:1]))
    kept = (tuple(name for name in found if line.text.find(name) < ends) for found in either)
    return next((found for found in kept if found), ())


def _likely(texts: Iterable[str], house: frozenset[str]) -> tuple[str, ...]:
    """The names in printed texts that look like a person's or are the house's, as a whole or part by part."""
    found: list[str] = []
    for text in texts:
        whole = [name for name in authors.names([" ".join(text.split())]) if _name_like(name, house)]
        found += whole or [name for part in text.split("\n") for name in authors.names([part]) if _name_like(name, house)]
    return tuple(dict.fromkeys(found))[: authors.MOST]


def _name_like(name: str, house: frozenset[str]) -> bool:
    """Whether a printed text can be a name: each word begins with a capital, particles aside, and there are few."""
    words = name.split()
    cased = all(_capital(word) or word.lower() in _PARTICLES for word in words)
    return key(name) in house or (len(words) <= 5 and cased and _capital(words[0]) and not _POST.search(name))


def _capital(word: str) -> bool:
    """Whether a word begins with a capital, or in letters that have none."""
    first = word.lstrip("(\"“'")[:1]
    return first.isupper() or (first.isalpha() and first.lower() == first.upper())


def _elsewhere(page: shown.Shown, house: frozenset[str]) -> Names:
    """A byline away from the headline, in what is neither a comment nor a teaser."""
    for sure in (True, False):
        nodes = page.tree.css(_MARKED_AUTHORS)[:40] if sure else [each for each in page.named[:40] if names_an_author(each)]
        for node in nodes:
            text = "" if of_others(node) else spaced(node)
            found = _likely([text], house) or (authors.names([text]) if text and sure else ())
            if found:
                return Names(found, "a marked byline on the page")
    found = next((found for line in page if line.named and (found := _marked(line, house))), ())
    return Names(found, "a byline on the page") if found else Names()
