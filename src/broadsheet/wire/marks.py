"""What an element's tag, role, class and id say that it is for: a handful of bits.

The words are those of HTML practice everywhere (WAI-ARIA's roles, HTML's own elements, the classes that themes and content
systems ship with); none is a site's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

UNSEEN = 1
CHROME = 2  # the page's frame: navigation, header, footer, sidebar, forms
PROMOTION = 4  # what asks for something: newsletters, advertisements, sharing
OTHERS = 8  # what leads to other pages: related, popular, recommended
COMMENTS = 16
BYLINE = 32  # who and when: author boxes, dates, labels
CAPTION = 64
BODY = 128  # where text is said to be
ARTICLE = 256  # <article>, <main>
ITEM = 512  # one of many: list items
TABLE = 1024
QUOTE = 2048
NAMED = 4096  # itemprop="articleBody"
CLIPPED = 8192  # hidden on some screens or in part: cards, drawers, what opens on a click

_WORDS: dict[int, str] = {
    CHROME: """nav navbar navigation menu submenu footer sidebar breadcrumb breadcrumbs masthead topbar toolbar cookie cookies
    consent gdpr privacy pagination pager skip login signin search drawer offcanvas toc copyright legal disclaimer header
    license licence""",
    PROMOTION: """newsletter subscribe subscription signup promo promotion promoted banner ad ads advert advertisement
    advertising sponsor sponsored cta share sharing shares social socials follow donate popup modal overlay paywall app""",
    OTHERS: """related recommended recommendation recommendations recirculation recirc popular trending latest teaser teasers
    more also readmore next previous prev similar suggested carousel slider card cards widget aside upnext rail
    factbox infobox pullquote breaking ticker testimonial testimonials""",
    COMMENTS: "comment comments commentlist disqus respond reply replies reviews",
    BYLINE: "author authors byline bio meta metadata date timestamp dateline published posted tag tags category categories",
    CAPTION: "caption figcaption credit credits gallery thumbnail copyright lightbox",
    BODY: "body content entry post story text article articlebody postbody prose markdown richtext paragraph wysiwyg main",
}
_SAID = {word: mark for mark, words in reversed(_WORDS.items()) for word in words.split()}
TAGS = {
    **dict.fromkeys(("nav", "footer", "form", "fieldset", "menu"), CHROME),
    "header": BYLINE,
    "aside": OTHERS,
    "figure": CAPTION,
    "figcaption": CAPTION,
    "article": ARTICLE,
    "main": ARTICLE,
    **dict.fromkeys(("li", "dd", "dt"), ITEM),
    **dict.fromkeys(("table", "td", "th"), TABLE),
    "blockquote": QUOTE,
    "address": BYLINE,
}
_ROLES = {
    **dict.fromkeys(("navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "toolbar"), CHROME),
    "complementary": OTHERS,
    "main": ARTICLE,
    "article": ARTICLE,
}
_HIDING = frozenset(("hidden", "sronly", "visuallyhidden", "screenreadertext", "screenreader", "offscreen"))
_MODIFIERS = frozenset(("has", "no", "not", "is", "with", "without", "category", "tag", "type", "status", "format", "hentry"))
_STATES = frozenset(("open", "closed", "enabled", "disabled", "active", "visible", "present"))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z]+")
_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def of(tag: str, said: Mapping[str, str | None], known: dict[tuple[str, str, str, str], int]) -> int:
    """The marks of an element by its tag and attributes; `known` keeps what was found for the same words before."""
    names, name, role, style = (said.get(each) or "" for each in ("class", "id", "role", "style"))
    asked = (tag, names, name, role)
    found = known.get(asked)
    if found is None:
        found = TAGS.get(tag, 0) | _ROLES.get(role, 0) | _tokens(f"{names[:600]} {name[:100]}")
        known[asked] = found
    if "hidden" in said or said.get("aria-hidden") == "true" or (style and _NONE.search(style[:400])):
        found |= UNSEEN
    if said.get("itemprop") == "articleBody":
        found |= NAMED
    return found


def _tokens(names: str) -> int:
    """The marks of class names; those that say what the element has or is filed under are of the element, not for it."""
    found = 0
    for name in names.split():
        parts = _PARTS.split(_CAMEL.sub("-", name).lower())
        if "".join(parts) in _HIDING and ":" not in name:
            found |= UNSEEN
        if parts[0] in _MODIFIERS or parts[-1] in _STATES:
            continue
        if "hidden" in parts or name == "d-none":
            found |= CLIPPED
        for token in parts:
            found |= _SAID.get(token, 0)
    return found
