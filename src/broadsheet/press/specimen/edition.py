"""What does each publisher have out at a given moment, and where?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from broadsheet.press.specimen.addresses import article_path, origin
from broadsheet.press.specimen.events import Event, Telling, Text, Version, load, moment, text_at
from broadsheet.press.specimen.fields import SpecimenError
from broadsheet.press.specimen.publishers import SpecimenPublisher


@dataclass(frozen=True, slots=True)
class Printed:
    """One article as it stands on its publisher's site."""

    telling: Telling
    version: Version
    address: str

    @property
    def text(self) -> Text:
        """What the page says."""
        return self.version.text


class Edition:
    """The specimen world of a demo opened at `anchor` (aware) and served at `port`."""

    def __init__(self, publishers: Sequence[SpecimenPublisher], events: Iterable[Event], anchor: datetime, port: int) -> None:
        self.publishers = {publisher.slug: publisher for publisher in publishers}
        self.anchor, self.port = anchor, port
        events = tuple(events)
        self.follows = {event.id: event.follows for event in events if event.follows}
        self._tellings: dict[str, list[Telling]] = {slug: [] for slug in self.publishers}
        self._paths: dict[tuple[str, str], Telling] = {}
        self._slugs: dict[str, Telling] = {}
        for telling in sorted(_tellings(events), key=lambda one: (one.hours, one.slug)):
            self._tellings[telling.publisher.slug].append(telling)
            self._slugs[telling.slug] = telling
            self._place(telling)

    def _place(self, telling: Telling) -> None:
        taken = self._paths.setdefault((telling.publisher.slug, self.path(telling)), telling)
        if taken is not telling:
            where = f"{telling.event}.toml: article {telling.slug} gets the address of {taken.slug}"
            raise SpecimenError(f"{where}; give it another slug.")

    def path(self, telling: Telling) -> str:
        """The path of an article on its publisher's host."""
        return article_path(telling, moment(self.anchor, telling.hours))

    def address(self, telling: Telling) -> str:
        """The whole address of an article."""
        return origin(telling.publisher.slug, self.port) + self.path(telling)

    def address_of(self, slug: str) -> str:
        """The whole address of the article with this slug; KeyError where there is none."""
        return self.address(self._slugs[slug])

    def out(self, publisher: str, now: datetime) -> list[Printed]:
        """All a publisher has out at `now`, newest first."""
        found = (self._printed(telling, now) for telling in self._tellings[publisher])
        return [printed for printed in found if printed]

    def find(self, publisher: str, path: str, now: datetime) -> Printed | None:
        """The article at a path, None where there is none or it is not out yet."""
        telling = self._paths.get((publisher, path))
        return self._printed(telling, now) if telling else None

    def _printed(self, telling: Telling, now: datetime) -> Printed | None:
        version = text_at(telling, self.anchor, now)
        return Printed(telling, version, self.address(telling)) if version else None


def _tellings(events: Iterable[Event]) -> Iterable[Telling]:
    return (telling for event in events for telling in event.tellings)


def open_edition(anchor: datetime, port: int) -> Edition:
    """The edition of the publishers and events that are shipped.

    Raises SpecimenError where one of their files is bad.
    """
    publishers, events = load()
    return Edition(publishers, events, anchor, port)
