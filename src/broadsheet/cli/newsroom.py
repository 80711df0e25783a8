"""`broadsheet export`, `doctor` and `settings`: what a newsroom holds, how it is, and what it is set to."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet import settings as ours
from broadsheet.press.clock import clock
from broadsheet.press.home import Home, HomeError
from broadsheet.settings import SettingsError

if TYPE_CHECKING:
    from broadsheet.press.archive.models import Feed

_particular = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
GROUPS = 12  # reasons shown a state; the rest is counted as others


def export(chosen: argparse.Namespace) -> int:
    """Write the printed stories as JSON Lines."""
    home = opened(chosen.home)
    if home is None:
        return 1
    from broadsheet.desk.standings import to_json
    from broadsheet.press.archive.ranking import standings

    for standing in standings(most=10_000_000):
        print(to_json(standing))
    return 0


def doctor(chosen: argparse.Namespace) -> int:
    """Say how the newsroom is; 1 when something is wrong."""
    home = opened(chosen.home)
    return 1 if home is None else report(home, as_json=chosen.json)


def show_settings(chosen: argparse.Namespace) -> int:
    """Every setting with its value and where it comes from."""
    home = Home(Path(chosen.home).resolve())
    path = home.settings_file if home.settings_file.exists() else None
    desk = {}
    if path and opened(chosen.home, quiet=True):
        from broadsheet.press.archive.overrule import desk_settings

        desk = desk_settings()
    try:
        for known in ours.known(path, desk=desk):
            if chosen.json:
                print(json.dumps({"name": known.name, "value": known.value, "from": known.origin, "doc": known.doc}))
            else:
                print(f"{known.name:32} {known.value!r:44} {known.origin}")
    except SettingsError as wrong:
        print(f"broadsheet: {wrong}", file=sys.stderr)
        return 1
    return 0


def report(home: Home, *, as_json: bool) -> int:
    """Print the report on an opened newsroom; 1 when something is wrong."""
    found = _findings(home)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 1 if found["wrong"] else 0


def opened(folder: str, *, quiet: bool = False) -> Home | None:
    """The newsroom of a folder with Django set up on it; None, and said why on stderr unless `quiet`, when there is none."""
    home = Home(Path(folder).resolve(), _edition(Path(folder)))
    none = f"There is no newsroom in {home.path}; name its folder with --home, or open one with `broadsheet start`."
    try:
        there = home.settings_file.exists()
        name = ours.load(home.settings_file).archive.database if there else ""
        wrong = "" if there and (home.folder / name).exists() else none
    except SettingsError as error:
        wrong = str(error)
    if wrong:
        if not quiet:
            print(f"broadsheet: {wrong}", file=sys.stderr)
        return None
    os.environ.update(home.environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.press.settings")
    import django

    from broadsheet.press.opening import usable

    django.setup()
    try:
        usable(home.folder / name)
    except HomeError as unusable:
        if not quiet:
            print(f"broadsheet: {unusable}", file=sys.stderr)
        return None
    return home


def _edition(folder: Path) -> str:
    """The newsroom's own edition; its latest specimen's while it holds no news of its own."""
    from broadsheet.press.opening import has_news

    demos = sorted(p.name for p in (folder / "specimen").glob("*Z"))
    own = any(has_news(path) for path in folder.glob("*.sqlite3"))
    return "" if own or not demos else demos[-1]


def _findings(home: Home) -> dict[str, Any]:
    from broadsheet.press.archive.models import Article, Edition, Feed, Fold, Journal, Story

    articles = Counter(Article.objects.values_list("state", flat=True).iterator())
    edition = Edition.objects.filter(page="").order_by("-at").first()
    fold = Fold.objects.filter(name="events").first()
    found: dict[str, Any] = {
        "home": str(home.folder),
        "articles": sum(articles.values()),
        "states": dict(sorted(articles.items())),
        "reasons": _reasons(),
        "stories": dict(sorted(Counter(Story.objects.values_list("state", flat=True)).items())),
        "feeds": Feed.objects.count(),
        "failing": [_named(f) for f in Feed.objects.filter(failures__gt=0).select_related("publisher")],
        "paused": [_named(f) for f in Feed.objects.filter(paused=True).select_related("publisher")],
        "journal_waiting": Journal.objects.filter(number__gt=fold.applied if fold else 0).count(),
        "front_page_minutes": round((clock() - edition.at).total_seconds() / 60, 1) if edition else None,
    }
    return found | {"wrong": _wrong(found)}


def _named(feed: Feed) -> str:
    return f"{feed.publisher.name}, {feed.url}: {feed.why}"


def _wrong(found: dict[str, Any]) -> list[str]:
    from django.db import connection

    from broadsheet.press.archive.models import Article, Story, Telling

    wrong = []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(5)")
        damage = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
    if damage:
        wrong.append(f"The database is damaged ({damage[0]}); restore a backup.")
    if lost := Article.objects.filter(state__in=("published", "copied"), telling=None).count():
        wrong.append(f"{lost} articles count as printed but tell no story.")
    if silent := Article.objects.filter(reason="").count():
        wrong.append(f"{silent} articles have a state without a reason.")
    if empty := Story.objects.filter(state="printed", told=None).count():
        wrong.append(f"{empty} printed stories have no telling.")
    if double := Telling.objects.filter(story__state="merged").count():
        wrong.append(f"{double} articles stand in stories that were merged away.")
    if found["feeds"] and len(found["failing"]) == found["feeds"]:
        wrong.append("No feed could be read at its last poll; is this machine online?")
    return wrong


def _reasons() -> dict[str, dict[str, int]]:
    """How many articles are in each state for which reason, the particulars of one article left out."""
    from broadsheet.press.archive.models import Article

    grouped: dict[str, Counter[str]] = {}
    for state, reason in Article.objects.values_list("state", "reason").iterator():
        grouped.setdefault(state, Counter())[_particular.sub("…", reason)] += 1
    shown = {}
    for state, counts in sorted(grouped.items()):
        most = counts.most_common(GROUPS)
        rest = sum(counts.values()) - sum(many for _, many in most)
        shown[state] = dict(most) | ({"others": rest} if rest else {})
    return shown


def _print(found: dict[str, Any]) -> None:
    print(f"{found['home']}: {found['articles']} articles, {found['feeds']} feeds")
    for state, many in found["states"].items():
        print(f"  {many:7}  {state}")
        for reason, count in found["reasons"][state].items():
            print(f"           {count:7}  {reason}")
    stories = ", ".join(f"{many} {state}" for state, many in found["stories"].items()) or "none"
    print(f"stories: {stories}; {found['journal_waiting']} journal lines wait")
    age = found["front_page_minutes"]
    print("front page: none yet" if age is None else f"front page: printed {age} minutes ago")
    for word in ("failing", "paused"):
        print(f"{word} feeds: {len(found[word])}")
        for line in found[word][:GROUPS]:
            print(f"  {line}")
    for line in found["wrong"]:
        print(f"WRONG: {line}")
    if not found["wrong"]:
        print("Nothing is wrong in the archive.")
