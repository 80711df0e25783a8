"""How much of a text may be quoted, and which of its words that takes.

Words are counted where they stand: a sentence that begins inside the excerpt costs only what lies beyond it, and the same
excerpt on ten pages is one excerpt. Headlines are not counted: a headline is how an article is named.
"""

from __future__ import annotations

from broadsheet.news import Article
from broadsheet.settings import Settings


def excerpt(text: str, most: int) -> str:
    """The beginning of a text in at most so many characters, whole words, with an ellipsis when there is more."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: max(most - 1, 0)]
    return cut[: cut.rfind(" ") if " " in cut else None].rstrip(" .…,;:–—-") + "…" if most > 0 else ""


def characters(article: Article, settings: Settings) -> int:
    """How many characters of an article a page shows: what its own page asks, where that is less than our setting."""
    most = settings.publish.excerpt_characters
    return most if article.snippet is None else min(most, article.snippet)


def excerpted(article: Article, settings: Settings) -> int:
    """How many words its excerpt takes from the beginning of its text."""
    return len(excerpt(article.text, characters(article, settings)).removesuffix("…").split())


def beyond(text: str, start: int, end: int, taken: int) -> int:
    """How many words of a range lie beyond the first `taken` words of the text."""
    before = len(text[:start].split())
    return max(0, before + len(text[start:end].split()) - max(before, taken))


def left(article: Article, settings: Settings) -> int | None:
    """The words that sentences may still take beyond the excerpt; None for a text that is free to print."""
    if article.rights == "full":
        return None
    return max(0, settings.publish.verbatim_words - excerpted(article, settings))


def fits(article: Article, sentence: str, settings: Settings) -> bool:
    """Whether a sentence is no longer than its page lets a snippet be."""
    return article.snippet is None or article.rights == "full" or len(sentence) <= characters(article, settings)
