"""What a publisher's pages have in common: where their text sits, and which blocks they repeat.

A publisher's `Memory` is folded from what single pages show (`Sighting`), one after another: `learn(memory, sighting)`.
What reading needs of it is its `Template`, a value that travels to whatever process reads and is named by its version.
A layout reads pages alone only after it agreed with the full extractor; one page in twenty is read both ways for good, and
so is each page that looks odd. A layout that disagrees is not trusted, and forgotten when it goes on to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from broadsheet.wire import paths, recurring
from broadsheet.wire.paths import Found, Layout, Leaf
from broadsheet.wire.recurring import Marks

LEARNED = 3  # pages of a layout before it is tried
TRUSTED = 2  # pages on which it agreed before it reads alone: so the sixth page is the first that it reads
MOST = 3  # the credit that agreeing gives: one check that fails takes the trust away, one that holds gives it back
FORGOTTEN = -4  # the credit at which a layout is forgotten
FAILED = 2  # what a failed check costs
AGREED = 9_000  # ten-thousandths of word F1 from which two texts of a page agree
TELLING = 20  # the head is looked at where it told something on more than one whole page in so many
EVERY = 20  # one page in so many is read both ways
LAYOUTS = 5  # designs a publisher's pages may have; the one unseen for longest goes
LEAVES = 300  # paths of a layout that are remembered, those with the most text
LENGTHS = 15  # lengths of texts that the usual one is the median of


@dataclass(frozen=True, slots=True)
class Template:
    """What reading needs to know of a publisher's pages; `trusted` layouts read alone, the others are only tried.

    `recurring` are the marks of what is furniture, each with how many of the last `pages` it stands on; `look` says that
    the lines at a page's head tell what the page declares nowhere.
    """

    publisher: str = ""
    version: int = 0
    trusted: tuple[Layout, ...] = ()
    tried: tuple[Layout, ...] = ()
    recurring: Mapping[int, int] = field(default_factory=dict)
    pages: int = 0
    look: bool = True


UNKNOWN = Template()


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one page shows.

    `leaves` are empty where the template alone read it; `agreed` is how far `layout` agreed, if it was tried; `told` says
    that the lines at its head told something.
    """

    marks: Marks
    leaves: tuple[Leaf, ...] = ()
    layout: str = ""
    agreed: int | None = None
    length: int = 0
    told: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """What is remembered of one layout: its leaves over all pages, how it fared, the page that it was last seen on."""

    name: str
    leaves: tuple[Leaf, ...] = ()
    pages: int = 0
    read: int = 0
    credit: int = 0
    held: int = 0
    failed: int = 0
    lengths: tuple[int, ...] = ()
    last: int = 0

    @property
    def own(self) -> frozenset[str]:
        """The paths whose blocks are text."""
        return frozenset(leaf.path for leaf in self.leaves if leaf.kept > leaf.cut)


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered of a publisher's pages, bounded: the last pages' marks and a few designs.

    On `told` of the `whole` pages, those that were read whole, the lines at the head told something.
    """

    publisher: str
    version: int = 0
    pages: int = 0
    designs: tuple[Design, ...] = ()
    recent: tuple[Marks, ...] = ()
    whole: int = 0
    told: int = 0


def template(memory: Memory) -> Template:
    """What reading needs of a memory."""
    known = [each for each in memory.designs if each.pages >= LEARNED]
    layouts = {each.name: replace(paths.learned(each.leaves), name=each.name, usual=_usual(each.lengths)) for each in known}
    trusted = tuple(layouts[each.name] for each in known if each.credit >= TRUSTED)
    tried = tuple(layouts[each.name] for each in known if each.credit < TRUSTED)
    counts = recurring.counted(memory.recent)
    look = memory.whole < LEARNED or memory.told * TELLING > memory.whole
    return Template(memory.publisher, memory.version, trusted, tried, counts, len(memory.recent), look)


def learn(memory: Memory, seen: Sighting) -> Memory:
    """The memory with one more page in it."""
    number = memory.pages + 1
    recent = recurring.remembered(memory.recent, seen.marks)
    designs = {each.name: each for each in memory.designs}
    name = _design_of(seen, memory.designs)
    if seen.agreed is not None and seen.layout in designs:
        designs[seen.layout] = _checked(designs[seen.layout], seen.agreed)
        if designs[seen.layout].credit <= FORGOTTEN:
            del designs[seen.layout]
    if name:
        designs[name] = _seen(designs.get(name, Design(name)), seen, number)
    latest = sorted(designs.values(), key=lambda each: (-each.last, each.name))[:LAYOUTS]
    whole, told = memory.whole + bool(seen.leaves), memory.told + seen.told
    return Memory(memory.publisher, memory.version + 1, number, tuple(latest), recent, whole, told)


def _design_of(seen: Sighting, designs: Sequence[Design]) -> str:
    """The name of the design that a page is of: one that knows the paths of most of its text, or whose home holds its own.

    Where a text stands in several elements of one kind, that which holds most of it is another on each page.
    """
    if not seen.leaves:
        return seen.layout
    all_of_it = sum(leaf.kept for leaf in seen.leaves)
    shares = [(sum(leaf.kept for leaf in seen.leaves if leaf.path in each.own), each.name) for each in designs]
    share, name = max(shares, default=(0, ""))
    home = paths.home(seen.leaves)
    around = (each.name for each in designs if paths.within(home, each.name) or paths.within(each.name, home))
    return name if 2 * share > all_of_it else next(around, home)


def _checked(design: Design, agreed: int) -> Design:
    if agreed >= AGREED:
        return replace(design, credit=min(MOST, design.credit + 1), held=design.held + 1)
    return replace(design, credit=design.credit - FAILED, failed=design.failed + 1)


def _seen(design: Design, seen: Sighting, number: int) -> Design:
    lengths = (*design.lengths, seen.length)[-LENGTHS:]
    if not seen.leaves:
        return replace(design, read=design.read + 1, lengths=lengths, last=number)
    counts: dict[str, tuple[int, int]] = {each.path: (each.kept, each.cut) for each in design.leaves}
    for each in seen.leaves:
        kept, cut = counts.get(each.path, (0, 0))
        counts[each.path] = (kept + each.kept, cut + each.cut)
    most = sorted(counts.items(), key=lambda each: (-sum(each[1]), each[0]))[:LEAVES]
    leaves = tuple(Leaf(path, *count) for path, count in most)
    return replace(design, leaves=leaves, pages=design.pages + 1, lengths=lengths, last=number)


def _usual(lengths: Sequence[int]) -> int:
    return sorted(lengths)[len(lengths) // 2] if lengths else 0


def due(article: str) -> bool:
    """Whether a page is one of those that are read both ways, whatever its layout: by its id, the same everywhere."""
    return int(article[:8] or "0", 16) % EVERY == 0


def read(tree: Any, known: Template) -> Found | None:
    """What the trusted layout that finds most of a page finds there; None where none of them is known."""
    return _best(tree, known.trusted)


def tried(tree: Any, known: Template) -> Found | None:
    """What the layout that finds most finds, trusted or not."""
    return _best(tree, (*known.trusted, *known.tried))


def _best(tree: Any, layouts: Iterable[Layout]) -> Found | None:
    every = [paths.found(tree, each) for each in layouts]
    return max(every, key=lambda each: (sum(len(block.text) for block in each.blocks), each.layout), default=None)
