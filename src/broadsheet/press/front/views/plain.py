"""The small answers: is the site well, and its icon."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from broadsheet.press.front.jinja import initial


def healthz(request: HttpRequest) -> HttpResponse:
    """`ok` when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


def favicon(request: HttpRequest) -> HttpResponse:
    """The paper's initial, drawn."""
    drawn = render_to_string("components/favicon.svg", {"initial": initial()}, using="jinja2")
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
