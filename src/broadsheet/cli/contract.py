"""The line from a shell: `extract`, `judge`, `related` and `front`, JSON Lines in and out, in input order, without Django.

The verbs are how the project is measured from outside, so they stay stable: fields may be added, not renamed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.cli.streams import (
    Answer,
    BadCall,
    Stats,
    Unusable,
    lines,
    object_of,
    runner_of,
    say,
    settings_of,
    time_of,
)
from broadsheet.news import Standing

FIELDS = {
    "language": ("language",),
    "events": ("language", "sketch", "terms", "meaning", "form", "genre"),
    "sections": ("sections",),
    "tags": ("tags",),
    "summary": ("summary",),
    "hold": ("hold", "genre"),
}


def add_verbs(subparsers: Any) -> None:
    """Add the four verbs to a command line."""
    extract = _verb(subparsers, "extract", "pages in, articles out", _extract)
    judge = _verb(subparsers, "judge", "articles in; language, copies, events, sections, tags, summary, holds out", _judge)
    related = _verb(subparsers, "related", "articles in, the nearest others of each out", _related)
    front = _verb(subparsers, "front", "stories in, the ranked front page out", _front)
    for verb in (extract, judge, related):
        verb.add_argument("--workers", type=int, default=0, metavar="N", help="work in N processes (default: in this one)")
        verb.add_argument("--stats", action="store_true", help="end with one line on stderr: articles, seconds, CPU, memory")
    judge.add_argument("--only", default="", metavar="FIELDS", help=f"a part of the recipe: {', '.join(FIELDS)}")
    judge.add_argument(
        "--decided", choices=("end", "arrival"), default="end", help="the event as decided at the end or on arrival"
    )
    related.add_argument("--limit", type=int, default=10, metavar="N", help="how many each (default: 10)")
    related.add_argument("--other-events", action="store_true", help="leave other tellings of the same event out")
    front.add_argument("--at", default="", metavar="TIME", help="the time to rank for (ISO 8601; default: now)")
    front.add_argument("--page", default="", metavar="SECTION", help="a section's page instead of the front")


def _verb(subparsers: Any, name: str, doc: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    verb: argparse.ArgumentParser = subparsers.add_parser(
        name, help=doc, description=f"JSON Lines on standard input and output: {doc}."
    )
    verb.add_argument("--config", type=Path, metavar="FILE", help="a settings file (default: the defaults)")
    verb.set_defaults(run=lambda chosen: _called(run, chosen))
    return verb


def _called(run: Callable[[argparse.Namespace], int], chosen: argparse.Namespace) -> int:
    from broadsheet.settings import SettingsError
    from broadsheet.steps import RecipeError

    try:
        return run(chosen)
    except (BadCall, SettingsError, RecipeError) as bad:
        print(f"broadsheet: {bad}", file=sys.stderr)
        return 2


def _judge(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.judging import judge

    return judge(chosen)


def _related(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.judging import related

    return related(chosen)


def _extract(chosen: argparse.Namespace) -> int:
    from broadsheet.cli.reading import read_all, read_pages

    settings, stats = settings_of(chosen), Stats()
    now = datetime.now(UTC)  # noqa: TID251  (only refuses dates that have not come yet)
    runner = runner_of(chosen.workers)
    try:
        stats.articles = say(read_all(runner, read_pages, (settings, now), lines()))
    finally:
        runner.close()
    if chosen.stats:
        stats.say()
    return 0


def _front(chosen: argparse.Namespace) -> int:
    from broadsheet.desk.front_page import rank
    from broadsheet.desk.standings import place_to_json

    settings = settings_of(chosen)
    at = time_of(chosen.at) if chosen.at else datetime.now(UTC)  # noqa: TID251  (the default; --at replays)
    if at is None:
        raise BadCall(f"--at {chosen.at!r} is no ISO 8601 time such as 2026-07-01T12:00:00Z.")
    ids, standings, answers = _standings()
    known = {word for section in settings.section for word in (section.name, section.slug)}
    if chosen.page and chosen.page not in known.union(*(each.sections for each in standings)):
        raise BadCall(f"--page {chosen.page!r} is no section of the settings nor of any story.")
    page = rank(standings, at, settings, page=chosen.page)
    say([*answers, *(place_to_json(place, page) | {"id": ids[place.story]} for place in page.places)])
    return 0


def _standings() -> tuple[dict[str, Any], list[Standing], list[Answer]]:
    """The ids of stdin's stories as given, the stories, and an answer for each line that is none or was given before."""
    from broadsheet.desk.standings import NoStory, from_json

    found: dict[str, Standing] = {}
    ids: dict[str, Any] = {}
    refused: list[Answer] = []
    for line in lines():
        try:
            row = object_of(line)
            standing = from_json(line)
        except Unusable as bad:
            refused.append({"id": bad.identity, "dropped": str(bad)})
        except NoStory as bad:
            refused.append({"id": row["id"], "dropped": str(bad)})
        else:
            if standing.id in found:
                refused.append({"id": row["id"], "dropped": "this id was given before"})
                continue
            found[standing.id], ids[standing.id] = standing, row["id"]
    return ids, list(found.values()), refused
