"""The publishers' page: what we do with their articles and why, and the form that asks to be left out; never cached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_protect

from broadsheet.press import clock
from broadsheet.press.archive import optouts
from broadsheet.press.archive.models import OptOut
from broadsheet.press.front.jinja import url
from broadsheet.press.front.paper import paper, printed_page
from broadsheet.wire.groups import AGENT
from broadsheet.wire.table import MEANS, TABLE


class OptOutForm(forms.Form):
    """What a request to be left out says."""

    site = forms.CharField(max_length=300, error_messages={"required": "Give the address of your site."})
    contact = forms.EmailField(
        max_length=200,
        error_messages={
            "required": "Give an e-mail address that we can answer.",
            "invalid": "That is no e-mail address; it looks like desk@paper.example.",
        },
    )
    why = forms.CharField(max_length=2_000, required=False)

    def clean_site(self) -> str:
        """The address as it was typed, when it is one of a site."""
        typed: str = self.cleaned_data["site"]
        try:
            optouts.site(typed)
        except optouts.NoSite as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return typed


@csrf_protect
def rights(request: HttpRequest) -> HttpResponse:
    """The page, and a request that is sent with its form."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    form = OptOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = optouts.ask(form.cleaned_data["site"], form.cleaned_data["contact"], form.cleaned_data["why"], clock.clock())
        return _fresh(HttpResponseRedirect(url("opt_out", token=row.token)))
    return _page(request, "pages/rights.html", form=form, table=TABLE, means=MEANS, agent=AGENT, index=not form.is_bound)


def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """How a request stands, for who holds its token. Raises Http404 for a token that was never given."""
    row = OptOut.objects.filter(token=token).first()
    if row is None:
        raise Http404("No request has this address.")
    return _page(request, "pages/opt_out.html", asked=row, well_known=optouts.WELL_KNOWN, meta=optouts.META, index=False)


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return _fresh(printed_page(request, template, paper(), **context))


def _fresh(answer: HttpResponse) -> HttpResponse:
    add_never_cache_headers(answer)
    return answer
