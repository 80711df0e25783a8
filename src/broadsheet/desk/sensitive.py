"""What must an editor see first: minors, sexual offences, suicide, suspects, live cases, allegations against the living?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from broadsheet.desk.language import spoken
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import flat, said, standfirst, words
from broadsheet.desk.wordlists import table
from broadsheet.news import Judgement, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

MINOR, SEXUAL, SUICIDE = "minor", "sexual offence", "suicide"
SUSPECT, COURT, ALLEGATION = "unconvicted suspect", "live court case", "allegation against the living"
NEAR = 1  # sentences around a word for a child that are searched for harm: "The boy, 1st sentence. Police said, 2nd."
AGED, NEARBY, UNNAMED = 0.9, 0.7, 0.4  # sure by a stated age; by a word and harm; children of whom none is singled out
LIMIT = 18  # years: the age of majority in Britain, Germany, France and the United States

# Ages as English, German and French write them, and as they stand after a name with a comma or in brackets.
AGES = re.compile(
    r"\b(\d{1,2})[- ](?:year|yr|month|week|day)s?[- ]olds?\b(?! (?:company|firm|business|club|school|building|brand|record|"
    r"law|treaty|feud|dispute|war|bridge|rule|ban|deal|whisky|system|programme|program|series|franchise|conflict|start-?up|policy|tradition|marriage))"
    r"|\b[Aa]ge[sd]? (?:just |only )?(\d{1,2})\b(?![-%\d]| (?:and|or) (?:over|older|above|up)|\+)"
    r"|\b(\d{1,2}) ?-?jährige[rsnm]?\b|\b(\d{1,2}) Jahren? alte?[rsnm]?\b|\bim Alter von (\d{1,2})\b"
    r"|\bâgée?s? de (?:seulement )?(\d{1,2}) (?:ans|mois)\b|\bde (\d{1,2}) ans\b(?! (?:de|d'))"
    r"|(?<=[a-zéèüöäß]), (\d{1,2})(?=, | and |\)|\.$)|(?<=[a-zéèüöäß]) \((\d{1,2})\)"
)
DIGIT = re.compile(r"\d")
# What may be so many years old without being a child, when it stands just before the age: "homes less than 15 years old".
THING = re.compile(
    r"\b(?:homes?|houses?|flats?|buildings?|schools?|cars?|vehicles?|trains?|trams?|planes?|aircraft|ships?|boats?|bridges?|"
    r"phones?|devices?|machines?|pipes?|roads?|trees?|wines?|compan(?:y|ies)|firms?)"
    r"(?: (?:that|which|are|is|was|were|less|more|under|over|at|least|only|just|than|about|some|nearly|almost)){0,5} $"
)
BEFORE = 60  # characters before an age in which its thing stands
SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
SPELT = re.compile(
    rf"\b(?:{SMALL})[- ](?:year|month|week|day)s?[- ]olds?\b(?! (?:company|firm|war|conflict|feud|law|ban|deal|policy))",
    re.IGNORECASE,
)
PRONOUNS = frozenset(
    {"he", "she", "his", "her", "him", "He", "She", "His", "Her", "er", "sie", "ihm", "ihr", "il", "elle", "lui", "Il", "Elle"}
)
OPEN = frozenset({"on trial", "court heard", "pleaded not guilty"})  # beside these no verdict elsewhere settles the case


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists, compiled; `starts` holds every word that any of their phrases begins with."""

    minor: dict[str, Phrases[str | None]]
    proved: Phrases[str | None]
    flags: tuple[tuple[str, Phrases[str | None]], ...]
    starts: frozenset[str]


class Text:
    """Headline, standfirst and text as one run of words in numbered sentences, and where a listed word may begin."""

    def __init__(self, reading: Reading) -> None:
        article = reading.article
        self.words: list[str] = []
        self.sentence: list[int] = []
        self.spans: list[tuple[str, int, int]] = []
        for short in (article.title, standfirst(article)):
            if short:
                self._add(short, words(short))
        body = flat(article.text, spoken(reading))
        before = len(self.spans)
        self.words += body.words
        self.sentence += [number + before for number in body.sentence]
        self.spans += [(article.text, s.start, s.end) for s in said(article.text, spoken(reading))]
        starts = lists().starts
        self.places = [i for i, word in enumerate(self.words) if word in starts]

    def _add(self, short: str, run: Sequence[str]) -> None:
        self.sentence += [len(self.spans)] * (len(run) + 1)
        self.spans.append((short, 0, len(short)))
        self.words += [*run, ""]

    def hits(self, phrases: Phrases[str | None]) -> list[tuple[int, str]]:
        """The listed words in the text, each with its sentence."""
        return [(self.sentence[hit.start], hit.value) for hit in phrases.find(self.words, self.places) if hit.value]

    def run(self, number: int) -> list[str]:
        """The words of a sentence."""
        return [word for word, owner in zip(self.words, self.sentence, strict=True) if owner == number and word]


def flag(batch: Sequence[Reading], settings: Settings) -> list[tuple[Judgement[str], ...]]:
    """What is sensitive in each article, with the words that say so; empty when nothing is."""
    return [_flags(Text(reading)) for reading in batch]


def held(flags: Sequence[Judgement[str]] | None) -> tuple[Judgement[str], ...]:
    """The flags that hold an article for an editor: minors and sexual offences, where more than unnamed children are meant."""
    return tuple(f for f in flags or () if f.value in {MINOR, SEXUAL} and f.score > UNNAMED)


@cache
def lists() -> Lists:
    """The lists of data/sensitive.toml, compiled once."""
    data = table("sensitive")
    past = data["minor"]["not"]
    minor = {key: _phrases(data["minor"][key], past, plurals=False) for key in ("one", "many", "harm", "grave")}
    named = ((SEXUAL, "sexual"), (SUICIDE, "suicide"), (SUSPECT, "suspect"), (COURT, "court"), (ALLEGATION, "allegation"))
    flags = tuple((name, _phrases(data[key]["words"], data[key]["not"])) for name, key in named)
    proved = _phrases(data["suspect"]["proved"])
    every = [*minor.values(), proved, *(phrases for _, phrases in flags)]
    return Lists(minor, proved, flags, frozenset().union(*(phrases.starts for phrases in every)))


def _phrases(listed: Sequence[str], barred: Sequence[str] = (), plurals: bool = True) -> Phrases[str | None]:
    pairs: list[tuple[str, str | None]] = [(phrase, None) for phrase in barred]
    return Phrases([*pairs, *((phrase.rstrip("~"), phrase.rstrip("~")) for phrase in listed)], plurals)


def _flags(text: Text) -> tuple[Judgement[str], ...]:
    found = {name: text.hits(phrases) for name, phrases in lists().flags}
    flags = [*_minor(text)]
    flags += [_judgement(name, found[name]) for name in (SEXUAL, SUICIDE, COURT) if found[name]]
    if found[SUSPECT] and not _settled(found[SUSPECT], text):
        flags.append(_judgement(SUSPECT, found[SUSPECT]))
    against = [hit for hit in found[ALLEGATION] if _person(text.run(hit[0]))]
    if against:
        flags.append(_judgement(ALLEGATION, against))
    return tuple(flags)


def _judgement(name: str, hits: list[tuple[int, str]]) -> Judgement[str]:
    """More sure when it stands early and often: .5 for one word deep in the text, .95 for a headline's and more below."""
    score = min(0.95, 0.5 + (0.25 if hits[0][0] <= 2 else 0.0) + 0.1 * (len(hits) - 1))
    return Judgement(name, round(score, 2), ", ".join(list(dict.fromkeys(word for _, word in hits))[:4]))


def _settled(hits: list[tuple[int, str]], text: Text) -> bool:
    """Whether the text speaks of a verdict at least as often as of what is still open."""
    proved = {number for number, _ in text.hits(lists().proved)}
    return len(proved) >= len(hits) and not any(word in OPEN for _, word in hits)


def _person(run: Sequence[str]) -> bool:
    """Whether somebody is spoken of: a pronoun, or two capitalised words side by side."""
    if not PRONOUNS.isdisjoint(run):
        return True
    return any(a[:1].isupper() and b[:1].isupper() for a, b in pairwise(run))


def _minor(text: Text) -> Iterator[Judgement[str]]:
    ages = list(dict.fromkeys(_ages(text)))
    if ages:
        yield Judgement(MINOR, AGED, ", ".join(ages[:3]))
        return
    best = max(_children(text), key=lambda judged: judged.score, default=None)
    if best:
        yield best


def _ages(text: Text) -> Iterator[str]:
    aged = {text.sentence[i] for i, word in enumerate(text.words) if word in {"old", "olds"}}
    for number, (source, start, end) in enumerate(text.spans):
        if DIGIT.search(source, start, end):
            for match in AGES.finditer(source, start, end):
                young = 0 < int(next(g for g in match.groups() if g)) < LIMIT
                if young and not THING.search(source, max(start, match.start() - BEFORE), match.start()):
                    yield match.group().strip(" ,()")
        if number in aged:
            for spelt in SPELT.finditer(source, start, end):
                yield spelt.group()


def _children(text: Text) -> Iterator[Judgement[str]]:
    minor = lists().minor
    one, many = text.hits(minor["one"]), text.hits(minor["many"])
    if not one and not many:
        return
    harm, grave = dict(reversed(text.hits(minor["harm"]))), dict(reversed(text.hits(minor["grave"])))
    for number, child in one:
        near = next((harm[n] for d in range(NEAR + 1) for n in (number + d, number - d) if n in harm), None)
        if near:
            yield Judgement(MINOR, NEARBY, f"{child}, {near}")
    for number, children in many:
        if number in grave:
            yield Judgement(MINOR, NEARBY, f"{children}, {grave[number]}")
        elif number in harm:
            yield Judgement(MINOR, UNNAMED, f"{children}, {harm[number]}, none of them singled out")


STEP = Step(flag, gives="sensitive", needs=frozenset({"language"}))
