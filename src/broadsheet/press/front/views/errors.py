"""The pages that say what went wrong, and what to do."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from broadsheet.press.front.paper import printed_page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page. The reason is shown when a view gave one."""
    reason = exception.args[0] if exception and exception.args and isinstance(exception.args[0], str) else ""
    return _page(request, 404, "There is no such page", reason or "The address may be mistyped, or the page was never printed.")


def gone(request: HttpRequest) -> HttpResponse:
    """410: taken down for good."""
    text = "It was printed here, and was taken down for good. What it said stands on no page of ours any more."
    return _page(request, 410, "This story has been taken down", text)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request we do not understand. It reads nothing."""
    return _still(400, "We did not understand that", "Your browser sent a request that no page of ours answers.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this reader."""
    return _page(
        request,
        403,
        "This page is not open to you",
        "It may need a log-in, or the form was open for too long: go back and reload it.",
    )


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429: written too often from one address."""
    text = f"From your address more came in than one person writes. Wait {wait} seconds, go back, and send it again."
    answer = _still(429, "A little too fast", text)
    answer["Retry-After"] = str(wait)
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. It reads nothing, for the database may be what broke."""
    return _still(500, "Something broke on our side", "It is noted, and it is not your doing. Try again in a minute.")


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return printed_page(request, "pages/error.html", status=status, status_code=status, title=title, text=text, index=False)


def _still(status: int, title: str, text: str) -> HttpResponse:
    name = settings.NEWSROOM.site.name
    body = render_to_string(
        "pages/still.html", {"status_code": status, "title": title, "text": text, "name": name}, using="jinja2"
    )
    return HttpResponse(body, status=status)
