"""Small news of the tests' own: publishers, articles and readings made in one line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from broadsheet import line, news, steps
from broadsheet.press.archive import claims, models
from broadsheet.press.archive.readings import article as noun
from broadsheet.runners.here import Here
from broadsheet.settings import Settings

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

FLOOD = """Flood water closed the Humber tunnel at Hull on Wednesday after a pump failed, the operator said.

About 4,000 vehicles use the tunnel each hour. Engineers hope to reopen one lane by Friday evening.

"We are pumping as fast as we can," said Ruth Calder, who runs the tunnel for the city council.
"""
FLOOD_AGAIN = """Drivers in Hull face two days of queues because the Humber tunnel is under water.

A pump failed in the night, and engineers do not expect to reopen a lane of the tunnel before Friday evening.

Ruth Calder of the city council, which runs the tunnel, said crews were pumping as fast as they could.
"""
OPERA = """The Vienna opera has named Lotte Anders as its next music director, from September.

Anders, 41, conducted her first opera in Graz and has led the orchestra of Bergen for six years.
"""


def publisher(slug: str) -> models.Publisher:
    """A publisher with a feed."""
    row, _ = models.Publisher.objects.get_or_create(slug=slug, defaults={"name": slug.title()})
    models.Feed.objects.get_or_create(url=f"https://{slug}.example/feed.xml", defaults={"publisher": row})
    return row


def entry(slug: str, name: str, title: str, minutes: int = 0) -> news.Entry:
    """A feed's entry, `minutes` before NOW."""
    return news.Entry(
        feed=f"https://{slug}.example/feed.xml", guid=f"{slug}-{name}", url=f"https://{slug}.example/{name}", title=title,
        summary=f"{title}.", published=NOW - timedelta(minutes=minutes), dated=True,
    )  # fmt: skip


def read(slug: str, name: str, title: str, text: str, minutes: int = 0, **columns: object) -> models.Article:
    """An article whose page has been read and that waits to be judged."""
    said = entry(slug, name, title, minutes)
    row = models.Article(
        id=news.article_id(said.url), url=said.url, publisher=publisher(slug), guid=said.guid, title=title, text=text,
        published=said.published, dated=True, seen=NOW, when=said.published, state="read", reason="read", language="en",
    )  # fmt: skip
    for column, value in columns.items():
        setattr(row, column, value)
    row.save()
    return row


def judge(settings: Settings) -> int:
    """Judge all that waits, as the floor does."""
    rows = claims.claim("read", NOW, settings, limit=1000)
    readings = list(line.run(steps.recipe(settings.line.steps), [noun(row) for row in rows], Here(), settings))
    return claims.write_judged(rows, readings, NOW)


def small(settings: Settings | None = None, **publish: object) -> Settings:
    """The default settings with some of `publish` changed."""
    settings = settings or Settings()
    return replace(settings, publish=replace(settings.publish, **publish))
