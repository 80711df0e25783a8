"""The table of the cost ledger: what a language model was asked, and what that took."""

from __future__ import annotations

from django.db import models

from broadsheet.press.archive.drafted import KINDS

OUTCOMES = (("drafted", "a draft"), ("unproved", "nothing that stands the proof"), ("failed", "no answer"))


class Question(models.Model):
    """The cost ledger: what was asked of a model, which day, and what it took. It holds ids and numbers, never a text."""

    at = models.DateTimeField()
    day = models.DateField(db_index=True, help_text="in the paper's zone")
    story = models.CharField(max_length=24)
    kind = models.CharField(max_length=12, choices=KINDS)
    prompt = models.CharField(max_length=40)
    model = models.CharField(max_length=120)
    key = models.CharField(max_length=64, db_index=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    counted = models.BooleanField(default=True, help_text="the endpoint counted; else the tokens are the most that it can be")
    cost = models.FloatField(default=0.0, help_text="in the currency of model.price_in")
    seconds = models.FloatField(default=0.0)
    tries = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=8, choices=OUTCOMES)
    why = models.CharField(max_length=300, blank=True, help_text="why there was no answer")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.prompt} for {self.story}: {self.outcome}"
