"""Whose feeds this newsroom polls, and whether any of them answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from broadsheet import news
from broadsheet.press.clock import clock
from broadsheet.press.home import HomeError
from broadsheet.press.opening import Source, from_opml
from broadsheet.press.specimen.publishers import SpecimenPublisher, load_publishers
from broadsheet.press.specimen.server import PortInUse, Running, serve
from broadsheet.settings import Settings
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.opml import NotOpml, read_opml, write_opml
from broadsheet.wire.publishers import starter


async def sources(settings: Settings) -> list[Source]:
    """The publishers and feeds of `wire.sources`, else the starter publishers. Raises HomeError when it cannot be read."""
    where = settings.wire.sources
    if not where:
        return list(starter())
    try:
        if "://" in where:
            async with Fetcher(settings, clock) as fetcher:
                body = (await fetcher.get(where)).body
        else:
            body = await asyncio.to_thread(Path(where).read_bytes)
        return from_opml(read_opml(body))
    except Refused as refused:
        raise HomeError(f"The list of sources {where} cannot be fetched: {refused.reason}") from refused
    except (OSError, NotOpml) as wrong:
        raise HomeError(f"The list of sources {where} cannot be read ({wrong}); give an OPML file or address.") from wrong


async def sources_or_known(settings: Settings, say: Callable[[str], None]) -> list[Source]:
    """As `sources`; a newsroom that has feeds goes on with those, and says so, while a list on the network fails."""
    try:
        return await sources(settings)
    except HomeError as wrong:
        had = await asyncio.to_thread(known) if "://" in settings.wire.sources else []
        if not had:
            raise
        say(f"{wrong} The feeds that this newsroom has are polled.")
        return had


def known() -> list[Source]:
    """The publishers in the database that have feeds, with them."""
    from broadsheet.press.archive.models import Publisher
    from broadsheet.press.polling import noun

    rows = Publisher.objects.filter(feeds__isnull=False).distinct().prefetch_related("feeds__publisher")
    return [(news.Publisher(slug=row.pk, name=row.name), tuple(noun(feed) for feed in row.feeds.all())) for row in rows]


def as_opml() -> bytes:
    """All feeds of the newsroom as an OPML file, sections as folders; one that is paused too."""
    from broadsheet.press.archive.models import Feed, Publisher

    rows = Feed.objects.order_by("section", "publisher__name", "url")
    feeds = [news.Feed(row.url, row.publisher_id, row.title, row.section, row.language) for row in rows]
    homes = dict(Publisher.objects.exclude(home="").values_list("slug", "home"))
    return write_opml(feeds, "Broadsheet's sources", homes)


async def answers(settings: Settings, patience: float) -> bool:
    """Whether any publisher answers within `patience` seconds."""
    feeds = [feed.url for _, its in await sources(settings) for feed in its]
    async with Fetcher(settings, clock) as fetcher:
        asked = [asyncio.create_task(_answers(fetcher, url)) for url in feeds]
        try:
            async with asyncio.timeout(patience):
                for done in asyncio.as_completed(asked):
                    if await done:
                        return True
        except TimeoutError:
            return False
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
    return False


async def _answers(fetcher: Fetcher, url: str) -> bool:
    try:
        await fetcher.get(url)
    except Refused as refused:
        return refused.kind == "status"
    return True


async def open_specimen(anchor: datetime, settings: Settings) -> tuple[Running, list[Source]]:
    """The fictional publishers, answering on loopback. Raises HomeError when their port is taken."""
    try:
        running = await serve(anchor, settings.specimen.port, clock)
    except PortInUse as taken:
        raise HomeError(
            f"Port {settings.specimen.port}, which the specimen publishers need, is in use; set specimen.port to another."
        ) from taken
    return running, _specimen_sources(running.feeds(), settings.specimen.port)


def _specimen_sources(feeds: Sequence[tuple[str, str, str]], port: int) -> list[Source]:
    found = []
    for who in load_publishers():
        its = [news.Feed(url, slug, section=hint, language=who.language) for slug, url, hint in feeds if slug == who.slug]
        found.append((_specimen_publisher(who, port), tuple(its)))
    return found


def _specimen_publisher(who: SpecimenPublisher, port: int) -> news.Publisher:
    return news.Publisher(
        slug=who.slug, name=who.name, home=f"http://{who.slug}.localhost:{port}/", owner=who.owner, country=who.country,
        kind=who.kind, language=who.language, timezone=who.timezone,
    )  # fmt: skip
