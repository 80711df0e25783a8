"""Rights at the desk: who asked to be left out, letters on file, and the ledger of what we were allowed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.log_actions import log

from broadsheet.press.archive import optouts, reprint, rulings
from broadsheet.press.archive.ledger import MODES
from broadsheet.press.archive.models import Letter, OptOut, Publisher, Ruling
from broadsheet.press.clock import clock
from broadsheet.press.current import current
from broadsheet.press.newsdesk.listing import Cell, DeskViewSet, EditView, IndexView, Policy, Title
from broadsheet.wire.evidence import Evidence

ASKED = "asked us to print nothing"  # as every opt-out in the ledger ends
SHOWN = 30  # rulings of a publisher or an article on its page


class OptOutIndex(IndexView):
    """The list of requests, the latest first."""

    page_title = "Opt-outs"

    @cached_property
    def columns(self) -> list[Any]:
        """A row: which site, who asked, how it stands, and what can be done."""
        return [
            Column("host", label="Site"),
            Column("contact", label="Asked by", width="18%"),
            Cell("why", "words", label="What they say", width="24%"),
            Cell("state", "opt_out_state", label="State", width="18%"),
            DateColumn("asked", label="Asked", sort_key="asked", width="11%"),
            Cell("decide", "opt_out", label="Decide", width="150px"),
        ]


class OptOutViewSet(DeskViewSet):
    """Requests to be left out."""

    model = OptOut
    name = "optouts"
    menu_label = "Opt-outs"
    icon = "no-view"
    menu_order = 230
    never = frozenset({"add", "delete"})
    ordering = "-asked"
    index_view_class = OptOutIndex
    search_fields = ["host", "contact"]
    views = ("index", "index_results")
    form_fields = ("state",)

    def get_urlpatterns(self) -> list[Any]:
        """With what a click decides."""
        return [*super().get_urlpatterns(), path("decide/<int:pk>/", decide, name="decide")]


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a request in force, refuse it, or lift it, and say what was done."""
    if not Policy(OptOut, frozenset()).user_has_permission(request.user, "change"):
        raise PermissionDenied
    row, by, now = get_object_or_404(OptOut, pk=pk), request.user.get_username(), clock()
    said = _decided(row, request.POST.get("act", ""), by, now)
    if said:
        log(instance=row, action="broadsheet.decide", title=row.host, data={"act": request.POST["act"]})
        messages.success(request, said)
    else:
        messages.error(request, "That cannot be done with a request that stands so; look at it again.")
    return redirect(reverse("optouts:index"))


def _decided(row: OptOut, act: str, by: str, now: datetime) -> str:
    if (act, row.state) in {("accept", optouts.WAITING), ("accept", optouts.REFUSED), ("accept", optouts.LIFTED)}:
        optouts.accept(row, by, current(settings.HOME), now)
        return f"{row.host} is left out: nothing of it is printed, fetched or kept any more."
    if (act, row.state) == ("refuse", optouts.WAITING):
        optouts.refuse(row, by, now)
        return f"The request for {row.host} is refused; whoever asked sees so at its address."
    if (act, row.state) == ("lift", optouts.IN_FORCE):
        optouts.lift(row, by, current(settings.HOME), now)
        return f"{row.host} is read again; its recent articles come back as their pages then allow."
    return ""


class LetterForm(forms.ModelForm):
    """A letter."""

    dated = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), help_text="The letter's date.")
    until = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="The last day that it holds; empty: no end."
    )

    class Meta:
        model = Letter
        fields = ("publisher", "signed_by", "dated", "scope", "reference", "until")


class LetterIndex(IndexView):
    """The letters on file."""

    page_title = "Letters"

    @cached_property
    def columns(self) -> list[Any]:
        """A row: from whom, since when, for what, until when."""
        return [
            Title("publisher", "letters:edit", label="Publisher", accessor=lambda row: row.publisher.name),
            Column("signed_by", label="Given by", width="22%"),
            Column("scope", label="For", width="22%", accessor=lambda row: row.scope or "all addresses"),
            Column("dated", label="Dated", width="11%"),
            Column("until", label="Until", width="16%", accessor=letter_ends),
        ]


def letter_ends(row: Letter) -> str:
    """When a letter ends, in words."""
    if row.taken_back:
        return f"taken back {row.taken_back:%d %b %Y}"
    return f"{row.until:%d %b %Y}" if row.until else "no end"


class LetterCreate(generic.CreateView):
    """A letter put on file: what it is for is printed whole from the next reading on."""

    page_title = "Put a letter on file"
    success_message = "The letter is on file; the publisher's recent articles are read again under it."

    def save_instance(self) -> Letter:
        """Written with who filed it, and carried out."""
        letter: Letter = self.form.save(commit=False)
        letter.editor, letter.at = self.request.user.get_username(), clock()
        letter.save()
        carry_out(letter.publisher)
        return letter


class LetterEdit(EditView):
    """A letter changed: a day before today as its end takes it back."""

    def save_instance(self) -> Letter:
        """Written, and carried out."""
        letter: Letter = super().save_instance()
        carry_out(letter.publisher)
        return letter


class LetterViewSet(DeskViewSet):
    """Letters on file."""

    model = Letter
    name = "letters"
    icon = "mail"
    menu_order = 225
    ordering = "-dated"
    views = (*DeskViewSet.views, "add")
    index_view_class = LetterIndex
    add_view_class = LetterCreate
    edit_view_class = LetterEdit
    search_fields = ["publisher__name", "signed_by", "reference"]

    def get_form_class(self, for_update: bool = False) -> type[LetterForm]:
        """Who gave it, when, for what and until when."""
        del for_update
        return LetterForm


def carry_out(publisher: Publisher) -> None:
    """What is on file changed: judge the publisher's recent articles anew."""
    reprint.on_file(publisher, current(settings.HOME), clock())


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a publisher's articles have each mode in the ledger, `full` first, and since when its opt-out is there."""

    modes: tuple[tuple[str, int], ...] = ()
    since: datetime | None = None

    def __str__(self) -> str:
        return ", ".join(f"{mode} {many}" for mode, many in self.modes)


def standings(**of: Any) -> dict[str, Standing]:
    """What stands in the ledger now of each publisher's articles."""
    left_out = Q(mode="none", why__contains=ASKED)
    rows = Ruling.objects.filter(superseded=None, article__isnull=False, **of).order_by().values("publisher", "mode")
    counted: dict[str, dict[str, tuple[int, datetime | None]]] = {}
    for row in rows.annotate(many=Count("pk"), since=Min("first_seen", filter=left_out)):
        counted.setdefault(row["publisher"], {})[row["mode"]] = (row["many"], row["since"])
    return {
        publisher: Standing(
            tuple((mode, modes[mode][0]) for mode, _ in MODES if mode in modes), modes.get("none", (0, None))[1]
        )
        for publisher, modes in counted.items()
    }


def ledger(**of: Any) -> list[tuple[Ruling, tuple[Evidence, ...]]]:
    """The latest rulings with their evidence."""
    return [(ruling, rulings.evidence(ruling)) for ruling in rulings.history(**of)[:SHOWN]]
