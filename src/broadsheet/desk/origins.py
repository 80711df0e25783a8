"""Who said it first, and who reprinted it: how much of one text stands in another, by the sketches that `fingerprint` makes.

Samples of different depth are compared down to the shallower one. What is shared must be most of the younger text, or be spread
over it: a passage in one place is a quotation, a statement that both print, or furniture. Of a text made of two, the origin is
the one whose passages fill more of it, each passage as long as the way to the next one's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from broadsheet.desk.agencies import agency
from broadsheet.desk.fingerprint import LEAD, Sample, Sketch, sample
from broadsheet.desk.logarithm import part
from broadsheet.desk.sketches import LEAST_SHARED, Index

__all__ = ["Index", "Overlap", "agency", "compare", "compare_in", "filled", "is_copy", "is_part", "shown"]

PARTS = 8  # of a text, for how far what it shares is spread; as sketch_loops has it
BRIEF = LEAD * 4 // 3  # pairs; a text no longer is compared with the lead of the elder too
COPY = (
    2_500  # of ten thousand, all over the text; 2,000 and 2,500 decide the same on the hard set, half of what 30% edits leave
)
SPREAD = 7_500  # of the parts: six of eight; a passage of a third of a text reaches four at most
ORDERED = 6_000  # of ten thousand pairs shared, in the elder's order: scattered phrases are not
MOST = 4_500  # of ten thousand shared: a copy in any order; the greater part of a text made of two, less what a sample errs


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, in ten-thousandths: of the younger, of the elder, in the same order, and over how many parts.

    `shared` is the number of sampled pairs in common.
    """

    younger: int
    elder: int
    ordered: int
    shared: int
    spread: int = 10_000


_NO = (0, 0, 0, 0, 0)
NOTHING = Overlap(0, 0, 0, 0, 0)


def compare(younger: Sketch, elder: Sketch) -> Overlap:
    """How much of each of two sketched texts stands in the other."""
    new, old = sample(younger), sample(elder)
    if not new.length or not old.length:
        return NOTHING
    places = {each: place for place, each in enumerate(old.hashes)}
    depth = min(new.whole, old.whole)
    looked = [(each, place) for each, place in zip(new.hashes, new.places, strict=True) if each <= depth]
    found = _counts(new, looked, places, sum(each <= depth for each in old.hashes))
    if new.length > BRIEF:
        return _chosen(found, _NO)
    depth = min(new.lead, old.lead)
    looked = [(each, place) for each, place in zip(new.hashes, new.places, strict=True) if each <= depth and place < LEAD]
    return _chosen(found, _counts(new, looked, places, len(old.hashes)))


def compare_in(index: Index, younger: Sketch | int, elder: Sketch | int) -> Overlap:
    """The same of texts that an index holds, given by their numbers, or of one and a sketch."""
    return _chosen(*index.shared(younger, elder))


def _chosen(whole: Sequence[int], lead: Sequence[int]) -> Overlap:
    """The overlap by the whole's sample or by the lead's, the one that has enough to go by and finds more."""
    both = _overlap(*whole), _overlap(*lead)
    return max(both, key=lambda each: (min(each.shared, LEAST_SHARED), each.younger))


def _overlap(matched: int, looked: int, whole: int, rising: int, spread: int) -> Overlap:
    return Overlap(part(matched, looked), part(matched, whole), part(rising, matched), matched, part(spread, PARTS))


def _counts(new: Sample, looked: list[tuple[int, int]], places: dict[int, int], whole: int) -> Sequence[int]:
    matched = [(places[each], place) for each, place in looked if each in places]
    spread = len({place * PARTS // new.length for _, place in matched})
    return len(matched), len(looked), whole, _rising([there for there, _ in matched]), spread


def _rising(places: list[int]) -> int:
    """The length of the longest rising run of places, gaps allowed: what stands in the same order in both."""
    tops: list[int] = []
    for place in places:
        at = bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)


def is_copy(overlap: Overlap) -> bool:
    """Whether the younger text reprints the elder: most of it, or enough of it all over it."""
    if overlap.shared < LEAST_SHARED or overlap.younger < COPY:
        return False
    return overlap.younger >= MOST or (overlap.spread >= SPREAD and overlap.ordered >= ORDERED)


def is_part(overlap: Overlap) -> bool:
    """Whether the elder gives the younger text a good part, in one place or several."""
    return overlap.shared >= LEAST_SHARED and overlap.younger >= COPY


def filled(younger: Sketch, elders: Sequence[Sequence[Sketch]]) -> list[int]:
    """How much of a text each of several chains of elders fills, in ten-thousandths: a pair stands for the way to the next.

    What stands in more than one chain says nothing.
    """
    new = sample(younger)
    if not new.length:
        return [0] * len(elders)
    held = [_densities(new, chain) for chain in elders]
    marks = []
    for each, place in zip(new.hashes, new.places, strict=True):
        own = new.lead if place < LEAD else new.whole
        owners = [(number, min(own, densities[each])) for number, densities in enumerate(held) if each in densities]
        if len(owners) == 1:
            marks.append((place, *owners[0]))
    sums = [0] * len(elders)
    if marks:
        sums[marks[0][1]] += marks[0][0]
        sums[marks[-1][1]] += new.length - marks[-1][0]
    for (place, owner, density), (then, other, its) in pairwise(marks):
        mine = (then - place) * its // (density + its)
        sums[owner] += mine
        sums[other] += then - place - mine
    return [part(each, new.length) for each in sums]


def _densities(new: Sample, chain: Sequence[Sketch]) -> dict[int, int]:
    """How deep each hash's part of the text is sampled, the deepest of a chain's articles that hold it."""
    found: dict[int, int] = {}
    for elder in chain:
        old = sample(elder)
        for each, place in zip(old.hashes, old.places, strict=True):
            found[each] = max(found.get(each, 0), old.lead if place < LEAD else old.whole)
    return found


def shown(overlap: Overlap, signed: str = "") -> str:
    """What two texts share in words, with the agency that signs the younger."""
    why = f"{overlap.younger // 100}% of its prose stands in an earlier text, {overlap.ordered // 100}% of it in that order"
    return f"{why}; signed {signed}" if signed else why
