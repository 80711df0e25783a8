"""How much of each of a page's blocks stands in its gold text, where the gold is text without markup."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

RUN = 5  # words that must follow each other to say that a place in the gold is this block's
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words by which texts are compared."""
    return _WORD.findall(text.lower())


def belonging(texts: list[str], gold: str) -> tuple[list[float], list[int]]:
    """For each block the share of its words that stands in the gold, and how many words it has.

    A place in the gold belongs to one block: of blocks that say the same, to the one whose neighbours stand next to it there.
    """
    aim = words(gold)
    said = [words(text) for text in texts]
    index = _runs(aim)
    places = _matched(said, index)
    taken = [False] * len(aim)
    shares, spans = [0.0] * len(texts), {}
    for at in sorted(places, key=lambda at: (-_continued(places, at), at)):
        free = [place for place in places[at] if not taken[place]]
        if 2 * len(free) >= len(places[at]):
            for place in free:
                taken[place] = True
            shares[at] = len(free) / len(said[at])
            spans[at] = (places[at][0], places[at][-1] + 1)
            continue
        other = next((place for place in index.get(tuple(said[at][:RUN]), []) if not taken[place]), None)
        if other is not None:  # the gold says it more than once
            end = min(len(aim), other + len(said[at]))
            taken[other:end] = [True] * (end - other)
            shares[at] = len(places[at]) / len(said[at])
            spans[at] = (other, end)
    _short(said, aim, spans, taken, shares)
    return shares, [len(each) for each in said]


def _runs(aim: list[str]) -> dict[tuple[str, ...], list[int]]:
    """Where each run of words begins in the gold."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(aim) - RUN + 1):
        index[tuple(aim[place : place + RUN])].append(place)
    return index


def _matched(said: list[list[str]], index: dict[tuple[str, ...], list[int]]) -> dict[int, list[int]]:
    """Where the words of each longer block stand in the gold: in runs, the nearest that goes on from the last."""
    found: dict[int, list[int]] = {}
    for at, block in enumerate(said):
        covered = [-1] * len(block)
        for start in range(len(block) - RUN + 1):
            hits = index.get(tuple(block[start : start + RUN]), [])
            if hits:
                follows = covered[start - 1] + 1 if start and covered[start - 1] >= 0 else -1
                hit = follows if follows in hits else hits[0]
                for offset in range(RUN):
                    if covered[start + offset] < 0:
                        covered[start + offset] = hit + offset
        if places := [place for place in covered if place >= 0]:
            found[at] = places
    return found


def _continued(places: dict[int, list[int]], at: int) -> int:
    """How many of a block's neighbours stand next to it in the gold."""
    before = sum(1 for step in (1, 2, 3) if at - step in places and abs(places[at][0] - places[at - step][-1]) < 40)
    return before + sum(1 for step in (1, 2, 3) if at + step in places and abs(places[at + step][0] - places[at][-1]) < 40)


def _short(
    said: list[list[str]], aim: list[str], spans: dict[int, tuple[int, int]], taken: list[bool], shares: list[float]
) -> None:
    """Match blocks of few words, whole, between the places of the blocks around them."""
    known = sorted(spans)
    reached = 0
    for at, block in enumerate(said):
        if at in spans:
            reached = spans[at][1]
            continue
        if not block or len(block) >= RUN:
            continue
        after = bisect_left(known, at)
        end = spans[known[after]][0] if after < len(known) else len(aim)
        start = 0 if known and at < known[0] else max(0, reached - 1)
        end = min(end if end >= start else start + 60, len(aim), start + 200 if start else len(aim))
        for place in range(start, end - len(block) + 1):
            if aim[place : place + len(block)] == block and not taken[place]:
                taken[place : place + len(block)] = [True] * len(block)
                shares[at] = 1.0
                reached = place + len(block)
                break
