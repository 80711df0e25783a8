"""`broadsheet rights`: what we may do with an article or a publisher's articles, since when, and on which evidence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from broadsheet.press.archive.models import Publisher, Ruling


def rights(chosen: argparse.Namespace) -> int:
    """Print the rulings, the latest first; with a day, the one of that day. 1 when nothing is known."""
    from broadsheet.cli.newsroom import opened

    if opened(chosen.home) is None:
        return 1
    try:
        day = date.fromisoformat(chosen.on) if chosen.on else None
    except ValueError:
        print(f"broadsheet: {chosen.on} is no day such as 2026-05-03.", file=sys.stderr)
        return 2
    lines = list(_about(chosen.what, day))
    print("\n".join(lines) if lines else f"The ledger knows nothing of {chosen.what}.", file=None if lines else sys.stderr)
    return 0 if lines else 1


def _about(what: str, day: date | None) -> Iterator[str]:
    from broadsheet.news import article_id
    from broadsheet.press.archive import rulings
    from broadsheet.press.archive.models import Article, Publisher

    article = Article.objects.filter(pk=article_id(what)).first() or Article.objects.filter(url=what).first()
    if article is not None:
        yield f"{article.url}: {article.title}"
        yield from _told(_of(rulings.history(article=article), day))
        return
    for publisher in Publisher.objects.filter(slug=what):
        yield from _publisher(publisher, day)
        yield from _told(_of(rulings.history(publisher=publisher, article=None), day))


def _of(rows: QuerySet[Ruling], day: date | None) -> QuerySet[Ruling]:
    if day is None:
        return rows
    begins, ends = (datetime.combine(each, time(), UTC) for each in (day, day + timedelta(days=1)))
    return rows.filter(first_seen__lt=ends).exclude(superseded__lt=begins)


def _publisher(row: Publisher, day: date | None) -> Iterator[str]:
    from broadsheet.press.archive.ledger import Letter, Ruling

    yield f"{row.name}{' (opted out)' if row.opted_out else ''}{f': {row.licence}' if row.licence else ''}"
    held = Ruling.objects.filter(publisher=row).exclude(article=None)
    yield from _modes(_of(held, day) if day else held.filter(superseded=None))
    for letter in Letter.objects.filter(publisher=row):
        ends = "taken back" if letter.taken_back else f"until {letter.until}" if letter.until else "no end"
        yield f"  letter of {letter.signed_by}, {letter.dated}, {ends}: {letter.scope or 'all addresses'}"


def _modes(held: QuerySet[Ruling]) -> Iterator[str]:
    """How many articles had each mode, since when, and the reason that most of them had."""
    from django.db.models import Count, Min

    reasons = held.order_by().values("mode", "why").annotate(many=Count("article", distinct=True), since=Min("first_seen"))
    most = {each["mode"]: each for each in reasons.order_by("many", "why")}  # the last of a mode is its most frequent
    counted = held.order_by("mode").values_list("mode")
    for mode, many, since in counted.annotate(many=Count("article", distinct=True), since=Min("first_seen")):
        why, of = most[mode]["why"], most[mode]["many"]
        for_most = "" if of == many else f" ({of} of them)"
        yield f"  {many:7}  {mode}, since {since:%Y-%m-%d %H:%M}: {why}{for_most}"


def _told(rows: Iterable[Ruling]) -> Iterator[str]:
    from broadsheet.press.archive import rulings

    for row in rows:
        until = f"{row.superseded:%Y-%m-%d %H:%M}" if row.superseded else "now"
        model = "" if row.machine else ", no language model"
        about = f"{row.site}: " if row.article_id is None else ""
        yield f"  {row.first_seen:%Y-%m-%d %H:%M} to {until}  {about}{row.mode}{model}: {row.why}"
        for each in rulings.evidence(row):
            seen = f", seen {each.seen:%Y-%m-%d %H:%M}" if each.seen else ""
            yield f"      {each.scope} {each.kind}: {each.words}{f' ({each.where})' if each.where else ''}{seen}"
