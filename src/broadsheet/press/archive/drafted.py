"""The tables of what a language model drafted, and of what an editor answers for."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from broadsheet.press.archive.intake import Article

KINDS = (
    ("headlines", "a headline"),
    ("key_points", "key points"),
    ("translation", "a translated headline"),
)
DRAFT_STATES = (
    ("waiting", "waits for an editor"),
    ("accepted", "an editor accepted it as it was"),
    ("edited", "an editor changed and accepted it"),
    ("refused", "an editor refused it"),
    ("replaced", "another draft took its place"),
    ("unproved", "it did not stand the proof"),
)
PRINTABLE = ("accepted", "edited")


class Draft(models.Model):
    """What a model wrote of a story, as far as it stood the proof; readers see it only as `printed`, which an editor sets.

    `said` and `printed` hold sentences: text, and the ids of the sources. `versions` are the sources' when it was written.
    """

    story = models.ForeignKey("archive.Story", models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=12, choices=KINDS)
    said = models.JSONField(default=list)
    printed = models.JSONField(default=list)
    refused = models.JSONField(default=list, help_text="why other sentences did not come through")
    versions = models.JSONField(default=dict)
    articles: models.ManyToManyField[Article, models.Model] = models.ManyToManyField(Article, related_name="+")
    model = models.CharField(max_length=120, help_text="as the endpoint names it")
    prompt = models.CharField(max_length=40)
    key = models.CharField(max_length=64, db_index=True, help_text="the SHA-256 of what was asked")
    made = models.DateTimeField()
    state = models.CharField(max_length=8, choices=DRAFT_STATES, default="waiting")
    editor = models.CharField(max_length=150, blank=True)
    name = models.CharField(max_length=150, blank=True, help_text="the editor as readers may know them")
    decided = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, help_text="why, for colleagues")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-made", "-pk")
        indexes = (
            models.Index(fields=("story", "kind", "-made"), name="draft_of_story"),
            models.Index(fields=("-made",), name="draft_waiting", condition=models.Q(state="waiting")),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.story_id}"


class Review(models.Model):
    """A receipt: an editor read the page as it stood and answers for what is ours on it, until it changes or is taken back."""

    story = models.ForeignKey("archive.Story", models.CASCADE, related_name="reviews")
    editor = models.CharField(max_length=150)
    name = models.CharField(max_length=150, blank=True, help_text="the editor as readers may know them")
    at = models.DateTimeField()
    version = models.CharField(max_length=12, help_text="of the headline, standfirst and key points that were read")
    taken_back = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.story_id} {self.version} by {self.editor}"


def touched() -> Q:
    """Of a query for stories: whether an editor accepted a model's draft, or answers for the page."""
    accepted = Draft.objects.filter(story=OuterRef("pk"), state__in=PRINTABLE)
    return Q(Exists(accepted)) | Q(Exists(Review.objects.filter(story=OuterRef("pk"), taken_back=None)))
