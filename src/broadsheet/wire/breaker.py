"""May a service that failed be asked again? After some failures in a row it rests, longer each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

IN_A_ROW = 3  # failures after which it rests
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Breaker:
    """How a service has done: failures in a row, how often it has rested since it last answered, and until when it rests."""

    failures: int = 0
    rests: int = 0
    until: datetime | None = None

    def asks(self, now: datetime) -> bool:
        """Whether it may be asked; after a rest one question tries it."""
        return self.until is None or now >= self.until

    def failed(self, now: datetime, *, for_good: bool = False) -> Breaker:
        """It after a failure; one that will not pass by itself, such as a wrong key, lets it rest at once and long."""
        failures = self.failures + 1
        if for_good:
            return Breaker(failures, self.rests + 1, now + LONGEST)
        if failures < IN_A_ROW:
            return Breaker(failures, self.rests, self.until)
        return Breaker(failures, self.rests + 1, now + min(LONGEST, FIRST * 2 ** min(self.rests, 10)))
