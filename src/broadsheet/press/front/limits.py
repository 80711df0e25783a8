"""How often one address may write: token buckets in memory, bounded however many addresses come."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_ADDRESSES = 20_000  # about 4 MB; the least recent are forgotten first


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in so many seconds, all at once if they like."""

    times: int
    seconds: float


READERS = Rate(30, 60)
OPT_OUTS = Rate(6, 3600)
LOG_INS = Rate(10, 300)
HUBS = Rate(600, 60)  # one hub brings what is new in many feeds
EDITORS = Rate(300, 60)  # the desk saves and locks by itself while an editor types


@dataclass(slots=True)
class Buckets:
    """One bucket a name and address."""

    most: int = MOST_ADDRESSES
    levels: OrderedDict[tuple[str, str], tuple[float, float]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, name: str, address: str, rate: Rate, now: float) -> float:
        """Take one token; 0 when there was one, else the seconds until there is. `now` is any monotonic clock's."""
        key = (name, neighbourhood(address))
        with self.lock:
            tokens, at = self.levels.pop(key, (float(rate.times), now))
            tokens = min(rate.times, tokens + (now - at) * rate.times / rate.seconds)
            wait = 0.0 if tokens >= 1 else (1 - tokens) * rate.seconds / rate.times
            self.levels[key] = (tokens if wait else tokens - 1, now)
            while len(self.levels) > self.most:
                self.levels.popitem(last=False)
        return wait


def neighbourhood(address: str) -> str:
    """The address, or for IPv6 its /64: one subscriber has as many as they like of those."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)
