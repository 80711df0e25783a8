"""Opening a newsroom: its folder locked, its database made or brought up to date, its publishers and sections seeded."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

from broadsheet import news
from broadsheet.press.home import Home, HomeError
from broadsheet.settings import Settings

Source = tuple[news.Publisher, tuple[news.Feed, ...]]


def lock(home: Home) -> IO[str]:
    """Take the newsroom for this process as long as the answer stays open. Raises HomeError when another holds it."""
    file = (home.folder / "floor.lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as held:
        file.close()
        raise HomeError(
            f"{home.folder} is open in another Broadsheet already; stop that one, or give another --home."
        ) from held
    return file


def database(path: Path) -> str:
    """Make the database or bring it up to date; a copy is kept before an upgrade. Answers what was done. Raises HomeError.

    It is made or changed beside its place and put there when it is whole: some migrations of SQLite are no transaction, so
    a start that is killed among them would leave a database that never opens again.
    """
    from django.db import DatabaseError

    try:
        made, behind = _standing(path)
        if not behind:
            return ""
        kept = path.with_name(path.name + ".before-upgrade") if made else None
        _migrate(path, kept)
    except DatabaseError as broken:
        raise HomeError(_unusable(path, broken)) from broken
    return f"The database was brought up to date; the old one is kept as {kept.name}." if kept else "The database was made."


def usable(path: Path) -> None:
    """Check that a database can be read by this Broadsheet as it is. Raises HomeError with one sentence."""
    from django.db import DatabaseError

    try:
        if _standing(path)[1]:
            raise HomeError(f"{path} was made by an older Broadsheet; `broadsheet start` brings it up to date.")
    except DatabaseError as broken:
        raise HomeError(_unusable(path, broken)) from broken


def _standing(path: Path) -> tuple[bool, bool]:
    """Whether a database is one of ours already, and whether migrations are missing. Raises HomeError, DatabaseError."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied, known = set(executor.loader.applied_migrations), set(executor.loader.disk_migrations)
    if any(app == "archive" for app, _ in applied - known):
        raise HomeError(f"{path} was made by a newer Broadsheet; upgrade this one, or give another --home.")
    if not applied & known and connection.introspection.table_names():
        raise HomeError(f"{path} is another program's database; move it away and start again, or give another --home.")
    return bool(applied), bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _unusable(path: Path, broken: Exception) -> str:
    return f"{path} cannot be used as a newsroom's database ({broken}); move it away and start again, or restore a backup."


def static_files() -> Path:
    """Gather the pages' styles, scripts and fonts where the server sends them from; only what changed is copied."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    return Path(settings.STATIC_ROOT)


def has_news(path: Path) -> bool:
    """Whether a database holds an article: asked before Django starts, and of a file that may be anything."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM archive_article)").fetchone()[0])
    except sqlite3.Error:
        return False


def _migrate(path: Path, kept: Path | None) -> None:
    """Migrate a copy of the database, or a new one, and put it in its place; the old one is kept where `kept` says."""
    from django.core.management import call_command
    from django.db import connection

    new = path.with_name(path.name + ".new")
    connection.close()
    _forget(new, *(new.with_name(new.name + tail) for tail in ("-wal", "-shm")))
    if kept:
        _copy(path, kept)
        _copy(path, new)
    connection.settings_dict["NAME"] = new
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = path
    _forget(path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm"))  # of the old one, copied with it
    new.replace(path)


def _copy(path: Path, to: Path) -> None:
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)


def _forget(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def seed_sections(settings: Settings) -> None:
    """Write the sections of the settings; one edited at the desk stays as it was edited."""
    from broadsheet.press.archive.models import Section

    edited = set(Section.objects.filter(edited=True).values_list("slug", flat=True))
    by_name = {section.name: section.slug for section in settings.section}
    for order, section in enumerate(settings.section):
        if section.slug in edited:
            continue
        Section.objects.update_or_create(
            slug=section.slug,
            defaults={
                "name": section.name, "order": order, "description": section.description, "mode": section.mode,
                "keywords": list(section.keywords), "places": list(section.places), "hints": list(section.hints),
                "examples": list(section.examples), "topics": list(section.topics), "weight": section.weight,
            },
        )  # fmt: skip
    for section in settings.section:
        if section.parent and section.slug not in edited:
            Section.objects.filter(slug=section.slug).update(parent=by_name[section.parent])


def seed_sources(sources: Iterable[Source]) -> tuple[int, int]:
    """Write publishers and feeds that are not there yet. Answers how many of each were new."""
    from broadsheet.press.archive.models import Feed, Publisher

    publishers = feeds = 0
    for publisher, its_feeds in sources:
        row, made = Publisher.objects.get_or_create(
            slug=publisher.slug,
            defaults={
                "name": publisher.name, "home": publisher.home, "owner": publisher.owner, "country": publisher.country,
                "kind": publisher.kind, "language": publisher.language, "timezone": publisher.timezone,
                "licence": publisher.licence,
            },
        )  # fmt: skip
        publishers += made
        for feed in its_feeds:
            _, made = Feed.objects.get_or_create(
                url=feed.url,
                defaults={"publisher": row, "title": feed.title, "section": feed.section, "language": feed.language},
            )
            feeds += made
    return publishers, feeds


def from_opml(feeds: Sequence[news.Feed]) -> list[Source]:
    """The feeds of an OPML file by publisher; a publisher's name is its feed's title."""
    found: dict[str, list[news.Feed]] = {}
    for feed in feeds:
        found.setdefault(feed.publisher, []).append(feed)
    return [(news.Publisher(slug=slug, name=its[0].title or slug), tuple(its)) for slug, its in found.items()]
