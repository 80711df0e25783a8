"""Where a link leads: addresses made whole, cleaned of what only counts readers, and the feeds that a page names."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from broadsheet.wire import url

# Parameters that name the way a reader came, never the page.
_COUNTING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|link\w*|custom\w*|format|bbc_team|ptr\w*)|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|"
    r"ncid|cmpid|cmp|smid|_hsenc|_hsmi|wt_?mc|xtor|ito|feedtype|partner|guccounter|source=rss|ref_?src|taid|traffic_source)",
    re.IGNORECASE,
)
_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/rdf+xml",
)
_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def whole(link: str, base: str) -> str:
    """A link as a whole http address, counting parameters and fragment taken off; empty when it is none."""
    link = link.strip()
    if not link or link.startswith(("#", "javascript:", "data:", "mailto:")):
        return ""
    try:
        found = url.read(link, base).href
    except url.NotAUrl:
        return ""
    page, mark, query = found.partition("?")
    kept = [part for part in query.split("&") if not _COUNTING.fullmatch(unquote_plus(part.partition("=")[0]))]
    return page + mark + "&".join(kept) if any(kept) else page


def host(address: str) -> str:
    """The host of an address without `www.`, in lower case; empty when it is no address."""
    try:
        return url.read(address).address.removeprefix("www.")
    except url.NotAUrl:
        return ""


def site(address: str) -> str:
    """What two addresses of one publisher share: the registrable end of the host, near enough to compare."""
    parts = host(address).split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3:
        return ".".join(parts[-3:])
    return ".".join(parts[-2:]) if not parts[-1].isdigit() else ".".join(parts)


def feeds_of(markup: str, base: str) -> list[tuple[str, str]]:
    """The feeds that a page's link tags name: (address, title), in their order, comment feeds last."""
    found: dict[str, str] = {}
    for tag in _LINK.findall(markup[:500_000]):
        said = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
        rel = said.get("rel", "").lower().split()
        if not {"alternate", "feed"} & set(rel) or said.get("type", "").split(";")[0].strip().lower() not in _FEED_TYPES:
            continue
        address = whole(said.get("href", "").replace("&amp;", "&"), base)
        if address and "wp-json" not in address and "oembed" not in address:
            found.setdefault(address, said.get("title", ""))
    return sorted(found.items(), key=lambda each: "comment" in (each[0] + each[1]).lower())
