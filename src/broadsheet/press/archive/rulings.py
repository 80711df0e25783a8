"""The rights ledger read and written: which evidence holds for an article, what it came to, and on which day.

A ruling is written when it differs from the one before; what stays the same only moves `last_seen`. It is written in the
transaction that writes the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from broadsheet import news
from broadsheet.press.archive.intake import Article, Feed, Publisher
from broadsheet.press.archive.ledger import Letter, OptOut, Ruling, Site
from broadsheet.wire import licences, rights, rsl
from broadsheet.wire.evidence import Evidence, from_plain, plain
from broadsheet.wire.links import host as host_of
from broadsheet.wire.links import site
from broadsheet.wire.locations import matches
from broadsheet.wire.site import origin_of

OPTED_OUT = "its publisher asked us to print nothing"
IN_FORCE = "in force"
UNCHANGING = ("seen",)  # when something was found says nothing of what was found


def beside(row: Article, now: datetime) -> tuple[Evidence, ...]:
    """What letters, opt-outs, the catalogue and the article's feed say of its rights."""
    led = left_out(row.url, now) if row.page_url != row.url else []
    return (*led, *house(row.publisher, row.page_url, now), *(of_feed(row.feed, row.url, now) if row.feed else ()))


def house(publisher: Publisher, url: str, now: datetime) -> tuple[Evidence, ...]:
    """What is on file for a publisher and an address: opt-outs, letters, the licence that the catalogue names.

    A publisher can license its own texts only: what its feeds link to on others' sites is theirs.
    """
    found = [Evidence("opt-out", "none", OPTED_OUT, machine=False, picture=False)] if publisher.opted_out else []
    found += left_out(url, now)
    found += [_letter(letter) for letter in letters(publisher, url, now)]
    noted = licences.named(publisher.licence, now) if publisher.licence and own(publisher, url) else None
    return tuple(replace(each, scope="house", seen=now) for each in (*found, *([noted] if noted else ())))


def left_out(url: str, now: datetime) -> list[Evidence]:
    """The opt-outs that an address stands below, as evidence."""
    words = (f"{host} asked us to print nothing" for host in opted_out(url))
    return [Evidence("opt-out", "none", each, "", now, machine=False, picture=False, scope="house") for each in words]


def letters(publisher: Publisher, url: str, now: datetime) -> list[Letter]:
    """The letters on file that are about an address today: of its signer's site, or of another that its scope names."""
    today = now.date()
    rows = Letter.objects.filter(Q(until=None) | Q(until__gte=today), publisher=publisher, dated__lte=today, taken_back=None)
    return [row for row in rows if ("://" in row.scope or own(publisher, url)) and matches(row.scope, url)]


def own(publisher: Publisher, url: str) -> bool:
    """Whether an address stands on the site of a publisher's home or of one of its feeds."""
    place = site(url)
    return bool(place) and (site(publisher.home) == place or any(site(feed.url) == place for feed in publisher.feeds.all()))


def opted_out(url: str) -> list[str]:
    """The hosts that asked to be left out and that an address stands on, or below."""
    names = above(host_of(url))
    return list(OptOut.objects.filter(host__in=names, state=IN_FORCE).values_list("host", flat=True).distinct())


def of_feed(feed: Feed, url: str, now: datetime) -> tuple[Evidence, ...]:
    """What a feed said of its entries: its licence, and its RSL contents that are about the address."""
    said = dict(feed.rights or {})
    found = [from_plain(said["licence"])] if said.get("licence") and own(feed.publisher, url) else []
    contents = [_content(kept) for kept in said.get("rsl") or ()]
    if contents and (restricted := rsl.on(contents, url, feed.url, now)):
        found.append(restricted)
    return tuple(replace(each, scope="feed") for each in found)


def feed_terms(licence: Evidence | None, contents: Sequence[rsl.Content]) -> dict[str, Any]:
    """What a feed said, as it is kept with the feed."""
    kept = {"licence": plain(licence) if licence else None, "rsl": [asdict(content) for content in contents]}
    return {name: value for name, value in kept.items() if value}


def record(rows: Iterable[Article], now: datetime) -> int:
    """Write the rulings of articles whose evidence was gathered, where they changed. Answers how many did."""
    read = {row.pk: row for row in rows if row.evidence is not None}
    known = {ruling.article_id: ruling for ruling in Ruling.objects.filter(article__in=read, superseded=None)}
    fresh = {pk: _ruling(row, now) for pk, row in read.items()}
    same = [known[pk].pk for pk, ruling in fresh.items() if pk in known and _same(known[pk], ruling)]
    changed = [ruling for pk, ruling in fresh.items() if pk not in known or known[pk].pk not in set(same)]
    Ruling.objects.filter(pk__in=same).update(last_seen=now)
    old = [known[ruling.article_id].pk for ruling in changed if ruling.article_id in known]
    Ruling.objects.filter(pk__in=old).update(superseded=now)
    Ruling.objects.bulk_create(changed)
    sites = {(ruling.publisher_id, ruling.site): Site(publisher_id=ruling.publisher_id, origin=ruling.site, checked=now)
             for ruling in changed if ruling.site}  # fmt: skip
    Site.objects.bulk_create(sites.values(), ignore_conflicts=True)
    return len(changed)


def record_site(publisher: str, origin: str, evidence: Sequence[Evidence], now: datetime) -> bool:
    """Write what a site says of no page in particular, where that changed. Answers whether it did."""
    Site.objects.update_or_create(publisher_id=publisher, origin=origin, defaults={"checked": now})
    of_site = Ruling.objects.filter(publisher=publisher, site=origin, article=None, superseded=None)
    judged = rights.judge(evidence, now)
    fresh = Ruling(
        publisher_id=publisher, site=origin, mode=judged.value, why=judged.why, machine=rights.machine(evidence, now),
        snippet=rights.snippet(evidence, now), evidence=[plain(each) for each in evidence], first_seen=now, last_seen=now,
    )  # fmt: skip
    known = of_site.first()
    if known is not None and _same(known, fresh):
        of_site.update(last_seen=now)
        return False
    of_site.update(superseded=now)
    fresh.save(force_insert=True)
    return True


def evidence(ruling: Ruling) -> tuple[Evidence, ...]:
    """The evidence that a ruling rests on."""
    return tuple(from_plain(kept) for kept in ruling.evidence)


def history(**of: Any) -> QuerySet[Ruling]:
    """The rulings of an article, a publisher or a site, the latest first."""
    return Ruling.objects.filter(**of).order_by("-first_seen", "-pk")


def on_day(article: str, moment: datetime) -> Ruling | None:
    """What we were allowed with an article at a time, and why; None before it was first read."""
    rows = history(article=article).filter(first_seen__lte=moment)
    return rows.filter(Q(superseded=None) | Q(superseded__gt=moment)).first()


def judged(evidence: Sequence[Evidence], now: datetime) -> news.Judgement[str]:
    """As `wire.rights.judge`, cut to what a row holds."""
    said = rights.judge(evidence, now)
    return replace(said, why=said.why[:500])


def _ruling(row: Article, now: datetime) -> Ruling:
    said = row.evidence or ()
    return Ruling(
        publisher_id=row.publisher_id, site=origin_of(row.page_url)[:300], article_id=row.pk, mode=row.rights,
        why=row.rights_why, machine=rights.machine(said, now), snippet=rights.snippet(said, now),
        evidence=[plain(each) for each in said], first_seen=now, last_seen=now,
    )  # fmt: skip


def _same(known: Ruling, fresh: Ruling) -> bool:
    return (known.mode, known.machine, known.snippet) == (fresh.mode, fresh.machine, fresh.snippet) and bare(
        known.evidence
    ) == bare(fresh.evidence)


def bare(kept: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Evidence without when it was seen, in one order, to compare."""
    rows = [{name: value for name, value in each.items() if name not in UNCHANGING} for each in kept]
    return sorted(rows, key=lambda row: sorted(str(item) for item in row.items()))


def _letter(row: Letter) -> Evidence:
    until = f", until {row.until.isoformat()}" if row.until else ""
    return Evidence("letter", "full", f"letter of {row.signed_by}, {row.dated.isoformat()}{until}", f"letter {row.pk}")


def above(host: str) -> list[str]:
    """A host and all that it stands below: an opt-out of example.org is one of news.example.org too."""
    parts = host.removeprefix("www.").split(".")
    return [".".join(parts[place:]) for place in range(len(parts) - 1)] or [host]


def _content(kept: dict[str, Any]) -> rsl.Content:
    offers = tuple(
        rsl.Offer(_pairs(offer["permits"]), _pairs(offer["prohibits"]), offer["payment"]) for offer in kept["offers"]
    )
    return rsl.Content(kept["url"], kept["asked"], offers)


def _pairs(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, token) for kind, token in rows)
