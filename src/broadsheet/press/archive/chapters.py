"""The table of chapters: what each story is about, by which its line is known, and the story that it goes on from."""

from __future__ import annotations

from django.db import models
from django.db.models.expressions import RawSQL

MOST = 24  # stories of a line that a page names; a longer one is cut at both ends
LINE = f"""
WITH RECURSIVE line(id) AS (
  SELECT CAST(%s AS varchar(64))
  UNION
  SELECT CASE WHEN c.story_id = line.id THEN c.of_id ELSE c.story_id END
  FROM archive_chapter c JOIN line ON c.story_id = line.id OR c.of_id = line.id
  WHERE c.of_id IS NOT NULL
)
SELECT id FROM line LIMIT {MOST}
"""  # noqa: S608 - a constant


class Chapter(models.Model):
    """A story as storylines remember it; `of` is the chapter before it in its line, none for the first."""

    story = models.OneToOneField("archive.Story", models.CASCADE, primary_key=True, related_name="chapter")
    of = models.ForeignKey("archive.Story", models.SET_NULL, null=True, blank=True, related_name="later")
    score = models.PositiveSmallIntegerField(default=0, help_text="ten-thousandths of their names' weight that both have")
    why = models.CharField(max_length=500, blank=True)
    first = models.DateTimeField(help_text="when its first article was published")
    last = models.DateTimeField(db_index=True)
    voices = models.PositiveSmallIntegerField(default=1)
    trace = models.BinaryField(default=bytes, help_text="its names and words, hashed")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.story_id} after {self.of_id or 'nothing'}"


def line(story: str) -> list[str]:
    """The stories of a story's line, itself among them, in no order; itself alone when it follows none and none follows it."""
    found, ends = {story: None}, [story]
    while ends and len(found) < MOST:
        near = Chapter.objects.filter(models.Q(story__in=ends) | models.Q(of__in=ends)).order_by("first", "story_id")
        ends = [each for pair in near.values_list("of_id", "story_id") for each in pair if each and each not in found]
        ends = list(dict.fromkeys(ends))
        found |= dict.fromkeys(ends)
    return list(found)[:MOST]


def within(story: str) -> RawSQL:
    """The same line as a subquery of ids, for a query that wants its stories."""
    return RawSQL(LINE, (story,))  # noqa: S611 - the id is a parameter
