"""The table of pictures: one row an article whose rights let us show its picture, with or without one, and why."""

from __future__ import annotations

from django.db import models

from broadsheet.press.archive.intake import Article


class Picture(models.Model):
    """An article's picture as it was found and made; `name` is empty where none is shown. `edited_*` wins, an editor's."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="picture")
    declared = models.CharField(max_length=2000, help_text="the address that the article's page gave when it was looked for")
    address = models.CharField(max_length=2000, blank=True, help_text="where it came from")
    name = models.CharField(max_length=24, blank=True, db_index=True, help_text="what its files are called")
    widths = models.JSONField(default=list, help_text="of its files, in pixels")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    focal_x = models.PositiveSmallIntegerField(default=50, help_text="per cent from the left")
    focal_y = models.PositiveSmallIntegerField(default=50, help_text="per cent from the top")
    edited_x = models.PositiveSmallIntegerField(null=True)
    edited_y = models.PositiveSmallIntegerField(null=True)
    editor = models.CharField(max_length=150, blank=True)
    fingerprint = models.CharField(max_length=16, blank=True, help_text="64 bits in hexadecimal; the same for the same picture")
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=500, blank=True, help_text="on what evidence it is shown")
    why = models.CharField(max_length=1000, blank=True)
    made = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = (models.Index(fields=("made",), name="picture_by_age", condition=~models.Q(name="")),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.name or 'none'}"
