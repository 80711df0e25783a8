"""Is a text reserved from text and data mining? TDMRep (W3C Community Group final report, 2 February 2024).

Said in /.well-known/tdmrep.json for a site, in the header `tdm-reservation` for an answer, in a meta tag for a page; the nearer
to the page it is said, the more it counts. Among a file's rules the longest matching location speaks, as in robots.txt; of two
of the same length the reserving one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broadsheet.wire.evidence import Evidence
from broadsheet.wire.locations import matches

WELL_KNOWN = "/.well-known/tdmrep.json"
MOST = 1_000  # rules of one file


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a site's file: where, whether mining is reserved there, and the address of the policy."""

    location: str
    reserved: bool
    policy: str = ""


def rules(body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json; none for a file that is broken, as without one."""
    try:
        kept = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    rows = kept if isinstance(kept, list) else [kept]
    return tuple(_rule(row) for row in rows[:MOST] if isinstance(row, dict) and isinstance(row.get("location"), str))


def on_site(known: Iterable[Rule], url: str, where: str, now: datetime) -> Evidence | None:
    """What a site's file says of one address; None when no rule is about it."""
    about = [rule for rule in known if matches(rule.location, url)]
    if not about:
        return None
    rule = max(about, key=lambda each: (len(each.location), each.reserved))
    return said(rule.reserved, f"tdmrep.json, {rule.location}", where, now, rule.policy)


def on_page(values: Iterable[str], what: str, where: str, now: datetime) -> Iterator[Evidence]:
    """What a header's or a meta tag's values say: 1 reserves, 0 does not, all else is silence."""
    heard = {value.strip() for value in values}
    if "1" in heard:
        yield said(True, what, where, now)
    elif "0" in heard:
        yield said(False, what, where, now)


def said(reserved: bool, what: str, where: str, now: datetime, policy: str = "") -> Evidence:
    """A reservation, or the word that there is none, as evidence."""
    words = f"{what}: tdm-reservation {int(reserved)}" + (f", policy {policy}" if policy else "")
    return Evidence("tdm", "link" if reserved else "excerpt", words, where, now, machine=not reserved)


def _rule(row: dict[str, Any]) -> Rule:
    reserved = str(row.get("tdm-reservation", "")).strip() not in {"", "0", "None", "False"}
    return Rule(row["location"], reserved, str(row.get("tdm-policy") or "")[:500])
