"""Saved real publishers, played on loopback with their faults: only where the player and its pages are at hand."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.news import Article, Feed
from broadsheet.settings import Settings
from broadsheet.wire.extract import extract
from broadsheet.wire.fetch import Fetcher
from broadsheet.wire.opml import read_opml
from broadsheet.wire.poll import Health, poll
from tests.cli.running import free_port

SHARED = Path(__file__).parents[3] / "shared"
FAULTS = (
    "hang",
    "drip",
    "loop",
    "410",
    "429",
    "503",
    "gzip-bomb",
    "stacked-gzip",
    "endless",
    "html-as-feed",
    "to-private",
    "reset",
)
NOW = datetime.now(UTC)  # noqa: TID251  (the player moves its dates to the machine's clock)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (SHARED / "tools" / "wire.py").exists(), reason="the player is not here"),
]


async def _play() -> tuple[asyncio.subprocess.Process, int] | None:
    """A player on a port that was free a moment ago, or None where another process took it in between."""
    port = free_port()
    command = [sys.executable, str(SHARED / "tools" / "wire.py"), "--data", str(SHARED / "data"), "--port", str(port)]
    player = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert player.stdout is not None
    if await player.stdout.readline():
        return player, port
    await player.wait()
    return None


@pytest.fixture
async def port() -> AsyncIterator[int]:
    for _ in range(5):
        if playing := await _play():
            break
    else:
        pytest.fail("the player never started: its own words are above")
    player, port = playing
    yield port
    if player.returncode is None:
        player.terminate()
    await player.communicate()


async def test_real_publishers_are_polled_and_read_and_their_faults_stay_theirs(port):
    plain = Settings()
    wire = replace(plain.wire, allow_loopback=(f"127.1.0.0/16:{port}",), pace=0.05, timeout=4.0)
    settings = replace(plain, wire=wire)
    async with Fetcher(settings, lambda: NOW) as fetcher:
        feeds = read_opml((await fetcher.get(f"http://127.1.0.1:{port}/feeds.opml")).body)
        faulty = [Feed(f"http://127.1.0.{n}:{port}/fault/{name}", name) for n, name in enumerate(FAULTS, 1)]
        sound = await asyncio.gather(*(poll(fetcher, feed, Health(), settings, NOW) for feed in feeds[len(FAULTS) :]))
        broken = await asyncio.gather(*(poll(fetcher, feed, Health(), settings, NOW) for feed in faulty))
        assert all(polled.entries for polled in sound)
        assert all(polled.health.failures == 1 and polled.health.why for polled in broken)
        pages = [await fetcher.get(polled.entries[0].url) for polled in sound[:12]]
        canary = await fetcher.get(f"http://127.1.0.1:{port}/canary")
        assert canary.body.strip() == b"0"
        assert all(address.startswith("127.1.") for address, _ in fetcher.contacted)
    found = [extract(page, "paper", seen=NOW) for page in pages]
    assert sum(isinstance(each, Article) and len(each.text) > 200 for each in found) >= 10
