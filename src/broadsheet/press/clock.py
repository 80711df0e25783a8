"""The press's one clock: everything below it takes the time as an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def clock() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the press is where time comes from
