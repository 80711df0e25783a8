"""Which words does a text have, and what stands between each two? Split once for the readers of places and of figures."""

from __future__ import annotations

import re

_between = re.compile(r"(\W+)")


class Spaced:
    """The words of a text, and the gap behind each: `words[i] + gaps[i] + words[i + 1]`; the last gap ends a line."""

    __slots__ = ("gaps", "words")

    def __init__(self, text: str) -> None:
        parts = _between.split(text)
        self.words = parts[::2]
        self.gaps = [*parts[1::2], "\n"]

    def before(self, at: int) -> str:
        """The word before this one, if only a space parts them."""
        return self.words[at - 1] if at and self.gaps[at - 1] == " " else ""

    def after(self, at: int) -> str:
        """The word that stands here, if only a space parts it from the one before."""
        return self.words[at] if at < len(self.words) and self.gaps[at - 1] == " " else ""

    def possessive(self, end: int) -> bool:
        """Whether `'s` follows the words before `end`."""
        return self.gaps[end - 1] in ("'", "’") and end < len(self.words) and self.words[end] == "s"
