"""The sections at the desk. Once one is edited here, the desk's wording stays; the settings file only seeds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.log_actions import log

from broadsheet.press.archive.models import Section
from broadsheet.press.archive.overrule import change_section
from broadsheet.press.newsdesk.listing import DeskViewSet, EditView, IndexView, Title
from broadsheet.settings import SettingsError
from broadsheet.slugs import slug


class SectionIndex(IndexView):
    """The list of sections, in the paper's order."""

    page_title = "Sections"

    @cached_property
    def columns(self) -> list[Any]:
        """A row: its name and place, how it prints, and what is in it."""
        return [
            Title("name", "sections:edit", label="Name", sort_key="name"),
            Column("order", label="Order", sort_key="order", width="7%"),
            Column("parent", label="Below", accessor=lambda row: row.parent.name if row.parent else "", width="14%"),
            Column("mode", label="Prints", accessor=lambda row: row.mode or "as the paper does", width="14%"),
            Column("weight", label="Weight", sort_key="weight", width="8%"),
            Column("stories", label="Stories in print", accessor="filed", width="12%"),
            BooleanColumn("edited", label="Edited here", width="10%"),
        ]

    def get_base_queryset(self) -> QuerySet[Section]:
        """With the number of their stories."""
        rows: QuerySet[Section] = super().get_base_queryset()
        return rows.select_related("parent").annotate(filed=Count("filings", filter=Q(filings__printed=True)))


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """As lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """As a list, without empty lines and repetitions."""
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))


class SectionForm(forms.ModelForm):
    """What belongs in a section and how it prints."""

    keywords = Lines(
        required=False,
        help_text="Words and phrases that speak for it, one a line. A final ~ marks one that is often something else.",
    )
    places = Lines(required=False, help_text="Places that speak for it, one a line: country codes or names.")
    hints = Lines(required=False, help_text="Publishers' own section labels that mean it, one a line.")
    examples = Lines(required=False, help_text="Headlines that belong in it, one a line; a handful is enough.")
    weight = forms.FloatField(
        min_value=-1, max_value=1, required=False, help_text="What its stories gain on the front page, from -1 to 1."
    )

    class Meta:
        model = Section
        fields = ("name", "parent", "order", "description", "keywords", "places", "hints", "examples", "mode", "weight")
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "name": "As readers see it. A new name holds for what is filed from now on.",
            "parent": "The section that it stands below.",
            "order": "Its place in the row of sections; small comes first.",
            "mode": "Automatic, or after review by an editor; empty does as the paper does.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parents = Section.objects.filter(parent=None)
        self.fields["parent"].queryset = parents.exclude(pk=self.instance.pk or "")  # type: ignore[attr-defined]

    def clean_weight(self) -> float:
        """Empty is zero."""
        return self.cleaned_data["weight"] or 0.0

    def clean_name(self) -> str:
        """A name gives a new section its address, once."""
        name = str(self.cleaned_data["name"]).strip()
        if not self.instance.pk and Section.objects.filter(pk=section_slug(name)).exists():
            raise forms.ValidationError("There is a section at that address already; choose another name.")
        return name


def section_slug(name: str) -> str:
    """A section's part of the address."""
    return slug(name) or "section"


class Writing:
    """Writes a section through the archive, which validates it as the settings file would be."""

    def save_instance(self: Any) -> Section:
        """Validated with all other sections, and marked as the desk's."""
        section: Section = self.form.save(commit=False)
        section.slug = section.slug or section_slug(section.name)
        action = "wagtail.create" if section._state.adding else "wagtail.edit"  # noqa: SLF001 - Django's documented API
        change_section(section)
        log(instance=section, action=action, content_changed=True)
        return section

    def form_valid(self: Any, form: Any) -> Any:
        """Saved, or refused with the sentence."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except SettingsError as no:
            form.add_error(None, str(no))
            self.produced_error_message = str(no)
            return self.form_invalid(form)


class SectionCreate(Writing, generic.CreateView):
    """A new section."""

    page_title = "Add a section"


class SectionEdit(Writing, EditView):
    """A section."""


class SectionViewSet(DeskViewSet):
    """Sections."""

    model = Section
    name = "sections"
    icon = "list-ul"
    menu_order = 230
    views = (*DeskViewSet.views, "add")
    ordering = "order"
    index_view_class = SectionIndex
    add_view_class = SectionCreate
    edit_view_class = SectionEdit

    def get_form_class(self, for_update: bool = False) -> type[SectionForm]:
        """What belongs in it and how it prints."""
        del for_update
        return SectionForm
