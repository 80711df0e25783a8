"""Who was heard since a story began and has not been seen telling it, by country, owner, kind and language; never why.

Only outlets that were heard count: one that is down, that nobody follows, or whose pages we may not read is not silent. And we
do not recognise every telling, so the measured recall of our grouping stands beside each count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Of an article's fellow tellings the part that stands in its story: B-cubed recall at the end of `bench/quality.py events`,
# .78 on NeuS in a pool of 7,356, .84 in 1,800, .86 on ECB+, .85 on UCI's headlines, .97 on BASIL; all of them in English.
RECALL = 0.78
# Of tellings in another language than most of their event's, the part that stands with the rest: `bench/quality.py specimen`,
# 13 of 25 as polled at opening, 18 of 27 as it happens; made-up news in the languages of data/translated.tsv and English.
RECALL_ABROAD = 0.52
FEWEST_ORIGINS = 3  # independent origins: what one or two tell is news of theirs, and most outlets carry none of it
STANDS = timedelta(hours=3)  # a story younger than this is still being written elsewhere
ACROSS = f"across languages we find about {round(10 * RECALL_ABROAD)} of 10, as measured on made-up news."


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet that was heard since the story began: it was polled, and it printed something that we could read."""

    slug: str
    name: str
    owner: str = ""
    country: str = ""
    kind: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The outlets of one country, owner, kind or language: how many were heard, and how many of those tell the story."""

    name: str
    heard: int
    telling: int

    @property
    def unseen(self) -> int:
        """How many have not been seen telling it."""
        return self.heard - self.telling


@dataclass(frozen=True, slots=True)
class Silence:
    """Who has not been seen telling a story between `since` and `at`, and what that is worth.

    `unseen` are in the order of their names; `near` are those of them that printed something which was nearly taken for it,
    `foreign` counts those whose language no telling has.
    """

    since: datetime
    at: datetime
    heard: int
    telling: int
    unseen: tuple[Outlet, ...]
    near: tuple[Outlet, ...]
    foreign: int
    countries: tuple[Part, ...]
    owners: tuple[Part, ...]
    kinds: tuple[Part, ...]
    languages: tuple[Part, ...]
    recall: float = RECALL

    def words(self, since: str) -> str:
        """The count with its caveat in one sentence; `since` is the time as the page writes it."""
        many = len(self.unseen)
        have, some = ("has", "it may") if many == 1 else ("have", "some of them may")
        across = " in another language" if self.foreign == many else ""
        return (
            f"Of {self.heard} outlets heard since {since}, {many} {have} not been seen telling this; "
            f"we find about {round(10 * self._expected)} of 10 tellings{across}, so {some}."
        )

    @property
    def _expected(self) -> float:
        """The part of the tellings that we find: across languages where every outlet unseen prints in a foreign one."""
        return RECALL_ABROAD if self.foreign == len(self.unseen) else self.recall

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a reader must know of these counts, each a sentence."""
        said = [
            "Not seen is not the same as silent: a telling in other words than we recognise stands in a story of its own.",
            f"Of a story's tellings we find about {round(10 * self.recall)} of 10, as measured on labelled news in English.",
        ]
        if self.foreign:
            tells = "prints" if self.foreign == 1 else "print"
            said.append(f"{self.foreign} of these {tells} in a language that no telling has; {ACROSS}")
        if self.near:
            many = len(self.near)
            said.append(f"{many} of these printed something near to it, which may well be a telling.")
        return (*said, "An outlet may also have told it before, have left it to others, or not cover such news at all.")


def silence(
    newsroom: Sequence[Outlet],
    telling: Collection[str],
    near: Collection[str],
    spoken: Collection[str],
    since: datetime,
    at: datetime,
) -> Silence | None:
    """Who of these has not been seen telling a story that began at `since`; None where all of them tell it.

    `newsroom` are the outlets heard, those that tell it included; `telling` and `near` are slugs, `spoken` the languages of
    the tellings (BCP 47).
    """
    unseen = tuple(sorted((each for each in newsroom if each.slug not in telling), key=_by_name))
    if not unseen:
        return None
    tongues = {_tongue(tag) for tag in spoken}

    def parts(of: Callable[[Outlet], str]) -> tuple[Part, ...]:
        return _parts(newsroom, telling, of)

    return Silence(
        since=since,
        at=at,
        heard=len(newsroom),
        telling=len(newsroom) - len(unseen),
        unseen=unseen,
        near=tuple(each for each in unseen if each.slug in near),
        foreign=sum(bool(each.language) and _tongue(each.language) not in tongues for each in unseen),
        countries=parts(lambda each: each.country),
        owners=parts(lambda each: each.owner),
        kinds=parts(lambda each: each.kind),
        languages=parts(lambda each: _tongue(each.language)),
    )


def _parts(newsroom: Sequence[Outlet], telling: Collection[str], of: Callable[[Outlet], str]) -> tuple[Part, ...]:
    """The groups that have a name and someone unseen: those that tell least first, the larger before the smaller."""
    groups: dict[str, list[Outlet]] = {}
    for each in newsroom:
        groups.setdefault(of(each), []).append(each)
    counted = [Part(name, len(each), sum(o.slug in telling for o in each)) for name, each in groups.items() if name]
    return tuple(sorted((p for p in counted if p.unseen), key=lambda p: (p.telling * 1000 // p.heard, -p.heard, p.name)))


def _tongue(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _by_name(each: Outlet) -> tuple[str, str]:
    return each.name.casefold(), each.slug
