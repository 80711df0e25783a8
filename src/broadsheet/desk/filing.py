"""Where a story belongs and what it is about: what its tellings agree on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from broadsheet.desk.identity import identity
from broadsheet.news import Judgement, Reading, Story, Tag

# A section or tag is the story's when this part of its original tellings, each weighed by its score, speaks for it.
# .3 lets one of three outlets add a section, and one of four not.
AGREED = 0.3
MOST_SECTIONS = 4
MOST_TAGS = 12  # of a story: a reader scans no more
PRINTED = 0.35  # a telling's own score below which a tag is not printed: a name seen once deep in the text stays below


def filed(story: Story) -> tuple[Judgement[str], ...]:
    """The story's sections, best first; why is the reason of the telling that is surest."""
    originals = _originals(story)
    votes: dict[str, list[Judgement[str]]] = defaultdict(list)
    for reading in originals:
        for section in reading.sections or ():
            votes[section.value].append(section)
    agreed = []
    for name, given in votes.items():
        share = sum(j.score for j in given) / len(originals)
        if share >= AGREED or (len(given) == len(originals) and given):
            best = max(given, key=lambda j: (j.score, j.why))
            agreed.append(Judgement(name, round(share, 4), _by(len(given), len(originals), best.why)))
    return tuple(sorted(agreed, key=lambda j: (-j.score, j.value))[:MOST_SECTIONS])


def tagged(story: Story) -> tuple[Tag, ...]:
    """The story's tags, best first, without their mentions, an article's; a name that one telling states joins another's."""
    originals = _originals(story)
    told = [tag for reading in originals for tag in reading.tags or ()]
    full = {(other, tag.kind): tag.name for tag in told for other in tag.also}
    votes: dict[tuple[str, str], list[Tag]] = defaultdict(list)
    spelt: dict[tuple[str, str], str] = {}
    for tag in told:
        name = full.get((tag.name, tag.kind), tag.name)
        votes[spelt.setdefault((identity(name, tag.kind), tag.kind), name), tag.kind].append(tag)
    agreed = []
    for (name, kind), given in votes.items():
        share = sum(tag.score for tag in given) / len(originals)
        best = max(given, key=lambda tag: (tag.score, tag.why))
        if share >= AGREED and best.score >= PRINTED:
            also = tuple(sorted({other for tag in given for other in tag.also} - {name}))
            agreed.append(Tag(name, kind, round(min(share, 1.0), 4), _by(len(given), len(originals), best.why), (), also))
    return tuple(sorted(agreed, key=lambda t: (-t.score, t.name, t.kind))[:MOST_TAGS])


def held(story: Story) -> str:
    """Why an editor must see the story first; empty when nothing holds it.

    One flagged telling of many is held by itself; when half of the original tellings are flagged, or the first, the story is.
    """
    originals = _originals(story)
    flagged = [r for r in originals if r.hold]
    if not flagged or (flagged[0] is not originals[0] and len(flagged) * 2 < len(originals)):
        return ""
    reasons = Counter(j.why for r in flagged for j in r.hold or ())
    return "; ".join(sorted(reasons, key=lambda why: (-reasons[why], why))[:3])


def _originals(story: Story) -> list[Reading]:
    own = [t.reading for t in story.tellings if t.copy_of is None]
    return own or [t.reading for t in story.tellings]


def _by(many: int, of: int, why: str) -> str:
    return why if of == 1 else f"{many} of {of} tellings; {why}"


def in_languages(readings: Iterable[Reading], languages: tuple[str, ...]) -> bool:
    """Whether any of these is in a language that may give a headline."""
    return any(understood(reading, languages) for reading in readings)


def understood(reading: Reading, languages: tuple[str, ...]) -> bool:
    """Whether its language is one that may give a headline."""
    return reading.language is not None and reading.language.value.split("-")[0] in languages


def first_headline(story: Story, languages: tuple[str, ...]) -> Judgement[str]:
    """The headline when none of the outlets' own is clear: the earliest that readers understand, else the earliest."""
    tellings = [t.reading for t in story.tellings if understood(t.reading, languages)] or [story.tellings[0].reading]
    return Judgement(tellings[0].article.title, 0.3, "the earliest; none of the outlets' own names who and what")
