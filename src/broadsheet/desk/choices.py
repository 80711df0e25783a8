"""What else would a reader open? The four lists beside a story, chosen from facts alone, each choice with its kind and why.

`beside`: background, what came of it, the same actors. `also`: other news of the same sections and subjects, each unlike the
others (maximal marginal relevance, Carbonell and Goldstein 1998). `recommended`: by what was read. `following`: the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isqrt

from broadsheet.desk.logarithm import UNIT, log

ACTORS = ("person", "organisation", "place")
FAINT, NEAR = 1_200, 1_400  # least likeness, with an actor in common and without one, in ten-thousandths: precision .88 and .78
# on ECB+, .76 and .76 in the specimen, recall .79 and .33, .67 and .35 of what the lists held (bench/quality.py relations)
STRONG = 1_600  # least likeness of background and of what came of it: precision .97 with an actor in common, .93 without (ECB+)
APART = timedelta(hours=6)  # a story that began so much earlier or later is no other side of the same day's news
OLD = timedelta(days=30)  # what has not changed for longer is shown as background only
FRESH = timedelta(days=3)  # what has not changed for longer is no news to recommend
VARIED = 5_000  # of ten thousand: a choice loses so much of its likeness to what is chosen already
SECTION = UNIT  # a section in common weighs as much as a tag that half of the stories have


@dataclass(frozen=True, slots=True)
class Facts:
    """A story as a choice sees it: tags are names with their kinds; `storyline` is empty when it is part of none."""

    id: str
    headline: str
    first_seen: datetime
    last_changed: datetime
    publisher: str = ""
    sections: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    storyline: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another story and how near one of its tellings is, in ten-thousandths, with the words they share."""

    facts: Facts
    near: int
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A story to open, what it is to the reader, how strongly (ten-thousandths), and why in words."""

    story: str
    kind: str
    score: int
    why: str


def beside(this: Facts, near: Sequence[Neighbour], now: datetime, limit: int) -> list[Choice]:
    """What is related to a story, nearest first: each other story once, `background`, `consequence`, `actors` or `subject`."""
    found: dict[str, Choice] = {}
    for each in sorted(near, key=lambda n: (-n.near, n.facts.id)):
        choice = _related(this, each, now)
        if choice and choice.story != this.id:
            found.setdefault(choice.story, choice)
    return list(found.values())[:limit]


def also(this: Facts, pool: Iterable[Facts], taken: Iterable[str], now: datetime, limit: int) -> list[Choice]:
    """Fresh news of the same sections and subjects: no two of one storyline or one outlet, none that is taken."""
    return _varied([this], _fresh(pool, {this.id, *taken}, now), limit, "also", "also about")


def recommended(read: Sequence[Facts], pool: Iterable[Facts], now: datetime, limit: int) -> list[Choice]:
    """Fresh news like what was read, never that itself: no two of one storyline or one outlet."""
    return _varied(read, _fresh(pool, {each.id for each in read}, now), limit, "recommended", "because you read")


def following(this: Facts, storyline: Sequence[str], pages: Sequence[Sequence[str]], taken: Iterable[str]) -> Choice | None:
    """The story after this one: its storyline's next chapter, else the next on the first of these ranked pages that has one."""
    barred = {this.id, *taken}
    chapters = storyline[storyline.index(this.id) + 1 :] if this.id in storyline else ()
    for story in chapters:
        if story not in barred:
            return Choice(story, "next", 10_000, "the storyline goes on")
    for page in pages:
        at = page.index(this.id) + 1 if this.id in page else 0
        for story in (*page[at:], *page[:at]):
            if story not in barred:
                return Choice(story, "next", 10_000, "next on the page" if at else "first on the page")
    return None


def _related(this: Facts, other: Neighbour, now: datetime) -> Choice | None:
    facts = other.facts
    common = sorted(_actors(this) & _actors(facts))
    if other.near < (FAINT if common else NEAR):
        return None
    why = f"both about {' and '.join(common[:2])}" if common else other.why
    strong = other.near >= STRONG
    if strong and facts.first_seen + APART < this.first_seen:
        kind = "background"
    elif now - facts.last_changed > OLD:
        return None
    elif strong and facts.first_seen > this.first_seen + APART:
        kind = "consequence"
    else:
        kind = "actors" if common else "subject"
    return Choice(facts.id, kind, other.near, why)


def _actors(facts: Facts) -> set[str]:
    return {name for name, kind in facts.tags if kind in ACTORS}


def _fresh(pool: Iterable[Facts], taken: set[str], now: datetime) -> list[Facts]:
    once = {each.id: each for each in pool if each.id not in taken and now - each.last_changed <= FRESH}
    return list(once.values())


def _varied(read: Sequence[Facts], pool: Sequence[Facts], limit: int, kind: str, because: str) -> list[Choice]:
    many = Counter(name for each in (*read, *pool) for name, _ in each.tags)
    vectors = {each.id: _vector(each, many, len(read) + len(pool)) for each in (*read, *pool)}
    wanted = {each.id: max((_alike(vectors[each.id], vectors[r.id]), r.id) for r in read) for each in pool if read}
    by_id = {each.id: each for each in read}
    left = {each.id: each for each in pool if read and wanted[each.id][0]}
    chosen: list[Choice] = []
    barred = {(each.storyline, "") for each in read if each.storyline}
    near = dict.fromkeys(left, 0)
    while left and len(chosen) < limit:
        story = min(left, key=lambda name: (near[name] * VARIED // 10_000 - wanted[name][0], name))
        facts, (score, like) = left.pop(story), wanted[story]
        marks = {mark for mark in ((facts.storyline, ""), ("", facts.publisher)) if any(mark)}
        if marks & barred:
            continue
        barred |= marks
        chosen.append(Choice(story, kind, score, _because(because, by_id[like], facts, vectors)))
        for name in left:
            near[name] = max(near[name], _alike(vectors[name], vectors[story]))
    return chosen


def _because(because: str, like: Facts, facts: Facts, vectors: Mapping[str, dict[str, int]]) -> str:
    if because == "because you read":
        return f"because you read “{like.headline}”"
    mine = vectors[like.id]
    common = sorted((name for name in vectors[facts.id] if name in mine), key=lambda name: (-mine[name], name))
    said = [name.removeprefix("in ") for name in common if not name.startswith("in ")] or [f"{common[0].removeprefix('in ')}"]
    return f"{because} {' and '.join(said[:2])}"


def _vector(facts: Facts, many: Mapping[str, int], of: int) -> dict[str, int]:
    """What a story is about: its tags, the rare ones heavy, and its sections."""
    tags = {name: max(1, log(of + 1) - log(many[name])) for name, _ in facts.tags}
    return tags | {f"in {section}": SECTION for section in facts.sections}


def _alike(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    product = sum(weight * other[name] for name, weight in one.items() if name in other)
    norm = isqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return 10_000 * product // norm if norm else 0
