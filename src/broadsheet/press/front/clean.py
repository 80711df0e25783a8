"""What of a text that came from outside may be shown: the last thing done to it before it is printed."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, urlsplit

import nh3

from broadsheet.desk import quotation

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)  # and spoofing
SPACE = re.compile(r"\s+")
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}")
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
DATELINE = re.compile(r"(?:^|(?<=[.!?”\"] ))[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,30}(?:, [\w .,'’-]{2,40})?(?: \([A-Za-z]{2,12}\))? [—–-] ")
ROUNDS = 3  # entities in feeds are seen escaped twice, never more
FRAGMENT_WORDS = 6  # enough to be unique in a page; a whole sentence would break at the first edited word


def plain(value: object) -> str:
    """A text with no markup, no entities and nothing invisible; on one line."""
    text = UNPRINTABLE.sub("", str(value or ""))
    for _ in range(ROUNDS):
        if "<" not in text and "&" not in text:
            break
        bare = html.unescape(nh3.clean(text, tags=set(), clean_content_tags={"script", "style"}))
        if bare == text:
            break
        text = UNPRINTABLE.sub("", bare)
    return SPACE.sub(" ", text).strip()


def excerpt(value: object, characters: int) -> str:
    """The beginning of a text, cut between words, never longer than that many characters."""
    return quotation.excerpt(plain(value), characters)


def opening(value: object, characters: int) -> str:
    """A text's beginning as a list shows it: without the wire's dateline, and whole sentences where they fit."""
    text = DATELINE.sub("", plain(value))
    end = max(text.rfind(stop, characters // 2, characters) for stop in (". ", "? ", "! ", ".” ", '." '))
    return text[: end + 2].rstrip() if len(text) > characters and end > 0 else excerpt(text, characters)


def safe_link(address: object) -> str:
    """An address on the web as it may stand in a link; empty for anything but http and https."""
    text = UNPRINTABLE.sub("", str(address or "")).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc and not SPACE.search(text) else ""


def passage_link(address: object, sentence: str) -> str:
    """The address with a text fragment, so that a browser opens the page at that sentence (WICG text fragments)."""
    link = safe_link(address)
    words = plain(sentence).split()
    if not link or not words:
        return link
    start, end = words[:FRAGMENT_WORDS], words[FRAGMENT_WORDS:][-FRAGMENT_WORDS:]
    directive = ",".join(_fragment(part) for part in (start, end) if part)
    return f"{link}{'' if '#' in link else '#'}:~:text={directive}"


def language(tag: object) -> str:
    """A language tag as it may stand in an attribute; empty when it is none."""
    text = str(tag or "").replace("_", "-")
    return text if LANGUAGE.fullmatch(text) else ""


def direction(tag: object) -> str:
    """`rtl` for languages written from the right, else `ltr`."""
    return "rtl" if language(tag).split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def _fragment(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
