"""What is remembered of each publisher's pages: stored, learned from what was read, forgotten at an editor's word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import models, transaction

from broadsheet.press.archive.intake import Publisher
from broadsheet.wire import remembered, templates
from broadsheet.wire.templates import Memory, Sighting


class Template(models.Model):
    """A publisher's memory; `version` counts what went into it and is named in the rows that were read with it."""

    publisher = models.OneToOneField(Publisher, models.CASCADE, primary_key=True, related_name="template")
    version = models.PositiveIntegerField(default=0)
    memory = models.JSONField(default=dict)
    learned = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.publisher_id}, version {self.version}"


class Known:
    """The templates as reading needs them, each made once a version; a version is asked for at each page."""

    def __init__(self) -> None:
        self._made: dict[str, templates.Template] = {}

    def template(self, publisher: str) -> templates.Template:
        """The publisher's template as it stands now."""
        version = Template.objects.filter(pk=publisher).values_list("version", flat=True).first() or 0
        if publisher not in self._made or self._made[publisher].version != version:
            self._made[publisher] = templates.template(memory(publisher))
        return self._made[publisher]


def memory(publisher: str) -> Memory:
    """What is remembered of a publisher's pages."""
    row = Template.objects.filter(pk=publisher).first()
    return _memory(row) if row else Memory(publisher)


def _memory(row: Template) -> Memory:
    return remembered.memory(row.publisher_id, row.memory, row.version)


def learn(seen: Iterable[tuple[str, Sighting]], now: datetime) -> None:
    """Put what pages showed into their publishers' memories, in order; one writer, in one transaction."""
    by_publisher: dict[str, list[Sighting]] = {}
    for publisher, sighting in seen:
        by_publisher.setdefault(publisher, []).append(sighting)
    with transaction.atomic():
        for publisher, sightings in sorted(by_publisher.items()):
            _learn(publisher, sightings, now)


def _learn(publisher: str, seen: Sequence[Sighting], now: datetime) -> None:
    row = Template.objects.select_for_update().filter(pk=publisher).first() or Template(publisher_id=publisher)
    kept = _memory(row)
    for each in seen:
        kept = templates.learn(kept, each)
    row.version, row.memory, row.learned = kept.version, remembered.written(kept), now
    row.save()


def forget(publisher: str, now: datetime) -> None:
    """Learn a publisher's pages anew; the version goes on, so that none of the old readings is taken for a new one's."""
    with transaction.atomic():
        row = Template.objects.select_for_update().filter(pk=publisher).first()
        if row is not None:
            row.version, row.memory, row.learned = row.version + 1, {}, now
            row.save()
