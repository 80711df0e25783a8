"""`broadsheet discover`: which feeds a site has, from a shell."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.settings import Settings
    from broadsheet.wire.discover import Candidate


def discover(chosen: argparse.Namespace) -> int:
    """Print each feed of an address on a line: its address, its entries, its title and where it was named, tabs between.

    Answers 0 when there is one, 1 when there is none or the address cannot be read, 2 for settings that cannot be used.
    """
    from broadsheet.settings import SettingsError, load
    from broadsheet.wire.fetch import Refused

    given = {"BROADSHEET_WIRE_ALLOW_LOOPBACK": ",".join(chosen.allow_loopback)} if chosen.allow_loopback else {}
    try:
        found = asyncio.run(_found(load(None, {**os.environ, **given}), chosen.address))
    except SettingsError as wrong:
        print(f"broadsheet: {wrong}", file=sys.stderr)
        return 2
    except Refused as refused:
        print(f"broadsheet: {refused.reason}", file=sys.stderr)
        return 1
    for each in found:
        print(each.url, each.entries, each.title, each.why, sep="\t")
    if not found:
        print(f"broadsheet: {chosen.address} is no feed and names none.", file=sys.stderr)
    return 0 if found else 1


async def _found(settings: Settings, address: str) -> tuple[Candidate, ...]:
    from broadsheet.press.clock import clock
    from broadsheet.wire import discover as wire
    from broadsheet.wire.fetch import Fetcher

    async with Fetcher(settings, clock) as fetcher:
        return await wire.discover(fetcher, address, clock())
