"""What is there to ask a language model next? Of which story, which articles of it, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel import Locale
from django.db.models import Exists, F, OuterRef, QuerySet

from broadsheet import news
from broadsheet.desk import drafts, exposed, prompts
from broadsheet.desk.language import base
from broadsheet.desk.prompts import Prompt, Source
from broadsheet.desk.verdict import shown
from broadsheet.press.archive import queries, stories
from broadsheet.press.archive.looked import AGAIN, Looked
from broadsheet.press.archive.models import Draft, Question, Story
from broadsheet.settings import Settings

FRESH = timedelta(hours=24)  # stories that changed longer ago are read by few
CANDIDATES = 20  # stories of a kind that are looked at, those with the highest score
TRIES = 2  # questions of the same words that may fail within that time
OURS = 2  # independent origins from which a text may be ours


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: what it drafts for which story, from which sources, and the words that are sent; `key` is their hash."""

    kind: str
    story: str
    prompt: Prompt
    sources: tuple[Source, ...]
    messages: tuple[dict[str, str], ...]
    key: str
    language: str

    @property
    def characters(self) -> int:
        """How much is sent."""
        return sum(len(each["content"]) for each in self.messages)


def next_question(settings: Settings, now: datetime, looked: Looked) -> Ask | None:
    """The next question, of the story that stands highest; None when there is none."""
    for kind in settings.model.use:
        for name, changed in due(kind, settings, now).values_list("pk", "last_changed")[:CANDIDATES]:
            if looked.news(kind, name, changed, now) and (found := question(kind, name, settings, now)):
                return found
    return None


def due(kind: str, settings: Settings, now: datetime) -> QuerySet[Story, Any]:
    """The stories in print for which a draft of this kind could be made, the highest score first."""
    drawn = Draft.objects.filter(story=OuterRef("pk"), kind=kind)
    rows = queries.printed().filter(last_changed__gte=now - FRESH).exclude(Exists(drawn.filter(state="refused")))
    rows = rows.exclude(Exists(drawn.filter(made__gt=now - AGAIN)))
    if kind != "key_points":
        rows = rows.exclude(edit__headline__gt="")
    if kind == "translation":
        own = base(settings.site.language)
        rows = rows.exclude(headline_from=None).exclude(headline_from__language__istartswith=own)
        rows = rows.exclude(headline_from__language="")
    else:
        rows = rows.filter(origins__gte=OURS)
    return rows.order_by(F("score").desc(), "-pk")


def question(kind: str, name: str, settings: Settings, now: datetime) -> Ask | None:
    """What would be asked for this story; None where rights, care or an earlier answer speak against it."""
    story = next((each for each in stories.whole([name]) if each.tellings), None)
    if story is None or exposed.objection(story):
        return None
    sources = _sources(kind, story, settings)
    if len(sources) < (1 if kind == "translation" else drafts.FEWEST):
        return None
    prompt, language = prompts.prompt(kind), base(settings.site.language)
    messages = prompts.messages(prompt, sources, _called(language))
    key = prompts.content_hash(prompt, messages, settings.model.name)
    failed = Question.objects.filter(key=key, outcome="failed", at__gt=now - AGAIN)
    known = Draft.objects.filter(key=key).exists() or failed.count() >= TRIES
    return None if known else Ask(kind, name, prompt, sources, tuple(messages), key, language)


def _sources(kind: str, story: news.Story, settings: Settings) -> tuple[Source, ...]:
    seen = shown(story, released=False)
    if kind != "translation":
        return exposed.sources(seen, settings)
    chosen = Story.objects.filter(pk=story.id).values_list("headline_from", flat=True).first()
    return next((exposed.titled(each.reading) for each in seen.tellings if each.reading.article.id == chosen), ())


def _called(language: str) -> str:
    """A language as the prompts name it: in English, with its code."""
    name = Locale("en").languages.get(language)
    return f"{name} ({language})" if name else language
