"""A story as one JSON line, as `broadsheet export stories` writes it and `broadsheet front` reads it; a page as it answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from broadsheet.news import FrontPage, Mention, Pin, Place, Standing

YEARS = range(1000, 9000)  # sums of times within them stay within what a datetime holds, in any zone
MOST = 1_000_000_000  # outlets, origins and places


class NoStory(Exception):
    """A line that is no story, in one sentence."""


def to_json(standing: Standing) -> str:
    """The story's line, without the line's end."""
    return json.dumps(_row(standing), ensure_ascii=False, separators=(", ", ": "))


def from_json(line: str | bytes) -> Standing:
    """The story of a line; what is left out is worked out from its articles. Raises NoStory."""
    try:
        row = json.loads(line)
        return _standing(row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoStory(f"this line is no story ({type(error).__name__}: {error})") from error


def _row(standing: Standing) -> dict[str, Any]:
    return {
        "id": standing.id,
        "headline": standing.headline,
        "sections": list(standing.sections),
        "first_seen": standing.first_seen.isoformat(),
        "last_changed": standing.last_changed.isoformat(),
        "outlets": standing.outlets,
        "origins": standing.origins,
        "articles": [
            {"id": a.id, "publisher": a.publisher, "published": _iso(a.published), "origin": a.origin, "owner": a.owner}
            for a in standing.articles
        ],
        "pins": [{"place": p.place, "page": p.page, "until": _iso(p.until)} for p in standing.pins],
    }


def place_to_json(place: Place, page: FrontPage) -> dict[str, Any]:
    """One ranked place with the terms of its score and their sum."""
    return {
        "rank": place.rank,
        "id": place.story,
        "score": place.score,
        "terms": [{"name": term.name, "value": term.value, "why": term.why} for term in place.terms],
        "at": page.at.isoformat(),
        "page": page.page,
    }


def moment(text: str) -> datetime:
    """An ISO 8601 time of a year in `YEARS`, in UTC; without a zone it is UTC. Raises ValueError."""
    found = datetime.fromisoformat(text.strip())
    if found.year not in YEARS:
        raise ValueError(f"the year {found.year} is out of range")
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _standing(row: dict[str, Any]) -> Standing:
    articles = tuple(_mention(each) for each in row.get("articles") or ())
    times = [each.published for each in articles if each.published]
    first = moment(row["first_seen"]) if row.get("first_seen") else min(times)
    last = moment(row["last_changed"]) if row.get("last_changed") else max(times, default=first)
    outlets = len({each.publisher for each in articles})
    origins = len({each.house for each in articles if each.origin == each.id})
    return Standing(
        id=str(row["id"]),
        headline=str(row.get("headline") or ""),
        sections=tuple(_name(each) for each in row.get("sections") or ()),
        first_seen=first,
        last_changed=last,
        outlets=_count(row.get("outlets", outlets)),
        origins=_count(row.get("origins", origins)),
        articles=articles,
        pins=tuple(_pin(each) for each in row.get("pins") or ()),
    )


def _name(section: Any) -> str:
    return str(section["name"]) if isinstance(section, dict) else str(section)


def _mention(row: dict[str, Any]) -> Mention:
    published = moment(row["published"]) if row.get("published") else None
    identity = str(row["id"])
    publisher, owner = (str(row.get(name) or "") for name in ("publisher", "owner"))
    return Mention(identity, publisher, published, str(row.get("origin") or identity), owner)


def _pin(row: Any) -> Pin:
    if isinstance(row, int):
        return Pin(_count(row))
    return Pin(_count(row["place"]), str(row.get("page") or ""), moment(row["until"]) if row.get("until") else None)


def _count(value: Any) -> int:
    if not 0 <= value <= MOST:
        raise ValueError(f"{value} is no count")
    return int(value)


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
