"""A specimen wire for tests: small events of our own and the shipped ones, a clock that stands, a reader."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from yarl import URL

from broadsheet.press.specimen.edition import Edition
from broadsheet.press.specimen.events import load
from broadsheet.press.specimen.server import Running, listen, serve_edition

ANCHOR = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
SMALL = Path(__file__).parent / "events"


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    now: datetime = ANCHOR

    def __call__(self) -> datetime:
        return self.now

    def pass_hours(self, hours: float) -> None:
        self.now += timedelta(hours=hours)


@dataclass
class Reader:
    """A reader who needs no name service: *.localhost is 127.0.0.1."""

    session: aiohttp.ClientSession
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, address: str, **headers: str):
        url = URL(address)
        host = {"Host": f"{url.host}:{url.port}", **{key.replace("_", "-"): value for key, value in headers.items()}}
        async with self.session.get(url.with_host("127.0.0.1"), headers=host, allow_redirects=False) as answer:
            return answer.status, await answer.read(), answer.headers


@dataclass
class Wire:
    """A running wire with its clock and a reader."""

    running: Running
    clock: Clock
    reader: Reader

    @property
    def edition(self) -> Edition:
        return self.running.edition

    def at(self, publisher: str, path: str) -> str:
        return f"http://{publisher}.localhost:{self.running.port}{path}"

    async def get(self, address: str, **headers: str):
        return await self.reader.get(address, **headers)

    async def page(self, slug: str) -> str:
        status, body, _ = await self.get(self.edition.address_of(slug))
        assert status == 200
        return body.decode()


def small_edition(port: int = 8910) -> Edition:
    return Edition(*load(SMALL), ANCHOR, port)


@pytest.fixture
def edition() -> Edition:
    """The small edition, nothing served."""
    return small_edition()


@pytest.fixture
def anchor() -> datetime:
    return ANCHOR


async def _serve(edition_of) -> AsyncIterator[Wire]:
    listener, clock = listen(0), Clock()
    running = await serve_edition(edition_of(listener.getsockname()[1]), listener, clock)
    async with aiohttp.ClientSession() as session:
        yield Wire(running, clock, Reader(session))
    await running.close()


@pytest_asyncio.fixture
async def wire() -> AsyncIterator[Wire]:
    """A wire that serves the small edition."""
    async for one in _serve(small_edition):
        yield one


@pytest_asyncio.fixture(params=["small", "shipped"])
async def either_wire(request: pytest.FixtureRequest) -> AsyncIterator[Wire]:
    """A wire that serves the small edition, and one that serves what is shipped."""
    shipped = request.param == "shipped"
    async for one in _serve(lambda port: Edition(*load(), ANCHOR, port) if shipped else small_edition(port)):
        yield one
