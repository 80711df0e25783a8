"""The rights ledger's tables: what we were allowed and why, since when; letters on file; who asked to be left out."""

from __future__ import annotations

from django.db import models

from broadsheet.press.archive.intake import Article, Publisher

MODES = (
    ("full", "the whole text"),
    ("excerpt", "an excerpt"),
    ("link", "title, byline, date and a link"),
    ("none", "nothing"),
)
OPT_OUT_STATES = (
    ("waiting", "waits for its proof or an editor"),
    ("in force", "nothing of theirs is printed"),
    ("refused", "an editor refused it"),
    ("lifted", "no longer in force"),
)


class Ruling(models.Model):
    """What we may do with an article, or with what a site says of no page in particular, on which evidence.

    A row is one state of affairs: a changed one is a new row and `superseded` ends the old, so any day can be answered for.
    """

    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="rulings")
    site = models.CharField(max_length=300, blank=True, help_text="where it is of a whole site, without a path")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="rulings")
    mode = models.CharField(max_length=8, choices=MODES)
    machine = models.BooleanField(default=True, help_text="a language model may see the text")
    snippet = models.PositiveIntegerField(null=True, help_text="characters that may be shown at most")
    why = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    superseded = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-first_seen", "-pk")
        indexes = (
            models.Index(fields=("article", "-first_seen"), name="ruling_by_article"),
            models.Index(fields=("publisher", "site", "-first_seen"), name="ruling_by_site"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("article",), condition=models.Q(superseded=None, article__isnull=False), name="one_ruling_an_article"
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id or self.site}: {self.mode}"


class Site(models.Model):
    """A site that articles of a publisher stand on, and when it was last asked what it allows."""

    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="sites")
    origin = models.CharField(max_length=300)
    checked = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=("publisher", "origin"), name="one_site_a_publisher"),)

    def __str__(self) -> str:
        return self.origin


class Letter(models.Model):
    """A permission in writing: who gave it, when, for what, and where the letter is."""

    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="letters")
    signed_by = models.CharField(max_length=200, help_text="who gave it, and in which office")
    dated = models.DateField(help_text="the letter's date")
    scope = models.CharField(
        max_length=500, blank=True, help_text="the addresses that it is for, such as https://example.org/news/*; empty: all"
    )
    reference = models.TextField(help_text="what it says, or where it is filed")
    until = models.DateField(null=True, blank=True, help_text="the last day that it holds; empty: until it is taken back")
    taken_back = models.DateTimeField(null=True, blank=True, editable=False)
    editor = models.CharField(max_length=150, blank=True, editable=False)
    at = models.DateTimeField(editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-dated",)

    def __str__(self) -> str:
        return f"{self.publisher}, {self.dated:%d %B %Y}"


class OptOut(models.Model):
    """A site that asked to be left out; one that proved that it speaks for the site is left out without an editor."""

    origin = models.CharField(max_length=300, help_text="the site's address, without a path")
    host = models.CharField(max_length=253, db_index=True)
    contact = models.EmailField()
    why = models.TextField(blank=True)
    token = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=OPT_OUT_STATES, default="waiting")
    asked = models.DateTimeField()
    tried = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    found = models.CharField(max_length=500, blank=True, help_text="how the last look for its proof went")
    took = models.JSONField(default=list, blank=True, help_text="the publishers that are out of print for its sake")
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "opt-out"
        ordering = ("-asked",)

    def __str__(self) -> str:
        return self.host
