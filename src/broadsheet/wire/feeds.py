"""What a feed's bytes say: RSS, Atom, RDF, JSON Feed and news sitemaps, read into entries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from broadsheet.news import Entry, Feed, Page
from broadsheet.wire import authors, charset, dates, decode, jsonfeed, sitemap, tolerant, xmlfeed
from broadsheet.wire.asked import Asked, asked
from broadsheet.wire.links import exact, feeds_of, host, site, whole
from broadsheet.wire.plain import line, paragraphs
from broadsheet.wire.xmlfeed import MOST

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf|channel|urlset|sitemapindex)\b|<\w+:(?:RDF|feed|urlset)\b", re.IGNORECASE)
_LARGEST = 8_000_000  # bytes of a packed file once unpacked: what wire.max_bytes is set to
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_DATES = re.compile(
    rb"<(?:pubDate|(?:\w+:)?(?:date|published|updated|issued|modified|created))>\s*(?:<!\[CDATA\[)?([^<\]]{6,60})",
    re.IGNORECASE,
)
_ENCODING = re.compile(r"^(\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"']*[\"']", re.IGNORECASE)
_SEVEN_BITS = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](iso-2022-\w+|hz(?:-gb-2312)?|utf-7)", re.IGNORECASE)
_PROXIES = frozenset({"feedproxy.google.com", "feeds.feedburner.com"})
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
    """A feed as read: its own title and language, its entries in its order, and what it asks of its readers.

    `hubs` are the WebSub hubs that it names, `topic` the address that it calls its own; `sitemaps` those that an index
    of sitemaps names, the newest first, and then there are no entries.
    """

    title: str
    language: str
    entries: tuple[Entry, ...]
    asked: Asked = field(default_factory=Asked)
    hubs: tuple[str, ...] = ()
    topic: str = ""
    sitemaps: tuple[str, ...] = ()


def parse(page: Page, feed: Feed, now: datetime, zone: str = "UTC") -> Parsed:
    """The feed that a page's bytes are; `zone` is the publisher's, for dates without one. Raises NotAFeed."""
    body = _utf8(_unpacked(page.body).strip(b"\0 \t\r\n"), page.content_type)
    if not body:
        raise NotAFeed("It is empty.")
    raw = _raw(body, page)
    said = raw["feed"]
    base = page.url or feed.url
    language = feed.language or _subtag(said.get("language"))
    undated = bool(raw.get("tolerant")) and _undated(body)
    read = (_entry(each, feed, base, language, zone, now, undated) for each in raw["entries"][:MOST] if isinstance(each, dict))
    return Parsed(
        title=line(_text(said.get("title")))[:300],
        language=language,
        entries=_once(entry for entry in read if entry),
        asked=asked(said),
        hubs=_named(said, "hub", base),
        topic=next(iter(_named(said, "self", base)), ""),
        sitemaps=tuple(address for each in raw.get("sitemaps") or () if (address := whole(each, base))),
    )


def _unpacked(body: bytes) -> bytes:
    """The bytes of a file that is itself packed, as sitemaps often are."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        packed = decode.body("gzip", _LARGEST)
        packed.feed(body)
    except (decode.TooLarge, decode.BadCoding) as wrong:
        raise NotAFeed("It is a packed file that cannot be unpacked.") from wrong
    return packed.whole()


def _named(said: dict[str, Any], rel: str, base: str) -> tuple[str, ...]:
    """The addresses that a feed's links of a kind name."""
    links = [each for each in said.get("links") or () if isinstance(each, dict) and each.get("rel") == rel]
    return tuple(dict.fromkeys(address for each in links if (address := exact(_text(each.get("href")), base))))


def _raw(body: bytes, page: Page) -> dict[str, Any]:
    """The feed's fields under the readers' common names, by whichever reader can."""
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
    strict = xmlfeed.read(body)
    return strict if strict and (strict["entries"] or not _ITEM.search(body)) else _tolerant(body, page)


def _refuse_web_page(start: bytes, body: bytes, page: Page) -> None:
    root = _ROOT.search(start)
    html = _HTML.search(start)
    if not html or (root and root.start() < html.start()):
        return
    named = [address for address, _ in feeds_of(body.decode("utf-8", "replace"), page.url)]
    where = f"; its feed is at {named[0]}" if named else " and names no feed"
    raise NotAFeed(f"It is a web page, not a feed{where}.", tuple(named))


def _tolerant(body: bytes, page: Page) -> dict[str, Any]:
    if b"<" not in body[:4096]:
        raise NotAFeed("It is neither XML nor JSON.")
    try:
        return {**tolerant.read(body, "application/xml; charset=utf-8", page.url), "tolerant": True}
    except tolerant.Unreadable as broken:
        raise NotAFeed(f"It cannot be read as a feed: {broken}.") from broken


def _utf8(body: bytes, content_type: str) -> bytes:
    """The bytes as UTF-8 that no longer names another encoding (RFC 7303: BOM, then header, then XML)."""
    wide = "utf-16-le" if body[:4] == b"<\0?\0" else "utf-16-be" if body[:4] == b"\0<\0?" else ""
    stateful = _SEVEN_BITS.match(body)
    if wide or stateful:
        name = wide or (stateful[1].decode() if stateful else "")
        try:
            return _ENCODING.sub(r"\1", body.decode(name, "replace")).encode("utf-8", "replace")
        except LookupError:
            return body
    return _ENCODING.sub(r"\1", charset.text(body, content_type)).encode("utf-8", "replace")


def _entry(raw: dict[str, Any], feed: Feed, base: str, language: str, zone: str, now: datetime, undated: bool) -> Entry | None:
    guid = _text(raw.get("id")).strip()[:1000]
    own = whole(_text(raw.get("base")), base) or base
    url = whole(_link(raw), own) or (whole(guid, own) if guid.startswith(("http://", "https://")) else "")
    title = line(_text(raw.get("title")))[:500]
    markup = _content(raw)
    summary = _summary(raw, markup)
    if not (url or title or summary or guid or raw.get("said")):
        return None
    published, dated = _when(raw, zone, now, undated)
    image, credit = _image(raw, markup, own)
    source, where = _source(raw, own, (url, feed.url))
    return Entry(
        feed=feed.url,
        guid=guid
        or url
        or hashlib.sha256((f"{title}\n{summary}" if title or summary else repr(raw)).encode()).hexdigest()[:16],
        url=url,
        title=title,
        summary=summary,
        content=paragraphs(markup) if markup else "",
        authors=authors.names(_authors(raw)),
        published=published,
        dated=dated,
        categories=_categories(raw),
        image=image,
        language=_subtag(raw.get("language")) or language,
        image_credit=credit,
        source=source,
        source_url=where,
    )


def _source(raw: dict[str, Any], base: str, own: tuple[str, str]) -> tuple[str, str]:
    """Name and address of the other outlet that an item comes from; feeds name themselves too, which says nothing."""
    said = raw.get("source")
    if not isinstance(said, dict):
        return "", ""
    link = _text(said.get("url") or said.get("href"))
    where = whole(link, base) if link else ""
    if where and (host(where) in _PROXIES or site(where) in map(site, own)):
        return "", ""
    return line(_text(said.get("name") or said.get("title")))[:200], where[:2000]


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
    """An entry's address: its own link, else the first that stands for it; behind a retired proxy, where that led."""
    found = _text(raw.get("link")).strip() or _alternate(raw)
    origin = _text(raw.get("origin")).strip()
    return origin if origin and (not found or host(found) in _PROXIES) else found


def _alternate(raw: dict[str, Any]) -> str:
    named = [each for each in raw.get("links") or () if isinstance(each, dict) and each.get("href")]
    pages = [each for each in named if each.get("rel", "alternate") == "alternate"]
    pages.sort(key=lambda each: "html" not in str(each.get("type") or "html"))
    return str(pages[0]["href"]).strip() if pages else ""


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
    written = next((text for name in ("published", "updated", "created") if (text := _text(raw.get(name)))), "")
    moment, dated = dates.read(written, zone)
    if moment is None and any(c.isdigit() for c in written):
        moment, dated = tolerant.date(written), dates.zoned(written)
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


def _image(raw: dict[str, Any], markup: str, base: str) -> tuple[str, str]:
    """The widest picture that the entry names with its credit, else its own image, else the first one in its text."""
    pictures = [*(raw.get("media_content") or ()), *(raw.get("enclosures") or ()), *(raw.get("media_thumbnail") or ())]
    best, credit, widest = "", "", -1
    for each in pictures:
        if not isinstance(each, dict) or not _is_picture(each):
            continue
        width = int(each["width"]) if str(each.get("width") or "").isdecimal() and len(each["width"]) < 6 else 0
        if width > widest:
            best, credit, widest = _text(each.get("url") or each.get("href")), _text(each.get("credit")), width
    best = best or _text(raw.get("image"))
    if not best and (found := _PICTURE.search(markup or _text(raw.get("description")))):
        best = found[1].replace("&amp;", "&")
    return (address, line(credit)[:200]) if (address := whole(best, base)) else ("", "")


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
