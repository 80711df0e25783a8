"""`broadsheet extract`: pages read in the order of their lines, each host's template learned as its pages go by.

A host's pages are read one after another, each with what the earlier ones taught, whatever the number of workers: so the
answers are the same for any number. Several hosts are read at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from broadsheet.cli.streams import Answer, Row, Unusable, object_of, text_of
from broadsheet.news import Article, Page

if TYPE_CHECKING:
    from broadsheet.line import Runner
    from broadsheet.settings import Settings
    from broadsheet.wire.templates import Memory

AT_ONCE = 32  # lines that are looked at together, so that other hosts' pages are read while one host's wait for each other
HOSTS = 200  # hosts whose pages are remembered; the one unseen for longest goes


@dataclass(frozen=True, slots=True)
class Job:
    """The pages of one host among those looked at together, in order, and what is known of its earlier ones."""

    memory: Memory
    lines: tuple[bytes, ...]


Done = tuple[list[Answer], "Memory"]
Read = Callable[..., Done]  # the shared arguments and a job in, an answer a line and what is known now out


def read_all(runner: Runner, read: Read, shared: tuple[Any, ...], lines: Iterable[bytes]) -> Iterator[Answer]:
    """The answer for each line, in order. When a page ends its worker, the jobs under way are read again line by line."""
    from broadsheet.wire.templates import Memory

    waiting = iter(lines)
    memories: dict[str, Memory] = {}
    while together := tuple(islice(waiting, AT_ONCE)):
        hosts = [_host(line) for line in together]
        by_host: dict[str, list[bytes]] = {}
        for host, line in zip(hosts, together, strict=True):
            by_host.setdefault(host, []).append(line)
        jobs = [Job(memories.get(host) or Memory(host), tuple(each)) for host, each in by_host.items()]
        answers: dict[str, Iterator[Answer]] = {}
        for host, (said, memory) in zip(by_host, _done(runner, read, shared, jobs), strict=True):
            memories.pop(host, None)
            answers[host], memories[host] = iter(said), memory
        for host in [*memories][:-HOSTS]:
            del memories[host]
        yield from (next(answers[host]) for host in hosts)


def _done(runner: Runner, read: Read, shared: tuple[Any, ...], jobs: list[Job]) -> Iterator[Done]:
    from concurrent.futures.process import BrokenProcessPool

    finished = 0
    try:
        for done in runner.map(read, shared, jobs):
            finished += 1
            yield done
    except BrokenProcessPool:
        yield from (_one_by_one(runner, read, shared, job) for job in jobs[finished:])


def _one_by_one(runner: Runner, read: Read, shared: tuple[Any, ...], job: Job) -> Done:
    from concurrent.futures.process import BrokenProcessPool

    answers, memory = list[Answer](), job.memory
    for line in job.lines:
        try:
            said, memory = next(iter(runner.map(read, shared, [Job(memory, (line,))])))
        except BrokenProcessPool:
            said = [{"id": object_of(line)["id"], "dropped": "its page took the process that read it down"}]
        answers += said
    return answers, memory


def _host(line: bytes) -> str:
    """Whose page a line holds; empty for what cannot be used."""
    try:
        row = object_of(line)
        return host_of(text_of(row, "url"))
    except Unusable:
        return ""


def host_of(address: str) -> str:
    """The host as it is written in an address."""
    return address.partition("://")[2].partition("/")[0].lower()


def read_pages(settings: Settings, now: datetime, job: Job) -> Done:
    """The answer for each page, and what is known after them; at the top of its module, so that it travels to a worker."""
    answers, memory = list[Answer](), job.memory
    for line in job.lines:
        answer, memory = _read_page(line, now, memory)
        answers.append(answer)
    return answers, memory


def _read_page(line: bytes, now: datetime, memory: Memory) -> tuple[Answer, Memory]:
    from broadsheet.wire import templates
    from broadsheet.wire.extract import report

    try:
        row = object_of(line)
        page = _page(row, now)
    except Unusable as bad:
        return {"id": bad.identity, "dropped": str(bad)}, memory
    try:
        found = report(page, host_of(page.url), seen=now, template=templates.template(memory))
        memory = templates.learn(memory, found.sighting) if found.sighting else memory
    except Exception as error:  # noqa: BLE001 - whatever a page from outside brings about: one line's answer, never the stream's end
        return {
            "id": row["id"],
            "url": page.url,
            "dropped": f"its page cannot be read: {type(error).__name__}: {error}",
        }, memory
    if isinstance(found.article, Article):
        return {"id": row["id"], **_said(found.article, found.written, found.changed), "dropped": None}, memory
    return {"id": row["id"], "url": page.url, "dropped": found.article.why}, memory


def _said(article: Article, written: datetime | None, changed: datetime | None) -> Answer:
    """An article's fields; its dates in the zones that its page wrote them in."""
    return {
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "authors": list(article.authors),
        "published": written.isoformat() if written else None,
        "modified": changed.isoformat() if changed else None,
        "language": article.language or None,
        "image": article.image or None,
        "canonical": article.canonical or None,
        "kind": article.kind,
        "genre": article.genre,
    }


def _page(row: Row, now: datetime) -> Page:
    import base64
    import binascii

    url, kind = text_of(row, "url"), text_of(row, "content_type") or "text/html"
    if row.get("html_base64"):
        try:
            body = base64.b64decode(text_of(row, "html_base64"), validate=True)
        except (binascii.Error, ValueError) as error:
            raise Unusable(row["id"], f"html_base64 is not base64: {error}") from error
    elif row.get("html"):
        body, kind = text_of(row, "html").encode(), "text/html; charset=utf-8"
    else:
        raise Unusable(row["id"], "there is no html")
    return Page(asked=url, url=url, status=200, content_type=kind, body=body, fetched=now)
