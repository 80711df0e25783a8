"""Changed stories told anew: their steps run, their columns, filings and tags written, their articles accounted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from broadsheet import news
from broadsheet.desk.agencies import origin
from broadsheet.desk.filing import filed, first_headline, tagged
from broadsheet.desk.independence import independent
from broadsheet.desk.verdict import PRINT, allowed, shown, stands, unproven, verdict
from broadsheet.press.archive import bylines, models, tags
from broadsheet.press.archive.apply import bump, mark, slug
from broadsheet.press.archive.intake import QUOTED
from broadsheet.press.archive.owners import owners
from broadsheet.press.archive.readings import load, sentence
from broadsheet.press.archive.rows import update
from broadsheet.settings import Settings
from broadsheet.steps import Recipe

AGENCY = 60  # characters of an origin's name that are kept
RIGHTS = ("rights", "machine", "snippet")  # as they stand now, not as they stood when the article was judged


@dataclass(slots=True)
class Counted:
    """What became of a batch of stories, for the log and the terminal."""

    printed: int = 0
    held: int = 0
    headlines: list[str] = field(default_factory=list)
    stories: list[Told] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """A story with everything that is about to be written of it; `seen` has only the tellings that readers see."""

    row: models.Story
    story: news.Story
    seen: news.Story
    sections: tuple[news.Judgement[str], ...]
    tags: tuple[news.Tag, ...]
    was: str


def rewrite(ids: Iterable[str], recipe: Recipe, settings: Settings, now: datetime) -> Counted:
    """Tell these stories anew from their tellings; call it inside the transaction that changed them."""
    names = list(ids)
    stories = [s for s in whole(names) if s.tellings]
    rows = models.Story.objects.select_related("edit").in_bulk([s.id for s in stories])
    seen = _stepped(_counted([_seen(s, rows[s.id]) for s in stories]), recipe, settings)
    old = _keys(list(rows))
    told = [_judge(rows[whole.id], whole, part, settings, now) for whole, part in zip(stories, seen, strict=True)]
    _write(told)
    bylines.write([t.reading.article for each in told for t in each.story.tellings])
    _credit([t.reading for each in told for t in each.story.tellings])
    counted = Counted(stories=told)
    for each in told:
        _account(each)
        counted.printed += each.row.state == "printed"
        counted.held += each.row.state == "held"
        if each.row.state == "printed" != each.was:
            counted.headlines.append(each.row.headline)
    withdraw([name for name in names if name not in rows])
    if any("printed" in (each.was, each.row.state) for each in told):
        bump({"latest", *old, *_keys(list(rows))})
    return counted


def _seen(story: news.Story, row: models.Story) -> news.Story:
    edit = getattr(row, "edit", None)
    seen = shown(story, released=edit is not None and edit.state == PRINT)
    return seen if seen.tellings else story


def _counted(stories: Sequence[news.Story]) -> list[news.Story]:
    """The stories with their independent origins counted: the papers of one owner once."""
    of = owners(t.reading.article.publisher for each in stories for t in each.tellings)
    return [replace(each, independent=independent(each.tellings, of)) for each in stories]


def whole(ids: Sequence[str]) -> list[news.Story]:
    """These stories with their tellings in order of publication, rights as they stand now."""
    tellings: dict[str, list[news.Telling]] = {name: [] for name in ids}
    rows = models.Telling.objects.filter(story__in=ids).select_related("article").order_by("article__when", "article_id")
    readings = _readings([row.article for row in rows])
    for row in rows:
        if row.article_id in readings:
            reading = readings[row.article_id]
            tellings[row.story_id].append(news.Telling(reading, row.origin, row.copy_of or None, row.score, row.why))
    return [news.Story(name, tuple(told)) for name, told in tellings.items()]


def _readings(articles: Sequence[models.Article]) -> dict[str, news.Reading]:
    by_id = {row.pk: row for row in articles}
    kept = models.Reading.objects.filter(article__in=by_id).order_by("version")
    found = {}
    for row in kept:
        article = by_id[row.article_id]
        reading = load(row.fields, article.text)
        now = {name: getattr(article, name) for name in RIGHTS}
        found[row.article_id] = replace(reading, article=replace(reading.article, **now))
    return found


def _stepped(stories: list[news.Story], recipe: Recipe, settings: Settings) -> list[news.Story]:
    for step in recipe.steps:
        values = step.function(stories, settings)
        stories = [replace(story, **{step.gives: value}) for story, value in zip(stories, values, strict=True)]
    return stories


def _judge(row: models.Story, story: news.Story, seen: news.Story, settings: Settings, now: datetime) -> Told:
    edit = getattr(row, "edit", None)
    was, sections = row.state, _by_editor(edit) or filed(seen)
    times = [t.reading.article.when for t in seen.tellings if t.reading.article.when is not None] or [now]
    headline = seen.headline or first_headline(seen, settings.site.languages)
    row.headline, row.headline_why = headline.value[:1000], headline.why[:500]
    row.headline_from_id = _said(seen, headline.value)
    if row.slug == "story" or was != "printed":
        row.slug = slug(row.headline)
    row.summary = [sentence(s) for s in _quoted(seen)]
    released = edit is not None and edit.state == PRINT
    row.unquoted = "" if released else unproven(seen)[:500]
    row.differences = [asdict(each) for each in seen.differences or ()]
    row.first_seen, row.last_changed = min(times), min(max(times), now)
    row.outlets, row.origins, row.tellings = seen.outlets, max(seen.origins, 1), len(seen.tellings)
    row.origins_why = seen.independent.why[:500] if seen.independent else ""
    judged = verdict(replace(story, headline=seen.headline), sections, settings, now)
    if was == "printed" and stands(judged):
        judged = news.Judgement(PRINT, 1.0, f"printed before: {judged.why}")
    row.state, row.reason = judged.value, judged.why[:500]
    if edit is not None and edit.state:
        row.state, row.reason = edit.state, f"{edit.editor}: {edit.note or edit.get_state_display()}"[:500]
    return Told(row, story, seen, sections, tagged(seen), was)


def _by_editor(edit: models.Edit | None) -> tuple[news.Judgement[str], ...]:
    """The sections that an editor chose; none when the machine decides."""
    return tuple(news.Judgement(name, 1.0, f"filed by {edit.editor}") for name in edit.sections) if edit is not None else ()


def _quoted(story: news.Story) -> list[news.Sentence]:
    """Its key points, less those of articles that may not be quoted any more."""
    may = {t.reading.article.id for t in story.tellings if t.reading.article.rights in QUOTED}
    return [said for said in story.summary or () if said.source in may]


def _said(story: news.Story, headline: str) -> str | None:
    return next((t.reading.article.id for t in story.tellings if t.reading.article.title == headline), None)


def _write(told: Sequence[Told]) -> None:
    columns = (
        "slug", "headline", "headline_from", "headline_why", "summary", "differences", "unquoted", "first_seen",
        "last_changed", "outlets", "origins", "origins_why", "tellings", "state", "reason",
    )  # fmt: skip
    update([t.row for t in told], columns)
    ids = [t.row.pk for t in told]
    _file(told, ids)
    tags.write([(t.row, t.tags) for t in told])
    models.SearchDocument.objects.filter(story__in=ids).delete()
    excerpts = _excerpts(told)
    models.SearchDocument.objects.bulk_create([_document(t, excerpts) for t in told if t.row.state == "printed"])


def _file(told: Sequence[Told], ids: list[str]) -> None:
    known = {s.name: s for s in models.Section.objects.all()}
    models.Filing.objects.filter(story__in=ids).delete()
    models.Filing.objects.bulk_create(
        models.Filing(
            story=t.row, section=known[j.value], score=j.score, why=j.why[:500],
            last_changed=t.row.last_changed, printed=t.row.state == "printed",
        )
        for t in told for j in t.sections if j.value in known
    )  # fmt: skip


def _excerpts(told: Sequence[Told]) -> dict[str, str]:
    """What pages show of the articles that may be quoted: search shows no other words of them."""
    quoted = [each for each in told if not each.row.unquoted]
    names = [telling.reading.article.id for each in quoted for telling in each.seen.tellings if not telling.copy_of]
    return dict(models.Article.objects.filter(id__in=names, rights__in=QUOTED).values_list("id", "excerpt"))


def _document(told: Told, excerpts: dict[str, str]) -> models.SearchDocument:
    """What search may find and show: only tellings that are printed, quoted as far as their rights let us."""
    articles = [telling.reading.article for telling in told.seen.tellings]
    words = [s.text for s in _quoted(told.seen)]
    words += [excerpts.get(article.id, "") for article in articles]
    words += [article.title for article in articles]
    words += [", ".join(tag.name for tag in told.tags), ", ".join(name for article in articles for name in article.authors)]
    edit = getattr(told.row, "edit", None)
    headline = edit.headline if edit is not None and edit.headline else told.row.headline
    return models.SearchDocument(story=told.row, headline=headline, body="\n".join(w for w in words if w))


def _credit(readings: Sequence[news.Reading]) -> None:
    """Note whose text each is by its own account; what a text said that was only kept long enough stays."""
    told = [reading for reading in readings if reading.article.text or reading.article.rights not in QUOTED]
    said = {reading.article.id: origin(reading) for reading in told}
    signed = {article: found.value[:AGENCY] if found else "" for article, found in said.items()}
    known = dict(models.Telling.objects.filter(article__in=signed).values_list("article_id", "agency"))
    for article, name in signed.items():
        if name != known.get(article, name):
            models.Telling.objects.filter(article=article).update(agency=name)


def _account(told: Told) -> None:
    if told.row.state != "printed":
        mark([t.reading.article.id for t in told.story.tellings], "held", f"its story is {told.row.state}: {told.row.reason}")
        return
    states: dict[tuple[str, str], list[str]] = defaultdict(list)
    for telling in told.story.tellings:
        states[_state(telling, told)].append(telling.reading.article.id)
    for (state, reason), articles in states.items():
        mark(articles, state, reason)


def _state(telling: news.Telling, told: Told) -> tuple[str, str]:
    reading = telling.reading
    if not allowed(reading):
        return "held", "its publisher's rights allow no print"
    if all(each.reading.article.id != reading.article.id for each in told.seen.tellings):
        return "held", "; ".join(j.why for j in reading.hold or ())
    if telling.copy_of:
        return "copied", f"reprints {telling.copy_of} in story {told.row.pk}"
    return "published", f"tells story {told.row.pk}"


def withdraw(ids: Sequence[str]) -> None:
    """Take stories that nobody tells any more out of every list, and out of the search."""
    for table in (models.Filing, models.Tagging, models.SearchDocument, models.Relation):
        table.objects.filter(story__in=ids).delete()
    models.Relation.objects.filter(other__in=ids).delete()
    _forward(ids)
    left = models.Story.objects.filter(id__in=ids)
    left.exclude(state__in=("merged", "killed")).update(state="held", reason="nobody tells it any more", tellings=0)
    bump(["latest", *(f"story:{name}" for name in ids)] if ids else [])


def _forward(ids: Sequence[str]) -> None:
    """A story whose articles moved elsewhere one by one leaves an alias to where its first one is told: no address breaks."""
    first = {name: name.partition("-")[0] for name in ids}
    told = dict(models.Telling.objects.filter(article__in=first.values()).values_list("article_id", "story_id"))
    for row in models.Story.objects.filter(id__in=ids).exclude(state__in=("merged", "killed")):
        if (into := told.get(first[row.pk])) and into != row.pk:
            why = f"is told as {into}: its articles moved there"
            models.Alias.objects.update_or_create(id=row.pk, defaults={"story_id": into, "why": why})
            models.Story.objects.filter(pk=row.pk).update(state="merged", reason=why)


def _keys(ids: Sequence[str]) -> list[str]:
    """The pages that show these stories, as the tables stand: their own, and those of their sections, tags and publishers."""
    keys = [f"story:{name}" for name in ids]
    filed_in = models.Filing.objects.filter(story__in=ids).values_list("section_id", "section__parent_id").distinct()
    keys += [f"section:{section}" for pair in filed_in for section in pair if section]
    keys += [f"tag:{tag}" for tag in models.Tagging.objects.filter(story__in=ids).values_list("tag_id", flat=True).distinct()]
    told_by = models.Telling.objects.filter(story__in=ids).values_list("article__publisher_id", flat=True).distinct()
    return keys + [f"publisher:{publisher}" for publisher in told_by]
