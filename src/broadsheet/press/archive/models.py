"""The archive's tables. `apply.py` alone writes the machine's columns; editors write `Edit`, `Pin`, `Setting` and sections.

No model fetches, judges or ranks when it is saved.
"""

from __future__ import annotations

from django.db import models

from broadsheet.press.archive.chapters import Chapter
from broadsheet.press.archive.drafted import Draft, Review
from broadsheet.press.archive.intake import STATES, Article, Feed, Fold, HubSubscription, Journal, Publisher, Reading
from broadsheet.press.archive.ledger import Letter, OptOut, Ruling, Site
from broadsheet.press.archive.pictures import Picture
from broadsheet.press.archive.questions import Question
from broadsheet.press.archive.templates import Template

__all__ = [
    "STATES",
    "STORY_STATES",
    "Alias",
    "Article",
    "Author",
    "Chapter",
    "Draft",
    "Edit",
    "Edition",
    "Feed",
    "Filing",
    "Fold",
    "HubSubscription",
    "Journal",
    "Letter",
    "NearMiss",
    "OptOut",
    "Picture",
    "Pin",
    "Printed",
    "Publisher",
    "Question",
    "Reading",
    "Relation",
    "Review",
    "Ruling",
    "SearchDocument",
    "Section",
    "Setting",
    "Site",
    "Story",
    "Tag",
    "Tagging",
    "Telling",
    "Template",
]

STORY_STATES = (
    ("printed", "readers see it"),
    ("held", "waits for an editor"),
    ("merged", "an alias of another story"),
    ("killed", "taken down for good"),
)

RELATIONS = (
    ("background", "what went before"),
    ("consequence", "what came of it"),
    ("actors", "the same people, organisations or places"),
    ("subject", "the same subject"),
    ("also", "what one might also like"),
)


class Section(models.Model):
    """A section. The settings file seeds it; once edited at the desk, the desk's wording stays."""

    slug = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=100, unique=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    order = models.PositiveIntegerField(default=0)
    description = models.TextField(blank=True)
    keywords = models.JSONField(default=list, blank=True)
    places = models.JSONField(default=list, blank=True)
    hints = models.JSONField(default=list, blank=True)
    examples = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    mode = models.CharField(max_length=12, blank=True, choices=(("automatic", "automatic"), ("review", "review")))
    weight = models.FloatField(default=0.0)
    edited = models.BooleanField(default=False, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A person, organisation, place or topic; one that is another name of a second leads to it."""

    slug = models.SlugField(primary_key=True, max_length=120)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=200, blank=True, db_index=True, help_text="what all spellings of the name share")
    leads_to = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="other_names")
    stories: models.ManyToManyField[Story, Tagging] = models.ManyToManyField("Story", through="Tagging", related_name="tags")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Author(models.Model):
    """A byline of a publisher's, as that publisher prints it."""

    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=200)
    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="authors")
    articles = models.ManyToManyField(Article, related_name="bylines")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("publisher", "slug"), name="one_byline_a_publisher"),)

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """One event. Its id never changes; what an editor set (`edit`) wins over these columns, which are the machine's."""

    id = models.CharField(primary_key=True, max_length=24)
    slug = models.SlugField(max_length=120)
    headline = models.CharField(max_length=1000, blank=True)
    headline_from = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+")
    headline_why = models.CharField(max_length=500, blank=True)
    summary = models.JSONField(default=list, help_text="sentences: text, source, start, end, sha256")
    differences = models.JSONField(default=list, help_text="what outlets differ on: kind, of, state, why, sides")
    unquoted = models.CharField(max_length=500, blank=True, help_text="why nothing of its only origin's text is quoted")
    first_seen = models.DateTimeField()
    last_changed = models.DateTimeField()
    outlets = models.PositiveIntegerField(default=1)
    origins = models.PositiveIntegerField(default=1)
    origins_why = models.CharField(max_length=500, blank=True, help_text="how the independent origins were counted")
    tellings = models.PositiveIntegerField(default=1)
    score = models.IntegerField(default=0, help_text="the front page's, in ten-thousandths")
    breaking_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=STORY_STATES, default="held")
    reason = models.CharField(max_length=500, blank=True)
    doubtful = models.CharField(max_length=500, blank=True, help_text="why an editor should look at how it was put together")
    parted_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="parted")
    parted_why = models.CharField(max_length=500, blank=True)
    sections = models.ManyToManyField(Section, through="Filing", related_name="stories")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name_plural = "stories"
        indexes = (
            models.Index(fields=("state", "-last_changed", "-id"), name="story_latest"),
            models.Index(fields=("state", "-score", "-id"), name="story_ranked"),
            models.Index(fields=("-last_changed", "-id"), name="story_changed"),
            models.Index(fields=("breaking_until",), name="story_breaking", condition=~models.Q(breaking_until=None)),
            models.Index(fields=("-last_changed",), name="story_doubtful", condition=~models.Q(doubtful="")),
        )

    def __str__(self) -> str:
        return self.headline or self.id


class Alias(models.Model):
    """An address that was printed for a story that has since become part of another."""

    id = models.CharField(primary_key=True, max_length=24)
    story = models.ForeignKey(Story, models.CASCADE, related_name="aliases")
    why = models.CharField(max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.id} is {self.story_id}"


class Telling(models.Model):
    """An article's place in a story: whose prose it is, how sure we are, and why."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="telling")
    story = models.ForeignKey(Story, models.CASCADE, related_name="told")
    origin = models.CharField(max_length=16, help_text="the first article of its chain of copies; itself when original")
    copy_of = models.CharField(max_length=16, blank=True)
    score = models.IntegerField(default=0)
    why = models.CharField(max_length=500, blank=True)
    copy_why = models.CharField(max_length=500, blank=True)
    doubtful = models.BooleanField(default=False)
    agency = models.CharField(max_length=60, blank=True, help_text="the agency that signs its text")
    editor = models.CharField(max_length=150, blank=True, help_text="who decided that it stands here; empty: the machine")
    joined = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = (models.Index(fields=("story",), name="telling_doubtful", condition=models.Q(doubtful=True)),)

    def __str__(self) -> str:
        return f"{self.article_id} tells {self.story_id}"


class NearMiss(models.Model):
    """A story that an article nearly told: how near (5,000 is the bar), and why not."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="near_misses")
    story = models.ForeignKey(Story, models.CASCADE, related_name="near_misses")
    score = models.IntegerField()
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "story"), name="missed_once"),)
        indexes = (models.Index(fields=("at",), name="near_miss_age"),)

    def __str__(self) -> str:
        return f"{self.article_id} nearly told {self.story_id}"


class Filing(models.Model):
    """A story's place in a section, with why; `last_changed` is the story's own, for lists in one index read."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="filings")
    section = models.ForeignKey(Section, models.CASCADE, related_name="filings")
    score = models.FloatField(default=0.0)
    why = models.CharField(max_length=500, blank=True)
    last_changed = models.DateTimeField()
    printed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "section"), name="filed_once"),)
        indexes = (models.Index(fields=("section", "printed", "-last_changed", "-story"), name="filing_latest"),)

    def __str__(self) -> str:
        return f"{self.story_id} in {self.section_id}"


class Tagging(models.Model):
    """A tag on a story, with why."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    score = models.FloatField(default=0.0)
    why = models.CharField(max_length=500, blank=True)
    last_changed = models.DateTimeField()
    printed = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "tag"), name="tagged_once"),)
        indexes = (models.Index(fields=("tag", "printed", "-last_changed", "-story"), name="tagging_latest"),)

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.story_id}"


class Relation(models.Model):
    """A story that a reader of another would open next, with why."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Story, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, default="subject", choices=RELATIONS)
    score = models.FloatField(default=0.0)
    why = models.CharField(max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=("story", "other"), name="related_once"),)

    def __str__(self) -> str:
        return f"{self.story_id} to {self.other_id}"


class Edit(models.Model):
    """What an editor set on a story. It wins, and it survives re-judging."""

    story = models.OneToOneField(Story, models.CASCADE, primary_key=True, related_name="edit")
    headline = models.CharField(max_length=1000, blank=True)
    model = models.CharField(max_length=120, blank=True, help_text="which language model drafted the headline; empty: none")
    standfirst = models.TextField(blank=True)
    state = models.CharField(max_length=8, blank=True, choices=STORY_STATES)
    note = models.TextField(blank=True, help_text="why, for colleagues")
    sections = models.JSONField(default=list, blank=True, help_text="names of sections; empty: the machine decides")
    editor = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.story_id} by {self.editor}"


class Pin(models.Model):
    """An editor's hand on a page: this story at this place until then."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="pins")
    page = models.CharField(max_length=100, blank=True, help_text="empty for the front, else a section's name")
    place = models.PositiveSmallIntegerField(default=1)
    until = models.DateTimeField(null=True, blank=True)
    editor = models.CharField(max_length=150, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.story_id} at {self.place}"


class Edition(models.Model):
    """A page as it was ranked: the places, each with the terms of its score."""

    page = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    places = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = (models.Index(fields=("page", "-at"), name="edition_latest"),)

    def __str__(self) -> str:
        return f"{self.page or 'front'} at {self.at:%Y-%m-%d %H:%M}"


class Printed(models.Model):
    """The version of what a page shows: bumped in the transaction that changes it, so that caches drop just that page."""

    key = models.CharField(primary_key=True, max_length=100)
    version = models.BigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Setting(models.Model):
    """A setting changed at the desk: it wins over the file."""

    name = models.CharField(primary_key=True, max_length=80)
    value = models.JSONField()
    editor = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.name


class SearchDocument(models.Model):
    """What search finds of a printed story: its headline, and the words of its tellings. An FTS5 index follows by triggers."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="document")
    headline = models.TextField()
    body = models.TextField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.headline
