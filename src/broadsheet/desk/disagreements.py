"""Where do the outlets differ on the same thing: numbers, dates, places, names and claims; who says what, and who agrees now?

Two statements are of the same thing when they put a value to the same and their sentences share most of their other words; what
became of people (dead, injured, missing) is of the event itself. Rounding, hedges, converted units and a toll that grows differ
in nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations

from broadsheet.desk import quotation
from broadsheet.desk.gazetteer import places
from broadsheet.desk.language import spoken
from broadsheet.desk.sentences import WORD
from broadsheet.desk.statements import Statement, statements
from broadsheet.desk.summary import PRINTED, SILENT
from broadsheet.desk.wordlists import table
from broadsheet.news import Article, Difference, Side, Story, text_hash
from broadsheet.settings import Settings
from broadsheet.steps import Step

MOST = 6  # differences of a story that are kept
OUTLETS = 12  # articles compared; the first twelve originals have said what there is to differ on
SHARED = {"name": 1, "claim": 4}  # words that sentences about the same thing have in common besides the value; else three
ALIKE = {"number": 0.5, "date": 0.5, "place": 0.6, "name": 0.4, "claim": 0.75}  # of the shorter sentence's other words
MONEY = 4  # the same of amounts and percentages, of which a text has many
LEAST = 0.35  # of the longer sentence's other words
LATER = timedelta(minutes=30)  # between two tellings from which on a number that moves is an update
CONVERTED = 0.05  # by which a converted length may differ


@dataclass(frozen=True, slots=True)
class _Told:
    article: Article
    place: int
    statement: Statement
    language: str


def differ(batch: Sequence[Story], settings: Settings) -> list[tuple[Difference, ...]]:
    """The differences of each story, numbers first; none where fewer than two outlets speak."""
    return [_within_rights(_differ(story), story, settings) for story in batch]


def _within_rights(found: tuple[Difference, ...], story: Story, settings: Settings) -> tuple[Difference, ...]:
    """The same, quoting each article only as far as its excerpt and the key points leave: else the bare value stands."""
    if not found:
        return found
    articles = {t.reading.article.id: t.reading.article for t in story.tellings}
    left = {name: quotation.left(article, settings) for name, article in articles.items()}
    for each in story.summary or ():
        _spend(left, articles[each.source], each.start, each.end, settings)
    return tuple(
        replace(each, sides=tuple(_quoting(side, articles[side.article], left, settings) for side in each.sides))
        for each in found
    )


def _spend(left: dict[str, int | None], article: Article, start: int, end: int, settings: Settings) -> bool:
    """Take a range off what may still be quoted; False where it does not fit."""
    have = left[article.id]
    if have is None:
        return True
    words = quotation.beyond(article.text, start, end, quotation.excerpted(article, settings))
    left[article.id] = have - words if words <= have else have
    return words <= have


def _quoting(side: Side, article: Article, left: dict[str, int | None], settings: Settings) -> Side:
    fits = article.rights in PRINTED and quotation.fits(article, article.text[side.start : side.end], settings)
    quoted = fits and _spend(left, article, side.start, side.end, settings)
    return replace(side, text=article.text[side.start : side.end]) if quoted else side


def _differ(story: Story) -> tuple[Difference, ...]:
    told = list(_told(story))
    by_key: dict[tuple[str, str], list[_Told]] = {}
    for each in told:
        by_key.setdefault((each.statement.kind, each.statement.of), []).append(each)
    found = [difference for (kind, of), those in by_key.items() if (difference := _of_one(kind, of, those))]
    order = ("number", "date", "place", "name", "claim")
    return tuple(sorted(found, key=lambda d: (d.state != "open", order.index(d.kind)))[:MOST])


def _told(story: Story) -> Iterator[_Told]:
    place = 0
    if story.outlets < 2:
        return
    for telling in story.tellings:
        reading, article = telling.reading, telling.reading.article
        genre = reading.genre.value if reading.genre else article.genre
        if telling.copy_of is None and genre not in SILENT and article.text and article.rights != "none" and place < OUTLETS:
            for statement in statements(article.text, spoken(reading)):
                yield _Told(article, place, statement, spoken(reading))
            place += 1


def _of_one(kind: str, of: str, those: list[_Told]) -> Difference | None:
    """What stands against what among the statements of one thing."""
    against: dict[int, None] = {}
    agree: set[tuple[int, int]] = set()
    pairs, updates = [], []
    for n, m in _pairs(kind, those):
        one, other = those[n], those[m]
        if one.article.publisher != other.article.publisher and _same_thing(one, other):
            if _agree(one.statement, other.statement):
                agree.add((one.place, other.place))
            else:
                pairs.append((n, m))
    for n, m in pairs:
        one, other = those[n], those[m]
        if (one.place, other.place) in agree:
            continue
        if _update(one, other):
            updates.append((n, m))
            continue
        against[n] = against[m] = None
    if against:
        every = [t for n, t in enumerate(those) if n in against or any(_same_thing(t, those[m]) for m in against)]
        return _difference(kind, of, every)
    if updates:
        rising = sorted({n for pair in updates for n in pair}, key=lambda n: (_when(those[n].article), n))
        return _updated(of, [those[n] for n in rising])
    return None


def _pairs(kind: str, those: list[_Told]) -> Iterator[tuple[int, int]]:
    """Which to compare: all, but of claims only those that stand against each other, as nearly all sentences deny nothing."""
    if kind != "claim":
        yield from combinations(range(len(those)), 2)
        return
    for n, one in enumerate(those):
        if one.statement.value != "said":
            yield from ((n, m) for m, other in enumerate(those) if other.statement.value != one.statement.value)


def _same_thing(one: _Told, other: _Told) -> bool:
    a, b = one.statement, other.statement
    if a.sort == b.sort == "toll":
        return True
    if one.language != other.language:
        return False
    shared = len(a.stems & b.stems)
    least, most = sorted((len(a.stems) or 1, len(b.stems) or 1))
    of_most = ALIKE["claim"] if a.kind == "claim" else 0.0 if a.kind == "name" else LEAST
    needed = MONEY if a.of in "$€£%" else SHARED.get(a.kind, 3)
    return shared >= needed and shared / least >= ALIKE[a.kind] and shared / most >= of_most


def _agree(a: Statement, b: Statement) -> bool:
    if a.kind == "number" or a.of == "time":
        slack = CONVERTED * abs(a.number) if a.of in table("disagreements")["measures"] else 0.0
        return a.low - slack <= b.high and b.low - slack <= a.high
    if a.kind == "name":
        one, other = a.value.split(), b.value.split()
        return {*one} <= {*other} or {*other} <= {*one}
    if a.kind == "place":
        return a.value in b.value or b.value in a.value or _wide(a.value) != _wide(b.value)
    return a.value == b.value


def _wide(name: str) -> str:
    """`country` or `region` of a place so listed: one may lie within the other, so that both can be."""
    words = name.split()
    known = next((f.value for f in places().find(words) if f.value and f.end - f.start == len(words)), None)
    return known.kind if known and known.kind in ("country", "region") else ""


def _update(one: _Told, other: _Told) -> bool:
    """Whether the later number only goes on from the earlier: a toll that grew, the missing who were found, a price."""
    if one.statement.kind != "number":
        return False
    first, last = sorted((one, other), key=lambda t: _when(t.article))
    if _when(last.article) - _when(first.article) < LATER:
        return False
    a, b = first.statement, last.statement
    if a.sort == "toll":
        return b.number < a.number if a.of == "missing" else b.number > a.number
    if b.number > a.number and _has(last, "growing") and _has(first, "growing"):
        return True
    return _has(first, "moving") and _has(last, "moving")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("disagreements")[name]["words"].split())


def _has(told: _Told, name: str) -> bool:
    text = told.article.text[told.statement.start : told.statement.end]
    return not _listed(name).isdisjoint(WORD.findall(text))


def _difference(kind: str, of: str, those: list[_Told]) -> Difference:
    those = sorted(those, key=lambda t: (_when(t.article), t.place))
    latest = {t.article.publisher: t for t in those}
    values = list(latest.values())
    settled = len(values) > 1 and all(_agree(values[0].statement, t.statement) for t in values[1:])
    why = "each outlet's latest report has the same" if settled else "said of the same thing, and both cannot be"
    return Difference(kind, of, "agreed" if settled else "open", tuple(_side(t) for t in _once(those)), why)


def _updated(of: str, those: list[_Told]) -> Difference:
    first, last = those[0].statement, those[-1].statement
    way = "rose" if last.number > first.number else "fell"
    why = f"{way} from {first.value} to {last.value}"
    return Difference("number", of, "update", tuple(_side(t) for t in _once(those)), why)


def _once(those: list[_Told]) -> list[_Told]:
    """One statement an article, its first."""
    first: dict[str, _Told] = {}
    for each in those:
        first.setdefault(each.article.id, each)
    return list(first.values())


def _side(told: _Told) -> Side:
    s, article = told.statement, told.article
    return Side(s.value, article.publisher, article.id, s.start, s.end, text_hash(article.text))


def _when(article: Article) -> datetime:
    return article.modified or article.when or datetime.fromisoformat("1970-01-01T00:00:00+00:00")


STORY_STEP = Step(differ, gives="differences", of=Story)
