"""What may a language model see of a story? Nothing of one that needs care, and of others what rights let machines read."""

from __future__ import annotations

import re

from broadsheet.desk.prompts import Source
from broadsheet.desk.summary import SILENT
from broadsheet.desk.unattended import REVIEW
from broadsheet.news import Reading, Story
from broadsheet.settings import Settings

MOST_SOURCES = 6
QUOTABLE = frozenset({"full", "excerpt"})
ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\bsystem prompt\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot|language model)\b"
    r"|<\|?/?(?:im_start|im_end|system|assistant)\b"
    r"|\b(?:ais?|language models?|llms?|chatbots?|assistants?|summari[sz]ers?)\b[^.\n]{0,30}\b(?:must|should|shall|please)\b"
    r"[^.\n]{0,30}\b(?:write|say|state|output|respond|answer|print|include|add|headline)\b",
    re.IGNORECASE,
)


def objection(story: Story) -> str:
    """Why no model may draft for this story; empty when one may."""
    holds = [flag for each in story.tellings for flag in each.reading.hold or () if flag.value == REVIEW]
    flags = [*(flag for each in story.tellings for flag in each.reading.sensitive or ()), *holds]
    return f"an editor writes this one: {flags[0].value}, {flags[0].why}" if flags else ""


def sources(story: Story, settings: Settings) -> tuple[Source, ...]:
    """The articles that a model may see, labelled: originals, each outlet's latest, whose rights let a machine read them.

    One whose text speaks to a model is left out.
    """
    latest = {t.reading.article.publisher: t.reading for t in story.tellings if t.copy_of is None and _readable(t.reading)}
    shown = sorted(latest.values(), key=lambda reading: (str(reading.article.when or ""), reading.article.id))[-MOST_SOURCES:]
    each = settings.model.characters // max(1, len(shown))
    return tuple(Source(f"s{n}", r.article, _beginning(r.article.text, each)) for n, r in enumerate(shown, 1))


def titled(reading: Reading) -> tuple[Source, ...]:
    """The one headline that is to be translated; none where its rights keep machines away, or where it speaks to one."""
    article = reading.article
    may = article.machine and article.rights != "none" and article.title.strip() and not ADDRESSED.search(article.title)
    return (Source("s1", article, ""),) if may else ()


def _readable(reading: Reading) -> bool:
    article, genre = reading.article, reading.genre.value if reading.genre else reading.article.genre
    return (
        article.machine
        and article.rights in QUOTABLE
        and article.kind == "article"
        and genre not in SILENT
        and bool(article.text.strip())
        and not ADDRESSED.search(f"{article.title}\n{article.text}")
    )


def _beginning(text: str, most: int) -> str:
    clean = text.encode("utf-8", "replace").decode()
    return clean if len(clean) <= most else clean[:most].rpartition(" ")[0]
