"""The archive's tables. `apply.py` alone writes the machine's columns; editors write `Edit`, `Pin`, `Setting` and sections.

No model fetches, judges or ranks when it is saved.
"""

from __future__ import annotations

from django.db import models

STATES = (
    ("wanted", "in a feed, page not read yet"),
    ("read", "page read, not judged yet"),
    ("judged", "judged, waiting for its story"),
    ("published", "printed as a telling of a story"),
    ("copied", "printed as another article's copy"),
    ("held", "waits for an editor, or is never printed"),
    ("dropped", "not an article we can use"),
)
STORY_STATES = (
    ("printed", "readers see it"),
    ("held", "waits for an editor"),
    ("merged", "an alias of another story"),
    ("killed", "taken down for good"),
)


class Publisher(models.Model):
    """A publisher: the facts of the catalogue and what it allows."""

    slug = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=200)
    home = models.URLField(max_length=500, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 code")
    kind = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16, blank=True)
    timezone = models.CharField(max_length=60, default="UTC")
    licence = models.CharField(max_length=200, blank=True, help_text="a licence or letter that allows more than an excerpt")
    opted_out = models.BooleanField(default=False, help_text="the publisher asked us to print nothing")
    printed = models.PositiveIntegerField(default=0, editable=False, help_text="articles in printed stories")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """A feed and its health, in words and numbers."""

    url = models.URLField(max_length=1000, unique=True)
    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="feeds")
    title = models.CharField(max_length=300, blank=True)
    section = models.CharField(max_length=100, blank=True, help_text="the section its publisher files it under")
    language = models.CharField(max_length=16, blank=True)
    paused = models.BooleanField(default=False)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    body_hash = models.CharField(max_length=64, blank=True, editable=False)
    next_poll = models.DateTimeField(null=True, blank=True, db_index=True)
    last_poll = models.DateTimeField(null=True, blank=True, editable=False)
    last_good = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    items_a_day = models.FloatField(null=True, blank=True, editable=False)
    why = models.CharField(max_length=500, blank=True, editable=False, help_text="how the last poll went, in words")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("publisher__name", "url")

    def __str__(self) -> str:
        return self.title or self.url


class Article(models.Model):
    """An article, from its first sight in a feed to its place in print; its state, lease and fencing token are here."""

    id = models.CharField(primary_key=True, max_length=16)
    url = models.URLField(max_length=2000)
    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="articles")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, related_name="articles")
    guid = models.CharField(max_length=1000, blank=True)
    entry = models.JSONField(default=dict, help_text="what the feed said of it")
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=1000, blank=True)
    standfirst = models.TextField(blank=True)
    text = models.TextField(blank=True, help_text="private: never printed whole unless its rights are full")
    excerpt = models.TextField(blank=True)
    authors = models.JSONField(default=list)
    published = models.DateTimeField(null=True)
    dated = models.BooleanField(default=False, help_text="its publisher gave the date's zone")
    modified = models.DateTimeField(null=True)
    seen = models.DateTimeField()
    when = models.DateTimeField(db_index=True, help_text="the earlier of published and first seen")
    language = models.CharField(max_length=16, blank=True)
    canonical = models.CharField(max_length=2000, blank=True)
    image = models.CharField(max_length=2000, blank=True)
    kind = models.CharField(max_length=16, default="article")
    genre = models.CharField(max_length=16, default="news")
    access = models.CharField(max_length=16, default="free")
    rights = models.CharField(max_length=16, default="excerpt")
    rights_why = models.CharField(max_length=500, blank=True)
    hints = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=STATES, default="wanted")
    reason = models.CharField(max_length=500, blank=True)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = (
            models.Index(fields=("state", "lease_until"), name="article_to_claim"),
            models.Index(fields=("publisher", "-when"), name="article_by_publisher"),
            models.Index(fields=("feed", "guid"), name="article_by_guid"),
        )

    def __str__(self) -> str:
        return self.title or self.url


class Reading(models.Model):
    """What the desk thought of one version of an article: the fields that the steps gave, and the article without its text."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="readings")
    version = models.PositiveIntegerField(default=1)
    fields = models.JSONField()
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=("article", "version"), name="one_reading_a_version"),)

    def __str__(self) -> str:
        return f"{self.article_id} version {self.version}"


class Journal(models.Model):
    """The numbered journal that the folds read: what arrived, changed, left, or was overruled, in one order for all."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12)
    article = models.CharField(max_length=16, blank=True)
    version = models.PositiveIntegerField(default=1)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.article}"


class Fold(models.Model):
    """How far a fold has come: the last journal number applied, and a snapshot of its state with that snapshot's number."""

    name = models.CharField(primary_key=True, max_length=40)
    applied = models.BigIntegerField(default=0)
    number = models.BigIntegerField(default=0)
    state = models.BinaryField(default=bytes)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.name} at {self.applied}"


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
    """A person, organisation, place or topic."""

    slug = models.SlugField(primary_key=True, max_length=120)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
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

    id = models.CharField(primary_key=True, max_length=16)
    slug = models.SlugField(max_length=120)
    headline = models.CharField(max_length=1000, blank=True)
    headline_from = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+")
    headline_why = models.CharField(max_length=500, blank=True)
    summary = models.JSONField(default=list, help_text="sentences: text, source, start, end, sha256")
    first_seen = models.DateTimeField()
    last_changed = models.DateTimeField()
    outlets = models.PositiveIntegerField(default=1)
    origins = models.PositiveIntegerField(default=1)
    tellings = models.PositiveIntegerField(default=1)
    score = models.IntegerField(default=0, help_text="the front page's, in ten-thousandths")
    breaking_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=STORY_STATES, default="held")
    reason = models.CharField(max_length=500, blank=True)
    doubtful = models.CharField(max_length=500, blank=True, help_text="why an editor should look at how it was put together")
    sections = models.ManyToManyField(Section, through="Filing", related_name="stories")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name_plural = "stories"
        indexes = (
            models.Index(fields=("state", "-last_changed", "-id"), name="story_latest"),
            models.Index(fields=("state", "-score", "-id"), name="story_ranked"),
        )

    def __str__(self) -> str:
        return self.headline or self.id


class Alias(models.Model):
    """An address that was printed for a story that has since become part of another."""

    id = models.CharField(primary_key=True, max_length=16)
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
    joined = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.article_id} tells {self.story_id}"


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
    standfirst = models.TextField(blank=True)
    state = models.CharField(max_length=8, blank=True, choices=STORY_STATES)
    note = models.TextField(blank=True, help_text="why, for colleagues")
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
