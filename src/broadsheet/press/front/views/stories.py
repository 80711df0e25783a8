"""One story: who told it, who said it first, and why it stands where it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from broadsheet.desk.silence import FEWEST_ORIGINS, STANDS
from broadsheet.press.archive import differing, gallery, heard, made, queries, receipts, relations, storylines, together, told
from broadsheet.press.archive.made import Ours
from broadsheet.press.archive.models import Story
from broadsheet.press.archive.receipts import Receipt
from broadsheet.press.archive.subjects import subjects
from broadsheet.press.archive.told import FiledIn, Told
from broadsheet.press.front import clean, data, disclosed, wording
from broadsheet.press.front.cache import kept
from broadsheet.press.front.jinja import url
from broadsheet.press.front.paper import Paper, paper, printed_page
from broadsheet.press.front.views.errors import gone

OURS = 2  # independent origins from which the page is ours, and search engines may list it


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the timeline: who printed what when."""

    told: Told
    first: bool
    changed: bool


@kept("story:{story}")
def story(request: HttpRequest, story: str, slug: str = "") -> HttpResponse:
    """A story's page."""
    row = told.found(story)
    if row is None or told.state(row) == "merged":
        return _moved(story)
    if told.state(row) == "killed":
        return gone(request)
    if told.state(row) != "printed":
        raise Http404("This story is not in print at present: an editor is looking at it.")
    if slug != (row.slug or "story"):
        return HttpResponsePermanentRedirect(_path(row))
    tellings = told.tellings(row.id)
    if not tellings:
        raise Http404("This story is not in print at present: nobody's article about it may be linked.")
    return _printed(request, row, tellings)


@kept("story:{story}", "front")
def why(request: HttpRequest, story: str) -> HttpResponse:
    """The terms of a story's score in the latest ranking of the front page, and their sum."""
    row = told.found(story)
    if row is None or told.state(row) == "merged":
        return _moved(story, "why")
    if told.state(row) != "printed":
        raise Http404("This story is not in print at present.")
    ranking = queries.ranked()
    place = next((each for each in ranking.places if each["story"] == story), None)
    terms = place["terms"] if place else []
    largest = max((abs(term["value"]) for term in terms), default=1) or 1
    return printed_page(
        request,
        "pages/why.html",
        story=row,
        headline=headline(row),
        path=_path(row),
        ranking=ranking,
        place=place,
        bars=[(term, round(100 * abs(term["value"]) / largest)) for term in terms],
        total=sum(term["value"] for term in terms),
        index=False,
    )


@kept("story:{story}")
def silence(request: HttpRequest, story: str) -> HttpResponse:
    """Who was heard since a story began and has not been seen telling it, with what that is worth."""
    row = told.found(story)
    if row is None or told.state(row) == "merged":
        return _moved(story, "silence")
    if told.state(row) != "printed":
        raise Http404("This story is not in print at present.")
    made_from = paper()
    unseen = heard.unseen(row, told.tellings(row.id), made_from.clock.now)
    return printed_page(
        request,
        "pages/silence.html",
        made_from,
        story=row,
        headline=headline(row),
        path=_path(row),
        unseen=unseen,
        fewest=FEWEST_ORIGINS,
        hours=int(STANDS.total_seconds() // 3600),
        index=False,
    )


def headline(row: Story) -> str:
    """The headline that readers see: an editor's, else the clearest of the outlets'."""
    edit = getattr(row, "edit", None)
    return (edit.headline if edit else "") or row.headline


def timeline(tellings: tuple[Told, ...]) -> tuple[Happening, ...]:
    """Who printed what, first to last; the first of all is marked, and what its publisher changed since."""
    return tuple(
        Happening(each, place == 0, bool(each.modified and (each.modified - each.when).total_seconds() > 60))
        for place, each in enumerate(tellings)
    )


def _printed(request: HttpRequest, row: Story, tellings: tuple[Told, ...]) -> HttpResponse:
    made_from = paper()
    home = made_from.site.site.address.rstrip("/")
    (filed, tags), ours = told.filed_and_tagged(row.id), row.origins >= OURS
    leading = next((each for each in tellings if each.article == row.headline_from_id), tellings[0])
    points = told.points(row, tellings) if ours else ()
    said = made.ours(row, tellings, points)
    receipt = receipts.receipt(row, said.version)
    past, missed = together.past(row, {each.editor for each in tellings}), together.near_misses(row)
    named = {each.article: each.title for each in tellings} | {each.story: each.headline for each in missed}
    line = storylines.parts(row.id) if getattr(row, "lined", True) else ()
    beside = told.chosen(relations.around(row, [each.story for each in line], told.related(row.id)), quoting=False)
    return printed_page(
        request,
        "pages/story.html",
        made_from,
        story=row,
        headline=headline(row),
        language="" if headline(row) != row.headline else leading.language,
        standfirst=row.edit.standfirst if hasattr(row, "edit") else "",
        leading=leading,
        tellings=tellings,
        branches=told.tree(tellings),
        points=points,
        differences=differing.differing(row, tellings),
        said=said,
        receipt=receipt,
        source_type=disclosed.source_type(said),
        happenings=timeline(tellings),
        filed=filed,
        crumbs=_crumbs(filed),
        tags=tags,
        storyline=line,
        related=[each for each in beside if each.kind not in relations.AROUND],
        also=[each for each in beside if each.kind == "also"],
        following=next((each for each in beside if each.kind == "next"), None),
        picture=gallery.shown([row.id]).get(row.id) if getattr(row, "pictured", True) else None,
        share=f"{home}{_path(row)}",
        canonical=f"{home}{_path(row)}" if ours else clean.safe_link(leading.canonical) or clean.safe_link(leading.url),
        index=ours,
        data=[*_data(made_from, row, filed, tellings, said, receipt), *_article(made_from, row, said, receipt)],
        past=past,
        reasons={each.article: together.reason(each, past, named) for each in tellings},
        named=named,
        headline_why=wording.headline_of(row.headline_why, {each.publisher: each.publisher_name for each in tellings}),
        missed=missed,
        unseen=heard.unseen(row, tellings, made_from.clock.now),
    )


def _data(
    made_from: Paper, row: Story, filed: tuple[FiledIn, ...], tellings: tuple[Told, ...], said: Ours, receipt: Receipt | None
) -> list[dict[str, Any]]:
    home = made_from.site.site.address.rstrip("/")
    address = f"{home}{_path(row)}"
    steps = [("Front page", "/"), *_crumbs(filed), (headline(row), _path(row))]
    first, last = row.first_seen.isoformat(), row.last_changed.isoformat()
    subject = data.about(subjects([row.pk]).get(row.pk, ()))
    about = data.collection(address, headline(row), first, last, tellings) | subject | disclosed.page(said, receipt)
    return [about, data.breadcrumbs(home, steps)]


def _article(made_from: Paper, row: Story, said: Ours, receipt: Receipt | None) -> list[dict[str, Any]]:
    address = f"{made_from.site.site.address.rstrip('/')}{_path(row)}"
    return disclosed.article(made_from.site, address, said, receipt, row.first_seen.isoformat(), row.last_changed.isoformat())


def _crumbs(filed: tuple[FiledIn, ...]) -> list[tuple[str, str]]:
    if not filed:
        return []
    best = filed[0]
    parent = [(best.parent_name, url("section", slug=best.parent))] if best.parent else []
    return [*parent, (best.name, url("section", slug=best.slug))]


def _path(row: Story) -> str:
    return url("story", story=row.id, slug=row.slug or "story")


def _moved(story: str, name: str = "story") -> HttpResponse:
    """To the story that this one became part of. Raises Http404 when there is none."""
    row = told.alias(story)
    if row is None:
        raise Http404("There is no such story.")
    return HttpResponsePermanentRedirect(_path(row) if name == "story" else url(name, story=row.id))
