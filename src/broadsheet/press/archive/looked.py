"""Which stories had nothing to ask a language model when they were looked at, so that not every turn reads them again?"""

from __future__ import annotations

from datetime import datetime, timedelta

AGAIN = timedelta(hours=1)  # between two drafts of one kind for one story


class Looked:
    """Which stories were looked at and had nothing to ask: they are looked at again when they changed, or after a while."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], tuple[datetime, datetime]] = {}

    def news(self, kind: str, story: str, changed: datetime, now: datetime) -> bool:
        """Whether to look at this story; from now on it was looked at."""
        known, at = self._at.get((kind, story), (None, now))
        if known == changed and now - at < AGAIN:
            return False
        self._at[kind, story] = changed, now
        return True

    def forget(self, kind: str, story: str) -> None:
        """Look at it again in any case."""
        self._at.pop((kind, story), None)
