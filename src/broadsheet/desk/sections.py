"""Which sections does an article belong in, and why? The operator's own taxonomy in the settings decides."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from broadsheet.desk import likeness
from broadsheet.desk.gazetteer import Place, codes, places
from broadsheet.desk.language import spoken
from broadsheet.desk.likeness import Model
from broadsheet.desk.phrases import Phrases
from broadsheet.desk.sentences import flat, standfirst, words
from broadsheet.keys import Section
from broadsheet.news import Article, Judgement, Reading
from broadsheet.settings import Settings
from broadsheet.steps import Step

if TYPE_CHECKING:
    from broadsheet.desk.likeness import Row

TITLE, LEAD, BODY = 3.0, 2.0, 0.5  # what one mention weighs: best micro-F1 on tests/desk/cases, swept 1.5-4, 1-2, .2-.8
LEADING = 2  # sentences that count as the lead
READ = 8  # sentences read: what comes later is background; .44 ms an article where 30 cost .59
AGAIN = 0.5  # each repeat of a word in the body counts half of the one before, so that one word cannot fill a section
DOUBT = 0.34  # a keyword with a tilde: three of them make one
PEOPLE = 0.7  # "German" says less of where than "Germany"
FILED, ADDRESSED = 3.0, 1.5  # its publisher's own label; a word in its address
HALF = 4.0  # evidence at which the score is .5: a word in the headline and one in the lead
LEAST = 0.3  # the lowest score that prints; swept .28-.4 on the cases
BESIDE = 0.5  # of the best subject's evidence, what a second one needs
SHARE = 0.3  # of all places' evidence, what a country's section needs; .2 to .4 make no difference on the cases
MOST = 4  # sections an article; a section above it comes on top
EVERYWHERE = "*"
NONE = "none"  # in the place of a model's file: keywords and meaning decide alone
SUREST = 0.9999  # no score is certainty
CUT = 0.0  # the margin above which a section prints where no model has chosen its own
# The margin before anything was learned, swept on the developing cases together: F1 .88, and .64 from descriptions alone.
BASE, SURE, HEARD, ALIKE = -1.0, 1.1, 0.4, 4.0


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The operator's sections, compiled; numbers stand for sections in their order."""

    sections: tuple[Section, ...]
    phrases: Phrases[tuple[int, float, str]]
    hints: dict[str, tuple[int, ...]]
    countries: dict[str, tuple[int, ...]]
    placed: frozenset[int]
    parents: dict[int, int]


@dataclass(slots=True)
class Evidence:
    """What speaks for one section: how much, and in which words."""

    total: float = 0.0
    words: dict[str, float] = field(default_factory=dict)
    filed: str = ""

    def add(self, word: str, weight: float) -> None:
        """One more mention; a repeated word counts less each time."""
        counted = self.words.get(word, 0.0)
        gain = weight if not counted else min(weight, weight * AGAIN * (weight / (counted + weight)) * 2)
        self.words[word] = counted + gain
        self.total += gain


@dataclass(frozen=True, slots=True)
class Opinion:
    """What keywords, places, labels and meaning say of a batch, a row an article and a column a section."""

    heard: list[list[Evidence]]
    evidence: Row
    passed: Row
    near: Row
    about: Row
    stems: list[list[str]]

    def columns(self, vector: float) -> Row:
        """The dense part of what a model reads."""
        return likeness.columns(self.evidence, self.passed, self.near, self.about, vector)

    def part(self, rows: Any) -> Opinion:
        """Some of its articles, by number."""
        some = [int(row) for row in rows]
        kept = (self.evidence[rows], self.passed[rows], self.near[rows], self.about[rows])
        return Opinion([self.heard[i] for i in some], *kept, [self.stems[i] for i in some])


def file(batch: Sequence[Reading], settings: Settings) -> list[tuple[Judgement[str], ...]]:
    """The sections of each article, best first, each with a score from 0 to 1 and what speaks for it."""
    taxonomy = compiled(settings.section)
    if not taxonomy.sections or not batch:
        return [() for _ in batch]
    opinion = opinions(batch, taxonomy)
    model = of(settings.line.learned, taxonomy)
    margins = below(standing(opinion, model), taxonomy.parents) - (model.cut if model else CUT)
    always = model is not None and model.always
    return [_chosen(row, opinion, margins[row], model, taxonomy, always) for row in range(len(batch))]


@lru_cache(maxsize=4)
def read(path: str) -> Model:
    """A model's file, read once: its name says what is in it, so it never changes. Raises ModelError."""
    return likeness.read(path)


def of(path: str, taxonomy: Taxonomy) -> Model | None:
    """The model in force for these sections: the approved one, else the one that ships; it must know each of its sections."""
    if path == NONE:
        return None
    model = read(path) if path else likeness.shipped()
    names = tuple(section.name for section in taxonomy.sections)
    return model if model is not None and model.names == names else None


def opinions(batch: Sequence[Reading], taxonomy: Taxonomy) -> Opinion:
    """What is known of a batch without any example."""
    import numpy as np

    heard = [_heard(reading, taxonomy) for reading in batch]
    passed = np.zeros((len(batch), len(taxonomy.sections)))
    for row, found in zip(passed, heard, strict=True):
        row[sorted(_by_keywords(found, taxonomy))] = 1.0
    about = likeness.vectors(batch)
    return Opinion(
        heard,
        np.array([[each.total for each in found] for found in heard]),
        passed,
        likeness.nearness(about, taxonomy.sections),
        about,
        [likeness.stems(reading.article) for reading in batch],
    )


def standing(opinion: Opinion, model: Model | None) -> Row:
    """The margin of each section: above 0 where keywords and meaning speak for it, moved by what a model has learned."""
    import numpy as np

    base: Row = BASE + SURE * opinion.passed + HEARD * np.log1p(opinion.evidence) + ALIKE * np.maximum(opinion.near, 0.0)
    if model is None:
        return base
    if model.under:
        base = standing(opinion, read(model.under) if model.under != likeness.SHIPPED else likeness.shipped())
    words = [likeness.slots(found) for found in opinion.stems]
    return model.trust * base + likeness.moved(model, words, opinion.columns(model.vector))


def below(margins: Row, parents: dict[int, int]) -> Row:
    """The same margins, a section below another no surer than that one."""
    import numpy as np

    told = margins.copy()
    for i, parent in parents.items():
        told[:, i] = np.minimum(told[:, i], told[:, parent])
    return told


def _chosen(
    row: int, opinion: Opinion, margins: Row, model: Model | None, taxonomy: Taxonomy, always: bool
) -> tuple[Judgement[str], ...]:
    passed = {i for i in range(len(margins)) if margins[i] > 0}
    if always and not passed:
        passed = {int(margins.argmax())}
    ranked = sorted(passed, key=lambda i: (-margins[i], i))
    kept = ranked[:MOST] + [i for i in ranked[MOST:] if i in {taxonomy.parents.get(k) for k in ranked[:MOST]}]
    told = []
    for i in kept:
        score = min(SUREST, 1 / (1 + math.exp(-likeness.SLOPE * max(float(margins[i]), 0.0))))
        like = likeness.speaking(model, opinion.stems[row], i) if model else []
        told.append(Judgement(taxonomy.sections[i].name, round(score, 4), _why(opinion.heard[row][i], like)))
    return tuple(told)


@lru_cache(maxsize=4)
def compiled(sections: tuple[Section, ...]) -> Taxonomy:
    """A taxonomy, compiled once for each set of sections."""
    number = {section.name: i for i, section in enumerate(sections)}
    hints: dict[str, tuple[int, ...]] = {}
    countries: dict[str, tuple[int, ...]] = {}
    for i, section in enumerate(sections):
        for hint in dict.fromkeys([section.name, section.slug, *section.hints]):
            hints[_plain(hint)] = (*hints.get(_plain(hint), ()), i)
        for place in section.places:
            code = codes().get(place.lower(), place)
            countries[code] = (*countries.get(code, ()), i)
    return Taxonomy(
        sections=sections,
        phrases=Phrases(_keywords(sections)),
        hints=hints,
        countries=countries,
        placed=frozenset(i for i, section in enumerate(sections) if section.places),
        parents={i: number[section.parent] for i, section in enumerate(sections) if section.parent in number},
    )


def _keywords(sections: Sequence[Section]) -> Iterator[tuple[str, tuple[int, float, str]]]:
    """Each keyword with what it says; a longer one also says what the shorter ones in it say for other sections."""
    said_by: dict[str, list[tuple[int, float, str]]] = {}
    for i, section in enumerate(sections):
        for keyword in section.keywords:
            word = keyword.rstrip("~")
            said_by.setdefault(word, []).append((i, DOUBT if keyword.endswith("~") else 1.0, word.lower()))
    for word, values in said_by.items():
        own = {i for i, _, _ in values}
        within = [value for part in _parts(word) for value in said_by.get(part, ()) if value[0] not in own]
        for value in (*values, *within):
            yield word, value


def _parts(phrase: str) -> Iterator[str]:
    run = phrase.split()
    for length in range(1, len(run)):
        for start in range(len(run) - length + 1):
            yield " ".join(run[start : start + length])


def _plain(label: str) -> str:
    return " ".join(words(label.lower()))


def _heard(reading: Reading, taxonomy: Taxonomy) -> list[Evidence]:
    """What speaks for each section by keywords, places and publishers' labels."""
    found = [Evidence() for _ in taxonomy.sections]
    for run, weigh in _runs(reading):
        for hit in taxonomy.phrases.find(run):
            i, strength, word = hit.value
            found[i].add(word, weigh(hit.start) * strength)
        for spot in places().find(run):
            if spot.value is not None:
                _locate(spot.value, weigh(spot.start), found, taxonomy)
    for label, weight in _labels(reading.article):
        for i in taxonomy.hints.get(label, ()):
            if not found[i].filed:
                found[i].filed = label
                found[i].total += weight
    return found


def _runs(reading: Reading) -> Iterator[tuple[tuple[str, ...], Callable[[int], float]]]:
    """The headline, the standfirst and the text as runs of words, each with what a word at a place weighs."""
    article = reading.article
    yield words(article.title), lambda _: TITLE
    if standfirst(article):
        yield words(standfirst(article)), lambda _: LEAD
    run = flat(article.text, spoken(reading))
    end = run.first[READ] if len(run.first) > READ else len(run.words)
    lead = run.first[LEADING] if len(run.first) > LEADING else len(run.words)
    yield run.words[:end], lambda place: LEAD if place < lead else BODY


def _locate(place: Place, weight: float, found: list[Evidence], taxonomy: Taxonomy) -> None:
    weight *= (DOUBT if place.doubtful else 1.0) * (PEOPLE if place.kind == "people" else 1.0)
    for i in _home(place, taxonomy):
        found[i].add(place.name, weight)


def _home(place: Place, taxonomy: Taxonomy) -> tuple[int, ...]:
    return taxonomy.countries.get(place.code) or taxonomy.countries.get(place.name) or taxonomy.countries.get(EVERYWHERE, ())


def _labels(article: Article) -> Iterator[tuple[str, float]]:
    for hint in article.hints:
        yield _plain(hint), FILED
    path = article.url.split("://", 1)[-1].split("?", 1)[0].split("/")[1:-1]
    for segment in path[:4]:
        yield _plain(segment), ADDRESSED


def _by_keywords(found: list[Evidence], taxonomy: Taxonomy) -> set[int]:
    """The sections that keywords, places and labels alone are sure of."""
    top = [i for i in range(len(found)) if i not in taxonomy.parents]
    somewhere = sum(found[i].total for i in taxonomy.placed)
    best = max((found[i].total for i in top if i not in taxonomy.placed), default=0.0)
    passed = {i for i in top if i in taxonomy.placed and _enough(found[i], somewhere * SHARE)}
    passed |= {
        i for i in top if i not in taxonomy.placed and _enough(found[i], best * BESIDE) and _witnessed(i, found, taxonomy)
    }
    for i, parent in taxonomy.parents.items():
        if parent in passed and _enough(found[i], 0.0):
            passed.add(i)
    return passed


def _enough(evidence: Evidence, least: float) -> bool:
    return _score(evidence) >= LEAST and evidence.total >= least


def _witnessed(i: int, found: list[Evidence], taxonomy: Taxonomy) -> bool:
    """Whether more than one word says so, its own or of a section below it: one man taken to hospital is no news of health."""
    below = sum(len(found[child].words) for child, parent in taxonomy.parents.items() if parent == i)
    return len(found[i].words) + below > 1 or bool(found[i].filed)


def _score(evidence: Evidence) -> float:
    return evidence.total / (evidence.total + HALF)


def _why(evidence: Evidence, like: Sequence[str]) -> str:
    strongest = sorted(evidence.words, key=lambda word: (-evidence.words[word], word))[:4]
    said = [", ".join(strongest)] if strongest else []
    if evidence.filed:
        said.append(f"filed by its publisher under '{evidence.filed}'")
    if like:
        said.append(f"like others there: {', '.join(like)}")
    return "; ".join(said or ["near in meaning to what the section holds"])


STEP = Step(file, gives="sections", needs=frozenset({"language"}))
