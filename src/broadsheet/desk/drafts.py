"""What may a language model see of a story, and which of its sentences may an editor be shown?

A sentence comes through when its form is a news sentence's, what it says stands in the articles that it names, and another
outlet's article speaks of the same: whoever writes into one article what a model should say does not get it said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from broadsheet.desk import headline, summary
from broadsheet.desk.prompts import Prompt, Said, Source
from broadsheet.desk.sentences import WORD
from broadsheet.desk.unattended import REVIEW
from broadsheet.desk.wordlists import listed
from broadsheet.news import Article, Judgement, Reading, Story
from broadsheet.settings import Settings

FEWEST = 2  # sources of a draft, and sentences of key points
MOST_SOURCES = 6
MOST_POINTS = 4
SHARED = 3  # telling words that a sentence has at least
STEM = 5  # characters of a word that are compared
LONGEST_HEADLINE = 110  # characters; it may be a little over the length that a headline of the outlets' is best at
SHORTEST, LONGEST = 0.25, 4.0  # a translation's length to its headline's; wide, as Chinese takes a third of English
QUOTABLE = frozenset({"full", "excerpt"})
FORBIDDEN = re.compile(
    r"https?:|\bwww\.|\w@\w|(?<!\w)@\w|\b[\w-]+\.(?:com|net|org|io|info|co|biz)\b|[<>{}\[\]|`*#\\]", re.IGNORECASE
)
ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\bsystem prompt\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model)\b"
    r"|<\|?/?(?:im_start|im_end|system|assistant)\b"
    r"|\b(?:ais?|language models?|llms?|chatbots?|assistants?|summari[sz]ers?)\b[^.\n]{0,30}\b(?:must|should|shall|please)\b"
    r"[^.\n]{0,30}\b(?:write|say|state|output|respond|answer|print|include|add|headline)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")

Proof = Callable[[str, Sequence[Article], str], Judgement[bool]]


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a draft, and the ids of the articles that bear it out."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came through of an answer, and why each other sentence did not. Without sentences there is no draft."""

    sentences: tuple[Written, ...]
    refused: tuple[str, ...] = ()


def objection(story: Story) -> str:
    """Why no model may draft for this story; empty when one may."""
    holds = [flag for each in story.tellings for flag in each.reading.hold or () if flag.value == REVIEW]
    flags = [*(flag for each in story.tellings for flag in each.reading.sensitive or ()), *holds]
    return f"an editor writes this one: {flags[0].value}, {flags[0].why}" if flags else ""


def sources(story: Story, settings: Settings) -> tuple[Source, ...]:
    """The articles that a model may see, labelled: originals, each outlet's latest, whose rights let a machine read them.

    One whose text speaks to a model is left out.
    """
    latest = {t.reading.article.publisher: t.reading for t in story.tellings if t.copy_of is None and _readable(t.reading)}
    shown = sorted(latest.values(), key=lambda reading: (str(reading.article.when or ""), reading.article.id))[-MOST_SOURCES:]
    each = settings.model.characters // max(1, len(shown))
    return tuple(Source(f"s{n}", r.article, _beginning(r.article.text, each)) for n, r in enumerate(shown, 1))


def titled(reading: Reading) -> tuple[Source, ...]:
    """The one headline that is to be translated; none where its rights keep machines away, or where it speaks to one."""
    article = reading.article
    may = article.machine and article.rights != "none" and article.title.strip() and not ADDRESSED.search(article.title)
    return (Source("s1", article, ""),) if may else ()


def judge(asked: Prompt, said: Sequence[Said], shown: Sequence[Source], proof: Proof, language: str) -> Drafted:
    """The sentences that may be shown to an editor. `proof` says whether articles bear a sentence out."""
    kept: list[Written] = []
    refused: list[str] = []
    for each in said:
        cited = [source for source in shown if source.label in each.labels]
        fault = _fault(asked.kind, each.text, cited, shown, proof, language)
        if fault:
            refused.append(fault)
        elif all(each.text != other.text for other in kept):
            kept.append(Written(each.text, tuple(source.article.id for source in cited)))
    if asked.kind == "key_points" and len(kept) < FEWEST:
        return Drafted((), (*refused, "fewer than two sentences were left"))
    return Drafted(tuple(kept[: MOST_POINTS if asked.kind == "key_points" else 1]), tuple(refused))


def _readable(reading: Reading) -> bool:
    article, genre = reading.article, reading.genre.value if reading.genre else reading.article.genre
    return (
        article.machine
        and article.rights in QUOTABLE
        and article.kind == "article"
        and genre not in summary.SILENT
        and bool(article.text.strip())
        and not ADDRESSED.search(f"{article.title}\n{article.text}")
    )


def _beginning(text: str, most: int) -> str:
    clean = text.encode("utf-8", "replace").decode()
    return clean if len(clean) <= most else clean[:most].rpartition(" ")[0]


def _fault(kind: str, text: str, cited: Sequence[Source], shown: Sequence[Source], proof: Proof, language: str) -> str:
    if not cited:
        return "it names none of the articles as its source"
    if fault := _form(kind, text):
        return fault
    if kind == "translation":
        return _untrue(text, cited[0].article.title)
    proved = proof(text, [source.article for source in cited], language)
    if not proved.value:
        return proved.why
    return "" if _told_twice(text, shown) else "only one outlet's article speaks of it"


def _form(kind: str, text: str) -> str:
    run = WORD.findall(text)
    if FORBIDDEN.search(text) or any(unicodedata.category(c)[0] == "C" for c in text):
        return "it holds an address, a mark-up or a hidden character"
    if "?" in text or "!" in text or summary.promotion().any(run):
        return "it asks, calls out or sells"
    if kind == "key_points":
        fits = summary.SHORT <= len(run) <= summary.LONG and text[-1] in '.”"’»'
        return "" if fits else f"it is no sentence of {summary.SHORT} to {summary.LONG} words"
    if headline.teases().any(run):
        return "it teases"
    fits = len(text) <= LONGEST_HEADLINE and len(run) >= 3 and text[-1] != "."
    return "" if fits else f"it is no headline of at most {LONGEST_HEADLINE} characters"


def _told_twice(text: str, shown: Sequence[Source]) -> bool:
    """Whether two of the articles have half of its telling words each, and half of those that are no names.

    Names alone do not tell: an order put into one article names whom all the others name.
    """
    each = [_stems(WORD.findall(f"{s.article.title}\n{s.article.text}")) for s in shown]
    run = WORD.findall(text)
    every, plain = _stems(run), _stems(word for n, word in enumerate(run) if word[:1].islower() or not n)
    return len(every) >= SHARED and sum(_half(every, said) and _half(plain, said) for said in each) >= FEWEST


def _half(some: set[str], known: set[str]) -> bool:
    return 2 * len(some & known) >= len(some)


def _stems(run: Iterable[str]) -> set[str]:
    """The telling words by their beginnings, so that `closes` is `closed`."""
    stop = listed("stop")
    return {low[:STEM] for word in run if len(word) > 2 and (low := word.lower()) not in stop}


def _untrue(text: str, title: str) -> str:
    """What shows that a text is no translation of a title: other figures, or another length. Its words cannot be compared."""
    if sorted(map(_digits, FIGURE.findall(text))) != sorted(map(_digits, FIGURE.findall(title))):
        return "its figures are not those of the headline"
    if not SHORTEST <= len(text) / len(title) <= LONGEST:
        return "it is much longer or shorter than the headline"
    return ""


def _digits(figure: str) -> str:
    return "".join(filter(str.isdigit, figure))
