"""Whose text does an outlet print by its own account: an agency's, a press release, another site's?

The evidence in order of strength: a dateline, a signature at either end, the byline, the source that its feed names, a
canonical link to another site, the genre. It says who is the origin where the original itself is not in the window.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from broadsheet.desk.wordlists import table
from broadsheet.news import Article, Judgement, Reading

START = 240  # characters of a text in which a dateline stands
LINE = 160  # characters of a first or last paragraph that is a signature
RELEASE = "a press release"

_dashes = r"\s*(?:[-–—:]|wire\b)"
_byline = r"(?:by|von|par|da|di|por|de|door|af|av)\s+"
_source = r"(?<!\w)(?:©|\(c\)|copyright|source|quelle|fuente|fonte|bron|kilde|källa|crédit|credit)\W*(?:\d{4}\W+)?(?:by\s+)?"


@dataclass(frozen=True, slots=True)
class _Marks:
    """The patterns of all agencies: `name` of a mark or signature by its small letters, and which are press releases."""

    dateline: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]
    marks: dict[str, str]
    signs: dict[str, str]
    hosts: dict[str, str]
    releases: frozenset[str]


@cache
def _marks() -> _Marks:
    rows = [*table("agencies")["agency"], *table("agencies")["release"]]
    marks = {mark: row["name"] for row in rows for mark in row["marks"]}
    signs = {sign.casefold(): row["name"] for row in rows for sign in row["signs"]}
    mark, sign = (rf"(?P<who>{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})" for names in (marks, signs))
    return _Marks(
        re.compile(
            rf"\({mark}\){_dashes}|/{mark.replace('who', 'slash')}/{_dashes}|\({mark.replace('who', 'end')}\)\s*(?:\n|$)"
        ),
        re.compile(
            rf"^\W*(?:{_byline})(?:the\s+)?{sign}(?!\w)|^\W*(?:the\s+)?{sign.replace('who', 'alone')}\W*$", re.IGNORECASE
        ),
        re.compile(rf"{_source}(?:the\s+)?{sign}(?!\w)|^\W*(?:the\s+)?{sign.replace('who', 'alone')}\W*$", re.IGNORECASE),
        marks,
        signs,
        {host: row["name"] for row in rows for host in row["hosts"]},
        frozenset(row["name"] for row in table("agencies")["release"]),
    )


def agency(text: str) -> str:
    """The agency that a text is signed by at either end, empty when none is."""
    found = _signature(text)
    return found.value if found else ""


def origin(reading: Reading) -> Judgement[str] | None:
    """Whose text an article is by its own account, how sure, and why; None when it is the outlet's own as far as it says."""
    article = reading.article
    found = _signature(article.text) or _author(article) or _fed(article) or _canonical(article)
    if reading.genre is not None and reading.genre.value == "press_release" and (found is None or not is_release(found.value)):
        return Judgement(RELEASE, 0.7, f"a press release: {reading.genre.why}")
    return found


def is_release(name: str) -> bool:
    """Whether this origin is somebody's own announcement and no outlet's reporting."""
    return name == RELEASE or name in _marks().releases


def _signature(text: str) -> Judgement[str] | None:
    known = _marks()
    if found := known.dateline.search(text[:START]):
        mark = found["who"] or found["slash"] or found["end"]
        return Judgement(known.marks[mark], 0.95, f"dateline ({mark})")
    first, last = text[: LINE + 1].partition("\n")[0], text[-LINE - 1 :].rpartition("\n")[2]
    for end, pattern in ((first, known.first), (last, known.last)):
        if len(end) > LINE:
            continue
        if found := pattern.search(end):
            sign = found["who"] or found["alone"]
            return Judgement(known.signs[sign.casefold()], 0.9, f"signed {sign}")
    return None


def _author(article: Article) -> Judgement[str] | None:
    known = _marks()
    for author in article.authors:
        plain = author.casefold().removeprefix("by ").removeprefix("the ")
        for part in (plain, *re.split(r"\s*[,|/]\s*(?:the )?|\s+for (?:the )?", plain)[1:]):
            if name := known.signs.get(part.removesuffix(" staff").strip(" .")):
                return Judgement(name, 0.85, f"byline {author}")
    return None


def _fed(article: Article) -> Judgement[str] | None:
    """What its feed's `<source>` says: an agency by name or address, else the site there; a strange name alone is none."""
    known, where = _marks(), _site(article.source_url)
    plain = " ".join(article.source.casefold().split()).removeprefix("the ")
    if name := known.signs.get(plain) or known.hosts.get(where):
        return Judgement(name, 0.8, f"its feed names {article.source or where} as its source")
    if not where or where == _site(article.url):
        return None
    return Judgement(where, 0.6, f"its feed names {article.source or where} as its source")


def _canonical(article: Article) -> Judgement[str] | None:
    host, own = _site(article.canonical), _site(article.url)
    if not host or not own or host == own:
        return None
    return Judgement(_marks().hosts.get(host, host), 0.6, f"its canonical address is at {host}")


def _site(address: str) -> str:
    """The registrable end of an address's host, near enough to compare."""
    try:
        parts = (urlsplit(address).hostname or "").removeprefix("www.").split(".")
    except ValueError:
        return ""
    return ".".join(parts[-3 if len(parts[-1]) == 2 and len(parts) > 2 and len(parts[-2]) <= 3 else -2 :])
