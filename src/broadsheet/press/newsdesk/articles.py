"""The articles at the desk: read only, each accounted for with its state and the reason."""

from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]  # it has no types
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic

from broadsheet.news import GENRES
from broadsheet.press.archive.models import STATES, Article, Publisher, Reading, Telling
from broadsheet.press.newsdesk.finding import articles_titled
from broadsheet.press.newsdesk.listing import Cell, DeskViewSet, IndexView, Title
from broadsheet.press.newsdesk.rights import ledger

STATE_NAMES = tuple((state, state.capitalize()) for state, _ in STATES)
JUDGED = ("language", "genre")
JUDGED_EACH = ("sensitive", "hold", "sections")


class ArticleFilters(WagtailFilterSet):
    """What the list can be narrowed to."""

    state = django_filters.MultipleChoiceFilter(choices=STATE_NAMES, widget=CheckboxSelectMultiple)
    publisher = django_filters.ModelChoiceFilter(queryset=Publisher.objects.all())
    genre = django_filters.ChoiceFilter(choices=tuple((genre, genre.replace("_", " ").capitalize()) for genre in GENRES))

    class Meta:
        model = Article
        fields: tuple[str, ...] = ()


class ArticleIndex(IndexView):
    """The list of articles."""

    page_title = "Articles"
    is_searchable = True

    @cached_property
    def columns(self) -> list[Any]:
        """A row: what it says, what became of it, and why."""
        return [
            Title("__str__", "articles:inspect", label="Title", accessor=str),
            Column("publisher", accessor="publisher.name", label="Publisher", width="15%"),
            Cell("state", "article_state", label="State", width="9%"),
            Cell("reason", "words", label="Why", width="30%"),
            DateColumn("when", label="When", sort_key="when", width="12%"),
        ]

    def get_base_queryset(self) -> QuerySet[Article]:
        """Without the texts, which are long."""
        rows: QuerySet[Article] = super().get_base_queryset()
        return rows.select_related("publisher").only("title", "url", "state", "reason", "when", "publisher__name")

    def search_queryset(self, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """By title, or by address."""
        return articles_titled(self.search_query, queryset) if self.is_searching else queryset


class ArticleInspect(generic.InspectView):
    """One article: what its publisher said, what the desk thinks, and where it stands."""

    template_name = "newsdesk/article.html"
    page_title = "Article"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """With its reading and its place."""
        context: dict[str, Any] = super().get_context_data(**options)
        reading = Reading.objects.filter(article=self.object).order_by("-version").first()
        telling = Telling.objects.filter(article=self.object).select_related("story__edit").first()
        return context | {
            "article": self.object,
            "judgements": judgements(reading),
            "telling": telling,
            "reading": reading,
            "ledger": ledger(article=self.object),
        }

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """What a model may see and how much may be shown, in words."""
        if field_name == "machine":
            return "may see its text" if self.object.machine else "must not see its text"
        if field_name == "snippet" and self.object.snippet is None:
            return "asks for no less than ours"
        return super().get_field_display_value(field_name, field)

    def get_field_label(self, field_name: str, field: Any) -> str:
        """By what it means where the column's name says too little."""
        named = {"machine": "A language model", "snippet": "Characters shown at most", "rights_why": "Why"}
        return named.get(field_name) or str(super().get_field_label(field_name, field))


def judgements(reading: Reading | None) -> list[tuple[str, str, float, str]]:
    """What the steps thought of an article: of what, the opinion, how sure, and why."""
    kept = reading.fields if reading is not None else {}
    one = [(name, kept[name]) for name in JUDGED if kept.get(name)]
    each = [(name, row) for name in JUDGED_EACH for row in kept.get(name) or ()]
    tags = [("tag", (tag[0], tag[2], tag[3])) for tag in kept.get("tags") or ()]
    return [(name, str(value), score, why) for name, (value, score, why) in (*one, *each, *tags)]


class ArticleViewSet(DeskViewSet):
    """Articles."""

    model = Article
    name = "articles"
    icon = "doc-empty"
    menu_order = 130
    never = frozenset({"add", "change", "delete"})
    views = ("index", "index_results", "inspect")
    ordering = "-when"
    inspect_view_enabled = True
    inspect_view_fields = ("url", "publisher", "state", "reason", "published", "seen", "version", "language", "genre", "access",
                           "rights", "rights_why", "machine", "snippet")  # fmt: skip
    index_view_class = ArticleIndex
    inspect_view_class = ArticleInspect
    filterset_class = ArticleFilters
    form_fields: tuple[str, ...] = ()
