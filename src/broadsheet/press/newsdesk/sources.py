"""The publishers and their feeds at the desk: facts, rights, health in words, and a feed added by its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import django_filters  # type: ignore[import-untyped]  # it has no types
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from broadsheet.press.archive import reprint
from broadsheet.press.archive.intake import IN_PRINT
from broadsheet.press.archive.models import Article, Feed, Publisher, Section
from broadsheet.press.clock import clock
from broadsheet.press.current import current
from broadsheet.press.newsdesk.candidates import candidates
from broadsheet.press.newsdesk.health import WORDS, facts, failing, health, silent
from broadsheet.press.newsdesk.layouts import learned
from broadsheet.press.newsdesk.listing import Cell, DeskViewSet, EditView, IndexView, Policy, Title
from broadsheet.press.newsdesk.rights import Standing, ledger, standings
from broadsheet.press.sources import as_opml
from broadsheet.slugs import slug
from broadsheet.wire.discover import Candidate

FACTS = ("name", "home", "owner", "country", "kind", "language", "timezone", "licence", "opted_out")


class PublisherIndex(IndexView):
    """The list of publishers."""

    page_title = "Publishers"

    @cached_property
    def columns(self) -> list[Any]:
        """A row: who, whose, from where, and how much of theirs stands in print."""
        return [
            Title("name", "publishers:edit", label="Name", sort_key="name"),
            Column("owner", label="Owner", sort_key="owner"),
            Column("country", label="Country", sort_key="country", width="8%"),
            Column("fed", label="Feeds", sort_key="fed", width="7%"),
            Column("in_print", label="In print", sort_key="in_print", width="8%"),
            Cell(
                "opted_out", "rights", label="Rights", width="20%", accessor=lambda row: self.standings.get(row.pk, Standing())
            ),
        ]

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """What the ledger allows of each publisher's articles."""
        return standings()

    def get_base_queryset(self) -> QuerySet[Publisher]:
        """With the number of their feeds, and of their articles in print."""
        rows: QuerySet[Publisher] = super().get_base_queryset()
        theirs = Article.objects.filter(publisher=OuterRef("pk"), state__in=IN_PRINT).order_by().values("publisher")
        many = theirs.annotate(many=Count("pk")).values("many")
        return rows.annotate(fed=Count("feeds"), in_print=Coalesce(Subquery(many), 0))


class PublisherForm(forms.ModelForm):
    """A publisher's facts."""

    home = forms.URLField(required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Publisher
        fields = FACTS

    def clean_country(self) -> str:
        """In capitals, as ISO writes it."""
        return str(self.cleaned_data["country"]).upper()


class PublisherEdit(EditView):
    """A publisher's facts, what its sites say of rights, and how its pages are read."""

    template_name = "newsdesk/publisher.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """With the ledger and what was learned of its pages."""
        shown = {
            "ledger": ledger(publisher=self.object, article=None),
            "standing": standings(publisher=self.object).get(self.object.pk, Standing()),
            "learned": learned(self.object),
        }
        return super().get_context_data(**options) | shown

    def save_instance(self) -> Publisher:
        """Written; an opt-out takes its articles out of print in the same breath, and lifting one has them read again."""
        publisher: Publisher = super().save_instance()
        if "opted_out" in self.form.changed_data:
            change = reprint.opt_out if publisher.opted_out else reprint.opt_in
            change(publisher, current(settings.HOME), clock())
        elif "licence" in self.form.changed_data:
            reprint.on_file(publisher, current(settings.HOME), clock())
        return publisher


class PublisherViewSet(DeskViewSet):
    """Publishers."""

    model = Publisher
    name = "publishers"
    icon = "globe"
    menu_order = 210
    never = frozenset({"add", "delete"})
    ordering = "name"
    index_view_class = PublisherIndex
    edit_view_class = PublisherEdit
    search_fields = ["name", "owner", "home"]

    def get_form_class(self, for_update: bool = False) -> type[PublisherForm]:
        """The facts."""
        del for_update
        return PublisherForm


class FeedFilters(WagtailFilterSet):
    """What the list can be narrowed to."""

    how = django_filters.ChoiceFilter(label="Health", choices=tuple(WORDS.items()), method="by_health", empty_label="Any")
    publisher = django_filters.ModelChoiceFilter(queryset=Publisher.objects.all())

    class Meta:
        model = Feed
        fields: tuple[str, ...] = ()

    def by_health(self, rows: QuerySet[Feed], name: str, value: str) -> QuerySet[Feed]:
        """Feeds that are so."""
        del name
        now = clock()
        chosen = {"failing": failing(rows), "silent": silent(rows, now), "paused": rows.filter(paused=True)}
        return chosen.get(value, rows.filter(pk__in=[row.pk for row in rows if health(row, now)[0] == value]))


class FeedIndex(IndexView):
    """The list of feeds."""

    page_title = "Feeds"

    @cached_property
    def columns(self) -> list[Any]:
        """A row: which, whose, how it is, and when it is polled next."""
        return [
            Title("__str__", "feeds:edit", template="feed", label="Feed", accessor=str),
            Column("publisher", accessor="publisher.name", label="Publisher", sort_key="publisher__name", width="14%"),
            Cell("health", "health", label="Health", accessor=lambda row: health(row, clock()), width="26%"),
            Column("failures", label="Failures", sort_key="failures", width="8%"),
            Column(
                "items_a_day",
                label="Items a day",
                sort_key="items_a_day",
                width="8%",
                accessor=lambda row: "" if row.items_a_day is None else f"{row.items_a_day:.0f}",
            ),
            Cell("next_poll", "until", label="Next poll", sort_key="next_poll", width="11%"),
        ]

    def get_base_queryset(self) -> QuerySet[Feed]:
        """With their publishers."""
        rows: QuerySet[Feed] = super().get_base_queryset()
        return rows.select_related("publisher")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """With all feeds as a file that other readers of feeds take."""
        opml = Button("Download as OPML", reverse("feeds:opml"), icon_name="download", priority=90)
        return [*super().header_more_buttons, opml]


def opml(request: HttpRequest) -> HttpResponse:
    """All feeds as an OPML file, for those who may see the list."""
    if not Policy(Feed, frozenset()).user_has_any_permission(request.user, {"view", "change"}):
        raise PermissionDenied
    named = {"Content-Disposition": 'attachment; filename="sources.opml"', "Cache-Control": "no-store"}
    return HttpResponse(as_opml(), content_type="text/x-opml; charset=utf-8", headers=named)


class FeedForm(forms.ModelForm):
    """A feed: its address is enough; a publisher is made from it when none is chosen."""

    url = forms.URLField(
        label="Address",
        max_length=1000,
        assume_scheme="https",
        help_text="A feed's own address (RSS, Atom, JSON Feed or a news sitemap), or a site's, whose feeds are then looked up.",
    )
    candidate = forms.URLField(
        label="Its feeds", required=False, max_length=1000, assume_scheme="https", widget=forms.HiddenInput
    )
    publisher = forms.ModelChoiceField(
        Publisher.objects.all(), required=False, empty_label="A new one, named after the address"
    )
    section = forms.ChoiceField(required=False, help_text="The section its publisher files it under; speaks for it, no more.")

    class Meta:
        model = Feed
        fields = ("url", "publisher", "title", "section", "language", "paused")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [*Section.objects.values_list("name", flat=True)]
        kept = [self.instance.section] if self.instance.section and self.instance.section not in names else []
        self.fields["section"].choices = [("", "—"), *((name, name) for name in (*kept, *names))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A feed chosen among a site's takes the place of the site's address."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        return given | ({"url": given["candidate"]} if given.get("candidate") else {})

    def offer(self, found: Sequence[Candidate]) -> None:
        """Ask which of a site's feeds is meant."""
        choices = [(each.url, f"{each.title or each.url} ({each.entries} entries; {each.why})") for each in found]
        self.fields["candidate"].widget = forms.RadioSelect(choices=choices)
        self.order_fields(["url", "candidate"])
        self.add_error("url", "This is a page, no feed. Choose one of its feeds below, or give another address.")

    def save(self, commit: bool = True) -> Feed:
        """With its publisher; a new or changed address is polled at the next turn."""
        feed: Feed = super().save(commit=False)
        if self.cleaned_data.get("publisher") is None:
            feed.publisher = publisher_at(feed.url)
        if "url" in self.changed_data or "paused" in self.changed_data:
            feed.next_poll, feed.failures = clock(), 0
            feed.etag = feed.last_modified = feed.body_hash = ""
        if commit:
            feed.save()
        return feed


def publisher_at(address: str) -> Publisher:
    """The publisher of a feed's host, made from the host's name when there is none."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("feeds.").removeprefix("rss.")
    defaults = {"name": host, "home": f"{parts.scheme}://{host}/"}
    publisher, _ = Publisher.objects.get_or_create(slug=slug(host) or "publisher", defaults=defaults)
    return publisher


def is_itself(found: Sequence[Candidate]) -> bool:
    """Whether the address that was asked is a feed; it may have led on to another address."""
    return any(each.why == "the address itself" for each in found)


class FeedCreate(generic.CreateView):
    """A feed added by its address, or chosen among those of a site."""

    page_title = "Add a feed"
    success_message = "“%(object)s” is added and will be polled at once; its health says how that went."

    def form_valid(self, form: FeedForm) -> HttpResponse:
        """Added when it is a feed, or cannot be asked now; else its site's feeds are offered."""
        found = candidates(form.cleaned_data["url"])
        if found is None or is_itself(found):
            return super().form_valid(form)
        if found:
            form.offer(found)
        else:
            form.add_error("url", "This is a page, no feed, and no feed was found on its site.")
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)


class FeedEdit(EditView):
    """A feed, and how it is."""

    template_name = "newsdesk/feed.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """With its health."""
        word, why = health(self.object, clock())
        return super().get_context_data(**options) | {
            "feed": self.object,
            "health": WORDS[word],
            "health_word": word,
            "health_why": why,
            "health_facts": facts(self.object),
        }


class FeedViewSet(DeskViewSet):
    """Feeds."""

    model = Feed
    name = "feeds"
    icon = "feed"
    menu_order = 220
    views = (*DeskViewSet.views, "add")
    index_view_class = FeedIndex
    add_view_class = FeedCreate
    edit_view_class = FeedEdit
    filterset_class = FeedFilters
    search_fields = ["title", "url", "publisher__name"]

    def get_urlpatterns(self) -> list[Any]:
        """With the file of all feeds."""
        return [*super().get_urlpatterns(), path("opml/", opml, name="opml")]

    def get_form_class(self, for_update: bool = False) -> type[FeedForm]:
        """The address and what goes with it."""
        del for_update
        return FeedForm
