"""Has a drafted text the form of news, and a translated headline that of its original? Its meaning is judged elsewhere."""

from __future__ import annotations

import re
import unicodedata

from broadsheet.desk import headline, summary
from broadsheet.desk.sentences import WORD

LONGEST_HEADLINE = 110  # characters; it may be a little over the length that a headline of the outlets' is best at
SHORTEST, LONGEST = 0.25, 4.0  # a translation's length to its headline's; wide, as Chinese takes a third of English
FORBIDDEN = re.compile(
    r"https?:|\bwww\.|\w@\w|(?<!\w)@\w|\b[\w-]+\.(?:com|net|org|io|info|co|biz)\b|[<>{}\[\]|`*#\\]", re.IGNORECASE
)
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def fault(kind: str, text: str) -> str:
    """Why a text is no headline or no key point; empty for one that is."""
    run = WORD.findall(text)
    if FORBIDDEN.search(text) or any(unicodedata.category(c)[0] == "C" for c in text):
        return "it holds an address, a mark-up or a hidden character"
    if "?" in text or "!" in text or summary.promotion().any(run):
        return "it asks, calls out or sells"
    if kind == "key_points":
        fits = summary.SHORT <= len(run) <= summary.LONG and text[-1] in '.”"’»'
        return "" if fits else f"it is no sentence of {summary.SHORT} to {summary.LONG} words"
    if headline.teases().any(run):
        return "it teases"
    fits = len(text) <= LONGEST_HEADLINE and len(run) >= 3 and text[-1] != "."
    return "" if fits else f"it is no headline of at most {LONGEST_HEADLINE} characters"


def untrue(text: str, title: str) -> str:
    """What shows that a text is no translation of a title: other figures, or another length. Its words cannot be compared."""
    if sorted(map(_digits, FIGURE.findall(text))) != sorted(map(_digits, FIGURE.findall(title))):
        return "its figures are not those of the headline"
    if not SHORTEST <= len(text) / len(title) <= LONGEST:
        return "it is much longer or shorter than the headline"
    return ""


def _digits(figure: str) -> str:
    return "".join(filter(str.isdigit, figure))
