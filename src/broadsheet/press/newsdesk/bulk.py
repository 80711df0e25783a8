"""What can be done with several stories at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log

from broadsheet.press.archive.models import Story
from broadsheet.press.archive.overrule import Refused, edit_stories
from broadsheet.press.clock import clock
from broadsheet.press.newsdesk.listing import Policy

MOST_AT_ONCE = 200  # stories told anew in one transaction: a quarter of a second


class NoteForm(forms.Form):
    """Why, for colleagues."""

    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Why, for colleagues; may stay empty."
    )


class StateAction(BulkAction):
    """Give the chosen stories one state."""

    models = [Story]
    template_name = "newsdesk/bulk.html"
    form_class = NoteForm
    state = ""
    asked = ""
    done = ""

    def check_perm(self, obj: Story) -> bool:
        """Merged stories are not edited."""
        return obj.state != "merged" and Policy(Story, frozenset()).user_has_permission(self.request.user, "change")

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """“All” means those an editor can see the count of, no more."""
        rows = super().get_all_objects_in_listing_query(parent_id)
        return rows.order_by("-last_changed")[: MOST_AT_ONCE + 1]

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """With the question asked."""
        return super().get_context_data(**options) | {
            "action": self,
            "too_many": len(self.get_actionable_objects()[0]) > MOST_AT_ONCE,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Done for all, or refused for all with the reason."""
        try:
            return super().form_valid(form)
        except Refused as no:
            messages.error(self.request, f"Nothing was changed. {no}")
            return self.form_invalid(form)

    def get_execution_context(self) -> dict[str, Any]:
        """What the execution needs to know."""
        return {"action": self, "note": self.cleaned_form.cleaned_data["note"]}

    @classmethod
    def execute_action(cls, objects: list[Story], action: Any = None, note: str = "", **_: Any) -> tuple[int, int]:
        """One transaction; all or none."""
        if len(objects) > MOST_AT_ONCE:
            raise Refused(f"At most {MOST_AT_ONCE} stories at once; choose fewer.")
        values = {"state": cls.state} | ({"note": note} if note else {})
        edit_stories([row.pk for row in objects], action.request.user.get_username(), clock(), values)
        for row in objects:
            log(instance=row, action="broadsheet.decide", title=row.pk, data={"act": cls.action_type})
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many."""
        del num_child_objects
        return f"{num_parent_objects} {'story is' if num_parent_objects == 1 else 'stories are'} {self.done}."


class PrintAction(StateAction):
    """Print."""

    display_name = "Print"
    aria_label = "Print the chosen stories"
    action_type = "print"
    action_priority = 10
    state, asked, done = "printed", "Print these stories?", "in print"


class HoldAction(StateAction):
    """Hold."""

    display_name = "Hold"
    aria_label = "Hold the chosen stories"
    action_type = "hold"
    action_priority = 20
    state, asked, done = "held", "Hold these stories?", "held"
