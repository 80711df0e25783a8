"""Which stories stand beside a story: the index of what is in print, the rows that a page shows, the choices of the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from broadsheet import news
from broadsheet.desk.choices import Choice, Facts, Neighbour, also, beside, following, recommended
from broadsheet.desk.related import Neighbours, Related
from broadsheet.press.archive import models, queries
from broadsheet.press.archive.readings import load

NONE: Mapping[str, str] = {}
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

    def forget(self, articles: Iterable[str]) -> None:
        """Let go of what these articles said: they were withdrawn, or say something else now."""
        self._near.forget(articles)

    def relate(self, changed: Sequence[str], now: datetime, lines: Mapping[str, str] = NONE) -> None:
        """Write the relations of these stories anew; call it inside the transaction that changed them.

        `lines` gives the storyline of a story: what stands in the same one is told there, and not listed again.
        """
        if len(self._near) > 2 * INDEXED:
            self._meet()
        rows = models.Telling.objects.filter(story__in=changed, copy_of="").order_by("article__when", "article_id")
        firsts: dict[str, str] = {}
        for row in rows:
            firsts.setdefault(row.story_id, row.article_id)
        self._know([row.article_id for row in rows])
        models.Relation.objects.filter(story__in=changed).delete()
        found = {story: self._near.nearest(article, RELATED * 2, other_events=True) for story, article in firsts.items()}
        near = [each.id for several in found.values() for each in several]
        stands = dict(models.Telling.objects.filter(article__in=near).values_list("article_id", "story_id"))
        pools = _pools(list(firsts))
        known = facts([*firsts, *stands.values(), *(each for pool in pools.values() for each in pool)], lines)
        models.Relation.objects.bulk_create(
            models.Relation(story_id=story, other_id=each.story, kind=each.kind, score=each.score / 10_000, why=each.why[:500])
            for story, near in found.items()
            if story in known
            for each in _chosen(known, story, [(stands.get(n.id, ""), n) for n in near], pools.get(story, ()), now)
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


def _pools(stories: Sequence[str]) -> dict[str, list[str]]:
    """The latest stories of the sections that each of these is filed in."""
    filings = list(models.Filing.objects.filter(story__in=stories).values_list("story_id", "section_id"))
    newest = queries.newest_in_each(sorted({section for _, section in filings}), POOL)
    pools: dict[str, list[str]] = defaultdict(list)
    for story, section in filings:
        pools[story].extend(newest.get(section, ()))
    return pools


def _chosen(
    known: Mapping[str, Facts], story: str, near: Sequence[tuple[str, Related]], pool: Sequence[str], now: datetime
) -> list[Choice]:
    """What is related to a story, and what else a reader might like: nothing of its own storyline, nothing twice."""
    this = known[story]
    others = [
        Neighbour(known[other], round(each.score * news.TEN_THOUSAND), each.why)
        for other, each in near
        if other in known and (not this.storyline or known[other].storyline != this.storyline)
    ]
    related = beside(this, others, now, RELATED)
    like = (known[each] for each in dict.fromkeys(pool) if each in known)
    return [*related, *also(this, like, [each.story for each in related], now, ALSO)]


def facts(stories: Iterable[str], lines: Mapping[str, str] = NONE) -> dict[str, Facts]:
    """What choices need of these stories, in two queries; `lines` gives the storyline of a story."""
    ids = list(dict.fromkeys(stories))
    tags: dict[str, list[tuple[str, str]]] = defaultdict(list)
    taggings = models.Tagging.objects.filter(story__in=ids).order_by("-score", "tag__name")
    for story, name, kind in taggings.values_list("story_id", "tag__name", "tag__kind"):
        tags[story].append((name, kind))
    filed = models.Story.objects.filter(id__in=ids).order_by("id", "-filings__score", "filings__section__order")
    known: dict[str, Facts] = {}
    for story, headline, first, last, publisher, section in filed.values_list(*FACTS):
        sections = (*(known[story].sections if story in known else ()), *([section] if section else ()))
        line = lines.get(story, "")
        known[story] = Facts(story, headline, first, last, publisher or "", sections, tuple(tags[story]), line)
    return known


def around(row: models.Story, storyline: Sequence[str], related: Sequence[Choice]) -> list[Choice]:
    """What stands beside a story's page: its rows, less the chapters that the page shows, and what is next.

    Next is the storyline's next chapter, else the next place of the front page; at most one query.
    """
    kept = [each for each in related if each.story not in storyline]
    this = Facts(row.pk, row.headline, row.first_seen, row.last_changed)
    after = following(this, storyline, (), ())
    if after is None:
        after = following(this, (), [queries.ranked().stories], [*storyline, *(each.story for each in kept)])
    return [*kept, *([after] if after else [])]


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
