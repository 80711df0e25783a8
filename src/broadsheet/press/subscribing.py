"""How a publisher of the catalogue comes into the newsroom: its row and its feeds, what is there already kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

from broadsheet.press.archive.models import Feed, Publisher
from broadsheet.press.opening import seed_sources
from broadsheet.slugs import slug
from broadsheet.wire.catalogue import Outlet


class MadeUp(Exception):
    """A publisher of the catalogue was asked into the specimen, in one sentence that says what to do."""


def subscribe(outlet: Outlet, only: Sequence[str] = ()) -> tuple[int, int]:
    """Write the publisher and its feeds, or the feeds of these addresses. Answers how many publishers and feeds were new.

    Nothing is written when it has no such feed. A publisher that was made from its feed's host before is the same one. Each new
    feed is polled at the next turn. Raises MadeUp in the specimen's newsroom, whose publishers are invented.
    """
    if settings.HOME.edition:
        raise MadeUp(
            'This newsroom prints the specimen, whose publishers are made up; set specimen.use to "never" and start it again.'
        )
    known = Publisher.objects.filter(slug__in=[outlet.slug, slug(outlet.domain), slug(f"www.{outlet.domain}")])
    whose = known.order_by("slug").values_list("slug", flat=True).first() or outlet.slug
    feeds = tuple(replace(feed, publisher=whose) for feed in outlet.polled(only))
    if not feeds:
        return 0, 0
    return seed_sources([(replace(outlet.publisher(), slug=whose), feeds)])


def subscribed(outlets: Sequence[Outlet]) -> frozenset[str]:
    """Which of these publishers' feed addresses the newsroom has already."""
    asked = [feed.url for outlet in outlets for feed in outlet.feeds]
    return frozenset(Feed.objects.filter(url__in=asked).values_list("url", flat=True))
