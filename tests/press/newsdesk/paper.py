"""A small paper for the desk's tests: stories told by several outlets, written as the sequencer would have left them."""

from __future__ import annotations

from datetime import datetime, timedelta

from broadsheet import news, steps
from broadsheet.press.archive import models, stories
from broadsheet.press.archive.readings import article as noun
from broadsheet.press.archive.readings import dump
from broadsheet.settings import Settings
from tests.press.archive.newsroom import FLOOD, NOW, publisher

WHY = "first of the clear ones"


def first_title(batch, _):
    return [news.Judgement(story.tellings[0].reading.article.title, 0.8, WHY) for story in batch]


RECIPE = steps.Recipe((steps.Step(first_title, "headline", of=news.Story),))


def section(name: str = "UK News", **columns: object) -> models.Section:
    row, _ = models.Section.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name, **columns})
    return row


def told(title: str, outlets: int = 1, *, hold: str = "", now: datetime = NOW, **columns: object) -> models.Story:
    """A story that so many outlets tell, judged and written; `hold` is a reason for an editor to see it first."""
    filed = section().name
    story = None
    for number in range(outlets):
        article = _article(f"outlet-{number}", title if not number else f"{title}, says outlet {number}", now, number, columns)
        reading = news.Reading(
            noun(article), language=news.Judgement("en", 0.99, "stop words"),
            genre=news.Judgement("news", 0.9, "no other mark"),
            sections=(news.Judgement(filed, 0.8, "tunnel"),), tags=(), sensitive=(), summary=(),
            hold=(news.Judgement("hold", 0.9, hold),) if hold else (),
        )  # fmt: skip
        models.Reading.objects.create(article=article, fields=dump(reading), at=now)
        if story is None:
            story = models.Story.objects.create(id=article.pk, slug="story", first_seen=now, last_changed=now)
        models.Telling.objects.create(
            article=article, story=story, origin=article.pk, score=9000, why="tunnel, pump", joined=now
        )
    assert story is not None
    rewrite(story, now)
    return models.Story.objects.get(pk=story.pk)


def rewrite(story: models.Story, now: datetime = NOW) -> None:
    """Tell it anew, as the sequencer does whenever something about it changes."""
    stories.rewrite([story.pk], RECIPE, Settings(), now)


def _article(slug: str, title: str, now: datetime, number: int, columns: dict[str, object]) -> models.Article:
    url = f"https://{slug}.example/{title.lower().replace(' ', '-')}"
    when = now - timedelta(minutes=30 - number)
    return models.Article.objects.create(
        id=news.article_id(url), url=url, publisher=publisher(slug), title=title, text=FLOOD, seen=now, when=when,
        published=when, dated=True, state="judged", language="en", **columns,
    )  # fmt: skip


def many(count: int) -> None:
    """So many stories of one outlet, in a few statements."""
    filed, who = section(), publisher("courier")
    when = [NOW - timedelta(minutes=n) for n in range(count)]
    ids = [f"{n:016x}" for n in range(count)]
    models.Article.objects.bulk_create(
        models.Article(
            id=i, url=f"https://courier.example/{i}", publisher=who, title=f"Article {i}", seen=w, when=w, reason="read"
        )
        for i, w in zip(ids, when, strict=True)
    )
    models.Story.objects.bulk_create(
        models.Story(id=i, slug="story", headline=f"Story {i}", first_seen=w, last_changed=w, state="held", reason="a minor")
        for i, w in zip(ids, when, strict=True)
    )
    models.Telling.objects.bulk_create(
        models.Telling(article_id=i, story_id=i, origin=i, joined=NOW, doubtful=True) for i in ids
    )
    models.Filing.objects.bulk_create(models.Filing(story_id=i, section=filed, last_changed=NOW) for i in ids)
