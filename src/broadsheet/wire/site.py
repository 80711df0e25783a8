"""What a site says for all of its pages: robots.txt, tdmrep.json and its RSL licences, asked once a day through the door."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from broadsheet.wire import robots, rsl, tdm
from broadsheet.wire.evidence import Evidence
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.url import NotAUrl, read

KEPT = timedelta(days=1)  # RFC 9309, 2.4, of robots.txt; the others are kept as long
MOST_SITES = 20_000  # as many as the door keeps robots.txt of
MOST_BYTES = 1_000_000
MOST_LICENCES = 5  # of one site or page that are asked for

T = TypeVar("T")
Licence = tuple[str, tuple[rsl.Content, ...] | None]  # its address and contents; None when it could not be read


@dataclass(frozen=True, slots=True)
class Terms:
    """What one site said when it was asked."""

    origin: str
    rules: robots.Rules
    mining: tuple[tdm.Rule, ...]
    licences: tuple[Licence, ...]
    asked: datetime


class Sites:
    """The terms of sites, kept for a day. One a process."""

    def __init__(self, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._fetcher, self._now = fetcher, now
        self._terms: OrderedDict[str, Terms] = OrderedDict()
        self._licences: OrderedDict[str, tuple[datetime, Licence]] = OrderedDict()

    async def terms(self, url: str) -> Terms:
        """The terms of an address's site. Raises Refused when the site cannot be reached."""
        origin = origin_of(url)
        known = self._terms.get(origin)
        if known is None or known.asked + KEPT <= self._now():
            known = await self._ask(origin, known)
            _keep(self._terms, origin, known)
        return known

    async def said_by(self, named: tuple[str, ...], url: str) -> tuple[Evidence, ...]:
        """What the RSL licences that a page names say of it."""
        known = [await self._licence(each) for each in named[:MOST_LICENCES]]
        return tuple(said for each in known if (said := _licensed(each, url, self._now())))

    async def _ask(self, origin: str, before: Terms | None) -> Terms:
        rules = await self._fetcher.rules(f"{origin}/")
        mining = await self._mining(origin, before.mining if before else ())
        licences = [await self._licence(each) for each in rules.licences[:MOST_LICENCES]]
        return Terms(origin, rules, mining, tuple(licences), self._now())

    async def _mining(self, origin: str, before: tuple[tdm.Rule, ...]) -> tuple[tdm.Rule, ...]:
        """The rules of its tdmrep.json; those known before while it cannot be asked, none where there is none."""
        try:
            page = await self._fetcher.get(origin + tdm.WELL_KNOWN, accept="application/json", max_bytes=MOST_BYTES)
        except Refused as refused:
            passes = refused.kind in {"timeout", "network"} or refused.status == 429 or refused.status >= 500
            return before if passes else ()
        return tdm.rules(page.body)

    async def _licence(self, address: str) -> Licence:
        until, known = self._licences.get(address, (None, None))
        if known is None or until is None or until <= self._now():
            try:
                page = await self._fetcher.get(address, accept=rsl.TYPE, max_bytes=MOST_BYTES)
                known = (address, rsl.read(page.body) or None)
            except Refused:
                known = (address, known[1] if known else None)
            _keep(self._licences, address, (self._now() + KEPT, known))
        return known


def origin_of(url: str) -> str:
    """An address without its path, as the door reads it; empty when it is no address."""
    try:
        return read(url).origin
    except NotAUrl:
        return ""


def said(terms: Terms, url: str) -> tuple[Evidence, ...]:
    """What a site's terms say of one of its addresses."""
    robot = terms.rules.permission(url)
    where = f"{terms.origin}/robots.txt"
    found: list[Evidence | None] = []
    if not robot.allowed and not robot.passing:  # a site whose robots.txt is out of order has said nothing
        found.append(Evidence("robots", "none", robot.why, where, terms.asked, machine=False, picture=False))
    if ("search", "no") in robot.signals:
        found.append(Evidence("robots", "link", "robots.txt: Content-Signal search=no", where, terms.asked, machine=False))
    if robot.allowed and robot.agents_refused:
        found.append(Evidence("agents", "excerpt", robot.why, where, terms.asked, machine=False))
    found.append(tdm.on_site(terms.mining, url, terms.origin + tdm.WELL_KNOWN, terms.asked))
    found += [_licensed(each, url, terms.asked) for each in terms.licences]
    return tuple(replace(each, scope="site") for each in found if each is not None)


def _licensed(licence: Licence, url: str, now: datetime) -> Evidence | None:
    address, contents = licence
    if contents is None:
        return Evidence("rsl", "excerpt", "RSL: names a licence that cannot be read", address, now, machine=False)
    return rsl.on(contents, url, address, now)


def _keep(kept: OrderedDict[str, T], key: str, value: T) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST_SITES:
        kept.popitem(last=False)
