"""What the sites' robots.txt say, and how long that holds."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from broadsheet.wire import permissions, robots
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.permissions import Permissions

CLOSED = robots.read(503, b"")
OPEN = robots.read(200, b"User-agent: *\nDisallow: /private/\n")


class Sites:
    """Sites of ours that answer what they are told to, and a clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.said: robots.Rules | Refused = OPEN
        self.asked: list[str] = []

    async def ask(self, origin: str) -> robots.Rules | Refused:
        self.asked.append(origin)
        return self.said


@pytest.fixture
def sites(now):
    return Sites(now)


@pytest.fixture
def kept(sites):
    return Permissions(sites.ask, lambda: sites.now)


@pytest.mark.parametrize(
    ("said", "hours"), [(OPEN, 24.0), (robots.read(404, b""), 24.0), (CLOSED, 0.25), (Refused("network", "No."), 1 / 60)]
)
async def test_an_answer_holds_for_its_time(sites, kept, said, hours):
    sites.said, began = said, sites.now
    for part in (0.0, 0.99, 1.01):
        sites.now = began + timedelta(hours=hours * part)
        await told(kept)
    assert len(sites.asked) == 2


async def told(kept: Permissions) -> robots.Rules | Refused:
    try:
        return await kept.rules("https://p.example")
    except Refused as refused:
        return refused


async def test_an_earlier_text_stands_in_for_one_that_cannot_be_had(sites, kept):
    await told(kept)
    sites.now += timedelta(days=2)
    sites.said = CLOSED
    assert await told(kept) is OPEN
    sites.now += timedelta(days=40)
    assert await told(kept) is CLOSED


async def test_a_site_that_never_had_one_is_closed_while_it_cannot_be_had(sites, kept):
    sites.said = CLOSED
    assert await told(kept) is CLOSED


async def test_the_texts_kept_are_bounded(sites, kept, monkeypatch):
    monkeypatch.setattr(permissions, "_WEIGHT", 50_000)
    for number in range(100):
        sites.said = robots.read(200, b"User-agent: *\n" + b"Disallow: /private/\n" * 100)
        await kept.rules(f"https://{number}.example")
    assert len(kept._sites) < 25
    assert kept._weight == sum(each.good.weight for each in kept._sites.values())
    await kept.rules("https://99.example")
    await kept.rules("https://0.example")
    assert sites.asked.count("https://99.example") == 1
    assert sites.asked.count("https://0.example") == 2


async def test_the_texts_kept_parsed_are_bounded(sites, kept, monkeypatch):
    monkeypatch.setattr(permissions, "_PARSED", 5_000)
    for number in range(30):
        sites.said = robots.read(200, b"User-agent: *\nDisallow: /private/\n")
        assert (await kept.rules(f"https://{number}.example")).visit("https://x.example/private/") == (False, 0.0)
    parsed = [each.good for each in kept._sites.values() if each.good._parsed is not None]
    assert 0 < len(parsed) < 12
    assert kept._parsed_weight == sum(each.weight for each in kept._parsed.values())


async def test_a_robots_txt_that_moved_to_another_host_is_followed(fetcher, server):
    away = f"Location: http://127.0.0.2:{server.port}/rules\r\n"
    server.answer("/robots.txt", b"", away, "301 X")
    server.answer("/rules", b"User-agent: *\nDisallow: /feed.xml\n")
    assert not (await fetcher.permission(server.url("/feed.xml"))).allowed


async def test_a_robots_txt_that_moves_for_ever_is_none(fetcher, server):
    server.answer("/robots.txt", b"", "Location: /robots.txt\r\n", "301 X")
    assert (await fetcher.permission(server.url("/feed.xml"))).allowed
    assert server.paths().count("/robots.txt") == 6


async def test_a_robots_txt_that_moves_inside_closes_its_site(fetcher, server):
    server.answer("/robots.txt", b"", f"Location: http://127.0.0.1:{server.canary_port}/\r\n", "301 X")
    with pytest.raises(Refused) as caught:
        await fetcher.get(server.url("/feed.xml"))
    assert caught.value.kind == "address"


async def test_of_an_endless_robots_txt_the_beginning_is_heard(fetcher, server):
    server.answer("/robots.txt", b"User-agent: *\nDisallow: /feed.xml\n" + b"# on and on\n" * 200_000)
    assert not (await fetcher.permission(server.url("/feed.xml"))).allowed


async def test_a_robots_txt_that_cannot_be_unpacked_closes_its_site_for_now(fetcher, server):
    server.answer("/robots.txt", b"\x1f\x8bnothing", "Content-Encoding: gzip\r\n")
    said = await fetcher.permission(server.url("/feed.xml"))
    assert not said.allowed
    assert "for now" in said.why


async def test_each_origin_has_its_own(fetcher, server):
    for host in ("127.0.0.1", "127.0.0.2"):
        await fetcher.get(server.url("/feed.xml", host))
    assert server.paths().count("/robots.txt") == 2


async def test_a_crawl_delay_is_kept(settings, server, now):
    server.answer("/robots.txt", b"User-agent: *\nCrawl-delay: 0.2\n")
    async with Fetcher(settings, lambda: now) as fetcher:
        for _ in range(3):
            await fetcher.get(server.url("/feed.xml"))
    feed = [at for (path, _), at in zip(server.asked, server.started, strict=True) if path == "/feed.xml"]
    assert min(later - earlier for earlier, later in pairwise(feed)) > 0.19


async def test_a_host_that_asked_for_rest_is_not_asked(fetcher, server):
    with pytest.raises(Refused):
        await fetcher.get(server.url("/429"))
    with pytest.raises(Refused) as caught:
        await fetcher.get(server.url("/feed.xml"))
    assert caught.value.kind == "pace"
    assert caught.value.retry_after == pytest.approx(120, abs=20)
    assert "/feed.xml" not in server.paths()
