"""Which articles did editors file themselves? Their sections, as lessons for `broadsheet learn`."""

from __future__ import annotations

from broadsheet.desk.lessons import Lesson
from broadsheet.press.archive.models import Edit, Reading, Telling
from broadsheet.press.archive.readings import load


def corrections() -> list[Lesson]:
    """The original tellings of each story that an editor filed, in order of their ids; a telling whose text is gone is none."""
    chosen = {row.story_id: frozenset(row.sections) for row in Edit.objects.exclude(sections=[])}
    told = Telling.objects.filter(story__in=chosen, copy_of="").select_related("article").order_by("article_id")
    rows = {row.article_id: row for row in told}
    kept = {row.article_id: row for row in Reading.objects.filter(article__in=rows).order_by("version")}
    return [
        Lesson(load(kept[name].fields, row.article.text), chosen[row.story_id])
        for name, row in rows.items()
        if name in kept and (row.article.text or row.article.title)
    ]
