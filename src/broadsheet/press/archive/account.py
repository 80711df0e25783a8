"""One story accounted for, in plain values: what `broadsheet explain` prints and any program can read.

What readers do not see is here as well: articles that are held, stories that are, and who decided what.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from broadsheet.news import article_id
from broadsheet.press.archive import queries, together, told
from broadsheet.press.archive.models import Alias, Article, Edit, Journal, Pin, Story, Telling
from broadsheet.press.archive.together import Missed, Step
from broadsheet.press.archive.told import Told

Plain = dict[str, Any]

_address = re.compile(r"/(?:story|why|article|silence)/(?P<id>[0-9a-z-]+)(?:/|\Z)")


def story_of(asked: str) -> str:
    """The story meant by an id, an alias, the address of its page, or an article's id or address; empty when there is none."""
    found = _address.search(asked)
    for name in (asked.strip("/"), *([found["id"]] if found else ()), article_id(asked)):
        if Story.objects.filter(pk=name).exclude(state="merged").exists():
            return name
        if into := Alias.objects.filter(pk=name).values_list("story_id", flat=True).first():
            return into
        if tells := Telling.objects.filter(article=name).values_list("story_id", flat=True).first():
            return tells
    return ""


def account(story: str) -> Plain:
    """Everything that is known of how a story was put together, filed, ranked and decided."""
    row = told.found(story)
    if row is None:
        raise LookupError(story)
    tellings = told.every_telling(story)
    states = dict(Article.objects.filter(telling__story=story).values_list("id", "state"))
    reasons = dict(Article.objects.filter(telling__story=story).values_list("id", "reason"))
    past = together.past(row, {each.editor for each in tellings}, printed=False)
    missed = together.near_misses(row, printed=False)
    named = {each.article: each.title for each in tellings} | {each.story: each.headline for each in missed}
    near = {each.article: [_missed(m) for m in missed if not m.inward and m.article == each.article] for each in tellings}
    articles = [
        _article(each)
        | {
            "said": together.reason(each, past, named),
            "state": states[each.article],
            "reason": reasons[each.article],
            "near": near[each.article],
        }
        for each in tellings
    ]
    names = {story, *past.merged, *(each.article for each in tellings)}
    return _story(row) | {
        "sections": [{"name": each.name, "why": each.why} for each in told.filings(story)],
        "articles": articles,
        "nearly": [_missed(each) for each in missed if each.inward],
        "merged": [_step(each) for each in past.steps if each.merged],
        "parted": [_step(each) for each in past.steps if not each.merged],
        "parted_from": _step(past.came_from) if past.came_from else None,
        "decisions": _decisions(row, names),
        "ranking": _ranking(story),
    }


def _whose(edit: Edit) -> str:
    return f"{edit.model} drafted it and {edit.editor} accepted it" if edit.model else f"{edit.editor} wrote it"


def _story(row: Story) -> Plain:
    edit = getattr(row, "edit", None)
    headline, why = (edit.headline, _whose(edit)) if edit and edit.headline else (row.headline, row.headline_why)
    return {
        "id": row.pk,
        "address": f"/story/{row.pk}/{row.slug or 'story'}/",
        "headline": headline,
        "headline_why": why,
        "state": told.state(row),
        "reason": row.reason,
        "first_seen": row.first_seen.isoformat(),
        "last_changed": row.last_changed.isoformat(),
        "outlets": row.outlets,
        "origins": row.origins,
        "origins_why": row.origins_why,
        "doubtful": row.doubtful,
    }


def _article(each: Told) -> Plain:
    return {
        "id": each.article,
        "url": each.url,
        "title": each.title,
        "publisher": each.publisher_name,
        "owner": each.owner,
        "published": each.when.isoformat(),
        "joined": each.joined.isoformat(),
        "opened": each.opened,
        "sure": each.sure,
        "score": each.score,
        "why": each.why,
        "decided_by": each.editor,
        "copy_of": each.copy_of or None,
        "copy_why": each.copy_why,
        "origin": each.origin,
        "agency": each.agency,
        "rights": each.rights,
    }


def _missed(each: Missed) -> Plain:
    return {
        "article": each.article, "title": each.title, "publisher": each.publisher_name, "score": each.score, "why": each.why,
        "story": each.story, "headline": each.headline,
    }  # fmt: skip


def _step(each: Step) -> Plain:
    return {"story": each.story, "headline": each.headline, "why": each.why, "by_editor": each.by_editor}


def _decisions(row: Story, names: Collection[str]) -> list[Plain]:
    """What editors decided, first to last: the journal's overrules that name any of these, then the edit and the pins."""
    found = [
        {"at": at.isoformat(), "what": said["act"], "about": said["subjects"], "into": said["into"], "why": said.get("why", "")}
        for at, said in Journal.objects.filter(kind="overrule").order_by("number").values_list("at", "payload")
        if said["into"] in names or not set(said["subjects"]).isdisjoint(names)
    ]
    return found + list(_set(row))


def _set(row: Story) -> Iterable[Plain]:
    edit = getattr(row, "edit", None)
    if edit is not None:
        words = {name: getattr(edit, name) for name in ("state", "headline", "standfirst") if getattr(edit, name)}
        said = "; ".join(f"{name}: {value}" for name, value in words.items())
        why = f"{edit.editor}: {edit.note}" if edit.note else edit.editor
        yield {"at": edit.at.isoformat(), "what": f"set {said}" if said else "set nothing", "about": [], "into": "", "why": why}
    for pin in Pin.objects.filter(story=row).order_by("page", "place"):
        until = f" until {pin.until:%Y-%m-%d %H:%M}" if pin.until else ""
        what = f"pin to place {pin.place} of {pin.page or 'the front page'}{until}"
        yield {"at": None, "what": what, "about": [], "into": "", "why": pin.editor}


def _ranking(story: str) -> Plain | None:
    ranked = queries.ranked()
    place = next((each for each in ranked.places if each["story"] == story), None)
    if place is None or ranked.at is None:
        return None
    return {"at": ranked.at.isoformat(), "rank": place["rank"], "score": place["score"], "terms": place["terms"]}
