import asyncio
import gzip
import os
import signal
import socket
import sys
import zlib
from pathlib import Path

import aiohttp
import pytest
from protego import Protego

from broadsheet.press.specimen.faults import FAULTS
from broadsheet.press.specimen.server import PortInUse, publisher_of, serve

SOURCE = Path(__file__).parents[3] / "src"
BRIDGE = "footbridge-shut-after-crack"


async def test_an_unknown_host_gets_the_twelve(wire):
    status, body, _ = await wire.get(f"http://127.0.0.1:{wire.running.port}/")
    assert status == 200
    assert body.decode().count("<h2>") == 12
    assert (await wire.get(f"http://127.0.0.1:{wire.running.port}/news"))[0] == 404


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("elbe.localhost:8910", "elbe"),
        ("Elbe.LOCALHOST.", "elbe"),
        ("localhost:8910", ""),
        ("127.0.0.1", ""),
        ("elbe.example", ""),
    ],
)
def test_the_host_names_the_publisher(host, slug):
    assert publisher_of(host) == slug


async def test_a_page_that_has_not_changed_is_a_304(wire):
    for address in (wire.edition.address_of(BRIDGE), wire.at("unionwire", "/feeds/all.xml"), wire.at("unionwire", "/")):
        _, _, headers = await wire.get(address)
        assert (await wire.get(address, If_None_Match=headers["ETag"]))[:2] == (304, b"")
        assert (await wire.get(address, If_None_Match=f'"x", W/{headers["ETag"]}'))[0] == 304
        assert (await wire.get(address, If_Modified_Since=headers["Last-Modified"]))[0] == 304
        assert (await wire.get(address, If_None_Match='"x"', If_Modified_Since=headers["Last-Modified"]))[0] == 200
        assert (await wire.get(address, If_Modified_Since="Sun, 01 Nov 2026 00:00:00 GMT"))[0] == 200
        assert (await wire.get(address, If_Modified_Since="yesterday"))[0] == 200


async def test_a_revision_changes_the_page(wire):
    address, found = wire.edition.address_of(BRIDGE), []
    for hours in (-15, 15, 2):
        wire.clock.pass_hours(hours)
        found.append(await wire.get(address))
    bodies, tags, stamps = zip(*((body, headers["ETag"], headers["Last-Modified"]) for _, body, headers in found), strict=True)
    assert len(set(tags)) == len(set(stamps)) == 3
    assert [b"found a crack" in bodies[0], b"found two cracks" in bodies[1], b"Withdrawn" in bodies[2]] == [True] * 3
    assert (await wire.get(address, If_None_Match=tags[0]))[0] == 200


async def test_an_article_appears_when_its_time_comes(wire):
    address, feed = wire.edition.address_of("bridge-reopens-early"), wire.at("meridian", "/rss")
    assert (await wire.get(address))[0] == 404
    assert b"<item>" not in (await wire.get(feed))[1]
    wire.clock.pass_hours(3)
    assert (await wire.get(address))[0] == 200
    assert (await wire.get(feed))[1].count(b"<item>") == 1


async def test_readers_marks_do_not_change_the_page(wire):
    for slug in (BRIDGE, "wards-and-harbours"):
        address = wire.edition.address_of(slug)
        mark = f"{'&' if '?' in address else '?'}utm_source=rss&fbclid=3"
        assert (await wire.get(address + mark))[1] == (await wire.get(address))[1]


async def test_pages_are_packed_for_those_who_ask(wire):
    address = wire.edition.address_of(BRIDGE)
    _, _, plain = await wire.get(address, Accept_Encoding="identity")
    _, _, packed = await wire.get(address, Accept_Encoding="gzip")
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] == plain["ETag"]


async def test_robots_differ(wire):
    async def rules(house: str) -> Protego:
        return Protego.parse((await wire.get(wire.at(house, "/robots.txt")))[1].decode())

    union, meridian, potomac = [await rules(house) for house in ("unionwire", "meridian", "potomac")]
    assert not union.can_fetch(wire.at("unionwire", "/private/about"), "broadsheet")
    assert union.can_fetch(wire.edition.address_of(BRIDGE), "broadsheet")
    assert meridian.crawl_delay("broadsheet") == 0.2
    assert not potomac.can_fetch(wire.at("potomac", "/"), "GPTBot")
    assert potomac.can_fetch(wire.at("potomac", "/"), "broadsheet")
    assert (await wire.get(wire.at("glasshouse", "/robots.txt")))[0] == 404
    assert (await wire.get(wire.at("unionwire", "/private/about")))[0] == 200


async def test_one_house_reserves_text_mining(wire):
    reserved = [
        house for house in wire.edition.publishers if (await wire.get(wire.at(house, "/.well-known/tdmrep.json")))[0] == 200
    ]
    assert reserved == ["glasshouse"]
    _, _, headers = await wire.get(wire.edition.address_of("ten-coats-we-were-paid-to-love"))
    assert headers["tdm-reservation"] == "1"
    assert (await wire.get(wire.at("glasshouse", headers["tdm-policy"])))[0] == 200


async def test_a_taken_port_is_said_in_one_sentence(anchor):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(
            PortInUse, match=rf"^The specimen wire cannot listen on 127\.0\.0\.1:{port}: stop what listens there"
        ):
            await serve(anchor, port, lambda: anchor)


async def test_what_is_shipped_is_served(anchor):
    running = await serve(anchor, 0, lambda: anchor)
    try:
        assert {slug for slug, _, _ in running.feeds()} == set(running.edition.publishers)
        assert all(url.startswith(f"http://{slug}.localhost:{running.port}/") for slug, url, _ in running.feeds())
    finally:
        await running.close()


async def test_plain_faults(wire):
    async def fault(name: str):
        return await wire.get(wire.at("northgate", f"/fault/{name}"))

    for name in ("410", "429", "503"):
        status, _, headers = await fault(name)
        assert status == int(name)
        assert name == "410" or headers["Retry-After"] == "120"
    assert (await fault("loop"))[2]["Location"].startswith("/fault/loop?step=1")
    assert (await fault("to-private"))[2]["Location"] == f"http://127.0.0.1:{wire.running.port + 1}/"
    assert (await fault("html-as-feed"))[2]["Content-Type"].startswith("text/html")
    assert b"</rss>" not in (await fault("truncated"))[1]
    assert (await fault("wrong-charset"))[1][:2] == b"\xff\xfe"
    status, body, _ = await fault("unheard-of")
    assert status == 404
    assert all(name in body.decode() for name in FAULTS)


async def test_a_reset_breaks_the_connection(wire):
    with pytest.raises((aiohttp.ClientPayloadError, ConnectionResetError)):
        await wire.get(wire.at("northgate", "/fault/reset"))


@pytest.mark.parametrize("name", ["hang", "drip"])
async def test_a_slow_fault_outlasts_a_reader(wire, name):
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(wire.get(wire.at("northgate", f"/fault/{name}")), 0.3)


async def _raw(wire, name: str, most: int) -> bytes:
    """The first bytes of a fault's body, unread by any decoder."""
    reader, writer = await asyncio.open_connection("127.0.0.1", wire.running.port)
    writer.write(f"GET /fault/{name} HTTP/1.1\r\nHost: elbe.localhost\r\nConnection: close\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    body = b""
    while len(body) < most and (more := await reader.read(most - len(body))):
        body += more
    writer.close()
    return body


async def test_a_bomb_unpacks_to_more_than_it_weighs(wire):
    body = await _raw(wire, "gzip-bomb", 1 << 20)
    assert len(body) < 1 << 20
    assert len(zlib.decompressobj(31).decompress(body, 64 << 20)) == 64 << 20


async def test_a_stacked_bomb_is_packed_twice(wire):
    inner = gzip.decompress(await _raw(wire, "stacked-gzip", 1 << 20))
    assert inner[:2] == b"\x1f\x8b"
    assert len(zlib.decompressobj(31).decompress(inner, 64 << 20)) == 64 << 20


async def test_an_endless_answer_goes_on(wire):
    assert len(await _raw(wire, "endless", 5 << 20)) == 5 << 20


async def test_closing_does_not_wait_for_a_hanging_answer(wire):
    hanging = asyncio.ensure_future(wire.get(wire.at("elbe", "/fault/hang")))
    await asyncio.sleep(0.1)
    await asyncio.wait_for(wire.running.close(), 5)
    with pytest.raises(aiohttp.ClientError):
        await hanging


async def test_the_command_runs_alone_and_stops_on_ctrl_c():
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "broadsheet.press.specimen", "--port", "0"),
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stderr=asyncio.subprocess.PIPE,
    )
    sentence = (await asyncio.wait_for(process.stderr.readline(), 20)).decode()
    assert "Ctrl-C stops it" in sentence
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_the_command_names_a_taken_port():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "broadsheet.press.specimen", "--port", port),
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 2
    assert said.decode().startswith(f"The specimen wire cannot listen on 127.0.0.1:{port}")
    assert "Traceback" not in said.decode()
