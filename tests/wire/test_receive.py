"""How answers come in, from a server of ours that sends them bit by bit."""

import asyncio
from dataclasses import replace

import pytest

from broadsheet.wire.fetch import Fetcher, Refused


class Bits:
    """Sends a body in pieces with pauses, the head at once or in two parts."""

    def __init__(self, pieces: list[tuple[float, bytes]], length: int) -> None:
        self.pieces, self.length, self.port = pieces, length, 0
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (head := await reader.readuntil(b"\r\n\r\n")).startswith(b"GET"):
                if b"robots.txt" in head:
                    writer.write(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
                    continue
                writer.write(f"HTTP/1.1 200 X\r\nContent-Length: {self.length}\r\n\r\n".encode())
                for pause, piece in self.pieces:
                    await asyncio.sleep(pause)
                    writer.write(piece)
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def fetched(settings, now, bits: Bits, **wire):
    """What comes of such an answer: the page, or the refusal."""
    listening = await asyncio.start_server(bits.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    own = replace(settings, wire=replace(settings.wire, allow_loopback=(f"127.0.0.1/32:{port}",), **wire))
    try:
        async with Fetcher(own, lambda: now) as fetcher:
            return await fetcher.get(f"http://127.0.0.1:{port}/a")
    except Refused as refused:
        return refused
    finally:
        listening.close()


async def test_a_drip_is_cut_off_before_its_time_is_over(settings, now):
    drip = Bits([(0.0, b"x")] + [(0.02, b"x")] * 3000, 3001)
    refused = await fetched(settings, now, drip, timeout=60.0 / 30, min_rate=1000.0)
    assert refused.kind == "timeout"
    assert "fewer than 1,000 bytes a second" in refused.reason


async def test_a_burst_does_not_pay_for_a_drip(settings, now):
    drip = Bits([(0.0, b"x" * 100_000)] + [(0.02, b"x")] * 3000, 103_000)
    refused = await fetched(settings, now, drip, timeout=60.0 / 30, min_rate=1000.0)
    assert "fewer than" in refused.reason


async def test_a_slow_answer_above_the_rate_comes_whole(settings, now):
    slow = Bits([(0.02, b"x" * 100)] * 40, 4000)
    page = await fetched(settings, now, slow, timeout=10.0, min_rate=1000.0)
    assert page.body == b"x" * 4000


async def test_without_a_rate_only_the_whole_time_counts(settings, now):
    drip = Bits([(0.02, b"x")] * 3000, 3000)
    refused = await fetched(settings, now, drip, timeout=0.5, min_rate=0.0)
    assert "within 0.5 seconds" in refused.reason


async def test_a_silence_before_the_first_byte_is_the_whole_times_affair(settings, now):
    late = Bits([(0.4, b"x" * 10)], 10)
    page = await fetched(settings, now, late, timeout=20.0, min_rate=1000.0)
    assert page.body == b"x" * 10


async def test_twenty_pages_of_one_host_go_over_one_connection(fetcher, server):
    for n in range(10):
        server.answer(f"/a/{n}", b"a page")
        server.answer(f"/m/{n}", b"<p>moved</p>", f"Location: /a/{n}\r\n", "301 X")
    paths = [f"/{kind}/{n}" for n in range(10) for kind in "am"]
    await asyncio.gather(*(fetcher.get(server.url(path)) for path in paths))
    assert (len(server.asked), server.connections) == (31, 1)


async def test_a_refusal_with_a_few_words_keeps_its_connection(fetcher, server):
    server.answer("/gone", b"<h1>Gone</h1>", status="410 X")
    for _ in range(5):
        with pytest.raises(Refused):
            await fetcher.get(server.url("/gone"))
    assert server.connections == 1


async def test_a_refusal_with_many_words_costs_its_connection_and_is_not_read(fetcher, server):
    server.answer("/gone", b"x" * 500_000, status="410 X")
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            await fetcher.get(server.url("/gone"))
        assert caught.value.status == 410
    assert server.connections == 2


async def test_a_redirect_whose_body_never_ends_is_followed(fetcher, server):
    server.routes["/to-feed"] = lambda _server, _asked: (
        "301 X\r\nLocation: /feed.xml\r\nTransfer-Encoding: chunked\r\nX-",
        b"",
    )
    assert (await fetcher.get(server.url("/to-feed"))).status == 200


async def test_connections_beyond_those_kept_are_closed(settings, server, now, monkeypatch):
    monkeypatch.setattr("broadsheet.wire.connect._IDLE", 1)
    async with Fetcher(settings, lambda: now) as fetcher:
        for host in ("127.0.0.2", "127.0.0.3"):
            for _ in range(3):
                await fetcher.get(server.url("/feed.xml", host))
    closes = [sent.get("connection") == "close" for _, sent in server.asked]
    assert closes == [False] * 4 + [True] * 4
    assert server.connections == 5
