"""The settings that the desk may change: a form made from the settings' own documentation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from broadsheet import settings as ours
from broadsheet.press.archive.models import Setting
from broadsheet.press.archive.overrule import change_settings, known
from broadsheet.press.clock import clock
from broadsheet.press.newsdesk.listing import Policy

PARTS = {"site": "The publication", "publish": "What prints", "front": "How the front page is ranked"}
ELSEWHERE = {"site.address"}  # wrong, it locks everybody out; the file has it
AT_START = {"site.language", "site.timezone"}  # Django reads these once
LONG = {"site.mission"}
FROZEN = "publish.frozen"
CHOICES = {"publish.mode": ("automatic", "review")}


class PreferencesForm(forms.Form):
    """One field a setting, with what it means and where its value comes from."""

    def __init__(self, settings: Sequence[ours.Known], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.settings = {each.name: each for each in settings}
        for each in settings:
            self.fields[each.name] = _field(each)

    def changed(self) -> dict[str, Any]:
        """The settings whose value is another than before."""
        return {
            name: self.cleaned_data[name]
            for name, each in self.settings.items()
            if self.cleaned_data[name] != _value(each) and self.cleaned_data[name] is not None
        }

    def parts(self) -> list[tuple[str, str, list[tuple[Any, ours.Known]]]]:
        """The fields by part, for the page."""
        return [
            (
                part,
                title,
                [(self[name], each) for name, each in self.settings.items() if name.startswith(f"{part}.") and name != FROZEN],
            )
            for part, title in PARTS.items()
        ]


def offered() -> list[ours.Known]:
    """The settings that the desk may change."""
    return [each for each in known() if each.name.partition(".")[0] in PARTS and each.name not in ELSEWHERE]


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The page, and what is sent from it: new values, one value given back to the file, or the switch."""
    if not Policy(Setting, frozenset()).user_has_permission(request.user, "change"):
        raise PermissionDenied
    settings = offered()
    form = PreferencesForm(settings, request.POST if "save" in request.POST else None)
    if request.method == "POST" and _carried_out(request, form):
        return redirect(reverse("preferences"))
    frozen = next(each.value for each in settings if each.name == FROZEN)
    return render(request, "newsdesk/preferences.html", {"form": form, "frozen": frozen, "at_start": AT_START})


def _carried_out(request: HttpRequest, form: PreferencesForm) -> bool:
    if "freeze" in request.POST:
        values: dict[str, Any] = {FROZEN: request.POST["freeze"] == "yes"}
    elif "reset" in request.POST:
        values = {request.POST["reset"]: None} if request.POST["reset"] in form.settings else {}
    elif form.is_valid():
        values = form.changed()
    else:
        return False
    try:
        _change(request, values)
    except ours.SettingsError as no:
        form.add_error(None, str(no)) if form.is_bound else messages.error(request, str(no))
        return not form.is_bound
    return True


def _change(request: HttpRequest, values: dict[str, Any]) -> None:
    if not values:
        messages.success(request, "Nothing was changed.")
        return
    change_settings(values, request.user.get_username(), clock())
    for name, value in values.items():
        log(instance=Setting(name=name), action="broadsheet.set", title=name, data={"back": value is None})
    messages.success(request, _said(values))


def _said(values: dict[str, Any]) -> str:
    if list(values) == [FROZEN]:
        return "Printing is frozen: nothing new is printed." if values[FROZEN] else "Printing goes on."
    later = " The new language or time zone holds from the next start." if AT_START & set(values) else ""
    return f"Changed: {', '.join(values)}.{later}"


def _value(each: ours.Known) -> Any:
    return list(each.value) if isinstance(each.value, tuple) else each.value


def _field(each: ours.Known) -> forms.Field:
    label = each.name.partition(".")[2].replace("_", " ").capitalize()
    text: dict[str, Any] = {
        "label": label,
        "help_text": each.doc[:1].upper() + each.doc[1:] + ".",
        "initial": _value(each),
        "required": False,
    }
    if each.name in CHOICES:
        return forms.ChoiceField(choices=[(value, value.capitalize()) for value in CHOICES[each.name]], **text)
    if isinstance(each.value, bool):
        return forms.BooleanField(**text)
    if isinstance(each.value, int):
        return forms.IntegerField(min_value=0, **text)
    if isinstance(each.value, float):
        return forms.FloatField(**text)
    if isinstance(each.value, tuple):
        return Commas(**text)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}) if each.name in LONG else None, **text)


class Commas(forms.CharField):
    """A list of texts, separated by commas."""

    def prepare_value(self, value: Any) -> Any:
        """With commas."""
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """As a list."""
        return [part.strip() for part in str(super().clean(value) or "").split(",") if part.strip()]
