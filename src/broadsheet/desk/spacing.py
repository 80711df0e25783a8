"""Which words does a text have, and what stands between each two? Split once for the readers of places and of figures."""

from __future__ import annotations

import re

from broadsheet.desk.remembered import Remembered

_between = re.compile(r"(\W+)")
_inside = bytes(code for code in range(128) if chr(code).isalnum() or chr(code) == "_")
_outside = bytes(code for code in range(128) if code not in _inside)
_words_alone = bytes.maketrans(_outside, b" " * len(_outside))
# a letter of Latin-1 stands for each mark and space of a gap, so that no gap is split at a space of its own
_letters = bytes(range(256 - len(_outside), 256))
_gaps_alone = bytes.maketrans(_inside + _outside, b" " * len(_inside) + _letters)
_marks = str.maketrans(_letters.decode("latin-1"), _outside.decode("ascii"))
_as_it_stood = Remembered(lambda gap: gap.translate(_marks))


class Spaced:
    """The words of a text, and the gap behind each: `words[i] + gaps[i] + words[i + 1]`; the last gap ends a line."""

    __slots__ = ("gaps", "words")

    def __init__(self, text: str) -> None:
        if text.isascii():
            self.words, self.gaps = _split(text)
        else:
            parts = _between.split(text)
            self.words, self.gaps = parts[::2], parts[1::2]
        self.gaps.append("\n")

    def before(self, at: int) -> str:
        """The word before this one, if only a space parts them."""
        return self.words[at - 1] if at and self.gaps[at - 1] == " " else ""

    def after(self, at: int) -> str:
        """The word that stands here, if only a space parts it from the one before."""
        return self.words[at] if at < len(self.words) and self.gaps[at - 1] == " " else ""

    def possessive(self, end: int) -> bool:
        """Whether `'s` follows the words before `end`."""
        return self.gaps[end - 1] in ("'", "’") and end < len(self.words) and self.words[end] == "s"


def _split(text: str) -> tuple[list[str], list[str]]:
    """The words of an ASCII text and the gaps between, as the regular expression splits it, in two thirds of its time."""
    plain = text.encode("ascii")
    words = plain.translate(_words_alone).decode("ascii").split()
    gaps = list(map(_as_it_stood.__getitem__, plain.translate(_gaps_alone).decode("latin-1").split()))
    if not words or text[0] != words[0][0]:
        words.insert(0, "")
    if len(words) == len(gaps):
        words.append("")
    return words, gaps
