"""What an editor sets, beside what the machine thinks: it wins, and it survives re-judging.

Each function is one transaction and bumps the pages that show what changed. `editor` is a user name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings as django
from django.db import transaction

from broadsheet import news
from broadsheet import settings as ours
from broadsheet.desk.verdict import FROZEN
from broadsheet.press.archive import models, nearness, stories
from broadsheet.press.archive.apply import bump
from broadsheet.press.current import current
from broadsheet.settings import Settings
from broadsheet.steps import Recipe, Step

PRINTED, HELD, KILLED = "printed", "held", "killed"
STATES = (PRINTED, HELD, KILLED, "")  # empty: the machine decides
AT_ONCE = 50  # stories told anew a transaction, near 50 ms
SECTION_LISTS = ("keywords", "places", "hints", "examples", "topics")


class Refused(Exception):
    """An editor's word that cannot be carried out, in one sentence that says why."""


# Stories


def edit_story(
    story: models.Story,
    editor: str,
    now: datetime,
    *,
    headline: str | None = None,
    standfirst: str | None = None,
    state: str | None = None,
    note: str = "",
    sections: Sequence[str] | None = None,
) -> None:
    """Set an editor's headline, standfirst, state, note or sections; None leaves it, an empty one gives it back to the machine.

    Raises Refused.
    """
    given = {
        "headline": headline, "standfirst": standfirst, "state": state, "note": note or None,
        "sections": None if sections is None else list(sections),
    }  # fmt: skip
    edit_stories([story.pk], editor, now, {name: value for name, value in given.items() if value is not None})


def edit_stories(ids: Sequence[str], editor: str, now: datetime, values: Mapping[str, Any]) -> None:
    """Set the same on several stories, all or none. Raises Refused."""
    with transaction.atomic():
        for row in models.Story.objects.filter(pk__in=ids):
            _refuse(row, values.get("state"))
        if "headline" in values and "model" not in values:  # other words than a model's are the editor's own
            models.Edit.objects.filter(pk__in=ids).exclude(headline=values["headline"]).update(model="")
        for name in ids:
            models.Edit.objects.update_or_create(story_id=name, defaults={**values, "editor": editor, "at": now})
        if values.get("state") == KILLED:
            nearness.killed(ids)
            models.Draft.objects.filter(story__in=ids).delete()
        _tell_anew(ids, values.get("state"), now)
        bump(["front"])


def settle(story: str) -> None:
    """An editor has looked at how a story was put together: nothing of it is doubtful any more."""
    with transaction.atomic():
        models.Story.objects.filter(pk=story).update(doubtful="")
        models.Telling.objects.filter(story=story).update(doubtful=False)
        bump([f"story:{story}"])


def pin(story: models.Story, place: int, editor: str, now: datetime, *, page: str = "", until: datetime | None = None) -> None:
    """Put a story at a place of the front (page empty) or of a section's front, until a time or lifted. Raises Refused."""
    if story.state != PRINTED:
        raise Refused("Only a story in print can be pinned; print it first.")
    if place < 1:
        raise Refused("A place is 1 or more; 1 is the lead.")
    if until is not None and until <= now:
        raise Refused("The pin's end has passed already; choose a later time, or none.")
    with transaction.atomic():
        values = {"place": place, "until": until, "editor": editor}
        models.Pin.objects.update_or_create(story=story, page=page, defaults=values)
        bump(_page_keys(page))


def unpin(number: int) -> None:
    """Lift a pin."""
    with transaction.atomic():
        for row in models.Pin.objects.filter(pk=number):
            bump(_page_keys(row.page))
            row.delete()


def _refuse(row: models.Story, state: str | None) -> None:
    if row.state == "merged":
        raise Refused(f"“{row}” has become part of another story; edit that one.")
    if state not in (None, *STATES):
        raise Refused(f"A story is printed, held or killed, not {state!r}.")
    told = models.Telling.objects.filter(story=row)
    if state == PRINTED and not told.exclude(article__rights="none").filter(article__publisher__opted_out=False).exists():
        raise Refused(f"“{row}” cannot be printed: the rights of those who tell it allow no print.")


def _tell_anew(ids: Sequence[str], state: str | None, now: datetime) -> None:
    told = {*models.Telling.objects.filter(story__in=ids, article__readings__isnull=False).values_list("story_id", flat=True)}
    stories.rewrite([name for name in ids if name in told], AS_IT_STANDS, current(django.HOME), now)
    silent = [name for name in ids if name not in told]
    if state is not None and silent:
        models.Story.objects.filter(pk__in=silent).update(state=state or HELD, reason="nobody tells it")
        models.SearchDocument.objects.filter(story__in=silent).delete()
        bump([f"story:{name}" for name in silent])


def _headlines(batch: Sequence[Any], _: Settings) -> list[news.Judgement[str] | None]:
    rows = models.Story.objects.in_bulk([story.id for story in batch])
    return [_kept_headline(rows.get(story.id)) for story in batch]


def _kept_headline(row: models.Story | None) -> news.Judgement[str] | None:
    return news.Judgement(row.headline, 1.0, row.headline_why) if row is not None and row.headline_why else None


def _summaries(batch: Sequence[Any], _: Settings) -> list[tuple[news.Sentence, ...]]:
    rows = models.Story.objects.in_bulk([story.id for story in batch])
    return [tuple(news.Sentence(**said) for said in rows[story.id].summary) for story in batch]


def _differences(batch: Sequence[Any], _: Settings) -> list[tuple[news.Difference, ...]]:
    rows = models.Story.objects.in_bulk([story.id for story in batch])
    return [tuple(_difference(kept) for kept in rows[story.id].differences) for story in batch]


def _difference(kept: dict[str, Any]) -> news.Difference:
    return news.Difference(**kept | {"sides": tuple(news.Side(**side) for side in kept["sides"])})


# An editor's word makes no headline and no summary: those stay, and only what follows from them is written anew.
AS_IT_STANDS = Recipe(
    (
        Step(_headlines, "headline", of=news.Story),
        Step(_summaries, "summary", of=news.Story),
        Step(_differences, "differences", of=news.Story),
    )
)


# How stories are put together: lines of the journal, which the sequencer folds


def merge(subjects: Sequence[str], into: str, editor: str, now: datetime, why: str) -> None:
    """Ask that these stories become part of another. Raises Refused."""
    if into in subjects:
        raise Refused("A story cannot become part of itself.")
    with transaction.atomic():
        rows = models.Story.objects.in_bulk([*subjects, into])
        for name in (*subjects, into):
            if name not in rows:
                raise Refused(f"There is no story {name}.")
            if rows[name].state == "merged":
                raise Refused(f"“{rows[name]}” has become part of another story already.")
        models.Telling.objects.filter(story__in=subjects).update(editor=editor, doubtful=False)
        _overrule("merge", subjects, into, editor, now, why)


def split(story: str, articles: Sequence[str], editor: str, now: datetime, why: str) -> None:
    """Ask that these articles leave a story and stand as one of their own. Raises Refused."""
    with transaction.atomic():
        told = {*models.Telling.objects.filter(story=story).values_list("article_id", flat=True)}
        if not articles or not told.issuperset(articles):
            raise Refused("These articles do not tell this story any more; look at it again.")
        if told == set(articles):
            raise Refused("All of its articles cannot leave a story; leave at least one.")
        models.Telling.objects.filter(article__in=articles).update(doubtful=False, editor=editor)
        _no_longer_doubtful(story)
        _overrule("split", articles, "", editor, now, why, of=story)


def keep(story: str, articles: Sequence[str], editor: str, now: datetime, why: str) -> None:
    """Say that these articles do tell this story: nothing doubtful about it. Raises Refused."""
    with transaction.atomic():
        told = models.Telling.objects.filter(story=story, article__in=articles)
        if told.count() != len(set(articles)) or not articles:
            raise Refused("These articles do not tell this story any more; look at it again.")
        told.update(doubtful=False, editor=editor)
        _no_longer_doubtful(story)
        _overrule("join", articles, story, editor, now, why)


def move(article: str, into: str, editor: str, now: datetime, why: str) -> None:
    """Ask that an article leave its story for another; the last one to leave makes its story part of that. Raises Refused."""
    with transaction.atomic():
        told = models.Telling.objects.filter(article=article).first()
        target = models.Story.objects.filter(pk=into).first()
        if told is None or target is None or target.state == "merged":
            raise Refused("That article, or that story, does not stand there any more; look at it again.")
        if told.story_id == into:
            raise Refused("The article tells that story already.")
        if not models.Telling.objects.filter(story=told.story_id).exclude(article=article).exists():
            merge([told.story_id], into, editor, now, why)
            return
        models.Telling.objects.filter(article=article).update(doubtful=False, editor=editor)
        _no_longer_doubtful(told.story_id)
        _overrule("join", [article], into, editor, now, why, of=told.story_id)


def _no_longer_doubtful(story: str) -> None:
    """A story all of whose doubtful tellings were decided on is not doubtful itself; its page says who decided."""
    bump([f"story:{story}"])
    if not models.Telling.objects.filter(story=story, doubtful=True).exists():
        models.Story.objects.filter(pk=story).update(doubtful="")


def _overrule(act: str, subjects: Sequence[str], into: str, editor: str, now: datetime, why: str, of: str = "") -> None:
    """A line of the journal; `of` is the story that its articles leave, from which theirs stays apart."""
    said = f"{editor}: {why}" if why else editor
    payload = {"act": act, "subjects": list(subjects), "into": into, "why": said} | ({"of": of} if of else {})
    models.Journal.objects.create(kind="overrule", payload=payload, at=now)


# Settings and sections


def desk_settings() -> dict[str, Any]:
    """What the desk changed, by dotted names: a layer for `broadsheet.settings.load`."""
    changed = dict(models.Setting.objects.order_by("name").values_list("name", "value"))
    rows = sections_from_desk()
    return changed | ({"section": rows} if rows else {})


def change_setting(name: str, value: Any, editor: str, now: datetime) -> None:
    """Change a setting at the desk. Raises SettingsError with one clear sentence."""
    change_settings({name: value}, editor, now)


def change_settings(values: Mapping[str, Any], editor: str, now: datetime) -> None:
    """Change settings together, all or none; None gives a setting back to the file. Raises SettingsError."""
    with transaction.atomic():
        before, kept = current(django.HOME), desk_settings() | dict(values)
        settings = ours.load(_file(), desk={name: value for name, value in kept.items() if value is not None})
        models.Setting.objects.filter(name__in=[name for name, value in values.items() if value is None]).delete()
        for name in (name for name, value in values.items() if value is not None):
            defaults = {"value": _plain(settings, name), "editor": editor, "at": now}
            models.Setting.objects.update_or_create(name=name, defaults=defaults)
        bump(["settings", "front"])
    if before.publish.frozen and not settings.publish.frozen:
        _thaw(settings, now)


def known() -> tuple[ours.Known, ...]:
    """Every setting with its value, where the value came from, and what it means."""
    return tuple(ours.known(_file(), desk=desk_settings()))


def change_section(section: models.Section) -> None:
    """Write a new or changed section; from now on the desk's wording stays. Raises SettingsError with one clear sentence."""
    with transaction.atomic():
        old = models.Section.objects.filter(pk=section.pk).first()
        if section.parent_id == section.pk:
            raise ours.SettingsError(f"Section {section.name!r} cannot stand below itself.")
        others = [row for row in models.Section.objects.select_related("parent") if row.pk != section.pk]
        ours.load(_file(), desk={**desk_settings(), "section": [_row(row) for row in (*others, section)]})
        section.edited = True
        section.save()
        if old is not None and old.name != section.name:
            models.Pin.objects.filter(page=old.name).update(page=section.name)
        bump(["settings", "front", f"section:{section.pk}"])


def sections_from_desk() -> list[dict[str, Any]]:
    """The sections as rows for the settings' `section`, when the desk edited one of them; else none."""
    rows = list(models.Section.objects.select_related("parent"))
    return [_row(row) for row in rows] if any(row.edited for row in rows) else []


def _file() -> Any:
    file = django.HOME.settings_file
    return file if file.exists() else None


def _plain(settings: Settings, name: str) -> Any:
    part, _, key = name.partition(".")
    value = getattr(getattr(settings, part), key)
    return list(value) if isinstance(value, tuple) else value


def _row(section: models.Section) -> dict[str, Any]:
    lists = {name: list(getattr(section, name)) for name in SECTION_LISTS}
    return {
        "name": section.name, "slug": section.pk, "parent": section.parent.name if section.parent else "",
        "description": section.description, "mode": section.mode, "weight": section.weight, **lists,
    }  # fmt: skip


def _thaw(settings: Settings, now: datetime) -> None:
    """Judge anew what a freeze held back."""
    waiting = list(
        models.Story.objects.filter(state=HELD, reason=FROZEN).order_by("-last_changed").values_list("pk", flat=True)
    )
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            stories.rewrite(waiting[start : start + AT_ONCE], AS_IT_STANDS, settings, now)


def _page_keys(page: str) -> list[str]:
    slugs = models.Section.objects.filter(name=page).values_list("pk", flat=True)
    return ["front", *(f"section:{slug}" for slug in slugs)]
