"""Which rows stand for a story's tags, so that all spellings and other names of one share one page?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

from django.db.models import Q
from django.utils.text import slugify

from broadsheet import news
from broadsheet.desk.identity import identity, settled
from broadsheet.desk.listed_names import canonical
from broadsheet.desk.topics import ids
from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.models import Story, Tag, Tagging


def slug_of(name: str, kind: str = "") -> str:
    """A tag's part of the address: a topic's id, else its name's letters, or digits of its hash where none is Latin."""
    if kind == "topic" and name in ids():
        return ids()[name]
    return slugify(name)[:100] or sha256(name.encode()).hexdigest()[:12]


def key_of(name: str, kind: str) -> str:
    """What all spellings of a tag's name share."""
    return identity(name, kind)[:200] or slug_of(name)


@dataclass(slots=True)
class Register:
    """The rows that these names may stand for, by slug and by key."""

    slugs: dict[str, Tag] = field(default_factory=dict)
    keys: dict[str, Tag] = field(default_factory=dict)

    def put(self, row: Tag) -> None:
        """Know one more row; of two with one key the first stays."""
        self.slugs[row.slug] = row
        self.keys.setdefault(row.key, row)

    def of(self, name: str, kind: str) -> Tag | None:
        """The row of a name, as itself or as another name's."""
        row = self.slugs.get(slug_of(name, kind)) or self.keys.get(key_of(name, kind))
        return row and (row.leads_to or row)


def write(stories: Sequence[tuple[Story, tuple[news.Tag, ...]]]) -> None:
    """Replace the tags of these stories; a name met first as one kind keeps that kind."""
    tags = [tag for _, told in stories for tag in told]
    known = _known(tags)
    main: dict[tuple[str, str], Tag] = {}
    new: dict[str, Tag] = {}
    for tag in tags:
        name = settled(tag.name)
        row = known.of(name, tag.kind)
        if row is None:
            row = Tag(slug=slug_of(name, tag.kind), name=name[:200], kind=tag.kind, key=key_of(name, tag.kind))
            new[row.slug] = row
            known.put(row)
        main[tag.name, tag.kind] = row
    Tag.objects.bulk_create(new.values(), ignore_conflicts=True)
    Tagging.objects.filter(story__in=[story.pk for story, _ in stories]).delete()
    rows: dict[tuple[str, str], Tagging] = {}
    for story, told in stories:
        for tag in told:
            slug = main[tag.name, tag.kind].slug
            rows.setdefault((story.pk, slug), _tagging(story, tag, slug))
    Tagging.objects.bulk_create(rows.values())
    _join(tags, main, known)


def _known(tags: Iterable[news.Tag]) -> Register:
    """The rows there are for these tags' names, for what our lists call them, and for their other names."""
    names = {(name, tag.kind) for tag in tags for name in (tag.name, settled(tag.name), *tag.also)}
    slugs, keys = {slug_of(name, kind) for name, kind in names}, {key_of(name, kind) for name, kind in names}
    known = Register()
    rows = Tag.objects.select_related("leads_to").filter(Q(slug__in=slugs) | Q(key__in=keys)).order_by("leads_to", "slug")
    for row in sorted(rows, key=lambda row: row.leads_to_id is not None):
        known.put(row)
    return known


def _join(tags: Iterable[news.Tag], main: dict[tuple[str, str], Tag], known: Register) -> None:
    """Let the other names that a text states lead to the tag: new ones, and pages of their own that nobody's list knows."""
    new: list[Tag] = []
    for tag in tags:
        row = main[tag.name, tag.kind]
        for name in tag.also:
            there = known.of(name, tag.kind)
            if there is None and slug_of(name) != row.slug:
                there = Tag(slug=slug_of(name), name=name[:200], kind=tag.kind, key=key_of(name, tag.kind), leads_to=row)
                known.put(there)
                new.append(there)
            elif there is not None and there.slug != row.slug and there.kind == row.kind and there.name not in canonical():
                _lead(there, row)
    Tag.objects.bulk_create(new, ignore_conflicts=True)


def _lead(old: Tag, row: Tag) -> None:
    """Make a tag another name of a second: its stories, its other names and its address go there."""
    Tagging.objects.filter(tag=old, story__in=Tagging.objects.filter(tag=row).values("story")).delete()
    Tagging.objects.filter(tag=old).update(tag=row)
    Tag.objects.filter(leads_to=old).update(leads_to=row)
    Tag.objects.filter(slug=old.slug).update(leads_to=row)
    old.leads_to = row
    bump({f"tag:{old.slug}", f"tag:{row.slug}", "latest"})


@cache
def _listed_slugs() -> dict[str, str]:
    return {slug_of(form): slug_of(what.name) for form, what in canonical().items()}


def listed(slug: str) -> Tag | None:
    """The tag that a name of our lists leads to, where no row has this name."""
    return Tag.objects.filter(slug=_listed_slugs().get(slug, slug), leads_to=None).first()


def _tagging(story: Story, tag: news.Tag, slug: str) -> Tagging:
    return Tagging(
        story=story, tag_id=slug, score=tag.score, why=tag.why[:500],
        last_changed=story.last_changed, printed=story.state == "printed",
    )  # fmt: skip
