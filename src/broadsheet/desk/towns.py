"""Which towns does a text name that no list has? Those whose surroundings say so, more often than not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.desk.commonness import STOP
from broadsheet.desk.gazetteer import Place
from broadsheet.desk.surroundings import Known, Text, state_follows, surroundings

SURE = 9  # evidence that no number of other mentions outweighs
LONGEST = 3  # words of a town's name


def towns(listed: Sequence[tuple[Text, Known, int]], persons: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Each town in small letters and how often it is named, by the weights of the texts; `persons` are no towns."""
    evidence: dict[tuple[str, ...], int] = {}
    hints, followers = surroundings().hints, surroundings().followers
    for text, known, _ in listed:
        starts = {found.start: found.value for found in known}
        for start, end in _runs(text):
            alone = start and end == start + 1 and text.words[start - 1].lower() not in hints
            if alone and text.words[end % len(text.words)] not in followers:
                continue
            name, sure = _town(text, start, end, starts)
            if sure and _nameable(name, persons):
                evidence[name] = evidence.get(name, 0) + sure
    for name, sure in evidence.items():
        mentions = [(text.words.count(name[0]), weight) for text, _, weight in listed]
        if sure > sum(times for times, _ in mentions) - sure:
            yield " ".join(name).lower(), sum(times * weight for times, weight in mentions)


def _runs(text: Text) -> list[tuple[int, int]]:
    """Runs of capitalised words with single spaces between, places of the gazetteer left out."""
    runs: list[tuple[int, int]] = []
    start = last = -2
    words, gaps, taken = text.words, text.gaps, text.taken
    for at in text.capitals:
        if at in taken:
            continue
        if at == last + 1 and gaps[last] in (" ", "-") and words[last].lower() not in STOP:
            last = at
            continue
        if start >= 0:
            runs.append((start, last + 1))
        start = last = at
    if start >= 0:
        runs.append((start, last + 1))
    return runs


def _town(text: Text, start: int, end: int, starts: dict[int, Place | None]) -> tuple[tuple[str, ...], int]:
    """A name that may be a town's, and how much the words around it say so: 0 nothing, 1 a preposition, `SURE` more."""
    lists, words = surroundings(), text.words
    before = text.before(start)
    small = before.lower()
    stop = end
    if end - start > 1 and not lists.marks.isdisjoint(words[start + 1 : end]):
        stop = next(at for at in range(start + 1, end) if words[at] in lists.marks)
    name = tuple(words[start:stop])
    follows = text.after(stop)
    if follows in lists.local and (not before[:1].isupper() or small in STOP):
        return name, SURE
    if stop < end or (small not in lists.hints and start):
        return name, 0
    one = follows in lists.indefinite and (small in ("a", "an") or (start == 0 and not text.shouted))
    settled = small == "of" and start > 1 and words[start - 2] in lists.settlements
    strong = small in lists.strong
    if one or settled or ((strong or small in lists.weak) and _region(text, stop, starts)):
        return name, SURE
    return name, int(strong and not text.shouted and _ends(text, stop))


def _nameable(name: tuple[str, ...], persons: frozenset[str]) -> bool:
    lists = surroundings()
    if len(name) > LONGEST or not persons.isdisjoint(name) or (len(name) == 1 and (len(name[0]) < 3 or name[0].isupper())):
        return False
    if not lists.never.isdisjoint(name) or not lists.first.isdisjoint(name) or not all(map(str.isalpha, name)):
        return False
    if any(word.lower() in STOP for word in name) or (len(name) == 1 and name[0].endswith(("ian", "ese", "ish"))):
        return False
    return name[0] not in lists.marks and name[0].lower() not in lists.common


def _region(text: Text, end: int, starts: dict[int, Place | None]) -> bool:
    """Whether `, Ohio` or `, Calif.` follows."""
    place = starts.get(end)
    if place is None or text.gaps[end - 1] != ", ":
        return state_follows(text, end)
    return place.kind in ("region", "country") and not text.possessive(end + 1)


def _ends(text: Text, end: int) -> bool:
    """Whether the name ends here: no noun follows that it would only describe."""
    gap = text.gaps[end - 1]
    if gap != " ":
        return gap[:1] in ",.;:)\n" or gap[:2] == " ("
    return text.words[end].lower() in STOP if end < len(text.words) else True
