"""Which story goes on from which: a fold from stories as they are told to lines of chapters, each a story of its own.

A chapter is later, has actors and places in common with the line beyond the crowd, and is told as another event: one as like
in its other words as two tellings of one event is another of the kind, or a story that the events fold has still to join.
A line is a list in order of time, so that it can have no circle: a chapter follows the latest that began before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import isqrt
from typing import TypeVar

from broadsheet.desk.chapters import Chapter, Facts, strongest
from broadsheet.desk.logarithm import UNIT, log, part
from broadsheet.journal import Follow

T = TypeVar("T")

DAYS = 45  # after its last telling a chapter is forgotten; its place in the line stays where it was written
MOST = 20_000  # chapters remembered, about 1 kB each
KEPT = 24  # names and other words kept a chapter, the heaviest of each
APART = 6 * 60  # minutes between the beginnings of two chapters: nearer ones are tellings of one event
PRIOR, EVERYDAY = 200, 12  # of so many stories before the first, one has a word; so many have an everyday one
# What makes a chapter, measured on the specimen's lines (14 pairs, share .54 to 1), its 54 other events (at most .23) and the
# two events of each topic of ECB+ (at most .60, and that with other words as like as .33): bench/quality.py storylines.
SHARE = 4_500  # ten-thousandths of what the smaller's names weigh that both have
ACTORS = 3  # names in common, a first name and a surname counting once: two climbers on one mountain share two
EVIDENCE = 26 * UNIT  # doublings of rarity that the names in common have together: three that one story in 400 has
# Likeness of the other words: less is another matter of the same people, more the same event. Of 40 pairs of NeuS's events
# drawn among 555 found, dates put aside, 27 were one running story by eye; below 600 lie nine of the 13 others, two of the 27.
WORDS = (600, 5_000)
KIND = 2_000  # likeness of the other words from which the share asked for rises with it: the same kind of event has such words
# anyway; without that rise ECB+ has 3 false lines of 33, with it 0, and the specimen's 14 pairs stay
DRIFT = 2  # a chapter shares half as much, on average, with the whole line: a line about everybody is no story
HOLD = 500  # ten-thousandths that hold a chapter in its line, so that one more telling does not move it
NAMED = 3  # names that a reason has
READ = 2_000  # entries of the names' lists read a search, the rarest first
TRIED = 12  # candidates compared exactly


@dataclass(slots=True)
class State:
    """The chapters in order of arrival, which of them have a name, and how many have a word."""

    chapters: dict[str, Chapter] = field(default_factory=dict)
    lists: dict[int, dict[str, None]] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    lines: dict[str, dict[str, None]] = field(default_factory=dict)

    def due(self, story: str, voices: int) -> bool:
        """Whether a story is to be heard again: what it is about is settled anew by its 1st, 2nd, 4th and 8th own telling."""
        known = self.chapters.get(story)
        return known is None or voices < known.voices or voices.bit_length() != known.voices.bit_length()

    def enter(self, chapter: Chapter) -> None:
        """Remember a chapter."""
        self.chapters[chapter.story] = chapter
        self.lines.setdefault(chapter.line, {})[chapter.story] = None
        for slot, _ in chapter.names:
            self.lists.setdefault(slot, {})[chapter.story] = None
        for slot, _ in (*chapter.names, *chapter.words):
            self.seen[slot] = self.seen.get(slot, 0) + 1

    def forget(self, story: str) -> Chapter | None:
        """Take a chapter out of the memory; the rest of its line stays a line."""
        chapter = self.chapters.pop(story, None)
        if chapter is None:
            return None
        _drop(self.lines, chapter.line, story)
        for slot, _ in chapter.names:
            _drop(self.lists, slot, story)
        for slot, _ in (*chapter.names, *chapter.words):
            self.seen[slot] -= 1
            if not self.seen[slot]:
                del self.seen[slot]
        return chapter

    def rename(self, line: str, into: str) -> None:
        """Give the chapters of a line to another; a line that is not there, or its own name, changes nothing."""
        if line != into:
            for story in self.lines.pop(line, {}):
                self.chapters[story].line = into
                self.lines.setdefault(into, {})[story] = None

    def idf(self, slot: int, common: bool) -> int:
        """How rare a term is among the stories remembered, in 256ths of a doubling."""
        return max(0, log(len(self.chapters) + PRIOR) - log(self.seen.get(slot, 0) + (EVERYDAY if common else 1)))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two chapters have in common: shares in ten-thousandths, the rarity of the common names, and these, rarest first."""

    share: int
    words: int
    actors: int
    evidence: int
    names: tuple[int, ...]

    @property
    def enough(self) -> bool:
        """Whether the later goes on from the earlier."""
        few, many = WORDS
        return self.above >= 0 and self.actors >= ACTORS and self.evidence >= EVIDENCE and few <= self.words <= many

    @property
    def above(self) -> int:
        """How far the share is above the one asked for."""
        return self.share - SHARE - max(0, self.words - KIND)


def fold(state: State, told: Iterable[Facts], gone: Iterable[str], now: int) -> tuple[State, list[Follow]]:
    """The state and what follows what, after these stories are told anew and those are gone.

    `now` is the journal's time in minutes. A story that was merged away, or that nobody tells himself any more, is gone.
    """
    decisions: list[Follow] = []
    for story in gone:
        decisions.extend(_leave(state, story))
    for facts in sorted(told, key=lambda each: (each.first, each.story)):
        decisions.extend(_hear(state, facts))
    for story in [chapter.story for chapter in state.chapters.values() if chapter.last < now - DAYS * 1440]:
        state.forget(story)
    if (many := len(state.chapters) - MOST) > 0:
        for _, story in sorted((chapter.last, chapter.story) for chapter in state.chapters.values())[:many]:
            state.forget(story)
    return state, _settled(decisions)


def _settled(decisions: Iterable[Follow]) -> list[Follow]:
    """The last word on each story, in the order of the first."""
    return list({decision.story: decision for decision in decisions}.values())


def _leave(state: State, story: str) -> Iterator[Follow]:
    gone = state.forget(story)
    if gone is None:
        return
    if gone.of:
        yield Follow(story, "", 0, "it is told no more")
    yield from _in_order(state, gone.line, gone)


def _hear(state: State, facts: Facts) -> Iterator[Follow]:
    was = state.forget(facts.story)
    chapter = _remembered(state, facts, was)
    others = list(state.lines.get(was.line, ())) if was else []
    heads = bool(others) and all(state.chapters[each].first >= chapter.first for each in others)
    found = _found(state, chapter, was)
    left = was.line if was and not heads else ""
    if found is not None:
        chapter.line = state.chapters[found[0]].line
        if was and heads:
            state.rename(was.line, chapter.line)
    elif not heads:
        rest = state.lines.get(facts.story, ())
        state.rename(facts.story, min(rest, key=lambda each: (state.chapters[each].first, each), default=""))
        chapter.line = facts.story
    state.enter(chapter)
    if left and left != chapter.line:
        yield from _in_order(state, left)
    score, why = (found[1].share, _why(found[1], facts)) if found else (0, "it has no more in common with the earlier one")
    for decision in _in_order(state, chapter.line):
        yield replace(decision, score=score, why=why) if decision.story == facts.story else decision


def _remembered(state: State, facts: Facts, was: Chapter | None) -> Chapter:
    """A story in a few dozen numbers: its heaviest names and words, as rare as they are now."""
    names = strongest([(w * state.idf(s, s in facts.common), s, w) for s, w in facts.names], KEPT)
    kept = {slot for slot, _ in names}
    words = strongest([(w * state.idf(s, s in facts.common), s, w) for s, w in facts.words], KEPT)
    return Chapter(
        story=facts.story,
        first=facts.first,
        last=facts.last,
        voices=facts.voices,
        names=names,
        words=words,
        pairs=tuple(sorted(pair for pair in facts.pairs if pair[0] in kept and pair[1] in kept)),
        common=frozenset(slot for slot, _ in words if slot in facts.common),
        line=was.line if was else facts.story,
        of=was.of if was else "",
    )


def _found(state: State, chapter: Chapter, was: Chapter | None) -> tuple[str, Likeness] | None:
    """The earlier chapter by which a story belongs to a line, and what they share; None when it belongs to none."""
    held = _nearest(state, chapter, state.lines.get(was.line, ()) if was else ())
    best = _nearest(state, chapter, _candidates(state, chapter))
    stays = held is not None and held[1].above >= -HOLD
    if held and stays and (best is None or best[1].share <= held[1].share + HOLD):
        return held
    if best is None or not best[1].enough or _drifts(state, chapter, state.chapters[best[0]].line):
        return held if stays else None
    return best


def _nearest(state: State, chapter: Chapter, names: Iterable[str]) -> tuple[str, Likeness] | None:
    """Of these chapters, of those that began early enough, the one it shares most with; one that is enough comes first."""
    earlier = [state.chapters[name] for name in names if state.chapters[name].first <= chapter.first - APART]
    measured = [(alike(state, chapter, each), each.story) for each in earlier]
    if not measured:
        return None
    likeness, story = max(measured, key=lambda found: (found[0].enough, found[0].share, found[1]))
    return story, likeness


def _candidates(state: State, chapter: Chapter) -> list[str]:
    """The chapters that share the rarest names, as far as `READ` entries of their lists tell."""
    lists = sorted((state.lists[slot] for slot, _ in chapter.names if slot in state.lists), key=len)
    shared: dict[str, int] = {}
    read = 0
    for entries in lists:
        read += len(entries)
        if read > READ and shared:
            break
        for story in entries:
            shared[story] = shared.get(story, 0) + 1
    likely = [story for story, many in shared.items() if many >= ACTORS]
    return sorted(likely, key=lambda story: (-shared[story], story))[:TRIED]


def _drifts(state: State, chapter: Chapter, line: str) -> bool:
    """Whether it has too little in common with the line as a whole, however near it is to one chapter."""
    shares = [alike(state, chapter, state.chapters[each]).share for each in state.lines[line]]
    return sum(shares) * DRIFT < SHARE * len(shares)


def alike(state: State, one: Chapter, other: Chapter) -> Likeness:
    """What two chapters have in common, by how rare it is now."""
    mine, theirs = dict(one.names), dict(other.names)
    rarity = {slot: state.idf(slot, common=False) for slot in {**mine, **theirs}}
    names = sorted((slot for slot in mine if slot in theirs), key=lambda slot: (-rarity[slot], slot))
    evidence = sum(rarity[slot] for slot in names)
    smaller = min(sum(rarity[slot] for slot in mine), sum(rarity[slot] for slot in theirs))
    pairs = dict.fromkeys(one.pairs)
    both = sum(pair in pairs and pair[0] in theirs and pair[1] in theirs for pair in other.pairs)
    return Likeness(part(evidence, smaller), _cosine(state, one, other), len(names) - both, evidence, tuple(names))


def _cosine(state: State, one: Chapter, other: Chapter) -> int:
    """How alike the other words are, in ten-thousandths."""
    first = {slot: weight * state.idf(slot, slot in one.common) >> 8 for slot, weight in one.words}
    second = {slot: weight * state.idf(slot, slot in other.common) >> 8 for slot, weight in other.words}
    product = sum(weight * second.get(slot, 0) for slot, weight in first.items())
    lengths = isqrt(sum(w * w for w in first.values()) * sum(w * w for w in second.values()))
    return part(product, lengths)


def _in_order(state: State, line: str, gone: Chapter | None = None) -> Iterator[Follow]:
    """Each chapter of a line follows the latest that began before it; what changed, with `gone` no longer among them.

    The first that is remembered keeps what it follows, though that is forgotten.
    """
    inline = sorted((state.chapters[each] for each in state.lines.get(line, ())), key=lambda each: (each.first, each.story))
    for place, chapter in enumerate(inline):
        before = next((each for each in reversed(inline[:place]) if each.first <= chapter.first - APART), None)
        of = before.story if before else chapter.of if chapter.of not in state.chapters else ""
        if gone is not None and of == gone.story:
            of = gone.of
        if of != chapter.of:
            chapter.of = of
            share = alike(state, chapter, before).share if before else 0
            yield Follow(chapter.story, of, share, f"the chapter before it in its line; {_later(chapter, before)}")


def _why(likeness: Likeness, facts: Facts) -> str:
    """`both name 'Maj-Britt Ödlund', 'Skandia Norra', 'Vastar Terminals'`, the rarest first."""
    spelt = dict(facts.spelt)
    said: dict[str, None] = {}
    for slot in likeness.names:
        if (name := spelt.get(slot, "")) and not any(name in other or other in name for other in said):
            said[name] = None
    return f"both name {', '.join(repr(name) for name in list(said)[:NAMED])}"


def _later(chapter: Chapter, before: Chapter | None) -> str:
    hours = (chapter.first - before.first) // 60 if before else 0
    return f"{hours // 24} days later" if hours >= 48 else f"{hours} h later"


def _drop(lists: dict[T, dict[str, None]], key: T, story: str) -> None:
    lists[key].pop(story, None)
    if not lists[key]:
        del lists[key]
