"""How many false sentences the proof catches, and how many true ones it refuses: mutants of summary sentences of real texts.

The sentences are those that the summary picks of each text. A *mutant* says what its source does not; a *true* one says what
it does, typed otherwise or without a last clause. The proof is `desk/borne_out.py`, asked about that article. Half of the
articles, by a hash of their id, are for development; the other half is scored.
"""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import corpora
from broadsheet.desk import summary
from broadsheet.desk.borne_out import borne_out
from broadsheet.desk.sentences import WORD, said
from broadsheet.desk.wordlists import listed
from broadsheet.news import Article, Judgement, Reading
from broadsheet.settings import Settings

Row = dict[str, object]
Change = Callable[[str, Article, random.Random], str]

NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]\w+(?: [A-Z]\w+)*")
FIGURE = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]*\d)")
MONTH = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December")
DAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DATED = re.compile(rf"\b(?:{'|'.join((*MONTH, *DAY))})\b")
UNIT = {"million": "billion", "billion": "million", "miles": "kilometres", "percent": "percentage points", "hours": "days",
        "days": "weeks", "weeks": "months", "months": "years", "years": "months", "feet": "metres",
        "dollars": "euros"}  # fmt: skip
UNITS = re.compile(rf"\b(?:{'|'.join(UNIT)})\b")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|can|should|did|does|do)\b(?! not\b)(?!n['’]t)")
DENIED = re.compile(r" not\b|n['’]t\b")
HEDGE = re.compile(r"\b(?:alleged|allegedly|reportedly|suspected|apparently) ")
SPOKEN = re.compile(
    r",? (?:[A-Z]?[\w.’' -]{1,40}? )?(?:said|says|told reporters|according to [\w’' .]{2,40}|announced)(?: [\w’']+){0,4}[.]$"
)
DENIES = (("denied", "admitted"), ("denies", "admits"), ("rejected", "accepted"), ("refused", "agreed"))
GRAVE = (("charged with", "convicted of"), ("accused of", "guilty of"), ("arrested", "jailed"), ("injured", "killed"),
         ("suspected of", "convicted of"), ("acquitted", "convicted"), ("wounded", "killed"),
         ("indicted", "convicted"))  # fmt: skip
QUOTE = re.compile(r"[\"“]([^\"”]{12,})[\"”]")
CONTRACTED = {"did not": "didn’t", "does not": "doesn’t", "is not": "isn’t", "was not": "wasn’t", "were not": "weren’t",
              "has not": "hasn’t", "have not": "haven’t", "had not": "hadn’t", "will not": "won’t",
              "do not": "don’t"}  # fmt: skip
TAIL = re.compile(r", (?:which|who|where|as|while|after) [^,\"“”]+\.$")
KEEPING = re.compile(
    r"\b(?:not|no|never|said|says|told|according|alleged\w*|reported\w*|if|unless|den\w+|may|might|could)\b|n['’]t|\d"
)


def run(data: Path, limit: int | None) -> list[Row]:
    """A row a kind of change: how many sentences were asked about, and the share that the proof refused."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for article in _articles(data, limit):
        half = "held back" if zlib.crc32(article.id.encode()) & 1 else "developing"
        dice = random.Random(article.id)  # noqa: S311
        for text in _sentences(article):
            for kind, changed in _changed(text, article, dice):
                found[half, kind].append(not borne_out(changed, [article], "en").value)
    rows: list[Row] = []
    for half in ("developing", "held back"):
        for what, kinds in (("mutants", MUTANTS), ("true", TRUE)):
            every = [refused for kind in kinds for refused in found[half, kind]]
            rows.append({"half": half, "sentences": what, "change": "all", **_share(every)})
            rows += [{"half": half, "sentences": what, "change": kind, **_share(found[half, kind])} for kind in kinds]
    return rows


def _share(refused: list[bool]) -> Row:
    return {"asked": len(refused), "refused": sum(refused) / len(refused) if refused else None}


def _articles(data: Path, limit: int | None) -> Iterator[Article]:
    for load in (corpora.neus, corpora.ecbplus, corpora.basil):
        yield from [told.article for told in load(data)][:limit]


def _sentences(article: Article) -> list[str]:
    reading = Reading(article, language=Judgement("en", 1.0, "a set in English"), genre=Judgement("news", 1.0, "a set of news"))
    (chosen,) = summary.own([reading], Settings())
    return [each.text for each in chosen]


def _changed(text: str, article: Article, dice: random.Random) -> Iterator[tuple[str, str]]:
    for kind, change in {**MUTANTS, **TRUE}.items():
        changed = change(text, article, dice)
        if kind == "as it stands" or (changed and changed != text):
            yield kind, changed


def _number(text: str, article: Article, dice: random.Random) -> str:
    figures = list(FIGURE.finditer(text))
    if not figures:
        return ""
    one = dice.choice(figures)
    other = str(int(one.group().replace(",", "").split(".")[0]) + dice.randint(1, 9))
    return "" if other in article.text else text[: one.start()] + other + text[one.end() :]


def _name(text: str, article: Article, dice: random.Random) -> str:
    names = list(NAME.finditer(text))
    others = sorted({m.group() for m in NAME.finditer(article.text)} - {m.group() for m in names})
    others = [each for each in others if not {*each.split()} & {*WORD.findall(text)}]
    if not names or not others:
        return ""
    one = dice.choice(names)
    return text[: one.start()] + dice.choice(others) + text[one.end() :]


def _swapped(text: str, article: Article, dice: random.Random) -> str:
    names = list(NAME.finditer(text))
    names = [each for each in names if not DATED.search(each.group())]  # nobody takes a day for a person
    for one, other in pairwise(names):
        between = text[one.end() : other.start()]
        if re.search(r"[a-z]{4}", between) and " and " not in between and not {*one.group().split()} & {*other.group().split()}:
            return text[: one.start()] + other.group() + between + one.group() + text[other.end() :]
    return ""


def _date(text: str, article: Article, dice: random.Random) -> str:
    found = DATED.search(text)
    if found is None:
        return ""
    among = MONTH if found.group() in MONTH else DAY
    other = dice.choice([each for each in among if each != found.group()])
    return text[: found.start()] + other + text[found.end() :]


def _unit(text: str, article: Article, dice: random.Random) -> str:
    return UNITS.sub(lambda m: UNIT[m.group()], text, count=1)


def _negated(text: str, article: Article, dice: random.Random) -> str:
    return DENIED.sub("", text, count=1) if DENIED.search(text) else AUXILIARY.sub(lambda m: m.group() + " not", text, count=1)


def _hedge(text: str, article: Article, dice: random.Random) -> str:
    return HEDGE.sub("", text, count=1)


def _unspoken(text: str, article: Article, dice: random.Random) -> str:
    cut = SPOKEN.sub(".", text)
    return cut if len(WORD.findall(cut)) >= summary.SHORT else ""


def _pair(pairs: tuple[tuple[str, str], ...]) -> Change:
    def change(text: str, article: Article, dice: random.Random) -> str:
        for one, other in pairs:
            if re.search(rf"\b{one}\b", text):
                return re.sub(rf"\b{one}\b", other, text, count=1)
        return ""

    return change


def _misquoted(text: str, article: Article, dice: random.Random) -> str:
    found = QUOTE.search(text)
    words = list(re.finditer(r"[a-z]{4,}", found.group(1))) if found else []
    if found is None or not words:
        return ""
    one = dice.choice(words)
    start = found.start(1) + one.start()
    return text[:start] + dice.choice(("never", "always", "wrongly")) + text[start + len(one.group()) :]


def _joined(text: str, article: Article, dice: random.Random) -> str:
    """The sentence's claim in another speaker's mouth: its speaker replaced by the one of the next sentence that names one."""
    here = re.search(r"([A-Z]\w+(?: [A-Z]\w+)?) (said|says|told)\b", text)
    if here is None:
        return ""
    for span in said(article.text, "en"):
        there = re.search(r"([A-Z]\w+(?: [A-Z]\w+)?) (?:said|says|told)\b", article.text[span.start : span.end])
        if there and not {*there[1].split()} & {*WORD.findall(text)} and there[1].lower() not in listed("dangling"):
            return text[: here.start(1)] + there[1] + text[here.end(1) :]
    return ""


def _same(text: str, article: Article, dice: random.Random) -> str:
    return text


def _contracted(text: str, article: Article, dice: random.Random) -> str:
    for long, short in CONTRACTED.items():
        text = text.replace(long, short)
    return text


def _typed(text: str, article: Article, dice: random.Random) -> str:
    """Quotes, dashes and thousands as another house types them."""
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return text.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", " - ").replace(" percent", "%")


def _shortened(text: str, article: Article, dice: random.Random) -> str:
    """Without a clause at its end that neither denies, doubts, speaks nor counts."""
    tail = TAIL.search(text)
    if tail is None or KEEPING.search(tail.group()) or len(WORD.findall(text[: tail.start()])) < summary.SHORT:
        return ""
    return text[: tail.start()] + "."


MUTANTS: dict[str, Change] = {
    "a number": _number, "a name of the text": _name, "two names swapped": _swapped, "a date": _date, "a unit": _unit,
    "a not": _negated, "its doubt dropped": _hedge, "its speaker dropped": _unspoken, "another's words": _joined,
    "a denial": _pair(DENIES), "a graver word": _pair(GRAVE), "a word of a quote": _misquoted,
}  # fmt: skip
TRUE: dict[str, Change] = {
    "as it stands": _same, "contracted": _contracted, "typed otherwise": _typed, "its last clause left out": _shortened,
}  # fmt: skip
