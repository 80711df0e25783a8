"""What a feed's bytes say: RSS, Atom, RDF, JSON Feed and news sitemaps, read into entries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from broadsheet.news import Entry, Feed, Page
from broadsheet.wire import authors, dates, jsonfeed, sitemap, tolerant
from broadsheet.wire.links import feeds_of, whole
from broadsheet.wire.plain import line, paragraphs

MOST = 1000  # entries of one feed that are read; the longest feed of the bench has 60

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf|channel|urlset|sitemapindex)\b|<\w+:(?:RDF|feed|urlset)\b", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*(?:<!\[CDATA\[)?\s*([A-Za-z]{2,3})\b|xml:lang\s*=\s*[\"']([A-Za-z]{2,3})\b")
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(\w+)", re.IGNORECASE)
_TIMES = re.compile(rb"<sy:updateFrequency>\s*(\d{1,4})", re.IGNORECASE)
_MINUTES = {b"hourly": 60.0, b"daily": 1440.0, b"weekly": 10080.0, b"monthly": 43200.0, b"yearly": 525600.0}
_DATES = re.compile(
    rb"<(?:pubDate|(?:\w+:)?(?:date|published|updated|issued|modified|created))>\s*(?:<!\[CDATA\[)?([^<\]]{6,60})",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:The post .{1,300}? (?:first appeared|appeared first) on .{1,200}?\.?|(?:Continue reading|Read more|"
    r"Read the full story|Weiterlesen|Lire la suite)\s*(?:\.\.\.|…|»|→|>)*|\[(?:…|\.\.\.|&hellip;)\])\s*$",
    re.IGNORECASE | re.DOTALL,
)
_PICTURE = re.compile(r"<img\b[^>]{0,500}?\bsrc\s*=\s*[\"']([^\"'>]+)", re.IGNORECASE)


class NotAFeed(Exception):
    """Bytes that are no feed; the message is a sentence that says what they are, and where the feed is if they name one.

    `feeds` holds the addresses that a web page names.
    """

    def __init__(self, reason: str, feeds: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.feeds = feeds


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed as read: its own title and language, its entries in its order, and the minutes that it asks between polls."""

    title: str
    language: str
    entries: tuple[Entry, ...]
    ttl: float | None = None


def parse(page: Page, feed: Feed, now: datetime, zone: str = "UTC") -> Parsed:
    """The feed that a page's bytes are; `zone` is the publisher's, for dates without one. Raises NotAFeed."""
    body = _utf8(page.body.strip(b"\0 \t\r\n"), page.content_type)
    if not body:
        raise NotAFeed("It is empty.")
    raw = _raw(body, page)
    language = feed.language or _subtag(raw["feed"].get("language")) or _language(body)
    undated = _undated(body)
    base = page.url or feed.url
    read = (_entry(each, feed, base, language, zone, now, undated) for each in raw["entries"][:MOST] if isinstance(each, dict))
    title = line(_text(raw["feed"].get("title")))[:300]
    return Parsed(title, language, _once(entry for entry in read if entry), _ttl(body))


def _raw(body: bytes, page: Page) -> dict[str, Any]:
    """The feed's fields under fastfeedparser's names, by whichever reader can."""
    start = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        try:
            return jsonfeed.read(body)
        except ValueError as wrong:
            raise NotAFeed(f"It is JSON, but no JSON Feed: {wrong}.") from wrong
    if sitemap.looks_like(start):
        try:
            return sitemap.read(body)
        except ValueError as wrong:
            raise NotAFeed(f"{wrong}") from wrong
    _refuse_web_page(start, body, page)
    return _strict(body) or _tolerant(body, page)


def _refuse_web_page(start: bytes, body: bytes, page: Page) -> None:
    root = _ROOT.search(start)
    html = _HTML.search(start)
    if not html or (root and root.start() < html.start()):
        return
    named = [address for address, _ in feeds_of(body.decode("utf-8", "replace"), page.url)]
    where = f"; its feed is at {named[0]}" if named else " and names no feed"
    raise NotAFeed(f"It is a web page, not a feed{where}.", tuple(named))


def _strict(body: bytes) -> dict[str, Any] | None:
    """What fastfeedparser reads; None when it refuses, or finds nothing where there are items."""
    import fastfeedparser

    try:
        parsed: dict[str, Any] = fastfeedparser.parse(body)
    except (ValueError, AttributeError, TypeError, KeyError, LookupError, OverflowError, RecursionError):
        return None  # its own refusals and its slips on odd input; the tolerant reader has the last word
    if not parsed.get("entries") and _ITEM.search(body):
        return None
    return {"feed": dict(parsed.get("feed") or {}), "entries": list(parsed.get("entries") or ())}


def _tolerant(body: bytes, page: Page) -> dict[str, Any]:
    if b"<" not in body[:4096]:
        raise NotAFeed("It is neither XML nor JSON.")
    try:
        return tolerant.read(body, "application/xml; charset=utf-8", page.url)
    except tolerant.Unreadable as broken:
        raise NotAFeed(f"It cannot be read as a feed: {broken}.") from broken


def _utf8(body: bytes, content_type: str) -> bytes:
    """The bytes as they are, or as UTF-8 when only the header knows their charset (RFC 7303: BOM, then header, then XML)."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff") or body[:4] == b"<\0?\0" or body[:4] == b"\0<\0?":
        text = body.decode(
            "utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le" if body[:1] == b"<" else "utf-16-be", "replace"
        )
        return (
            re.sub(r"^(\ufeff?<\?xml[^>]*?)encoding\s*=\s*[\"'][^\"']*[\"']", r"\1", text)
            .lstrip("\ufeff")
            .encode("utf-8", "replace")
        )
    named = _CHARSET.search(content_type)
    if named is None or b"encoding" in body[:200] or named[1].lower() in {"utf-8", "utf8", "us-ascii"}:
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return body.decode(named[1], "replace").encode()
        except LookupError:
            return body
    return body


def _entry(raw: dict[str, Any], feed: Feed, base: str, language: str, zone: str, now: datetime, undated: bool) -> Entry | None:
    guid = _text(raw.get("id")).strip()[:1000]
    url = whole(_link(raw), base) or (whole(guid, base) if guid.startswith(("http://", "https://")) else "")
    title = line(_text(raw.get("title")))[:500]
    markup = _content(raw)
    summary = _summary(raw, markup)
    if not (url or title or summary or guid):
        return None
    published, dated = _when(raw, zone, now, undated)
    return Entry(
        feed=feed.url,
        guid=guid or url or hashlib.sha256(f"{title}\n{summary}".encode()).hexdigest()[:16],
        url=url,
        title=title,
        summary=summary,
        content=paragraphs(markup) if markup else "",
        authors=authors.names(_authors(raw)),
        published=published,
        dated=dated,
        categories=_categories(raw),
        image=_image(raw, markup, base),
        language=_subtag(raw.get("language")) or language,
    )


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each entry once, by its guid; where one guid stands for several addresses, by its address. The first stands."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        same = kept.get(entry.guid)
        if same is None:
            kept[entry.guid] = entry
        elif same.url != entry.url and entry.url:
            kept.setdefault(entry.url, replace(entry, guid=entry.url))
    return tuple(kept.values())


def _link(raw: dict[str, Any]) -> str:
    link = _text(raw.get("link")).strip()
    if link:
        return link
    for each in raw.get("links") or ():
        if isinstance(each, dict) and each.get("rel", "alternate") == "alternate" and each.get("href"):
            return str(each["href"])
    return ""


def _content(raw: dict[str, Any]) -> str:
    parts = [_text(each.get("value")) for each in raw.get("content") or () if isinstance(each, dict)]
    longest = max(parts, key=len, default="")
    return "" if longest == raw.get("description") else longest  # the readers repeat one as the other


def _summary(raw: dict[str, Any], markup: str) -> str:
    text = paragraphs(_text(raw.get("description") or raw.get("summary")))
    if not text and markup:
        text = paragraphs(markup).split("\n\n")[0]
    return _TAIL.sub("", text).strip()[:2000]


def _authors(raw: dict[str, Any]) -> list[str]:
    listed = [_text(each.get("name") if isinstance(each, dict) else each) for each in raw.get("authors") or ()]
    return [name for name in listed if name] or [_text(raw.get("author"))]


def _when(raw: dict[str, Any], zone: str, now: datetime, undated: bool) -> tuple[datetime | None, bool]:
    moment, dated = dates.read(_text(raw.get("published") or raw.get("updated")), zone)
    if moment and dated and undated:
        moment, dated = dates.moved(moment, zone), False
    moment, dated = dates.in_reason(moment, dated, now)
    return moment.astimezone(UTC) if moment else None, dated


def _undated(body: bytes) -> bool:
    """Whether the feed writes its dates without a zone: its readers then take UTC without a word."""
    written = [m[1].decode("ascii", "replace") for m in _DATES.finditer(body[:200_000])][:6]
    return bool(written) and not any(dates.zoned(each) for each in written)


def _categories(raw: dict[str, Any]) -> tuple[str, ...]:
    terms = (each.get("term") or each.get("label") if isinstance(each, dict) else each for each in raw.get("tags") or ())
    return tuple(dict.fromkeys(name for term in terms if (name := line(_text(term))[:80])))[:20]


def _image(raw: dict[str, Any], markup: str, base: str) -> str:
    """The widest picture that the entry names, else the first one in its text."""
    pictures = [*(raw.get("media_content") or ()), *(raw.get("enclosures") or ()), *(raw.get("media_thumbnail") or ())]
    best, widest = "", -1
    for each in pictures:
        if not isinstance(each, dict) or not _is_picture(each):
            continue
        width = int(each["width"]) if str(each.get("width") or "").isdigit() else 0
        if width > widest:
            best, widest = _text(each.get("url") or each.get("href")), width
    if not best and (found := _PICTURE.search(markup or _text(raw.get("description")))):
        best = found[1].replace("&amp;", "&")
    return whole(best, base) if best else _text(raw.get("image")) and whole(_text(raw.get("image")), base)


def _is_picture(each: dict[str, Any]) -> bool:
    kind = f"{each.get('medium') or ''} {each.get('type') or ''}".lower()
    address = _text(each.get("url") or each.get("href")).lower().partition("?")[0]
    return "image" in kind or (not kind.strip() and address.endswith((".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _subtag(value: Any) -> str:
    """The primary subtag of a language tag (BCP 47)."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", _text(value))
    return found[1].lower() if found else ""


def _language(body: bytes) -> str:
    found = _LANGUAGE.search(body[:8192])
    return (found[1] or found[2]).decode("ascii").lower() if found else ""


def _ttl(body: bytes) -> float | None:
    head = body[:8192]
    if found := _TTL.search(head):
        return float(found[1])
    period, times = _PERIOD.search(head), _TIMES.search(head)
    minutes = _MINUTES.get(period[1].lower()) if period else None
    return minutes / max(1, int(times[1]) if times else 1) if minutes else None
