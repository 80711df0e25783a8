"""What waits for an editor: held stories that a word from the desk could print, each with its reason."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, DateColumn

from broadsheet.desk.verdict import FROZEN, OLD
from broadsheet.press.archive.models import Edit, Story
from broadsheet.press.newsdesk.listing import Cell, Title
from broadsheet.press.newsdesk.stories import StoryIndex

# Reasons that time, language or rights gave: no decision is asked for. Their stories are found in the list of all stories.
NO_DECISION = (OLD, FROZEN, "nobody tells it", "no telling in", "its publishers' rights")


def waiting() -> QuerySet[Story]:
    """Held stories that no editor has decided on and that ask for a decision, newest first."""
    said = Exists(Edit.objects.filter(story=OuterRef("pk")).exclude(state=""))
    nothing_to_decide = Q()
    for reason in NO_DECISION:
        nothing_to_decide |= Q(reason__startswith=reason)
    return (
        Story.objects.filter(~said, state="held").exclude(nothing_to_decide).exclude(reason="").order_by("-last_changed", "-id")
    )


class WaitingIndex(StoryIndex):
    """The queue."""

    page_title = "Waiting for an editor"
    header_icon = "time"
    default_ordering = "-last_changed"

    @cached_property
    def columns(self) -> list[Any]:
        """A row: what it says, why it waits, and what can be done with one click."""
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="story"),
            Title("headline", "stories:edit", template="headline", label="Headline"),
            Cell("reason", "reason", label="Why it waits", width="28%"),
            Cell("outlets", "outlets", label="Outlets", width="8%"),
            DateColumn("last_changed", label="Last changed", sort_key="last_changed", width="12%"),
            Cell("decide", "decide", label="Decide", width="170px"),
        ]

    def get_base_queryset(self) -> QuerySet[Story]:
        """Only what waits."""
        return super().get_base_queryset().filter(pk__in=waiting().order_by().values("pk"))

    @cached_property
    def no_results_message(self) -> str:
        """Said when the queue is empty."""
        return "Nothing waits for you: every story is printed, or held for a reason that no decision changes."
