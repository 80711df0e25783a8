"""How long an answer may take, and how slowly it may come."""

from __future__ import annotations

import asyncio

_GRACE = 0.25  # the part of a request's time for which its bytes may stay away: 5 of 20 seconds


class Patience:
    """Cuts off what takes longer than `seconds` in all, or whose bytes come more slowly than `rate` a second.

    `grace` seconds may pass without any; each byte buys another 1/`rate` seconds, up to `grace` again, so that neither a
    burst at the beginning nor a pause pays for a drip. `clock` is the context that raises TimeoutError; then `slow` says which
    of the two it was.
    """

    def __init__(self, seconds: float, rate: float, grace: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = self._loop.time() + max(0.01, seconds)
        self._until = self._end
        self._rate, self._grace, self._begun = rate, grace, False
        self.clock = asyncio.timeout_at(self._end)

    @property
    def slow(self) -> bool:
        """Whether the bytes came too slowly, rather than the whole too late."""
        return self._until < self._end

    def came(self, many: int) -> None:
        """Take note of so many bytes and of waiting for more; the first time begins the grace."""
        if self._rate <= 0:
            return
        now = self._loop.time()
        before = self._until if self._begun else now + self._grace
        self._begun = True
        self._until = min(before + many / self._rate, now + self._grace, self._end)
        self.clock.reschedule(self._until)


def patience(seconds: float, rate: float, whole: float) -> Patience:
    """The patience with a request that has `seconds` left of the `whole` time of its kind."""
    return Patience(seconds, rate, _GRACE * whole)
