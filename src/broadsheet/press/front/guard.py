"""What every answer carries and every request must pass."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from broadsheet.press.front import cache
from broadsheet.press.front.limits import EDITORS, HUBS, LOG_INS, OPT_OUTS, READERS, Buckets
from broadsheet.press.front.views.errors import too_many

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DESK_POLICY = (  # Wagtail's admin has inline scripts and styles, and previews in a frame of its own
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
DESK = "/desk/"
PUBLISHERS = "/publishers/"
HUB = "/hub/"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Guard:
    """Middleware: limits what writes, hands out kept pages, and sets the headers of every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.buckets = Buckets()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a request, limited and with its headers."""
        wait = self._wait(request) if request.method in WRITES else 0.0
        answer = too_many(request, math.ceil(wait)) if wait else cache.known(request) or self.get_response(request)
        return guarded(request.path, answer)

    def _wait(self, request: HttpRequest) -> float:
        address, now = request.META.get("REMOTE_ADDR", ""), time.monotonic()
        if request.path.startswith(f"{DESK}login"):
            return self.buckets.take("log-in", address, LOG_INS, now)
        if request.path.startswith(DESK):
            return self.buckets.take("desk", address, EDITORS, now)
        if request.path.startswith(PUBLISHERS):
            return self.buckets.take("opt-out", address, OPT_OUTS, now)
        if request.path.startswith(HUB):
            return self.buckets.take("hub", address, HUBS, now)
        return self.buckets.take("write", address, READERS, now)


def guarded(path: str, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer with the headers that its path asks for."""
    answer["Content-Security-Policy"] = DESK_POLICY if path.startswith(DESK) else PUBLIC_POLICY
    for name, value in HEADERS.items():
        answer.setdefault(name, value)
    if not path.startswith(DESK):
        answer.setdefault("X-Frame-Options", "DENY")
    if settings.SECURE_HSTS_SECONDS:  # kept pages do not pass Django's own middleware
        answer.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
    if settings.HOME.edition:
        answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
