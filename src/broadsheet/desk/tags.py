"""Which people, organisations, places and topics is an article about? Never its publisher, nor whom news only happened to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from broadsheet.desk.entities import entities
from broadsheet.desk.entity import Entity
from broadsheet.desk.language import spoken
from broadsheet.desk.names import LISTED, OUTLET, PERSON, PLACE
from broadsheet.desk.public import public
from broadsheet.desk.sensitive import MINOR, SEXUAL, SUICIDE
from broadsheet.desk.sentences import WORD, words
from broadsheet.desk.topics import topics
from broadsheet.news import Reading, Tag
from broadsheet.settings import Settings
from broadsheet.steps import Step

MOST = 40  # tags an article: more are a list of names; what is printed with a story is fewer, see filing.py
PLACES = 12  # of them at most places
LEAST = 0.08  # what no list, title or word beside it makes sure, named once, deep in the text, stays below
UNNAMED = 0.25  # at most for a person known by one name that no list has: it may be anybody's, and is not printed
GUARDED = frozenset({MINOR, SEXUAL, SUICIDE})


def tag(batch: Sequence[Reading], settings: Settings) -> list[tuple[Tag, ...]]:
    """The tags of each article, best first, each with its mentions as code-point ranges of the text, and why."""
    barred = frozenset(_key(section.name) for section in settings.section)
    return [_tags(reading, barred) for reading in batch]


def _tags(reading: Reading, barred: frozenset[str]) -> tuple[Tag, ...]:
    article = reading.article
    barred |= {_key(article.publisher)}
    found = [*_named(reading), *topics(article, spoken(reading))]
    kept = [each for each in found if each.score >= LEAST and not _barred(each, barred)]
    kept.sort(key=lambda each: (-each.score, each.name))
    return tuple(_limited(kept))


def _barred(each: Tag, barred: frozenset[str]) -> bool:
    key = _key(each.name)
    return not key or key in barred or key.removeprefix("the") in barred or f"the{key}" in barred


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _limited(ranked: list[Tag]) -> Iterator[Tag]:
    counts: Counter[str] = Counter()
    for each in ranked:
        counts[each.kind] += 1
        if counts["all"] < MOST and counts[each.kind] <= (PLACES if each.kind == PLACE else MOST):
            counts["all"] += 1
            yield each


def _named(reading: Reading) -> Iterator[Tag]:
    article = reading.article
    title = frozenset(words(article.title))
    guarded = any(flag.value in GUARDED for flag in reading.sensitive or ())
    found = entities(article.text, spoken(reading))
    surnames = Counter(entity.name.rsplit(" ", 1)[-1] for entity in found if entity.kind == PERSON)
    for entity in found:
        titled = entity.kind != OUTLET and _in_title(entity, title, surnames)
        if entity.kind == OUTLET or (entity.kind == PERSON and not public(entity, article.text, titled, guarded)):
            continue
        many = len(entity.mentions)
        whys = ["in the headline"] if titled else []
        whys += [f"named {many} times" if many > 1 else "named once", *entity.whys[:2]]
        mentions = tuple(entity.mentions)
        yield Tag(entity.name, entity.kind, _score(entity, titled), ", ".join(whys), mentions, entity.stated())


def _in_title(entity: Entity, title: frozenset[str], surnames: Counter[str]) -> bool:
    if entity.kind == PERSON and surnames[last := entity.name.rsplit(" ", 1)[-1]] == 1:
        return title.issuperset(WORD.findall(last)[-1:])
    forms = entity.forms | {entity.name}
    return any(form.split(" ", 1)[0] in title and title.issuperset(WORD.findall(form)) for form in forms)


def _score(entity: Entity, titled: bool) -> float:
    """Sure of being a name, and how much the text is about it: in the headline, early, often."""
    often = min(1.0, len(entity.mentions) / 5)
    early = 1.0 if entity.mentions[0][0] < 400 else 0.0
    score = round(entity.sure * (0.3 + 0.3 * titled + 0.2 * early + 0.2 * often), 4)
    loose = entity.kind == PERSON and " " not in entity.name and LISTED not in entity.whys
    return min(score, UNNAMED) if loose else score


STEP = Step(tag, gives="tags", needs=frozenset({"language", "sensitive"}))
