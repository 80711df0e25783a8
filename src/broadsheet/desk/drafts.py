"""Which sentences of a language model may an editor be shown?

A sentence comes through when its form is a news sentence's, what it says stands in the articles that it names, and another
outlet's article speaks of the same: whoever writes into one article what a model should say does not get it said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from broadsheet.desk import well_formed
from broadsheet.desk.prompts import Prompt, Said, Source
from broadsheet.desk.sentences import WORD
from broadsheet.desk.wording import copied
from broadsheet.desk.wordlists import listed
from broadsheet.news import Article, Judgement

FEWEST = 2  # sources of a draft, and sentences of key points
MOST_POINTS = 4
PART = 0.5  # of a sentence's telling words: lets 2 of 100 planted sentences through, .4 lets 4 (bench/quality.py drafts)
SHARED = 3  # telling words that a sentence has at least
STEM = 5  # characters of a word that are compared

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


def _fault(kind: str, text: str, cited: Sequence[Source], shown: Sequence[Source], proof: Proof, language: str) -> str:
    if not cited:
        return "it names none of the articles as its source"
    if fault := well_formed.fault(kind, text):
        return fault
    if kind == "translation":
        return well_formed.untrue(text, cited[0].article.title)
    if whose := copied(text, [source.article for source in shown]):
        return f"it is {whose}'s wording"
    proved = proof(text, [source.article for source in cited], language)
    if not proved.value:
        return proved.why
    return "" if told_twice(text, shown) else "only one outlet's article speaks of it"


def told_twice(text: str, shown: Sequence[Source], part: float = PART) -> bool:
    """Whether two of the articles have that part of its telling words each, and of those that are no names.

    Names alone do not tell: an order put into one article names whom all the others name.
    """
    each = [_stems(WORD.findall(f"{s.article.title}\n{s.article.text}")) for s in shown]
    run = WORD.findall(text)
    every, plain = _stems(run), _stems(word for n, word in enumerate(run) if word[:1].islower() or not n)
    told = [all(len(some & said) >= part * len(some) for some in (every, plain)) for said in each]
    return len(every) >= SHARED and sum(told) >= FEWEST


def _stems(run: Iterable[str]) -> set[str]:
    """The telling words by their beginnings, so that `closes` is `closed`."""
    stop = listed("stop")
    return {low[:STEM] for word in run if len(word) > 2 and (low := word.lower()) not in stop}
