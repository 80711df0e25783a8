"""A stream of pages: in order, each host's template learned as it goes by, the same for any number of workers."""

import json
import os
from datetime import UTC, datetime

from broadsheet.cli.reading import AT_ONCE, HOSTS, read_all, read_pages
from broadsheet.runners.here import Here
from broadsheet.runners.pool import Pool
from broadsheet.settings import Settings
from tests.wire.printed import page

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def lines(hosts, pages):
    """Lines of so many pages of each host, the hosts taking turns."""
    return [
        json.dumps({"id": f"{host}-{number}", "url": f"https://{host}.example/{number}", "html": page(number)}).encode()
        for number in range(pages)
        for host in hosts
    ]


def deadly(job):
    """Reads numbers; one of them ends the process that reads it."""
    if any(b"13" in line for line in job.lines):
        os._exit(1)
    return [{"id": json.loads(line)["id"], "dropped": None} for line in job.lines], job.memory


def test_a_page_that_ends_its_worker_drops_its_line_alone():
    rows = [json.dumps({"id": n, "url": f"https://host{n % 4}.example/"}).encode() for n in range(30)]
    pool = Pool(2)
    try:
        answers = list(read_all(pool, deadly, (), rows))
    finally:
        pool.close()
    assert [a["id"] for a in answers] == list(range(30))
    assert {a["id"]: a["dropped"] for a in answers if a["dropped"]} == {13: "its page took the process that read it down"}


def test_later_pages_of_a_host_profit_from_earlier_ones():
    answers = list(read_all(Here(), read_pages, (Settings(), NOW), lines(["ford"], 8)))
    assert [a["id"] for a in answers] == [f"ford-{n}" for n in range(8)]
    promised = ["The Ford Post is made by forty people." in a["text"] for a in answers]
    assert promised[0]
    assert not any(promised[4:])


def test_any_number_of_workers_answers_the_same():
    rows = [*lines(["ford", "mill", "quay"], 7), b"{", b'{"id": 5}', *lines(["ford"], 2)]
    alone = list(read_all(Here(), read_pages, (Settings(), NOW), rows))
    pool = Pool(2)
    try:
        assert list(read_all(pool, read_pages, (Settings(), NOW), rows)) == alone
    finally:
        pool.close()
    assert len(alone) == len(rows)


def count(job):
    """How many pages of its host were there before."""
    from dataclasses import replace

    before = job.memory.pages
    numbered = [{"id": json.loads(line)["id"], "before": before + n} for n, line in enumerate(job.lines)]
    return numbered, replace(job.memory, pages=before + len(job.lines))


def test_the_memories_of_a_long_stream_are_bounded():
    hosts = [f"host{n}" for n in range(HOSTS + AT_ONCE)]
    rows = [json.dumps({"id": host, "url": f"https://{host}.example/"}).encode() for host in [*hosts, hosts[-1], hosts[0]]]
    answers = list(read_all(Here(), count, (), rows))
    assert [a["before"] for a in answers[-2:]] == [1, 0]
