"""What a language model took: the ledger at the desk."""

from __future__ import annotations

from django.conf import settings as django
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from broadsheet.press.archive import drafts, spending
from broadsheet.press.archive.models import Question, Story
from broadsheet.press.clock import clock
from broadsheet.press.current import current
from broadsheet.press.newsdesk.listing import Policy

MOST_SHOWN = 20  # drafts that wait, and questions


def language_model(request: HttpRequest) -> HttpResponse:
    """The ledger: what the model took, day by day and prompt by prompt, and the last questions."""
    if not Policy(Story, frozenset()).user_has_permission(request.user, "change"):
        raise PermissionDenied
    settings = current(django.HOME)
    on = spending.today(settings, clock())
    given = {
        "model": settings.model,
        "today": spending.day(on),
        "days": spending.days(on),
        "prompts": spending.by_prompt(on),
        "questions": Question.objects.all()[:MOST_SHOWN],
        "waiting": drafts.waiting()[:MOST_SHOWN],
    }
    return render(request, "newsdesk/language_model.html", given)
