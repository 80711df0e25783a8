"""Where names lead, told by a name server of ours."""

import asyncio
import socket
import threading
from dataclasses import replace

import pytest

from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.names import Names


class Zone:
    """A name server of ours: `hosts` tells the addresses, `asked` keeps who was looked up."""

    def __init__(self, **hosts: list[str]) -> None:
        self.hosts = {name.replace("_", "."): addresses for name, addresses in hosts.items()}
        self.asked: list[str] = []

    def __call__(self, host, port, **_more):
        self.asked.append(host)
        if host not in self.hosts:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        kinds = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(kinds[":" in each], socket.SOCK_STREAM, 6, "", (each, 0)) for each in self.hosts[host]]


@pytest.mark.parametrize(
    "addresses", [["192.168.1.1"], ["127.0.0.1"], ["169.254.169.254"], ["::1"], ["10.0.0.1", "fd00::1"], ["64:ff9b::a00:1"]]
)
async def test_a_name_that_leads_inside_is_refused_whole(settings, server, now, addresses):
    async with Fetcher(settings, lambda: now, Zone(rebound_example=addresses)) as fetcher:
        with pytest.raises(Refused) as caught:
            await fetcher.get("http://rebound.example/")
        assert caught.value.kind == "address"
        assert addresses[0] in caught.value.reason
        assert not fetcher.contacted


async def test_a_name_that_leads_inside_among_others_leads_to_those_alone():
    names = Names((), Zone(paper_example=["10.0.0.1", "93.184.216.34"]))
    assert [each["host"] for each in await names.resolve("paper.example", 443)] == ["93.184.216.34"]
    await names.close()


async def test_a_redirect_to_a_name_that_leads_inside_is_refused(settings, server, now):
    server.answer("/away", b"", "Location: http://rebound.example/\r\n", "302 X")
    async with Fetcher(settings, lambda: now, Zone(rebound_example=["127.0.0.1"])) as fetcher:
        with pytest.raises(Refused) as caught:
            await fetcher.get(server.url("/away"))
    assert caught.value.kind == "address"


async def test_names_of_no_public_host_are_not_even_looked_up(settings, server, now):
    zone = Zone()
    async with Fetcher(settings, lambda: now, zone) as fetcher:
        for host in ("localhost", "printer.local", "intranet", "metadata.google.internal", "x.onion"):
            with pytest.raises(Refused) as caught:
                await fetcher.get(f"http://{host}/")
            assert caught.value.kind == "address"
    assert zone.asked == []


@pytest.mark.parametrize("host", ["nowhere.example", "a..b.example", "x" * 64 + ".example"])
async def test_a_name_that_nobody_knows_is_told(settings, server, now, host):
    async with Fetcher(settings, lambda: now, Zone()) as fetcher:
        with pytest.raises(Refused) as caught:
            await fetcher.get(f"http://{host}/")
    assert caught.value.kind == "network"
    assert caught.value.reason == f"There is no host named {host}."


async def test_a_name_is_looked_up_once_and_connected_to_where_it_leads(settings, server, now):
    zone = Zone(paper_example=["127.0.0.2"])
    async with Fetcher(settings, lambda: now, zone) as fetcher:
        for _ in range(3):
            await fetcher.get(f"http://paper.example:{server.port}/feed.xml")
        assert fetcher.contacted == {("127.0.0.2", server.port)}
    assert zone.asked == ["paper.example"]
    assert dict(server.asked)["/feed.xml"]["host"] == f"paper.example:{server.port}"


async def test_name_servers_that_never_answer_keep_nobody_else_waiting(settings, server, now):
    answer = threading.Event()

    def silent(host, port, **more):
        answer.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    patient = replace(settings, wire=replace(settings.wire, timeout=60.0))
    async with Fetcher(patient, lambda: now, silent) as fetcher:
        try:
            waiting = [asyncio.create_task(fetcher.get(f"http://{n}.example/")) for n in range(30)]
            await asyncio.sleep(0)
            assert (await fetcher.get(server.url("/feed.xml"))).status == 200
            assert await asyncio.to_thread(lambda: "work of others") == "work of others"
            assert not any(each.done() for each in waiting)
        finally:
            answer.set()
        said = await asyncio.gather(*waiting, return_exceptions=True)
    assert {each.kind for each in said} == {"network"}


async def test_a_name_server_that_never_answers_is_given_up(settings, server, now):
    answer = threading.Event()
    async with Fetcher(settings, lambda: now, lambda *_, **__: answer.wait(60)) as fetcher:
        with pytest.raises(Refused) as caught:
            await fetcher.get("http://paper.example/")
        answer.set()
    assert caught.value.reason == "The name servers did not tell in time where paper.example is."


async def test_many_names_of_one_machine_share_its_places(settings, server, now):
    zone = Zone(**{f"p{n}_example": ["127.0.0.2"] for n in range(12)})
    shared = replace(settings, wire=replace(settings.wire, per_address=2))
    async with Fetcher(shared, lambda: now, zone) as fetcher:
        await asyncio.gather(*(fetcher.get(f"http://p{n}.example:{server.port}/slow") for n in range(12)))
    assert server.most_under_way == 2
