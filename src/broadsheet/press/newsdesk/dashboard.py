"""The desk's front: what needs a decision now, each with its reason and a way to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timesince import timesince
from wagtail.admin.ui.components import Component

from broadsheet.press.archive.drafts import waiting as waiting_drafts
from broadsheet.press.archive.models import STATES, Article, Edition, Feed, OptOut, Story
from broadsheet.press.clock import clock
from broadsheet.press.current import current
from broadsheet.press.newsdesk.doubts import doubts, otherwise_doubtful
from broadsheet.press.newsdesk.health import failing, health, silent
from broadsheet.press.newsdesk.listing import at_most, in_words
from broadsheet.press.newsdesk.stories import doubtful
from broadsheet.press.newsdesk.waiting import waiting
from broadsheet.settings import SettingsError

SHOWN = 5
STALE = timedelta(hours=3)  # a front page of living feeds changes several times an hour


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that leads somewhere; `alarm` when it asks for an editor."""

    number: str
    label: str
    link: str
    alarm: bool = False


class DeskPanel(Component):
    """A panel of the desk's front."""

    def __init__(self, request: Any) -> None:
        self.request = request


class NowPanel(DeskPanel):
    """The figures, and the switch when it is on."""

    template_name = "newsdesk/panels/now.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What needs a decision, in numbers."""
        context: dict[str, Any] = super().get_context_data(parent_context) or {}
        now = clock()
        return context | {"figures": figures(now), "frozen": _frozen(), "preferences": reverse("preferences")}


class WaitingPanel(DeskPanel):
    """The first of the queue."""

    template_name = "newsdesk/panels/waiting.html"
    order = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The first few stories that wait, with one-click decisions."""
        context: dict[str, Any] = super().get_context_data(parent_context) or {}
        stories = list(waiting().select_related("edit").defer("summary")[:SHOWN])
        return context | {
            "stories": stories,
            "csrf_token": parent_context.get("csrf_token"),
            "next": reverse("wagtailadmin_home"),
        }


class DoubtfulPanel(DeskPanel):
    """Placings that are doubtful, each with what could be decided."""

    template_name = "newsdesk/panels/doubtful.html"
    order = 30

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The latest few, with why."""
        context: dict[str, Any] = super().get_context_data(parent_context) or {}
        found = doubts(SHOWN)
        return context | {
            "doubts": found,
            "stories": otherwise_doubtful(SHOWN - len(found)) if len(found) < SHOWN else [],
            "csrf_token": parent_context.get("csrf_token"),
            "next": reverse("wagtailadmin_home"),
        }


class DraftsPanel(DeskPanel):
    """What a language model drafted; the panel is not there while nothing waits."""

    template_name = "newsdesk/panels/drafts.html"
    order = 35

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The latest few."""
        context: dict[str, Any] = super().get_context_data(parent_context) or {}
        return context | {"drafts": list(waiting_drafts()[:SHOWN])}


class SourcesPanel(DeskPanel):
    """Feeds that fail or say nothing."""

    template_name = "newsdesk/panels/sources.html"
    order = 40

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The worst few, with why."""
        context: dict[str, Any] = super().get_context_data(parent_context) or {}
        now = clock()
        feeds = Feed.objects.select_related("publisher")
        rows = [*failing(feeds).order_by("-failures")[:SHOWN], *silent(feeds, now)[:SHOWN]][:SHOWN]
        return context | {"feeds": [(row, *health(row, now)) for row in rows]}


class ArticlesPanel(DeskPanel):
    """What became of every article."""

    template_name = "newsdesk/panels/articles.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """A count a state, none of them unbounded."""
        context: dict[str, Any] = super().get_context_data(parent_context) or {}
        link = reverse("articles:index")
        counts = [(state, says, at_most(Article.objects.filter(state=state), 20_000)) for state, says in STATES]
        return context | {
            "counts": [(state, says, in_words(count, 20_000), f"{link}?state={state}") for state, says, count in counts]
        }


PANELS = (NowPanel, WaitingPanel, DoubtfulPanel, DraftsPanel, SourcesPanel, ArticlesPanel)


def figures(now: datetime) -> list[Figure]:
    """The desk in numbers, what needs a decision first."""
    feeds = Feed.objects.all()
    stories, all_feeds = reverse("stories:index"), reverse("feeds:index")
    held, unsure = at_most(waiting()), at_most(doubtful(Story.objects.all()))
    asking = OptOut.objects.filter(state="waiting").count()
    broken, quiet = failing(feeds).count(), silent(feeds, now).count()
    return [
        Figure(in_words(held), "stories wait for an editor", reverse("stories:waiting"), held > 0),
        Figure(in_words(unsure), "stories put together doubtfully", f"{stories}?unsure=1", unsure > 0),
        *([Figure(str(asking), "sites ask to be left out", reverse("optouts:index"), alarm=True)] if asking else []),
        Figure(str(broken), "feeds failing", f"{all_feeds}?how=failing", broken > 0),
        Figure(str(quiet), "feeds silent", f"{all_feeds}?how=silent", quiet > 0),
        front_age(now),
        Figure(in_words(at_most(Story.objects.filter(state="printed"))), "stories in print", f"{stories}?state=printed"),
    ]


def front_age(now: datetime) -> Figure:
    """How long the front page has stood unchanged."""
    at = Edition.objects.filter(page="").order_by("-at").values_list("at", flat=True).first()
    if at is None:
        return Figure("—", "the front page was never ranked", "/", alarm=True)
    age = timesince(at, now, depth=1).replace("minutes", "min").replace("minute", "min")
    return Figure(age, "since the front page changed", "/", now - at > STALE)


def _frozen() -> bool:
    try:
        return current(settings.HOME).publish.frozen
    except SettingsError:
        return False
