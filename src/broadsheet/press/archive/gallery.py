"""The pictures in print: which articles still want theirs, what was made of it, what must go, and which one a story shows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings as django
from django.db import transaction
from django.db.models import F, Q, QuerySet

from broadsheet.keys import Pictures
from broadsheet.news import Judgement
from broadsheet.press.archive.apply import bump
from broadsheet.press.archive.intake import IN_PRINT
from broadsheet.press.archive.models import Article, Filing, Picture
from broadsheet.wire import lookalike

if TYPE_CHECKING:  # the web server needs no network
    from broadsheet.wire.pictures import Found

SOON = timedelta(days=3)  # how long after its first sight an article's picture is looked for; later nobody is looking at it
A_STAND_IN = 3  # stories of one publisher with the same picture: it shows none of them
COMPARED = 500  # of a publisher's latest pictures that a new one is held against: three weeks of thirty a day
NAME_BYTES = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it; the focal point is in per cent, `why` says why it is this one of its story's."""

    article: str
    name: str
    widths: tuple[int, ...]
    width: int
    height: int
    focal_x: int
    focal_y: int
    caption: str
    credit: str
    licence: str
    publisher_name: str
    url: str
    fingerprint: int
    why: str


def allowed() -> Q:
    """What an article must be for its picture to be shown, as rights and print stand now."""
    return Q(rights="full", state__in=IN_PRINT, publisher__opted_out=False, telling__story__state="printed") & ~Q(
        telling__story__edit__state__in=("held", "killed")
    )


def due(limit: int, now: datetime) -> list[Article]:
    """The articles whose picture has not been looked for, the newest first."""
    never = Q(picture__isnull=True) | ~Q(picture__declared=F("image"))
    rows = Article.objects.filter(allowed(), never, when__gte=now - SOON).exclude(image="")
    return list(rows.select_related("publisher", "telling").defer("text", "entry").order_by("-when")[:limit])


def keep(row: Article, found: Found, now: datetime) -> None:
    """Write what came of an article's picture; nothing of an article that may not show it any more."""
    made = found.picture
    name = _written(found) if made else ""
    with transaction.atomic():
        still = Article.objects.filter(allowed(), pk=row.pk).select_related("telling").first()
        if still is None:
            _swept([name])
            return
        facts = {"declared": row.image, "why": found.why[:1000], "made": now, "name": "", "fingerprint": ""}
        if made:
            facts |= {
                "address": found.url, "name": name, "widths": sorted({each.width for each in made.files}),
                "width": made.width, "height": made.height, "focal_x": made.focal_x, "focal_y": made.focal_y,
                "fingerprint": f"{made.fingerprint:016x}", "licence": row.rights_why,
                "caption": found.caption, "credit": found.credit[:300],
                "edited_x": None, "edited_y": None,
            }  # fmt: skip
        before = Picture.objects.filter(article=row.pk).values_list("name", flat=True).first() or ""
        Picture.objects.update_or_create(article=still, defaults=facts)
        _stand_ins(still, now)
        _bump([row.pk])
    _swept([before])


def _stand_ins(row: Article, now: datetime) -> None:
    """Show a picture no more that its publisher sets beside one story after another."""
    mine = Picture.objects.get(article=row.pk)
    if not mine.fingerprint:
        return
    house = Picture.objects.filter(article__publisher=row.publisher_id).exclude(fingerprint="").order_by("-made")
    marks = house.values_list("pk", "fingerprint", "article__telling__story")[:COMPARED]
    alike = [(name, story) for name, mark, story in marks if lookalike.same(int(mark, 16), int(mine.fingerprint, 16))]
    stories = {story for _, story in alike if story}
    if len(stories) >= A_STAND_IN:
        rows = Picture.objects.filter(pk__in=[name for name, _ in alike])
        take_down(rows, f"its publisher sets the same picture beside {len(stories)} stories", now)


def take_down(rows: Iterable[Picture], why: str, now: datetime) -> int:
    """Show these pictures no more and delete their files, which no other picture has. Answers how many were shown."""
    shown = [row for row in rows if row.name]
    with transaction.atomic():
        Picture.objects.filter(pk__in=[row.pk for row in shown]).update(name="", why=why[:1000], made=now)
        _bump([row.pk for row in shown])
    _swept([row.name for row in shown])
    return len(shown)


def withdraw(pictures: Pictures, now: datetime) -> int:
    """Take down what may not be shown any more: too old, switched off, or for other rights, an opt-out or a kill, with its row.

    A held story's picture stays for the day it is printed; until then no page shows it and its address leads nowhere.
    """
    rows = Picture.objects.all()
    old = take_down(rows.filter(made__lt=now - timedelta(days=pictures.days)), "it was kept long enough", now)
    held = Q(article__telling__story__edit__state="held") | Q(article__telling__story__state="held")
    forbidden = rows if pictures.use == "never" else rows.exclude(article__in=Article.objects.filter(allowed())).exclude(held)
    gone = list(forbidden)
    old += take_down(gone, "it may not be shown any more", now)
    Picture.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return old


def orphans(now: datetime) -> int:
    """Delete the files that no row has, as those of a deleted article; none of the last hour, which may just be written."""
    found = 0
    known = set(Picture.objects.exclude(name="").values_list("name", flat=True))
    for file in sorted(folder().glob("??/*")):
        if file.name[: 2 * NAME_BYTES] not in known and file.stat().st_mtime < (now - timedelta(hours=1)).timestamp():
            file.unlink(missing_ok=True)
            found += 1
    return found


def shown(stories: Sequence[str]) -> dict[str, Shown]:
    """The picture of each story that has one, no picture twice: an earlier story's is not a later one's."""
    rows = _may_show().filter(article__telling__story__in=stories).order_by("article__when", "pk")
    by_story: dict[str, list[Picture]] = {}
    for row in rows:
        by_story.setdefault(row.article.telling.story_id, []).append(row)
    answer: dict[str, Shown] = {}
    for story in dict.fromkeys(stories):
        fresh = [row for row in by_story.get(story, ()) if not _seen(row, answer.values())]
        if fresh:
            answer[story] = _as_shown(best(fresh))
    return answer


def of_article(article: str) -> Shown | None:
    """The picture of one article, where it may be shown: beside its whole text."""
    row = _may_show().filter(article=article).first()
    return _as_shown(Judgement(row, 1.0, row.why)) if row else None


def best(rows: Sequence[Picture]) -> Judgement[Picture]:
    """The one of a story's pictures that it shows: not a reprint's, as wide as a lead, captioned, and the first of those."""
    chosen = max(
        enumerate(rows),
        key=lambda each: (not each[1].article.telling.copy_of, max(each[1].widths, default=0), bool(each[1].caption), -each[0]),
    )[1]
    different = [row for at, row in enumerate(rows) if not any(_alike(row, other) for other in rows[:at])]
    why = "the only picture that a telling allows" if len(different) == 1 else f"the best of {len(different)} pictures"
    return Judgement(chosen, 1.0, f"{why}: {max(chosen.widths, default=0)} pixels wide; {chosen.why}")


def of_story(story: str) -> list[Picture]:
    """All that is known of the pictures of a story's articles, shown or not: for the desk."""
    rows = Picture.objects.filter(article__telling__story=story).select_related("article__publisher")
    return list(rows.defer("article__text", "article__entry").order_by("article__when", "pk"))


def file(name: str, width: int, form: str) -> Path | None:
    """A picture's file, while it may be shown; None for any other."""
    path = _path(name, width, form)
    return path if _may_show().filter(name=name).exists() and path.is_file() else None


def focus(article: str, x: int, y: int, editor: str) -> None:
    """Set what no crop may cut away, in per cent from the left and the top."""
    with transaction.atomic():
        Picture.objects.filter(pk=article).update(edited_x=x, edited_y=y, editor=editor)
        _bump([article])


def folder() -> Path:
    """Where the files lie: two letters of the name, then name, width and form."""
    return Path(django.PICTURES_ROOT)


def _may_show() -> QuerySet[Picture]:
    rows = Picture.objects.exclude(name="").filter(article__in=Article.objects.filter(allowed()))
    return rows.select_related("article__telling", "article__publisher").defer("article__text", "article__entry")


def _seen(row: Picture, others: Iterable[Shown]) -> bool:
    return any(lookalike.same(int(row.fingerprint, 16), each.fingerprint) for each in others)


def _alike(one: Picture, other: Picture) -> bool:
    return lookalike.same(int(one.fingerprint, 16), int(other.fingerprint, 16))


def _as_shown(chosen: Judgement[Picture]) -> Shown:
    row = chosen.value
    return Shown(
        article=row.pk,
        name=row.name,
        widths=tuple(row.widths),
        width=row.width,
        height=row.height,
        focal_x=row.focal_x if row.edited_x is None else row.edited_x,
        focal_y=row.focal_y if row.edited_y is None else row.edited_y,
        caption=row.caption,
        credit=row.credit,
        licence=row.licence,
        publisher_name=row.article.publisher.name,
        url=row.article.url,
        fingerprint=int(row.fingerprint, 16),
        why=chosen.why,
    )


def _path(name: str, width: int, form: str) -> Path:
    return folder() / name[:2] / f"{name}-{width}.{form}"


def _written(found: Found) -> str:
    """Put the files in their places, each whole or not at all; answers their name, which is their content's."""
    files = found.picture.files if found.picture else ()
    name = blake2b(b"".join(each.body for each in files), digest_size=NAME_BYTES).hexdigest()
    for each in files:
        path = _path(name, each.width, each.form)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        aside.write_bytes(each.body)
        aside.replace(path)
    return name


def _swept(names: Iterable[str]) -> None:
    for name in {name for name in names if name}:
        if not Picture.objects.filter(name=name).exists():
            for path in list(_files_of(name)):
                path.unlink(missing_ok=True)


def _files_of(name: str) -> Iterator[Path]:
    return (folder() / name[:2]).glob(f"{name}-*")


def _bump(articles: Sequence[str]) -> None:
    """Note that the pages with these articles' stories have changed."""
    stories = list(Article.objects.filter(pk__in=articles, telling__isnull=False).values_list("telling__story", flat=True))
    sections = Filing.objects.filter(story__in=stories).values_list("section", flat=True)
    if stories:
        bump(["front", "latest", *(f"story:{each}" for each in stories), *(f"section:{each}" for each in set(sections))])
