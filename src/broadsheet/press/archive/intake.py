"""The tables of what comes in: publishers, feeds, articles, readings, and the journal that the folds read."""

from __future__ import annotations

from django.db import models

from broadsheet.wire.evidence import Evidence

STATES = (
    ("wanted", "in a feed, page not read yet"),
    ("read", "page read, not judged yet"),
    ("judged", "judged, waiting for its story"),
    ("published", "printed as a telling of a story"),
    ("copied", "printed as another article's copy"),
    ("held", "waits for an editor, or is never printed"),
    ("dropped", "not an article we can use"),
)


IN_PRINT = ("published", "copied")
QUOTED = ("full", "excerpt")  # rights that let us show words of a text


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
    rights = models.JSONField(default=dict, blank=True, editable=False, help_text="what it says of its entries' rights")
    watched = models.FloatField(default=0.0, editable=False, help_text="the days that items_a_day rests on")
    rhythm = models.JSONField(default=list, editable=False, help_text="what came by hour (UTC) and by day of the week")
    newest = models.DateTimeField(null=True, editable=False, help_text="the last publication seen in it")
    skip_hours = models.JSONField(default=list, editable=False)
    skip_days = models.JSONField(default=list, editable=False)
    moved_to = models.CharField(max_length=1000, blank=True, editable=False)
    moved_since = models.DateTimeField(null=True, editable=False)
    moved_polls = models.PositiveIntegerField(default=0, editable=False)
    former = models.JSONField(default=list, editable=False, help_text="addresses that it had, the last one last")
    reguided = models.PositiveIntegerField(
        default=0, editable=False, help_text="polls in a row with new guids for known entries"
    )
    hub = models.CharField(max_length=1000, blank=True, editable=False)
    topic = models.CharField(max_length=1000, blank=True, editable=False)
    pushed_until = models.DateTimeField(null=True, editable=False, help_text="the end of a subscription that has delivered")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("publisher__name", "url")

    def __str__(self) -> str:
        return self.title or self.url


class HubSubscription(models.Model):
    """What was agreed with a feed's WebSub hub; `token` is the part of our address for it that nobody can guess."""

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="subscription")
    hub = models.CharField(max_length=1000)
    topic = models.CharField(max_length=1000)
    token = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=128)
    state = models.CharField(max_length=8, blank=True)
    asked_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    lease_seconds = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    deliveries = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.topic} at {self.hub}"


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
    stands_at = models.CharField(max_length=2000, blank=True, help_text="where redirects led when its page was read")
    image = models.CharField(max_length=2000, blank=True)
    caption = models.TextField(blank=True, help_text="what its publisher wrote under the picture")
    credit = models.CharField(max_length=300, blank=True, help_text="whose picture it is")
    pictures = models.JSONField(default=list, help_text="all that its page declares, best first: address, width, height")
    kind = models.CharField(max_length=16, default="article")
    genre = models.CharField(max_length=16, default="news")
    access = models.CharField(max_length=16, default="free")
    rights = models.CharField(max_length=16, default="excerpt")
    rights_why = models.CharField(max_length=500, blank=True)
    machine = models.BooleanField(default=True, help_text="a language model may see its text")
    snippet = models.PositiveIntegerField(null=True, help_text="characters that its page lets anyone show")
    template = models.CharField(max_length=300, blank=True, help_text="what its text was read by")
    hints = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=STATES, default="wanted")
    reason = models.CharField(max_length=500, blank=True)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    again = models.BooleanField(default=False, help_text="changed in its feed: its page is to be read once more")

    evidence: tuple[Evidence, ...] | None = None  # of its rights, from the reading to the ledger: no column

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = (
            models.Index(fields=("state", "lease_until"), name="article_to_claim"),
            models.Index(fields=("publisher", "-when"), name="article_by_publisher"),
            models.Index(fields=("feed", "guid"), name="article_by_guid"),
            models.Index(fields=("state", "-when"), name="article_by_state"),
            models.Index(fields=("when",), name="article_again", condition=models.Q(again=True)),
        )

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def page_url(self) -> str:
        """The address whose site's word counts: where its page was read, else where it is asked for."""
        return self.stands_at or self.url


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
    engine = models.CharField(max_length=8, blank=True, help_text="whose decisions followed the snapshot")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.name} at {self.applied}"
