"""What is known of a feed between two polls, and what the next poll makes of it: the pure decider."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadsheet.settings import Settings
from broadsheet.wire import rate
from broadsheet.wire.asked import Asked

_FIRST = 30.0  # minutes to the second poll of a feed that told nothing of its rate
_GONE = 2  # 410s in a row that pause a feed
_PATIENCE = 8  # failures in a row after which the wait no longer grows
_LONGEST_TTL = 60.0  # minutes: publishers leave old ones standing that would delay news by days
_CHECK = 360.0  # minutes between two looks at a feed whose hub brings what is new
_LONGEST_WAIT = 86_400.0  # seconds that a Retry-After is heard: one of decades is a slip, and rests all feeds of its host
MOVES = 3  # polls that must lead to the same new address
MOVES_OVER = timedelta(days=3)  # and for so long; publishers' temporary moves are often told as permanent ones
_LONGEST_URL = 1000  # characters of an address that the archive keeps
_GONE_ONCE = " If it says so again, it is paused."


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of a feed between two polls.

    `failures` counts those in a row; `items_a_day` is the observed rate (None before a first look), resting on `watched`
    days; `rhythm` counts what came by hour and day; `newest` is the last publication seen; `skip_hours` and `skip_days` are
    what the feed leaves out (UTC). `moved_to` is where permanent redirects lead, since when and on how many polls; `hub` and
    `topic` are its WebSub hub's, `pushed_until` the end of a subscription that has delivered. `paused` feeds are not polled
    until someone lifts it; `why` says in words how the last poll went.
    """

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    next_poll: datetime | None = None
    last_poll: datetime | None = None
    last_good: datetime | None = None
    failures: int = 0
    items_a_day: float | None = None
    paused: bool = False
    why: str = "not polled yet"
    watched: float = 0.0
    rhythm: rate.Rhythm = ()
    newest: datetime | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    moved_to: str = ""
    moved_since: datetime | None = None
    moved_polls: int = 0
    hub: str = ""
    topic: str = ""
    pushed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one poll went, as the decider sees it.

    `kind` is `new` (read), `same` (304 or the same bytes) or `failed`; `times` are the publications (UTC) newer than the
    newest known, `fresh` how many entries are new, `length` how many the feed holds, `span_days` the time from its oldest
    dated entry until now, for a first guess of its rate; `wait` is what a Retry-After asks in seconds, `asked` what the feed
    does, `fresh_for` the minutes of its Cache-Control; `moved` is where permanent redirects led.
    """

    kind: str
    why: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    fresh: int = 0
    length: int = 0
    span_days: float = 0.0
    wait: float | None = None
    asked: Asked | None = None
    fresh_for: float | None = None
    status: int = 0
    times: tuple[datetime, ...] = ()
    moved: str = ""
    hub: str | None = None
    topic: str = ""


def due(health: Health, now: datetime) -> bool:
    """Whether a feed is to be polled now."""
    return not health.paused and (health.next_poll is None or health.next_poll <= now)


def moved(health: Health, now: datetime) -> str:
    """The address that the feed is to be asked at from now on; empty while its move has not held for long enough."""
    held = health.moved_since is not None and now - health.moved_since >= MOVES_OVER
    return health.moved_to if held and health.moved_polls >= MOVES else ""


def after(health: Health, outcome: Outcome, settings: Settings, now: datetime, jitter: float) -> Health:
    """The feed's health after a poll; `jitter` (0 to 1) spreads the next polls of feeds that went alike.

    Polls grow with the root of the feed's rate and follow its rhythm, within the settings' shortest and longest time; never
    before its Retry-After (heard up to a day), its ttl (heard up to an hour) or in its skipped hours. A feed whose hub delivers
    is only checked now and then. Failures wait twice as long each time; 410 twice in a row pauses it.
    """
    if outcome.kind == "failed":
        return _failed(health, outcome, settings, now, jitter)
    items, watched = _rate(health, outcome, now)
    rhythm = rate.learned(health.rhythm, outcome.times)
    asked = outcome.asked
    hours, days = (asked.skip_hours, asked.skip_days) if asked else (health.skip_hours, health.skip_days)
    pushed_until = None if outcome.fresh and health.newest else health.pushed_until  # its hub missed something
    minutes = _minutes(items, rhythm, settings, now)
    if pushed_until is not None and pushed_until > now:
        minutes = min(max(minutes, _CHECK), settings.wire.max_minutes)
    minutes = max(minutes, min(max(outcome.fresh_for or 0.0, (asked and asked.minutes) or 0.0), _LONGEST_TTL))
    then = now + timedelta(seconds=max(minutes * (57.0 + 6.0 * jitter), _asked(outcome)))
    to, since, polls = _moving(health, outcome, now)
    return Health(
        outcome.etag, outcome.last_modified, outcome.body_hash or health.body_hash,
        rate.outside(then, hours, days) if hours or days else then,
        now, now, 0, items, False, outcome.why + (_moving_words(to, polls) if to else ""),
        watched, rhythm, max(outcome.times, default=health.newest), hours, days, to, since, polls,
        health.hub if outcome.hub is None else outcome.hub, outcome.topic or health.topic, pushed_until,
    )  # fmt: skip


def _minutes(items: float | None, rhythm: rate.Rhythm, settings: Settings, now: datetime) -> float:
    """Minutes to the next poll by what the feed brings."""
    shortest, longest = settings.wire.min_minutes, settings.wire.max_minutes
    if items is None:
        return min(max(_FIRST, shortest), longest)
    return rate.wait(items, rhythm, now, shortest, longest)


def _rate(health: Health, outcome: Outcome, now: datetime) -> tuple[float | None, float]:
    """Items a day and the days that this rests on; at first what the entries' own dates tell."""
    if health.last_good is None or health.items_a_day is None:
        if outcome.length > 1 and outcome.span_days > 0:
            return rate.observed(None, 0.0, outcome.length, max(outcome.span_days, 0.25))
        if health.last_good is None:
            return None, 0.0
    days = max((now - health.last_good).total_seconds(), 60.0) / 86400
    return rate.observed(health.items_a_day, health.watched, outcome.fresh, days)


def _moving(health: Health, outcome: Outcome, now: datetime) -> tuple[str, datetime | None, int]:
    """Where the feed has moved to, since when, and on how many polls in a row."""
    if not outcome.moved or len(outcome.moved) > _LONGEST_URL:
        return "", None, 0
    if outcome.moved != health.moved_to:
        return outcome.moved, now, 1
    return outcome.moved, health.moved_since, health.moved_polls + 1


def _moving_words(to: str, polls: int) -> str:
    return f" It says that it has moved to {to} ({polls} times in a row); that is believed once it has held for some days."


def _asked(outcome: Outcome) -> float:
    """The seconds of rest that a Retry-After brings, a day at most."""
    return min(outcome.wait or 0.0, _LONGEST_WAIT)


def _failed(health: Health, outcome: Outcome, settings: Settings, now: datetime, jitter: float) -> Health:
    failures = health.failures + 1
    gone = outcome.status == 410 and failures >= _GONE and health.why.endswith(_GONE_ONCE)
    minutes = settings.wire.min_minutes * 2 ** min(failures, _PATIENCE)
    minutes = min(max(minutes, settings.wire.min_minutes), settings.wire.max_minutes) * (0.75 + 0.5 * jitter)
    why = outcome.why
    if outcome.wait is not None and outcome.wait > _LONGEST_WAIT:
        why = f"{why} It asks for {outcome.wait / 86_400:,.1f} days of rest; it is given one."
    if gone:
        why = f"{why} It said so twice, so it is paused; lift that when it has a new address."
    elif outcome.status == 410:
        why = f"{why}{_GONE_ONCE}"
    then = now + timedelta(seconds=max(minutes * 60.0, _asked(outcome)))
    return replace(health, failures=failures, last_poll=now, next_poll=then, paused=gone, why=why)
