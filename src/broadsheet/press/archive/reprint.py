"""What follows when rights change: texts purged, articles withdrawn or read again, their stories told anew, pages printed anew.

Less is done in the same transaction; more waits for the page to be read again, for what may be kept now was not kept before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from broadsheet import news
from broadsheet.desk import quotation
from broadsheet.press.archive import drafts, models, nearness, rulings, stories
from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.entries import UNSAID
from broadsheet.press.archive.rows import update
from broadsheet.press.archive.unsaid import unsay
from broadsheet.settings import Settings
from broadsheet.steps import recipe
from broadsheet.wire import rights
from broadsheet.wire.evidence import Evidence

AT_ONCE = 200  # articles judged at once; a transaction has no more of them, but those of a story stay together
AGAIN_DAYS = 30  # days back that articles are read again after an opt-out was lifted or a letter came: older ones are history
MINED = ("sketch", "terms", "meaning", "tags", "summary")
COLUMNS = (
    "text", "standfirst", "excerpt", "image", "caption", "credit", "pictures", "hints", "entry", "rights", "rights_why",
    "machine", "snippet", "state", "reason", "again", "attempts", "fence", "lease_until",
)  # fmt: skip
UNDER_WAY = ("wanted", "read")

NAMES = 500  # a query
Said = Callable[[models.Article], Sequence[Evidence]]


@dataclass(slots=True)
class Changed:
    """How many articles were changed where they stand, and how many are to be read again."""

    less: int = 0
    more: int = 0


@dataclass(slots=True)
class _After:
    """What is done once for all articles of a transaction: lines of the withdrawn, titles to judge, stories to tell anew."""

    gone: list[models.Article] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    stories: dict[str, None] = field(default_factory=dict)
    pages: dict[str, None] = field(default_factory=dict)


def judge_again(articles: Iterable[str], said: Said, settings: Settings, now: datetime) -> Changed:
    """Judge articles anew: the pages' and feeds' evidence as the ledger has it, with what `said` says of each now."""
    changed = Changed()
    for names in _together(list(articles)):
        with transaction.atomic():
            after = _After()
            for start in range(0, len(names), AT_ONCE):
                _batch(names[start : start + AT_ONCE], said, settings, now, changed, after)
            _follow(after, settings, now)
    return changed


def _together(articles: Sequence[str]) -> Iterator[list[str]]:
    """The articles in parts, no story's in two of them: a story is told anew once, however many of its articles change."""
    stands: dict[str, str] = {}
    for start in range(0, len(articles), NAMES):
        told = models.Telling.objects.filter(article__in=articles[start : start + NAMES])
        stands.update(told.values_list("article_id", "story_id"))
    by_story: dict[str, list[str]] = {}
    for name in articles:
        by_story.setdefault(stands.get(name, f"alone {name}"), []).append(name)
    part: list[str] = []
    for several in by_story.values():
        if part and len(part) + len(several) > AT_ONCE:
            yield part
            part = []
        part = part + several
    if part:
        yield part


def _batch(names: Sequence[str], said: Said, settings: Settings, now: datetime, changed: Changed, after: _After) -> None:
    rows = models.Article.objects.select_related("publisher", "feed").in_bulk(names)
    known = {each.article_id: each for each in models.Ruling.objects.filter(article__in=names, superseded=None)}
    differ: list[models.Article] = []
    for row in rows.values():
        kept = rulings.evidence(known[row.pk]) if row.pk in known else ()
        pages = [each for each in kept if each.scope in {"page", "feed"}]
        evidence = rights.gathered(pages, tuple(said(row)))
        ruling = rulings.judged(evidence, now)
        if _more(row.rights, ruling.value):
            row.again, row.attempts = True, 0
            changed.more += 1
            differ.append(row)
            continue
        row.evidence = evidence
        terms = (ruling.value, rights.machine(evidence, now), rights.snippet(evidence, now))
        if terms != (row.rights, row.machine, row.snippet):
            _apply(row, ruling, settings, now)
            changed.less += 1
            differ.append(row)
    rulings.record(rows.values(), now)
    _write(differ, after)


def _more(was: str, now: str) -> bool:
    """Whether the text, which is not here, must be fetched for what is allowed now."""
    return was in {"none", "link"} and rights.MODES.index(now) > rights.MODES.index(was)


def _apply(row: models.Article, ruling: news.Judgement[str], settings: Settings, now: datetime) -> None:
    said = row.evidence or ()
    row.rights, row.rights_why = ruling.value, ruling.why
    row.machine, row.snippet = rights.machine(said, now), rights.snippet(said, now)
    if ruling.value in {"link", "none"}:
        unmined(row)
        if row.state not in UNDER_WAY:
            row.state, row.reason = ("dropped" if ruling.value == "none" else row.state), ruling.why
    elif row.snippet is not None:
        row.excerpt = quotation.excerpt(row.excerpt.removesuffix("…"), min(settings.publish.excerpt_characters, row.snippet))


def unmined(row: models.Article) -> models.Article:
    """The row without anything of the text, nor of what its feed said of it: only what names and places the article."""
    row.text = row.standfirst = row.excerpt = row.image = row.caption = row.credit = ""
    row.hints, row.pictures, row.machine = [], [], False
    row.entry = row.entry | UNSAID
    return row


def _write(rows: list[models.Article], after: _After) -> None:
    """Rows and readings written; what lost its text is judged again by its title, what lost all is withdrawn."""
    for row in rows:  # whoever is reading one of them at this moment reads on old evidence
        row.fence, row.lease_until = row.fence + 1, None
    update(rows, COLUMNS)
    back = [row.pk for row in rows if row.again and row.rights == "none"]
    models.Reading.objects.filter(article__in=back, article__telling=None).delete()  # so that it arrives like any other
    silent = [row.pk for row in rows if row.rights in {"link", "none"}]
    purge(silent)
    unsay(silent)
    names = [row.pk for row in rows]
    told = dict(models.Telling.objects.filter(article__in=names).values_list("article_id", "story_id"))
    after.gone += [row for row in rows if row.rights == "none" and row.pk in told and not row.again]
    after.linked += [row.pk for row in rows if row.rights == "link" and not row.again and row.pk in told]
    after.stories |= dict.fromkeys(sorted(set(told.values())))
    after.pages |= dict.fromkeys(["front", "latest", *(f"publisher:{row.publisher_id}" for row in rows)] if rows else [])


def _follow(after: _After, settings: Settings, now: datetime) -> None:
    """The journal's lines, the youngest article first so that a reprint goes before its origin; then stories and pages."""
    models.Journal.objects.bulk_create(
        models.Journal(kind="withdrawal", article=row.pk, payload={"why": row.rights_why}, at=now)
        for row in sorted(after.gone, key=lambda each: (each.when, each.pk), reverse=True)
    )
    retell(list(after.stories), settings, now)
    for start in range(0, len(after.linked), NAMES):
        models.Article.objects.filter(pk__in=after.linked[start : start + NAMES]).update(
            state="read", reason="its text may not be used any more", lease_until=None
        )
    bump(list(after.pages))


def purge(articles: Sequence[str]) -> None:
    """Take what was mined from texts that may not be used out of their readings; language, genre and holds stay."""
    nearness.forget(articles)
    drafts.forget(articles)
    rows = list(models.Reading.objects.filter(article__in=articles))
    for row in rows:
        row.fields = row.fields | dict.fromkeys(MINED) | {"article": _titled(row.fields["article"])}
    update(rows, ("fields",))


def _titled(kept: dict[str, Any]) -> dict[str, Any]:
    return kept | {"standfirst": "", "image": "", "caption": "", "credit": "", "hints": []}


def retell(ids: Sequence[str], settings: Settings, now: datetime) -> None:
    """Tell stories anew as rights stand now, headline and key points included."""
    read = models.Telling.objects.filter(story__in=ids, article__readings__isnull=False)
    told = {*read.values_list("story_id", flat=True)}
    stories.rewrite([name for name in ids if name in told], recipe(settings.line.story_steps, of=news.Story), settings, now)
    bump([f"story:{name}" for name in ids if name not in told])


def opt_out(publisher: models.Publisher, settings: Settings, now: datetime) -> Changed:
    """A publisher asked us to print nothing: its articles leave print at once, their stories as the sequencer gets there."""
    with transaction.atomic():
        models.Publisher.objects.filter(pk=publisher.pk).update(opted_out=True)
        named = models.Article.objects.filter(publisher=publisher).exclude(rights="none", text="")
        changed = judge_again(named.values_list("pk", flat=True), house_and_site(now), settings, now)
        bump(["front", "latest", f"publisher:{publisher.pk}"])
    return changed


def opt_in(publisher: models.Publisher, settings: Settings, now: datetime) -> Changed:
    """An opt-out was lifted: the articles of the last weeks are read again and come back as their pages then allow."""
    with transaction.atomic():
        models.Publisher.objects.filter(pk=publisher.pk).update(opted_out=False)
        models.Feed.objects.filter(publisher=publisher).update(next_poll=None)
        changed = on_file(publisher, settings, now)
        bump(["front", f"publisher:{publisher.pk}"])
    return changed


def on_file(publisher: models.Publisher, settings: Settings, now: datetime) -> Changed:
    """A letter came, was taken back or ran out, or an opt-out was lifted: what is recent or printed whole is judged anew."""
    since = Q(when__gte=now - timedelta(days=AGAIN_DAYS)) | Q(rights="full")
    recent = models.Article.objects.filter(since, publisher=publisher).exclude(state__in=UNDER_WAY)
    return judge_again(recent.values_list("pk", flat=True), house_and_site(now), settings, now)


def house_and_site(now: datetime) -> Said:
    """What is on file now, with what the sites said when they were asked last."""

    def said(row: models.Article) -> Sequence[Evidence]:
        ruling = models.Ruling.objects.filter(article=row.pk, superseded=None).first()
        of_site = [each for each in rulings.evidence(ruling) if each.scope == "site"] if ruling else []
        return (*of_site, *rulings.house(row.publisher, row.page_url, now))

    return said
