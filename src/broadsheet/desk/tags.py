"""Which people, organisations, places and topics is an article about? Never its publisher, nor whom news only happened to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from broadsheet.desk.language import spoken
from broadsheet.desk.names import LISTED, NOTHING, OPENING, ORGANISATION, OUTLET, PERSON, PLACE, SPEAKING, Name, known, names
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sensitive import MINOR, SEXUAL, SUICIDE
from broadsheet.desk.sentences import WORD, Offsets, words
from broadsheet.desk.wordlists import table
from broadsheet.news import Article, Reading, Tag
from broadsheet.settings import Settings
from broadsheet.steps import Step

MOST = 12  # tags an article: a reader scans no more
TOPICS, PLACES = 4, 4  # of them at most topics, and places
LEAST = 0.35  # a name seen once deep in the text stays below
EARLY = 3  # sentences in which a topic counts as what the text is about
OFTEN = 3  # times that capitals without another sign must be seen to make an organisation
BEFORE, AFTER = 60, 90  # characters around a name in which a role or a misfortune speaks of its bearer
AGE = re.compile(r"^,? (?:\(|who is |aged )?\d{1,2}(?:,|\)| years|-year)")
GUARDED = frozenset({MINOR, SEXUAL, SUICIDE})


@dataclass(slots=True)
class Entity:
    """One person, organisation or place over a text, under the fullest of its names."""

    kind: str
    name: str
    mentions: list[tuple[int, int]] = field(default_factory=list)
    sure: float = 0.0
    whys: list[str] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)

    def add(self, name: Name) -> None:
        """One more mention."""
        self.mentions.append((name.start, name.end))
        self.sure = max(self.sure, name.score)
        self.forms.add(name.name)
        if name.why not in self.whys:
            self.whys.append(name.why)


def tag(batch: Sequence[Reading], settings: Settings) -> list[tuple[Tag, ...]]:
    """The tags of each article, best first, each with its mentions as code-point ranges of the text, and why."""
    barred = frozenset(_key(section.name) for section in settings.section)
    return [_tags(reading, barred) for reading in batch]


def _tags(reading: Reading, barred: frozenset[str]) -> tuple[Tag, ...]:
    article = reading.article
    barred |= {_key(article.publisher)}
    found = [*_named(reading), *_topics(article, spoken(reading))]
    kept = [each for each in found if each.score >= LEAST and not _barred(each, barred)]
    kept.sort(key=lambda each: (-each.score, each.name))
    return tuple(_limited(kept))


def _barred(each: Tag, barred: frozenset[str]) -> bool:
    key = _key(each.name)
    return not key or key in barred or key.removeprefix("the") in barred or f"the{key}" in barred


def _key(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _limited(ranked: list[Tag]) -> Iterator[Tag]:
    counts: Counter[str] = Counter()
    for each in ranked:
        counts[each.kind] += 1
        if counts["all"] < MOST and counts[each.kind] <= {"topic": TOPICS, PLACE: PLACES}.get(each.kind, MOST):
            counts["all"] += 1
            yield each


def _named(reading: Reading) -> Iterator[Tag]:
    article = reading.article
    title = frozenset(words(article.title))
    guarded = any(flag.value in GUARDED for flag in reading.sensitive or ())
    found = entities(article.text, spoken(reading))
    surnames = Counter(entity.name.split()[-1] for entity in found if entity.kind == PERSON)
    for entity in found:
        titled = _in_title(entity, title, surnames)
        if entity.kind == PERSON and not _public(entity, article.text, titled, guarded):
            continue
        score = _score(entity, titled)
        whys = [f"named {len(entity.mentions)} times" if len(entity.mentions) > 1 else "named once", *entity.whys[:2]]
        yield Tag(
            entity.name, entity.kind, score, ", ".join(["in the headline", *whys] if titled else whys), tuple(entity.mentions)
        )


def entities(text: str, language: str) -> list[Entity]:
    """The entities of a text with all their mentions: surnames, acronyms and short forms joined to the full name."""
    found: dict[tuple[str, str], Entity] = {}
    short: list[Name] = []
    told = names(text, language)
    alone = frozenset(name.name for name in told if name.kind == NOTHING and " " not in name.name)
    for name in (_speaker(n, alone) if n.why == SPEAKING else n for n in told):
        if name.kind == NOTHING or (name.kind == PERSON and " " not in name.name and name.why != LISTED):
            short.append(name)
        elif name.kind != OUTLET:
            found.setdefault((name.kind, name.name), Entity(name.kind, name.name)).add(name)
    _acronyms(found, text)
    _join(found, short)
    return [_sorted(entity) for entity in found.values() if entity.mentions]


def _speaker(name: Name, alone: frozenset[str]) -> Name:
    """Who speaks is a person where the last name stands alone elsewhere, an organisation where the first does, else unknown."""
    first, *_, last = name.name.split()
    if last in alone and first not in alone:
        return name
    return replace(name, kind=ORGANISATION if first in alone else NOTHING)


def _sorted(entity: Entity) -> Entity:
    entity.mentions.sort()
    return entity


def _join(found: dict[tuple[str, str], Entity], short: list[Name]) -> None:
    """Short forms go to the one entity whose name they begin or end; what belongs to none and repeats is an organisation."""
    by_word: dict[str, list[Entity]] = {}
    for entity in found.values():
        parts = entity.name.split()
        ends = (
            {parts[-1], entity.name, " ".join(parts[-2:])}
            if entity.kind == PERSON
            else {parts[0], entity.name, " ".join(parts[:2])}
        )
        for part in sorted(ends if entity.kind != PLACE else set()):
            by_word.setdefault(part, []).append(entity)
    loose: dict[str, list[Name]] = {}
    for name in short:
        owners = by_word.get(name.name, [])
        if len(owners) == 1:
            owners[0].add(name)
        elif not owners:
            loose.setdefault(name.name, []).append(name)
    _merge_people(found)
    for form, mentions in loose.items():
        if mentions[0].kind == PERSON:
            _new(found, PERSON, form, mentions)
        elif sum(mention.why != OPENING for mention in mentions) >= OFTEN:
            _new(found, ORGANISATION, form, mentions)


def _new(found: dict[tuple[str, str], Entity], kind: str, form: str, mentions: list[Name]) -> None:
    entity = found.setdefault((kind, form), Entity(kind, form))
    for mention in mentions:
        entity.add(mention)


def _merge_people(found: dict[tuple[str, str], Entity]) -> None:
    """Longer and shorter forms of one name are one person: "J. Pablo Ortiz" takes "Pablo Ortiz"."""
    people = sorted((e for e in found.values() if e.kind == PERSON), key=lambda e: (-len(e.name), e.name))
    for i, longer in enumerate(people):
        for shorter in people[i + 1 :]:
            if shorter.mentions and longer.mentions and longer.name.endswith(f" {shorter.name}"):
                longer.mentions += shorter.mentions
                longer.sure = max(longer.sure, shorter.sure)
                longer.whys += [why for why in shorter.whys if why not in longer.whys]
                shorter.mentions = []


def _acronyms(found: dict[tuple[str, str], Entity], text: str) -> None:
    """ "Guild of Visual Effects Artists (GVEA)": the letters are the same organisation."""
    letters = [e for e in found.values() if e.kind == ORGANISATION and e.whys == ["capital letters"]]
    for short in letters:
        owner = next(
            (e for e in found.values() if e.kind == ORGANISATION and e is not short and _introduces(e, short.name, text)), None
        )
        if owner:
            owner.mentions += short.mentions
            short.mentions = []
        elif len(short.mentions) >= 2:
            short.sure = 0.45


def _introduces(entity: Entity, letters: str, text: str) -> bool:
    return any(text[end : end + len(letters) + 3] == f" ({letters})" for _, end in entity.mentions)


def _in_title(entity: Entity, title: frozenset[str], surnames: Counter[str]) -> bool:
    parts = WORD.findall(entity.name)
    if entity.kind == PERSON and surnames[entity.name.split()[-1]] == 1:
        return bool(parts) and parts[-1] in title
    return bool(parts) and (title.issuperset(parts) or any(title.issuperset(WORD.findall(form)) for form in entity.forms))


def _score(entity: Entity, titled: bool) -> float:
    """Sure of being a name, and how much the text is about it: in the headline, early, often."""
    often = min(1.0, len(entity.mentions) / 5)
    early = 1.0 if entity.mentions[0][0] < 400 else 0.0
    return round(entity.sure * (0.3 + 0.3 * titled + 0.2 * early + 0.2 * often), 4)


@cache
def _roles() -> Phrases[str]:
    return Phrases((role, role) for role in table("names")["titles"]["roles"])


@cache
def _misfortunes() -> Phrases[str]:
    return Phrases((word, word) for word in table("names")["titles"]["private"])


SUFFERED = frozenset(
    {
        "accused",
        "suspect",
        "defendant",
        "arrested",
        "charged",
        "remanded",
        "pleaded",
        "victim",
        "victims",
        "murdered",
        "complainant",
    }
)


def _public(entity: Entity, text: str, titled: bool, guarded: bool) -> bool:
    """Whether a person may be tagged: by office or role, or by the headline where no word of misfortune is near."""
    if LISTED in entity.whys or any(_office(why) for why in entity.whys):
        return True
    role, private = "", ""
    for start, end in entity.mentions[:4]:
        if AGE.match(text[end : end + 20]):
            private = private or "an age"
        near = WORD.findall(text, max(0, start - BEFORE), start)[-7:], WORD.findall(text, end, end + AFTER)[:9]
        for run in near:
            role = role or next((hit.value for hit in _roles().find(run)), "")
            private = private or next((hit.value for hit in _misfortunes().find(run)), "")
    if role and not guarded and private not in SUFFERED:
        entity.whys.append(role)
        return True
    return not private and not guarded and (titled or len(entity.mentions) >= 3)


def _office(why: str) -> bool:
    return why.startswith("'") and tuple(why.strip("'").split()[-1:]) in known().titles


@cache
def _vocabulary() -> Phrases[str]:
    return Phrases((keyword, topic["name"]) for topic in table("topics")["topic"] for keyword in topic["keywords"])


def _topics(article: Article, language: str) -> Iterator[Tag]:
    find = _vocabulary().find
    titled = {hit.value for hit in find(words(article.title))}
    offsets = Offsets(article.text, language)
    mentions: dict[str, list[tuple[int, int]]] = {}
    early: set[str] = set()
    for hit in find(offsets.flat.words):
        mentions.setdefault(hit.value, []).append(offsets.of(hit.start, hit.end))
        if offsets.flat.sentence[hit.start] < EARLY:
            early.add(hit.value)
    for name in sorted(mentions.keys() | titled):
        where = mentions.get(name, [])
        if name in titled or len(where) >= 2:
            yield _topic(name, where, name in titled, name in early, article.text)


def _topic(name: str, where: list[tuple[int, int]], titled: bool, early: bool, text: str) -> Tag:
    score = 0.15 + 0.35 * titled + 0.2 * early + 0.3 * min(1.0, len(where) / 5)
    said_ = list(dict.fromkeys(" ".join(text[a:b].split()).lower() for a, b in where))[:3]
    return Tag(name, "topic", round(score, 4), ", ".join(["in the headline", *said_] if titled else said_), tuple(where))


STEP = Step(tag, gives="tags", needs=frozenset({"language", "sensitive"}))
