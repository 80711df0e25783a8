"""Who was heard since a story began, and so who has not been seen telling it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from broadsheet.desk.silence import FEWEST_ORIGINS, STANDS, Outlet, Silence, silence
from broadsheet.press.archive.models import Article, Feed, NearMiss, Publisher, Story, Telling
from broadsheet.press.archive.told import Told
from broadsheet.wire.catalogue import owner_of

ANSWERS = timedelta(days=1)  # a publisher none of whose feeds answered within it is down, not silent
SETTLED = ("published", "copied", "held")  # an article in one of these states has its place in a story


def unseen(row: Story, tellings: Sequence[Told], now: datetime) -> Silence | None:
    """Who has not been seen telling a story that several origins have told for hours; None for any other. At most one query.

    An outlet with an article that may not be read, or that tells the story where readers do not see it, is not counted at all.
    """
    if row.origins < FEWEST_ORIGINS or now - row.first_seen < STANDS:
        return None
    telling = {each.publisher for each in tellings}
    near: set[str] = set()
    newsroom = []
    for slug, name, owner, country, kind, language, tells, nearly in _heard(row, now):
        if tells and slug not in telling:
            continue
        newsroom.append(Outlet(slug, name, owner or owner_of(slug), country, kind, language))
        near |= {slug} if nearly else set()
    return silence(newsroom, telling, near, {each.language for each in tellings if each.language}, row.first_seen, now)


def _heard(row: Story, now: datetime) -> QuerySet[Publisher, tuple[str, str, str, str, str, str, bool, bool]]:
    since = Article.objects.filter(publisher=OuterRef("pk"), when__gte=row.first_seen)
    answers = Feed.objects.filter(publisher=OuterRef("pk"), paused=False, last_good__gte=now - ANSWERS)
    tells = Q(slug__in=Telling.objects.filter(story=row).values("article__publisher"))
    nearly = Q(slug__in=NearMiss.objects.filter(story=row).values("article__publisher"))
    read = Exists(answers) & Exists(since.filter(state__in=SETTLED)) & ~Exists(since.filter(rights="none"))
    return (
        Publisher.objects.filter(read | tells, opted_out=False)
        .annotate(
            tells=ExpressionWrapper(tells, output_field=BooleanField()),
            nearly=ExpressionWrapper(nearly, output_field=BooleanField()),
        )
        .order_by("slug")
        .values_list("slug", "name", "owner", "country", "kind", "language", "tells", "nearly")
    )
