"""Rows for tests of the press: a newsroom in a few lines, every column with a sensible value."""

from datetime import UTC, datetime, timedelta

from django.utils.text import slugify

from broadsheet.news import TEN_THOUSAND, article_id
from broadsheet.press.archive import models

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def hours_ago(hours, now=NOW):
    return now - timedelta(hours=hours)


def publisher(slug="union-wire", **columns):
    given = {"name": slug.replace("-", " ").title(), "home": f"https://{slug}.example/", "country": "GB", "kind": "agency"}
    return models.Publisher.objects.get_or_create(slug=slug, defaults=given | columns)[0]


def feed(of="union-wire", **columns):
    house = publisher(of)
    given = {"title": "All reports", "last_good": hours_ago(0.1), "next_poll": hours_ago(-0.2)}
    return models.Feed.objects.get_or_create(url=f"https://{of}.example/feed", publisher=house, defaults=given | columns)[0]


def article(title="Crane falls on a tram", by="union-wire", hours=2.0, **columns):
    url = columns.pop("url", f"https://{by}.example/{article_id(f'{title} {hours}')}")
    given = {
        "id": article_id(url),
        "publisher": publisher(by),
        "feed": feed(by),
        "title": title,
        "excerpt": f"{title}, the fire service said.",
        "authors": ["Ada Frey"],
        "published": hours_ago(hours),
        "seen": hours_ago(hours),
        "when": hours_ago(hours),
        "language": "en",
        "state": "published",
    }
    return models.Article.objects.create(url=url, **given | columns)


def section(name="World", **columns):
    slug = columns.pop("slug", name.lower().replace(" ", "-"))
    return models.Section.objects.get_or_create(slug=slug, defaults={"name": name} | columns)[0]


def story(*told, sections=("World",), tags=(), reprints=0, **columns):
    """A printed story of these articles, the first giving its headline; the last `reprints` of them copy the first."""
    told = told or (article(),)
    own = told[: len(told) - reprints]
    outlets, origins = ({each.publisher_id for each in some} for some in (told, own))
    summary = [{"text": each.excerpt, "source": each.id, "start": 0, "end": len(each.excerpt), "sha256": ""} for each in own]
    given = {
        "id": article_id(f"story {told[0].id}"),
        "slug": "crane-falls",
        "headline": told[0].title,
        "headline_from": told[0],
        "summary": summary,
        "first_seen": min(each.when for each in told),
        "last_changed": max(each.when for each in told),
        "outlets": len(outlets),
        "origins": len(origins),
        "tellings": len(told),
        "state": "printed",
    }
    row = models.Story.objects.create(**given | columns)
    for each in told:
        _tell(row, each, told[0] if each not in own else None)
    for place, name in enumerate(sections):
        _file(row, section(name), 1 - place / 10)
    for name in tags:
        _tag(row, name)
    models.SearchDocument.objects.create(story=row, headline=row.headline, body="\n".join(each.excerpt for each in told))
    return row


def edition(*stories, page="", at=NOW):
    """A ranking with these stories, each with two terms."""
    terms = [
        {"name": "origins", "value": TEN_THOUSAND, "why": "2 independent"},
        {"name": "freshness", "value": 5_000, "why": "fresh"},
    ]
    places = [{"rank": rank, "story": row.id, "score": 15_000, "terms": terms} for rank, row in enumerate(stories, 1)]
    return models.Edition.objects.create(page=page, at=at, places=places)


def bump(key):
    row, _ = models.Printed.objects.get_or_create(key=key)
    row.version += 1
    row.save()


def _tell(row, each, original):
    models.Telling.objects.create(
        article=each,
        story=row,
        origin=original.id if original else each.id,
        copy_of=original.id if original else "",
        copy_why="shares 90% of its words" if original else "",
        score=9_000,
        why="names the same places",
        joined=each.when,
    )
    if original:
        models.Article.objects.filter(id=each.id).update(state="copied")
    for name in each.authors:
        writer, _ = models.Author.objects.get_or_create(slug=slugify(name), publisher=each.publisher, defaults={"name": name})
        writer.articles.add(each)


def _file(row, into, score):
    models.Filing.objects.create(
        story=row, section=into, score=score, why="names places", last_changed=row.last_changed, printed=row.state == "printed"
    )


def _tag(row, name):
    tag, _ = models.Tag.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name, "kind": "place"})
    models.Tagging.objects.create(
        story=row, tag=tag, score=0.5, why="named twice", last_changed=row.last_changed, printed=row.state == "printed"
    )
