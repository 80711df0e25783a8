"""Which finished pages may be handed out again: kept in memory, dropped when what they show changes, built once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from broadsheet.press.archive.models import Printed
from broadsheet.press.front.squeeze import coding, squeezed

SHOWN = ("before",)  # the only parameters that change a kept page; all others are left out of its key
MOST_BYTES = 64_000_000  # before encoding, which adds about a fifth
LIFETIME = 60.0  # seconds: a page says "5 min ago"
PATIENCE = 10.0  # seconds to wait for a colleague who builds the same page
CONTROL = "public, max-age=30, stale-while-revalidate=60"


@dataclass(slots=True)
class Kept:
    """A finished page: its bytes, and the versions of what it shows."""

    body: bytes
    content_type: str
    digest: str
    versions: dict[str, int]
    generation: int
    born: float
    headers: dict[str, str] = field(default_factory=dict)
    encoded: dict[str, bytes] = field(default_factory=dict)

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer: the page, or 304 when the reader has it."""
        name = coding(request.META.get("HTTP_ACCEPT_ENCODING", ""), len(self.body))
        answer = HttpResponse(self._in(name), content_type=self.content_type, headers=self.headers)
        answer["ETag"] = f'"{self.digest}{name}"'
        answer["Cache-Control"] = CONTROL
        answer["Vary"] = "Accept-Encoding"
        if name:
            answer["Content-Encoding"] = name
        return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer

    def _in(self, name: str) -> bytes:
        if not name:
            return self.body
        if name not in self.encoded:
            self.encoded[name] = squeezed(self.body, name)
        return self.encoded[name]


class Changes:
    """Counts the times that the database was seen changed. One small PRAGMA a look; a thread's own writes count too."""

    def __init__(self) -> None:
        self.generation = 0
        self.seen = threading.local()
        self.lock = threading.Lock()

    def look(self) -> int:
        """The present generation: a higher number than before says that something was written."""
        stamp = self._stamp()
        if stamp != getattr(self.seen, "stamp", None):
            self.seen.stamp = stamp
            with self.lock:
                self.generation += 1
        return self.generation

    def _stamp(self) -> tuple[int, ...]:
        if connection.vendor != "sqlite":
            return (int(time.monotonic()),)
        connection.ensure_connection()
        raw: Any = connection.connection
        return (id(raw), raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes)


class Pages:
    """The kept pages, the least used dropped when they grow over `most` bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most = most
        self.bytes = 0
        self.kept: OrderedDict[str, Kept] = OrderedDict()
        self.building: dict[str, threading.Lock] = {}
        self.lock = threading.Lock()
        self.changes = Changes()

    def fresh(self, key: str) -> Kept | None:
        """The page, when nothing it shows has changed since."""
        page = self.kept.get(key)
        if page is None or time.monotonic() - page.born > LIFETIME:
            return None
        generation = self.changes.look()
        if generation != page.generation:
            if versions(page.versions) != page.versions:
                page.born = float("-inf")
                return None
            page.generation = generation
        return page

    def answer(self, request: HttpRequest, keys: Iterable[str], build: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """The kept page, or one built now; while one thread builds, others wait, or hand out the last one."""
        key = address(request)
        page = self.fresh(key)
        if page:
            return page.response(request)
        with self.lock:
            turn = self.building.setdefault(key, threading.Lock())
        mine = turn.acquire(blocking=False)
        if not mine:
            stale = self.kept.get(key)
            if stale:
                return stale.response(request)
            mine = turn.acquire(timeout=PATIENCE)
        try:
            page = self.fresh(key)
            return page.response(request) if page else self._built(request, key, tuple(keys), build)
        finally:
            if mine:
                turn.release()
            with self.lock:
                self.building.pop(key, None)

    def clear(self) -> None:
        """Forget all pages."""
        with self.lock:
            self.kept.clear()
            self.bytes = 0

    def _built(
        self, request: HttpRequest, key: str, keys: tuple[str, ...], build: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        generation, before = self.changes.look(), versions(keys)
        answer = build()
        if answer.status_code != 200 or not isinstance(answer, HttpResponse):
            return answer
        page = Kept(
            body=answer.content,
            content_type=answer["Content-Type"],
            digest=blake2b(answer.content, digest_size=12).hexdigest(),
            versions=before,
            generation=generation,
            born=time.monotonic(),
            headers={name: value for name, value in answer.items() if name not in {"Content-Type", "Vary"}},
        )
        self._keep(key, page)
        return page.response(request)

    def _keep(self, key: str, page: Kept) -> None:
        with self.lock:
            old = self.kept.pop(key, None)
            self.bytes += len(page.body) - (len(old.body) if old else 0)
            self.kept[key] = page
            while self.bytes > self.most and self.kept:
                _, dropped = self.kept.popitem(last=False)
                self.bytes -= len(dropped.body)


PAGES = Pages()


def address(request: HttpRequest) -> str:
    """What a kept page is known by: its path and the parameters that change it."""
    shown = [(name, request.GET[name]) for name in SHOWN if name in request.GET]
    return f"{request.path}?{urlencode(shown)}" if shown else request.path


def versions(keys: Iterable[str]) -> dict[str, int]:
    """The printed versions of these keys; 0 for what was never bumped."""
    wanted = list(keys)
    return dict.fromkeys(wanted, 0) | dict(Printed.objects.filter(key__in=wanted).values_list("key", "version"))


def kept(*keys: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Keep a view's pages until one of these printed keys changes, or a minute is over; `{slug}` in a key is the address's."""

    def around(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponse(
                    "Read this page with GET.\n", status=405, content_type="text/plain", headers={"Allow": "GET, HEAD"}
                )
            return PAGES.answer(request, ["settings", *(key.format(**parts) for key in keys)], lambda: view(request, **parts))

        return answer

    return around


def known(request: HttpRequest) -> HttpResponse | None:
    """The kept page for a request, without asking which view it is; None when it has to be made."""
    if request.method not in {"GET", "HEAD"}:
        return None
    key = address(request)
    page = PAGES.fresh(key) if key in PAGES.kept else None
    return page.response(request) if page else None
