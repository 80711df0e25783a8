"""What a scrap of markup says in plain words: titles, summaries and feed contents as text."""

from __future__ import annotations

import html
import re

_BLOCK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|figure|hr|pre|dd|dt)\b[^>]*>", re.IGNORECASE
)
_DROPPED = re.compile(
    r"<(script|style|template|noscript|iframe|object|svg|math|figcaption)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*\b|!--|!\[CDATA\[)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_LONGEST = 400_000  # characters of markup that are read; the longest text of the bench has 76,553


def line(markup: str) -> str:
    """The text of a title or a byline: one line, no markup, no control characters."""
    if len(markup) <= _LONGEST and "<" not in markup and "&" not in markup and markup.isprintable():
        return " ".join(markup.split())  # nothing in it to read or to take out
    return " ".join(paragraphs(markup).split())


def paragraphs(markup: str) -> str:
    """The text of a summary or a content: paragraphs separated by a blank line."""
    text = markup[:_LONGEST]
    for _ in range(2):  # feeds escape once too often, seldom twice
        if not _MARKUP.search(text):
            break
        text = _stripped(text)
    if _ENTITY.search(text):
        text = html.unescape(text)
        if _MARKUP.search(text):
            text = _stripped(text)
    text = _SPACE.sub(" ", _CONTROL.sub("", text))
    return "\n\n".join(part for part in _LINES.split(text.strip()) if part)


def clean(text: str) -> str:
    """A text without control and direction characters, its runs of blanks made one."""
    if text.isprintable():
        return " ".join(text.split())
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def _stripped(markup: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    marked = _BLOCK.sub("\n", _DROPPED.sub(" ", markup))
    body = LexborHTMLParser(f"<!doctype html><body>{marked}").body
    return body.text(deep=True) if body else ""
