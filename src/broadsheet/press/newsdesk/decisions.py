"""What one click on a story does: print, hold, kill, pin, keep or split tellings, merge; each an editor's word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import log

from broadsheet.press.archive import gallery, overrule
from broadsheet.press.archive.models import Picture, Story
from broadsheet.press.archive.overrule import Refused
from broadsheet.press.clock import clock
from broadsheet.press.newsdesk import drafts
from broadsheet.press.newsdesk.listing import Policy
from broadsheet.press.newsdesk.stories import shown_headline

Act = Callable[[Story, QueryDict, str, datetime], str]


@require_POST
def decide(request: HttpRequest, pk: str) -> HttpResponse:
    """Carry out the act that a button names, say what was done, and go back to where the editor was."""
    if not Policy(Story, frozenset()).user_has_permission(request.user, "change"):
        raise PermissionDenied
    story = get_object_or_404(Story, pk=pk)
    act = ACTS.get(request.POST.get("act", ""), _unknown)
    try:
        said = act(story, request.POST, request.user.get_username(), clock())
    except Refused as no:
        messages.error(request, str(no))
    else:
        log(instance=story, action="broadsheet.decide", title=pk, data={"act": request.POST["act"]})
        messages.success(request, said)
    return redirect(get_valid_next_url_from_request(request) or reverse("stories:edit", args=(pk,)))


def _unknown(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    del story, editor, now
    raise Refused(f"There is no act {given.get('act', '')!r}.")


def _state(state: str, said: str) -> Act:
    def act(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
        overrule.edit_story(story, editor, now, state=state, note=given.get("note", ""))
        return f"“{shown_headline(story)}” {said}."

    return act


def _settle(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    del given, editor, now
    overrule.settle(story.pk)
    return f"“{shown_headline(story)}” is put together rightly: it is no longer marked as doubtful."


def _pin(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    page, place = given.get("page", ""), given.get("place", "")
    if not place.isdecimal():
        raise Refused(f"A place is a whole number such as 1, not {place!r}.")
    overrule.pin(story, int(place), editor, now, page=page, until=_until(given.get("until", "")))
    return (
        f"“{shown_headline(story)}” is pinned to place {place} of {page or 'the front page'}; the next ranking puts it there."
    )


def _until(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise Refused(f"{text!r} is no time; write it as 2026-01-31 18:00.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _unpin(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    del editor, now
    number = given.get("pin", "")
    if number.isdecimal() and story.pins.filter(pk=number).exists():
        overrule.unpin(int(number))
    return "The pin is lifted."


def _keep(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    overrule.keep(story.pk, given.getlist("article"), editor, now, given.get("why", ""))
    return "Kept here: the machine will not move it."


def _split(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    articles = given.getlist("article")
    overrule.split(story.pk, articles, editor, now, given.get("why", ""))
    return f"{_articles(len(articles))} will stand as a story of their own in a moment."


def _move(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    into = given.get("into", "")
    if not story.told.filter(article=given.get("article", "")).exists():
        raise Refused("That article does not tell this story any more; look at it again.")
    overrule.move(given.get("article", ""), into, editor, now, given.get("why", ""))
    return f"The article will tell {into} in a moment."


def _articles(count: int) -> str:
    return "One article" if count == 1 else f"{count} articles"


def _merge(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    into = given.get("into", "").strip().rstrip("/").rpartition("/")[2][:16]
    overrule.merge([story.pk], into, editor, now, given.get("why", ""))
    return f"“{shown_headline(story)}” will be part of {into} in a moment; its address will lead there."


def _focus(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    del now
    row = _picture(story, given)
    x, y = given.get("x", ""), given.get("y", "")
    if not (x.isdecimal() and y.isdecimal() and int(x) <= 100 and int(y) <= 100):
        raise Refused(f"A focal point is two whole numbers from 0 to 100, not {x!r} and {y!r}.")
    gallery.focus(row.pk, int(x), int(y), editor)
    return f"Every crop of the picture now keeps the point {x}% from the left and {y}% from the top."


def _unpicture(story: Story, given: QueryDict, editor: str, now: datetime) -> str:
    gallery.take_down([_picture(story, given)], f"{editor} took it off the page", now)
    return "The picture is taken down, its files with it."


def _picture(story: Story, given: QueryDict) -> Picture:
    named = given.get("picture", "")
    row = next((each for each in gallery.of_story(story.pk) if each.pk == named and each.name), None)
    if row is None:
        raise Refused("This story has no such picture any more; look at it again.")
    return row


ACTS: dict[str, Any] = {
    "print": _state("printed", "is in print"),
    "hold": _state("held", "is held"),
    "kill": _state("killed", "is taken down"),
    "machine": _state("", "is the machine's to decide again"),
    "settle": _settle, "pin": _pin, "unpin": _unpin, "keep": _keep, "split": _split, "merge": _merge,
    "move": _move, "focus": _focus, "unpicture": _unpicture, **drafts.ACTS,
}  # fmt: skip
