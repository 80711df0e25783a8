"""Which rows stand for a story's tags."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from django.utils.text import slugify

from broadsheet import news
from broadsheet.press.archive.models import Story, Tag, Tagging


def slug_of(tag: news.Tag) -> str:
    """A tag's part of the address: its name's letters; a name without Latin letters gets digits of its hash."""
    return slugify(tag.name)[:100] or sha256(tag.name.encode()).hexdigest()[:12]


def write(stories: Sequence[tuple[Story, tuple[news.Tag, ...]]]) -> None:
    """Replace the tags of these stories; a name met first as one kind keeps that kind."""
    Tag.objects.bulk_create(
        [Tag(slug=slug_of(tag), name=tag.name, kind=tag.kind) for _, tags in stories for tag in tags], ignore_conflicts=True
    )
    Tagging.objects.filter(story__in=[story.pk for story, _ in stories]).delete()
    rows: dict[tuple[str, str], Tagging] = {}
    for story, tags in stories:
        for tag in tags:
            rows.setdefault((story.pk, slug_of(tag)), _tagging(story, tag))
    Tagging.objects.bulk_create(rows.values())


def _tagging(story: Story, tag: news.Tag) -> Tagging:
    return Tagging(
        story=story, tag_id=slug_of(tag), score=tag.score, why=tag.why[:500],
        last_changed=story.last_changed, printed=story.state == "printed",
    )  # fmt: skip
