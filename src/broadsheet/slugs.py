"""How a name becomes a part of an address."""

from __future__ import annotations

import hashlib
import unicodedata


def slug(text: str) -> str:
    """A text as a part of an address: its Latin letters, without accents and in lower case, and digits, joined by hyphens.

    Where a word loses most of its letters, 8 hexadecimal digits of the text's SHA-256 stand at the end instead of it; a text
    without letters is empty.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    words = [_latin(word) for word in "".join(c if c.isalnum() else " " for c in plain).split()]
    found = "-".join(filter(None, words))
    if all(words):
        return found[:80].strip("-")
    return f"{found[:71]}-{hashlib.sha256(plain.encode('utf-8', 'replace')).hexdigest()[:8]}".strip("-")


def _latin(word: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFKD", word) if c.isascii() and c.isalnum())
    return kept if 2 * len(kept) >= len(word) else ""
