"""What was learned of a publisher's pages, at the desk: told in words, and forgotten at a click."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from broadsheet.press.archive import templates
from broadsheet.press.archive.models import Publisher
from broadsheet.press.clock import clock
from broadsheet.press.newsdesk.listing import Policy
from broadsheet.wire.learned import told


def learned(publisher: Publisher) -> list[str]:
    """What is known of a publisher's pages, in sentences."""
    return told(templates.memory(publisher.pk))


@require_POST
def forget(request: HttpRequest, pk: str) -> HttpResponse:
    """Forget it, so that the next pages are read whole and learned from anew."""
    if not Policy(Publisher, frozenset()).user_has_permission(request.user, "change"):
        raise PermissionDenied
    publisher = get_object_or_404(Publisher, pk=pk)
    templates.forget(publisher.pk, clock())
    log(instance=publisher, action="broadsheet.decide", title=publisher.name, data={"act": "forget its template"})
    messages.success(request, f"What was learned of {publisher.name}'s pages is forgotten; its next pages are read whole.")
    return redirect(reverse("publishers:edit", args=(pk,)))
