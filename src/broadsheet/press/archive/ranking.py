"""The front page and the section fronts: stories as ranking sees them, and the editions that were printed of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from broadsheet import news
from broadsheet.desk import front_page
from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.intake import IN_PRINT
from broadsheet.press.archive.models import Edition, Filing, Pin, Story, Telling
from broadsheet.press.archive.owners import owners
from broadsheet.press.archive.rows import update
from broadsheet.settings import Settings

MOST_STORIES = 2_000  # candidates of one page: the latest printed
KEPT_HOURS = 96  # a story older than this is ranked nowhere


def standings(now: datetime | None = None, state: str = "printed", most: int = MOST_STORIES) -> list[news.Standing]:
    """The stories of a state as ranking sees them, latest first; with `now`, only those of the last days."""
    rows = Story.objects.filter(state=state).order_by("-last_changed", "-id").select_related("edit")
    if now is not None:
        rows = rows.filter(last_changed__gte=now - timedelta(hours=KEPT_HOURS))
    stories = list(rows[:most])
    ids = [row.pk for row in stories]
    sections, mentions, pins = _sections(ids), _mentions(ids), _pins(ids)
    return [
        news.Standing(
            id=row.pk, headline=_headline(row), sections=tuple(sections[row.pk]), first_seen=row.first_seen,
            last_changed=row.last_changed, outlets=row.outlets, origins=row.origins,
            articles=tuple(mentions[row.pk]), pins=tuple(pins[row.pk]),
        )
        for row in stories
    ]  # fmt: skip


def print_editions(settings: Settings, now: datetime) -> news.FrontPage:
    """Rank the front and each section's front, and log those that changed as editions."""
    stories = standings(now)
    pages = [_rank(stories, settings, now, "")]
    for section in settings.section:
        filed = [s for s in stories if section.name in s.sections]
        pages.append(_rank(filed, settings, now, section.name))
    changed = [page for page in pages if _differs(page)]
    front = pages[0]
    with transaction.atomic():
        Edition.objects.bulk_create([Edition(page=p.page, at=p.at, places=_plain(p)) for p in changed])
        _keep_scores(stories, front)
        slugs = {s.name: s.slug for s in settings.section}
        bump(["front" if p.page == "" else f"section:{slugs[p.page]}" for p in changed])
    return front


def _keep_scores(stories: list[news.Standing], front: news.FrontPage) -> None:
    """Write the score and the end of its breaking on each story where they have changed."""
    scores = {place.story: place.score for place in front.places}
    broke = {s.id: at + front_page.BREAKING_FOR for s in stories if (at := front_page.broke(s)) is not None}
    changed, broken = [], False
    for row in Story.objects.only("score", "breaking_until").in_bulk([s.id for s in stories]).values():
        wanted = (scores.get(row.pk, 0), broke.get(row.pk))
        if (row.score, row.breaking_until) != wanted:
            broken = broken or row.breaking_until != wanted[1]
            row.score, row.breaking_until = wanted
            changed.append(row)
    update(changed, ("score", "breaking_until"))
    if broken:
        bump({"breaking"})


def last_edition(page: str) -> news.FrontPage | None:
    """The page as it was printed last."""
    row = Edition.objects.filter(page=page).order_by("-at", "-id").first()
    return None if row is None else news.FrontPage(row.at, row.page, tuple(_place(p) for p in row.places))


def _rank(stories: list[news.Standing], settings: Settings, now: datetime, page: str) -> news.FrontPage:
    return front_page.rank(stories, now, settings, previous=last_edition(page), page=page)


def _differs(page: news.FrontPage) -> bool:
    last = last_edition(page.page)
    return last is None or [p.story for p in last.places] != [p.story for p in page.places]


def _plain(page: news.FrontPage) -> list[dict[str, object]]:
    return [asdict(place) for place in page.places]


def _place(kept: dict[str, object]) -> news.Place:
    terms = tuple(news.Term(**term) for term in kept["terms"])  # type: ignore[attr-defined]  # our own JSON
    return news.Place(int(str(kept["rank"])), str(kept["story"]), int(str(kept["score"])), terms)


def _headline(row: Story) -> str:
    edit = getattr(row, "edit", None)
    return edit.headline if edit is not None and edit.headline else row.headline


def _sections(ids: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for story, name in (
        Filing.objects.filter(story__in=ids).order_by("-score", "section_id").values_list("story_id", "section__name")
    ):
        found[story].append(name)
    return found


def _mentions(ids: list[str]) -> dict[str, list[news.Mention]]:
    """The tellings that readers see, in order of time; an opinion has no origin, for it is none."""
    found: dict[str, list[news.Mention]] = defaultdict(list)
    told = Telling.objects.filter(story__in=ids, article__state__in=IN_PRINT).order_by("article__when", "article_id")
    rows = list(
        told.values_list("story_id", "article_id", "article__publisher_id", "article__when", "origin", "article__genre")
    )
    of = owners(row[2] for row in rows)
    for story, article, publisher, when, origin, genre in rows:
        whose = "" if genre == "opinion" else origin
        found[story].append(news.Mention(article, publisher, when, whose, of.get(publisher, "")))
    return found


def _pins(ids: list[str]) -> dict[str, list[news.Pin]]:
    found: dict[str, list[news.Pin]] = defaultdict(list)
    for pin in Pin.objects.filter(story__in=ids).order_by("place", "id"):
        found[pin.story_id].append(news.Pin(pin.place, pin.page, pin.until))
    return found
