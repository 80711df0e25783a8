"""Which stories stand beside a story: the index of what is in print, the rows that a page shows, the choices of the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from broadsheet import news
from broadsheet.desk.choices import Choice, Facts, Neighbour, also, beside, following, recommended
from broadsheet.desk.related import Neighbours
from broadsheet.press.archive import models, queries
from broadsheet.press.archive.readings import load
from broadsheet.press.archive.told import FiledIn

INDEXED = 20_000  # printed tellings among which related stories are looked for
RELATED = 6  # relations kept a story
ALSO = 4
RECOMMENDED = 8
MOST_READ = 20  # stories that a reader may say they read: the address stays short
AROUND = ("also", "next")  # kinds that are chosen when a page is made; the others are rows
FACTS = ("id", "headline", "first_seen", "last_changed", "headline_from__publisher_id", "filings__section__name")
POOL = 40  # the latest of each section and of each tag that choices are made from


class Index:
    """The printed tellings, and what is near each: kept by the sequencer, made anew when it has doubled."""

    def __init__(self) -> None:
        self._meet()

    def relate(self, changed: Sequence[str], now: datetime) -> None:
        """Write the relations of these stories anew; call it inside the transaction that changed them."""
        if len(self._near) > 2 * INDEXED:
            self._meet()
        rows = models.Telling.objects.filter(story__in=changed, copy_of="").order_by("article__when", "article_id")
        firsts: dict[str, str] = {}
        for row in rows:
            firsts.setdefault(row.story_id, row.article_id)
        self._know([row.article_id for row in rows])
        models.Relation.objects.filter(story__in=changed).delete()
        found = {story: self._near.nearest(article, RELATED * 2, other_events=True) for story, article in firsts.items()}
        stands = dict(
            models.Telling.objects.filter(article__in=[n.id for near in found.values() for n in near]).values_list(
                "article_id", "story_id"
            )
        )
        known = facts([*firsts, *stands.values()])
        models.Relation.objects.bulk_create(
            models.Relation(story_id=story, other_id=each.story, kind=each.kind, score=each.score / 10_000, why=each.why[:500])
            for story, near in found.items()
            if story in known
            for each in beside(
                known[story],
                [
                    Neighbour(known[stands[n.id]], round(n.score * news.TEN_THOUSAND), n.why)
                    for n in near
                    if stands.get(n.id) in known
                ],
                now,
                RELATED,
            )
        )

    def _meet(self) -> None:
        self._near = Neighbours()
        recent = models.Telling.objects.filter(story__state="printed").order_by("-article__when", "article_id")
        self._know(list(recent.values_list("article_id", flat=True)[:INDEXED]))

    def _know(self, articles: Sequence[str]) -> None:
        told = dict(models.Telling.objects.filter(article__in=articles).values_list("article_id", "story_id"))
        texts = dict(models.Article.objects.filter(id__in=told).values_list("id", "text"))
        latest = {}
        for row in models.Reading.objects.filter(article__in=told).order_by("version"):
            latest[row.article_id] = row.fields
        for article in articles:
            if article in latest:
                self._near.add(load(latest[article], texts.get(article, "")), told[article])


def facts(stories: Iterable[str]) -> dict[str, Facts]:
    """What choices need of these stories, in two queries."""
    ids = list(dict.fromkeys(stories))
    tags: dict[str, list[tuple[str, str]]] = defaultdict(list)
    taggings = models.Tagging.objects.filter(story__in=ids).order_by("-score", "tag__name")
    for story, name, kind in taggings.values_list("story_id", "tag__name", "tag__kind"):
        tags[story].append((name, kind))
    filed = models.Story.objects.filter(id__in=ids).order_by("id", "-filings__score", "filings__section__order")
    known: dict[str, Facts] = {}
    for story, headline, first, last, publisher, section in filed.values_list(*FACTS):
        sections = (*(known[story].sections if story in known else ()), *([section] if section else ()))
        known[story] = Facts(story, headline, first, last, publisher or "", sections, tuple(tags[story]))
    return known


def around(story: str, filed: Sequence[FiledIn], related: Sequence[Choice], now: datetime) -> list[Choice]:
    """What else a reader might like, and what is next: nothing that stands among the related, nothing twice."""
    newest = queries.newest_in_each([each.slug for each in filed], POOL)
    known = facts([story, *(each for page in newest.values() for each in page)])
    if story not in known:
        return []
    pages = [queries.ranked().stories, *(newest[each.slug] for each in filed[:1] if each.slug in newest)]
    after = following(known[story], (), pages, [each.story for each in related])
    found = [after] if after else []
    return [*also(known[story], known.values(), [each.story for each in (*related, *found)], now, ALSO), *found]


def recommend(read: Sequence[str], now: datetime) -> list[Choice]:
    """What to read after these stories; empty when none of them is in print."""
    wanted = set(queries.printed().filter(id__in=list(read)[:MOST_READ]).values_list("id", flat=True))
    mine = [each for each in read[:MOST_READ] if each in wanted]
    sections = models.Filing.objects.filter(story__in=mine).values_list("section_id", flat=True).distinct()
    tags = models.Tagging.objects.filter(story__in=mine).order_by("-score", "tag_id").values_list("tag_id", flat=True)
    known = facts([*mine, *_pool(list(sections), list(dict.fromkeys(tags))[:MOST_READ])])
    return recommended([known[each] for each in mine if each in known], known.values(), now, RECOMMENDED)


def _pool(sections: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The latest printed stories of these sections and tags."""
    found = [story for each in queries.newest_in_each(sections, POOL).values() for story in each]
    rows = models.Tagging.objects.filter(tag__in=tags, printed=True).order_by("-last_changed", "-story")
    return [*found, *rows.values_list("story_id", flat=True)[:POOL]]
