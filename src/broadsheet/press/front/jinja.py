"""The environment of the public pages' templates: their filters and their globals."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from babel import Locale
from django.conf import settings
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from broadsheet.news import TEN_THOUSAND
from broadsheet.press.archive.gallery import Shown
from broadsheet.press.archive.together import plain
from broadsheet.press.front import clean, wording

MARKS = re.compile("([\x02\x03])")
MOST_DOTS = 24
CROP = 1.5  # width to height of every picture in a list; pictures.css says the same
LABELS = {
    "opinion": "Opinion",
    "analysis": "Analysis",
    "review": "Review",
    "interview": "Interview",
    "obituary": "Obituary",
    "satire": "Satire",
    "live": "Live",
    "video": "Video",
    "gallery": "Pictures",
    "paywall": "Paywall",
    "feed": "Feed only",
}


def environment(**options: Any) -> Environment:
    """Jinja2 as Django asks for it: autoescaped, and a misspelt name is an error."""
    made = Environment(**options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701 - Django passes autoescape=True
    made.filters.update(
        outside=clean.plain,
        plainly=plain,
        worded=wording.worded,
        placed=wording.placed,
        headline_of=wording.headline_of,
        missed_by=wording.missed_by,
        lowered=wording.lowered,
        excerpt=clean.excerpt,
        opening=clean.opening,
        safe_link=clean.safe_link,
        plural=plural,
        number=number,
        points=points,
        country=country,
        language_name=language_name,
        marked=marked,
        json_data=json_data,
    )
    made.globals.update(
        static=static,
        url=url,
        passage_link=clean.passage_link,
        lang=lang,
        labels=labels,
        dots=dots,
        srcset=srcset,
        picture_url=picture_url,
        focus=focus,
        specimen=bool(settings.HOME.edition),
    )
    return made


@lru_cache(maxsize=256)
def static(path: str) -> str:
    """The address of one of our files; it changes when the file does, so that browsers may keep it for good."""
    file = Path(settings.BASE) / "static" / path
    return f"{settings.STATIC_URL}{path}?v={blake2b(file.read_bytes(), digest_size=4).hexdigest()}"


def url(name: str, **parts: str) -> str:
    """The path of one of our pages."""
    return _path(name, *parts.items())


@lru_cache(maxsize=20_000)  # a front page has 250 addresses, most of them the page before's
def _path(name: str, *parts: tuple[str, str]) -> str:
    return reverse(name, kwargs=dict(parts))


def picture_url(shown: Shown, width: int = 640, form: str = "jpg") -> str:
    """The path of a picture's file: the widest that is no wider, else the narrowest there is."""
    fitting = max((each for each in shown.widths if each <= width), default=min(shown.widths))
    return f"/pictures/{shown.name}-{fitting}.{form}"


def srcset(shown: Shown, form: str) -> str:
    """A picture's files of one form, each with its width, as browsers choose among them."""
    return ", ".join(f"{picture_url(shown, width, form)} {width}w" for width in shown.widths)


def focus(shown: Shown) -> str:
    """The classes that keep the focal point in the middle of a crop to `CROP`, as far as the picture's edges let it."""
    ratio = shown.width / shown.height
    x = _position(shown.focal_x, min(1.0, CROP / ratio))
    y = _position(shown.focal_y, min(1.0, ratio / CROP))
    return f"focus-x-{x} focus-y-{y}"


def _position(point: int, seen: float) -> int:
    """`object-position` in tenths for a point in per cent, where the crop shows this share of the picture."""
    if seen > 0.99:  # nothing is cut away
        return 5
    return round(10 * min(1.0, max(0.0, (point / 100 - seen / 2) / (1 - seen))))


def plural(count: int, one: str, many: str = "") -> str:
    """The number with its noun: 1 outlet, 2 outlets, 1,200 stories."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def number(count: int) -> str:
    """A number with its thousands set apart."""
    return f"{count:,}"


def points(value: int) -> str:
    """Ten-thousandths as a number a reader can add up."""
    return f"{value / TEN_THOUSAND:.4f}"


def country(code: str) -> str:
    """A country's name; the code itself when nobody knows it."""
    return _locale().territories.get(code.upper(), code.upper()) if code else ""


def language_name(tag: str) -> str:
    """A language's name; the tag itself when nobody knows it."""
    known = clean.language(tag)
    return _locale().languages.get(known.split("-")[0].lower(), known) if known else ""


def lang(tag: str, page: str) -> Markup:
    """The attributes of a text in another language than the page's: ` lang="ar" dir="rtl"`; nothing when it is the same."""
    known = clean.language(tag)
    if not known or known.split("-")[0].lower() == page.split("-", maxsplit=1)[0].lower():
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(known, clean.direction(known))


def labels(*names: str) -> list[str]:
    """The words that a reader must see beside a headline, for a genre, a kind and an access."""
    return [LABELS[name] for name in names if name in LABELS]


def dots(outlets: int, origins: int) -> list[bool]:
    """A story's outlets as a row: true for each independent origin, false for each that reprints; cut at 24."""
    shown = min(outlets, MOST_DOTS)
    return [place < origins for place in range(shown)]


def marked(snippet: str) -> Markup:
    """A search result's words: everything escaped, then the found ones marked."""
    tags = {"\x02": Markup("<mark>"), "\x03": Markup("</mark>")}
    return Markup("").join(tags[part] if part in tags else escape(_spaced(part)) for part in MARKS.split(snippet))


def json_data(value: Any) -> Markup:
    """Data for a `<script type="application/ld+json">` block: no character in it can end the block."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - just escaped


def _spaced(part: str) -> str:
    inner = clean.plain(part)
    return f"{' ' if part[:1].isspace() else ''}{inner}{' ' if part[-1:].isspace() and inner else ''}"


@lru_cache(maxsize=1)
def _locale() -> Locale:
    return Locale.parse(settings.NEWSROOM.site.language, sep="-")


def initial() -> str:
    """The letter that stands for the paper: its name's first, without an article."""
    words = [word for word in clean.plain(settings.NEWSROOM.site.name).split() if word.lower() != "the"]
    return (words or ["N"])[0][0].upper()
