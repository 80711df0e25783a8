"""Who asked to be left out: requests made on the publishers' page, proven by a token on their site or decided at the desk.

A site that is left out leaves out what stands below it too. Its own publishers are no longer polled; what others' feeds link to
there is not read either.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from broadsheet.press.archive import models, reprint, rulings
from broadsheet.press.archive.apply import bump
from broadsheet.settings import Settings
from broadsheet.wire import url as web
from broadsheet.wire.links import host as host_of

WAITING, IN_FORCE, REFUSED, LIFTED = "waiting", rulings.IN_FORCE, "refused", "lifted"
WELL_KNOWN = "/.well-known/broadsheet-opt-out.txt"
META = "broadsheet-opt-out"
BY_PROOF = "proven on the site"
FIRST, LONGEST = timedelta(minutes=5), timedelta(days=1)  # between two looks for a proof: twice as long each time
DOUBLED = 9  # looks after which twice as long would be longer than that
PATIENCE = timedelta(days=30)  # after which nobody looks for the proof any more; the request still waits for an editor


class NoSite(ValueError):
    """What was given is no address of a site, in one sentence."""


def ask(address: str, contact: str, why: str, now: datetime) -> models.OptOut:
    """Write a request down; the same site asked again by the same contact is the same request. Raises NoSite."""
    origin = site(address)
    host = host_of(origin)
    known = models.OptOut.objects.filter(host=host, contact__iexact=contact, state__in=(WAITING, IN_FORCE)).first()
    if known is not None:
        return known
    token = secrets.token_hex(16)
    return models.OptOut.objects.create(origin=origin, host=host, contact=contact, why=why, token=token, asked=now)


def site(address: str) -> str:
    """The site of an address as someone types it, read as the door reads it. Raises NoSite."""
    text = address.strip()
    if "@" in text or "\\" in text:  # programs do not agree on which host such an address names
        raise NoSite("That is no address of a site; it looks like https://paper.example.")
    try:
        read = web.read(text if "://" in text else f"https://{text}")
    except web.NotAUrl as wrong:
        raise NoSite("That is no address of a site.") from wrong
    if read.literal or "." not in read.host.strip("."):
        raise NoSite("That is no address of a site; it looks like https://paper.example.")
    return read.origin


def due(now: datetime, most: int) -> list[models.OptOut]:
    """Requests whose proof is to be looked for now."""
    ready = Q(tried=None)
    for tries in range(DOUBLED):
        ready |= Q(tries=tries, tried__lte=now - FIRST * 2**tries)
    ready |= Q(tries__gte=DOUBLED, tried__lte=now - LONGEST)
    rows = models.OptOut.objects.filter(ready, state=WAITING, asked__gt=now - PATIENCE)
    return list(rows.order_by("tried", "pk")[:most])


def looked(row: models.OptOut, found: str, now: datetime) -> None:
    """Note how a look for the proof went."""
    models.OptOut.objects.filter(pk=row.pk).update(tried=now, tries=row.tries + 1, found=found[:500])


def accept(row: models.OptOut, by: str, settings: Settings, now: datetime) -> None:
    """Put a request in force: everything of the site leaves print at once."""
    with transaction.atomic():
        out = publishers(row.host)
        took = [publisher.pk for publisher in out if not publisher.opted_out or publisher.pk in _taken()]
        models.OptOut.objects.filter(pk=row.pk).update(state=IN_FORCE, decided=now, decided_by=by, took=took)
        for publisher in out:
            reprint.opt_out(publisher, settings, now)
        _elsewhere(row.host, settings, now)
        bump(["front", "latest"])


def refuse(row: models.OptOut, by: str, now: datetime) -> None:
    """An editor finds that whoever asked does not speak for the site."""
    models.OptOut.objects.filter(pk=row.pk).update(state=REFUSED, decided=now, decided_by=by)


def lift(row: models.OptOut, by: str, settings: Settings, now: datetime) -> None:
    """The site may be read again: its recent articles are, and come back as their pages then allow.

    A publisher that an editor had left out by hand stays out.
    """
    with transaction.atomic():
        models.OptOut.objects.filter(pk=row.pk).update(state=LIFTED, decided=now, decided_by=by)
        for publisher in models.Publisher.objects.filter(pk__in=row.took).prefetch_related("feeds"):
            if publisher.pk not in _taken() and not any(rulings.opted_out(url) for url in _addresses(publisher)):
                reprint.opt_in(publisher, settings, now)
        _elsewhere(row.host, settings, now)


def _taken() -> set[str]:
    """The publishers that are out of print for the sake of an opt-out in force."""
    return {slug for took in models.OptOut.objects.filter(state=IN_FORCE).values_list("took", flat=True) for slug in took}


def publishers(host: str) -> list[models.Publisher]:
    """The publishers whose home, or one of whose feeds, stands on a host or below it."""
    rows = models.Publisher.objects.prefetch_related("feeds")
    return [row for row in rows if any(_below(url, host) for url in _addresses(row))]


def _addresses(publisher: models.Publisher) -> Iterable[str]:
    return [url for url in (publisher.home, *(feed.url for feed in publisher.feeds.all())) if url]


def _below(url: str, host: str) -> bool:
    return host in rulings.above(host_of(url))


def _elsewhere(host: str, settings: Settings, now: datetime) -> None:
    """What other publishers' feeds link to on that host."""
    sites = [row for row in models.Site.objects.filter(origin__contains=host) if _below(row.origin, host)]
    for row in sites:
        current = models.Ruling.objects.filter(publisher=row.publisher_id, site=row.origin, superseded=None)
        names = current.exclude(article=None).values_list("article_id", flat=True)
        reprint.judge_again(names, reprint.house_and_site(now), settings, now)
