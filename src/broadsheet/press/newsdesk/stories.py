"""The stories at the desk: their list, and the page where an editor's word is set beside the machine's."""

from __future__ import annotations

from typing import Any

import django_filters  # type: ignore[import-untyped]  # it has no types
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.urls import NoReverseMatch, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from broadsheet.press.archive import gallery
from broadsheet.press.archive.models import Alias, Edit, NearMiss, Pin, Section, Story, Telling
from broadsheet.press.archive.overrule import Refused, edit_stories
from broadsheet.press.clock import clock
from broadsheet.press.newsdesk import drafts
from broadsheet.press.newsdesk.doubts import near_misses
from broadsheet.press.newsdesk.finding import stories_saying
from broadsheet.press.newsdesk.listing import Cell, DeskViewSet, EditView, IndexView, Title

MOST_TELLINGS = 200  # a page of more is no longer read
MOST_NEAR = 20
STATES = (("printed", "In print"), ("held", "Held"), ("killed", "Killed"), ("merged", "Part of another"))
EDITED = ("headline", "standfirst", "state", "note", "sections")
CHOICES = (("", "The machine decides"), ("printed", "Print"), ("held", "Hold"), ("killed", "Kill"))


def doubtful(rows: QuerySet[Story]) -> QuerySet[Story]:
    """Those whose making an editor should look at."""
    unsure = Telling.objects.filter(story=OuterRef("pk"), doubtful=True)
    return rows.filter(~Q(doubtful="") | Exists(unsure)).exclude(state__in=("merged", "killed"))


def public_address(story: Story) -> str:
    """Where readers find it; empty while the site has no page for stories."""
    try:
        return reverse("story", kwargs={"story": story.pk, "slug": story.slug})
    except NoReverseMatch:
        return ""


class StoryFilters(WagtailFilterSet):
    """What the list can be narrowed to."""

    state = django_filters.MultipleChoiceFilter(choices=STATES, widget=CheckboxSelectMultiple)
    section = django_filters.ModelChoiceFilter(field_name="filings__section", queryset=Section.objects.all(), label="Section")
    unsure = django_filters.ChoiceFilter(
        label="Put together", choices=(("1", "Doubtful only"),), method="only_doubtful", empty_label="Any"
    )
    decided = django_filters.ChoiceFilter(
        label="Decided by", choices=(("1", "An editor"), ("0", "The machine")), method="by_editor", empty_label="Any"
    )

    class Meta:
        model = Story
        fields: tuple[str, ...] = ()

    def only_doubtful(self, rows: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Stories that an editor should look at."""
        del name, value
        return doubtful(rows)

    def by_editor(self, rows: QuerySet[Story], name: str, value: str) -> QuerySet[Story]:
        """Stories whose state an editor set, or did not."""
        del name
        said = Exists(Edit.objects.filter(story=OuterRef("pk")).exclude(state=""))
        return rows.filter(said if value == "1" else ~said)


class StoryIndex(IndexView):
    """The list of stories."""

    template_name = "newsdesk/stories.html"
    is_searchable = True
    page_title = "Stories"

    @cached_property
    def columns(self) -> list[Any]:
        """A row: what it says, how it stands, who tells it."""
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="story"),
            Title("headline", "stories:edit", template="headline", label="Headline", sort_key="headline"),
            Cell("state", "state", label="State", sort_key="state"),
            Cell("outlets", "outlets", label="Outlets", sort_key="outlets", width="9%"),
            Cell("filings", "sections", accessor="pk", label="Sections", width="16%"),
            DateColumn("last_changed", label="Last changed", sort_key="last_changed", width="13%"),
        ]

    def get_base_queryset(self) -> QuerySet[Story]:
        """With what a row shows, in three queries."""
        rows: QuerySet[Story] = super().get_base_queryset()
        unsure = Telling.objects.filter(story=OuterRef("pk"), doubtful=True)
        rows = rows.defer("summary", "headline_why").select_related("edit").prefetch_related("filings__section")
        return rows.annotate(unsure=Exists(unsure))

    def search_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        """By the words of stories in print, or of a headline."""
        return stories_saying(self.search_query, queryset) if self.is_searching else queryset


class StoryForm(forms.ModelForm):
    """What an editor sets on a story; empty gives it back to the machine."""

    headline = forms.CharField(
        required=False, max_length=1000, help_text="Empty: the clearest of the outlets' own, chosen by the machine."
    )
    standfirst = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="The sentence below the headline."
    )
    state = forms.ChoiceField(
        required=False,
        choices=CHOICES,
        widget=forms.RadioSelect,
        help_text="Kill takes it down for good: readers find nothing of it.",
    )
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Why, for colleagues; readers do not see it."
    )

    sections = forms.MultipleChoiceField(
        required=False,
        widget=CheckboxSelectMultiple,
        help_text="None ticked: the machine files it. What is ticked also teaches `broadsheet learn`.",
    )

    class Meta:
        model = Story
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        edit = getattr(self.instance, "edit", None)
        for name in EDITED:
            self.initial[name] = getattr(edit, name, "")
        names = [*Section.objects.values_list("name", flat=True)]
        self.fields["sections"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        self.fields["headline"].widget.attrs["placeholder"] = self.instance.headline


class StoryEdit(EditView):
    """A story: an editor's word above, the machine's judgement below."""

    template_name = "newsdesk/story.html"
    success_message = "“%(object)s” saved."
    error_message = "This could not be saved: see below."

    def get_page_subtitle(self) -> str:
        """Its headline as readers see it."""
        return shown_headline(self.object)

    def get_success_message(self, instance: Story | None = None) -> str:
        """What was saved."""
        return f"“{shown_headline(instance or self.object)}” saved."

    def save_instance(self) -> Story:
        """Write an Edit; the story's own columns are the machine's."""
        values = {name: self.form.cleaned_data[name] for name in EDITED}
        edit_stories([self.object.pk], self.request.user.get_username(), clock(), values)
        log(instance=self.object, action="wagtail.edit", title=self.object.pk, content_changed=True)
        return Story.objects.select_related("edit").get(pk=self.object.pk)

    def form_valid(self, form: Any) -> Any:
        """Saved, or refused with the reason."""
        try:
            return super().form_valid(form)
        except Refused as no:
            form.add_error(None, str(no))
            self.produced_error_message = str(no)
            return self.form_invalid(form)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to what readers see."""
        address = public_address(self.object) if self.object.state == "printed" else ""
        return [HeaderButton("As readers see it", url=address, icon_name="view")] if address else []

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """With the machine's judgement."""
        context: dict[str, Any] = super().get_context_data(**options)
        story = self.object
        told = Telling.objects.filter(story=story).select_related("article__publisher").defer("article__text", "article__entry")
        tellings = list(told.order_by("article__when", "article_id")[:MOST_TELLINGS])
        return context | {
            "story": story,
            "tellings": tellings,
            "near": near_misses([each.pk for each in tellings]),
            "nearly": NearMiss.objects.filter(story=story).select_related("article__publisher", "article__telling")[:MOST_NEAR],
            "titles": {each.article_id: each.article.publisher.name for each in tellings},
            "filings": story.filings.select_related("section").order_by("-score"),
            "taggings": story.taggings.select_related("tag").order_by("-score"),
            "pictures": gallery.of_story(story.pk),
            "pins": Pin.objects.filter(story=story).order_by("page", "place"),
            "pages": ["", *Section.objects.values_list("name", flat=True)],
            "into": Alias.objects.filter(pk=story.pk).values_list("story_id", flat=True).first(),
            "is_doubtful": bool(story.doubtful) or any(each.doubtful for each in tellings),
            **drafts.of_story(story),
        }


def shown_headline(story: Story) -> str:
    """The headline that readers see."""
    edit = getattr(story, "edit", None)
    return (edit.headline if edit is not None else "") or str(story)


class StoryViewSet(DeskViewSet):
    """Stories."""

    model = Story
    name = "stories"
    icon = "doc-full-inverse"
    menu_order = 110
    never = frozenset({"add", "delete"})
    ordering = "-last_changed"
    index_view_class = StoryIndex
    edit_view_class = StoryEdit
    filterset_class = StoryFilters

    def get_form_class(self, for_update: bool = False) -> type[StoryForm]:
        """The editor's form."""
        del for_update
        return StoryForm

    def get_urlpatterns(self) -> list[Any]:
        """With the queue of what waits, and the decisions."""
        from broadsheet.press.newsdesk.decisions import decide
        from broadsheet.press.newsdesk.waiting import WaitingIndex

        options = self.get_index_view_kwargs() | {
            "index_url_name": "stories:waiting", "index_results_url_name": "stories:waiting_results",
            "filterset_class": None, "header_icon": "time",
        }  # fmt: skip
        return [
            *super().get_urlpatterns(),
            path("waiting/", self.construct_view(WaitingIndex, **options), name="waiting"),
            path("waiting/results/", self.construct_view(WaitingIndex, **options, results_only=True), name="waiting_results"),
            path("decide/<str:pk>/", decide, name="decide"),
        ]
