"""Where hubs verify a subscription and bring what is new: one address a feed, that nobody can guess."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from broadsheet.press import hubs
from broadsheet.press.archive.models import HubSubscription
from broadsheet.press.clock import clock
from broadsheet.press.current import current

MOST_BYTES = 2_000_000  # of one delivery; the largest feed of the bench has 0.5 MB, and a hub sends what is new


@csrf_exempt
def hub(request: HttpRequest, token: str) -> HttpResponse:
    """A verification (GET) or a delivery (POST) of a hub; 410 tells it that nobody is here any more."""
    row = HubSubscription.objects.filter(token=token).select_related("feed__publisher").first()
    if row is None:
        return _plain("There is no such subscription.\n", 410)
    if request.method == "GET":
        challenge = hubs.verify(row, request.GET.dict(), current(settings.HOME), clock())
        told = bool(challenge) or request.GET.get("hub.mode") == "denied"
        return _plain(challenge, 200) if told else _plain("This was not asked for.\n", 404)
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "GET, POST"})
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _plain(f"A delivery may have {MOST_BYTES} bytes.\n", 413)
    hubs.deliver(row, body, request.headers.get("Content-Type", ""), request.headers.get("X-Hub-Signature", ""), clock())
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})  # also to a forger, who is to learn nothing (7.1.2)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
