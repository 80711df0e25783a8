"""When a host may be asked again: so many requests at a time, never two within its pace, nor a crowd at one machine."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

LONGEST = 60.0  # seconds that a request waits for its host; who would wait longer is told when to come again
_REST = 3600.0  # seconds that a host is left alone at most, whatever it asks
_PLACES = 20_000  # hosts and addresses remembered; an idle one past its pace tells nothing that a new one would not


class TooSoon(Exception):
    """The host wants to be left alone for longer than a request can wait: `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class _Place:
    __slots__ = ("ready", "slots", "waiting")

    def __init__(self, at_once: int) -> None:
        self.slots = asyncio.Semaphore(at_once)
        self.ready = 0.0
        self.waiting = 0


class Turns:
    """Turns at hosts and at the machines behind them.

    `pace` is the seconds between two requests to one host, `per_host` the requests under way at one, `per_address` those at
    one network address, which is asked as often as that many hosts would be. `at_once` bounds all requests under way.
    """

    def __init__(self, pace: float, per_host: int = 1, per_address: int = 6, at_once: int = 32) -> None:
        self._pace, self._per_host, self._per_address = pace, max(1, per_host), max(1, per_address)
        self._gate = asyncio.Semaphore(max(1, at_once))
        self._hosts: OrderedDict[str, _Place] = OrderedDict()
        self._machines: OrderedDict[str, _Place] = OrderedDict()

    def turn(self, host: str, delay: float = 0.0, machine: str = "") -> _Turn:
        """Holds a place at the host, and at the address behind it where one is given, until done; `async with`.

        It begins when the pace, or `delay` where larger, has passed since the last one began. Raises TooSoon.
        """
        places = [(_place(self._hosts, host, self._per_host), max(self._pace, min(delay, _REST)))]
        if machine:
            places.append((_place(self._machines, machine, self._per_address), self._pace / self._per_address))
        return _Turn(self, places)

    async def begin(self, turn: _Turn) -> None:
        """Wait for a turn's places one after another, and for the gate. Raises TooSoon."""
        for place, gap in turn.places:
            await turn.take(place.slots)
            await _wait(place, gap)
        await turn.take(self._gate)
        place, gap = turn.places[0]
        place.ready = max(place.ready, asyncio.get_running_loop().time() + gap)  # from now, however long the gate took

    def tidy(self) -> None:
        """Forget the places that tell nothing any more."""
        for places in (self._hosts, self._machines):
            if len(places) > _PLACES:
                _forget(places, asyncio.get_running_loop().time())

    def crowded(self, host: str) -> bool:
        """Whether more than one request waits for or is under way at a host."""
        place = self._hosts.get(host)
        return place is not None and place.waiting > 1

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for a while, as its Retry-After asks."""
        place = _place(self._hosts, host, self._per_host)
        place.ready = max(place.ready, asyncio.get_running_loop().time() + min(seconds, _REST))


class _Turn:
    """One turn: a class, since a generator for each request would cost as much as the rest of it."""

    __slots__ = ("_held", "_turns", "places")

    def __init__(self, turns: Turns, places: list[tuple[_Place, float]]) -> None:
        self._turns, self.places = turns, places
        self._held: list[asyncio.Semaphore] = []

    async def take(self, slots: asyncio.Semaphore) -> None:
        await slots.acquire()
        self._held.append(slots)

    async def __aenter__(self) -> None:
        for place, _ in self.places:
            place.waiting += 1
        try:
            await self._turns.begin(self)
        except BaseException:
            self._leave()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        for slots in self._held:
            slots.release()
        for place, _ in self.places:
            place.waiting -= 1
        self._turns.tidy()


def _place(places: OrderedDict[str, _Place], name: str, at_once: int) -> _Place:
    if name not in places:
        places[name] = _Place(at_once)
    places.move_to_end(name)
    return places[name]


async def _wait(place: _Place, gap: float) -> None:
    """Sleep until a place may be asked and take that moment. Raises TooSoon."""
    loop = asyncio.get_running_loop()
    while (seconds := place.ready - loop.time()) > 0:
        if seconds > LONGEST:
            raise TooSoon(seconds)
        await asyncio.sleep(seconds)
    place.ready = loop.time() + gap


def _forget(places: OrderedDict[str, _Place], now: float) -> None:
    while len(places) > _PLACES:
        name, place = next(iter(places.items()))
        if place.waiting or place.ready > now:
            return
        del places[name]
