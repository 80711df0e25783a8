"""The cost ledger read and written: what a language model took today, and whether there is room for one more question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum

from broadsheet.keys import Model
from broadsheet.press.archive.models import Question
from broadsheet.settings import Settings, zone

A_MILLION = 1_000_000
CHARACTERS = 2  # a token at least, of any language: what nobody counted is booked as the most that it can have been
DAYS = 30  # of the ledger that the desk shows


@dataclass(frozen=True, slots=True)
class Spent:
    """What one day's questions took; `failed` brought no answer, `unproved` none that stood the proof."""

    day: date
    questions: int
    tokens_in: int
    tokens_out: int
    cost: float
    failed: int
    unproved: int

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.tokens_in + self.tokens_out


def today(settings: Settings, now: datetime) -> date:
    """The day that a question counts to: the paper's."""
    return now.astimezone(zone(settings)).date()


def most(characters: int) -> int:
    """The tokens that so many characters can be at most."""
    return -(-characters // CHARACTERS)


def cost(model: Model, tokens_in: int, tokens_out: int) -> float:
    """What these tokens cost, in the currency of the prices."""
    return (tokens_in * model.price_in + tokens_out * model.price_out) / A_MILLION


def over(settings: Settings, now: datetime, tokens_in: int, tokens_out: int) -> str:
    """Why the day has no room for a question of so many tokens; empty when it has."""
    model, spent = settings.model, day(today(settings, now))
    if spent.tokens + tokens_in + tokens_out > model.tokens_a_day:
        return f"The day's {model.tokens_a_day:,} tokens for the language model are used up."
    if model.money_a_day and spent.cost + cost(model, tokens_in, tokens_out) > model.money_a_day:
        return f"The day's {model.money_a_day:g} for the language model are used up."
    return ""


def day(on: date) -> Spent:
    """What a day took."""
    found = _days(Question.objects.filter(day=on))
    return found[0] if found else Spent(on, 0, 0, 0, 0.0, 0, 0)


def days(until: date) -> Sequence[Spent]:
    """What each of the last days took, the latest first; days without a question are left out."""
    return _days(Question.objects.filter(day__gt=until - timedelta(days=DAYS), day__lte=until))


def by_prompt(until: date) -> list[tuple[str, str, int, int, float]]:
    """For those days: each prompt and model with its questions, tokens and cost, the dearest first."""
    rows = Question.objects.filter(day__gt=until - timedelta(days=DAYS), day__lte=until).order_by()
    summed = rows.values("prompt", "model").annotate(
        many=Count("pk"), sent=Sum("tokens_in"), came=Sum("tokens_out"), money=Sum("cost")
    )
    found = [(row["prompt"], row["model"], row["many"], row["sent"] + row["came"], row["money"]) for row in summed]
    return sorted(found, key=lambda row: (-row[3], row[0]))


def _days(rows: object) -> list[Spent]:
    summed = rows.order_by("-day").values("day").annotate(  # type: ignore[attr-defined]  # a QuerySet of one table
        many=Count("pk"), sent=Sum("tokens_in"), came=Sum("tokens_out"), money=Sum("cost"),
        failed=Count("pk", filter=Q(outcome="failed")), unproved=Count("pk", filter=Q(outcome="unproved")),
    )  # fmt: skip
    names = ("day", "many", "sent", "came", "money", "failed", "unproved")
    return [Spent(*(row[name] for name in names)) for row in summed]
