"""How a page says when: relative for readers, absolute beside it, in the zone that the paper is published in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class Clock:
    """One page's time: the moment it is made for, and the zone that its readers live in."""

    now: datetime
    zone: ZoneInfo

    def ago(self, then: datetime) -> str:
        """How long ago, in the fewest words that still help; a date when it is more than six days."""
        seconds = int((self.now - then).total_seconds())
        if seconds < MINUTE:
            return "just now"
        if seconds < HOUR:
            return f"{seconds // MINUTE} min ago"
        if seconds < DAY:
            hours = seconds // HOUR
            return f"{hours} hour{'s' if hours > 1 else ''} ago"
        if seconds < 7 * DAY:
            return self._days_ago(then)
        return self.day(then)

    def absolute(self, then: datetime) -> str:
        """The date and time in the readers' zone, with the zone's name."""
        local = then.astimezone(self.zone)
        return f"{self.day(then)}, {local:%H:%M} {local.tzname()}"

    def day(self, then: datetime) -> str:
        """The date in the readers' zone: 23 November 2026."""
        local = then.astimezone(self.zone)
        return f"{local.day} {local:%B %Y}"

    def time(self, then: datetime) -> str:
        """The time of day in the readers' zone; with the day when that is not today."""
        local = then.astimezone(self.zone)
        if self.date(then) == self.date(self.now):
            return f"{local:%H:%M}"
        return f"{local.day} {local:%b} {local:%H:%M}"

    def date(self, then: datetime) -> date:
        """The calendar day in the readers' zone."""
        return then.astimezone(self.zone).date()

    def short(self, then: datetime) -> str:
        """The time of day, or the day when that is not today."""
        local = then.astimezone(self.zone)
        return f"{local:%H:%M}" if self.date(then) == self.date(self.now) else f"{local.day} {local:%b}"

    def today(self) -> str:
        """The masthead's date: Monday, 23 November 2026."""
        return f"{self.now.astimezone(self.zone):%A}, {self.day(self.now)}"

    def _days_ago(self, then: datetime) -> str:
        days = (self.date(self.now) - self.date(then)) // timedelta(days=1)
        return "yesterday" if days <= 1 else f"{days} days ago"
