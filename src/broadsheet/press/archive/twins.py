"""Which other tag's page shows nearly the same stories? Of such pages one is meant for search engines, the others name it."""

from __future__ import annotations

from math import ceil

from django.db.models import Count, Q, Sum

from broadsheet.press.archive.models import Tag, Tagging

SHARED = (
    0.9  # of the stories of either, from which on two lists are one; of the 20 listed tags of the specimen no two share so many
)
MOST = 60  # stories, two pages of a list; the longer a list, the less two of them agree
STEPS = 5  # from twin to twin at most


def leading(slug: str) -> Tag | None:
    """The tag whose page stands for this one's too; None when this one stands for itself."""
    at, found = slug, None
    for _ in range(STEPS):
        better = _better(at)
        if better is None:
            break
        at, found = better.slug, better
    return found


def _better(slug: str) -> Tag | None:
    """The best of the tags that share nearly all stories with this one and come before it: more stories, surer, by address."""
    stories = list(Tagging.objects.filter(tag=slug, printed=True).values_list("story", flat=True)[: MOST + 1])
    if not 0 < len(stories) <= MOST:
        return None
    beside = Tagging.objects.filter(story__in=stories, printed=True).order_by().values("tag").annotate(shared=Count("story"))
    shared = dict(beside.filter(shared__gte=ceil(SHARED * len(stories))).values_list("tag", "shared"))
    if len(shared) < 2:
        return None
    printed = Q(taggings__printed=True)
    rows = Tag.objects.filter(slug__in=shared).annotate(
        all=Count("taggings", filter=printed), sure=Sum("taggings__score", filter=printed)
    )
    alike = [row for row in rows if shared[row.slug] >= SHARED * row.all]
    alike.sort(key=lambda row: (-row.all, -row.sure, row.slug))
    return alike[0] if alike and alike[0].slug != slug else None
