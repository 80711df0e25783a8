"""What does a page say of itself in schema.org's words? JSON-LD for articles, live blogs and videos."""

from __future__ import annotations

from datetime import datetime, timedelta

from broadsheet.press.specimen.addresses import author_path, origin, picture_path
from broadsheet.press.specimen.edition import Printed
from broadsheet.press.specimen.publishers import SpecimenPublisher

TYPES = {
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
    "review": "ReviewNewsArticle",
    "sponsored": "AdvertiserContentArticle",
    "satire": "SatiricalArticle",
}


def json_ld(printed: Printed, port: int) -> dict[str, object] | None:
    """The page's JSON-LD as its house writes it: one thing, a graph, or none at all."""
    publisher = printed.telling.publisher
    things = [_article(printed, port)]
    if printed.text.kind == "video":
        things.append(_video(printed, port))
    if "jsonld_graph" in publisher.metadata or ("jsonld" in publisher.metadata and len(things) > 1):
        return {"@context": "https://schema.org", "@graph": [*things, _house(publisher, port)]}
    return {"@context": "https://schema.org", **things[0]} if "jsonld" in publisher.metadata else None


def live_times(printed: Printed) -> list[datetime]:
    """When each post of a live blog was written: newest first, spread from the first word to the last change."""
    posts, version = len(printed.text.served), printed.version
    span = max(version.modified - version.published, timedelta(minutes=7 * posts))
    start = version.modified - span if version.modified > version.published else version.published - span
    return [start + span * (posts - at) / posts for at in range(posts)]


def _article(printed: Printed, port: int) -> dict[str, object]:
    text, version, publisher = printed.text, printed.version, printed.telling.publisher
    thing: dict[str, object] = {
        "@type": TYPES.get(text.genre, "NewsArticle"),
        "mainEntityOfPage": {"@type": "WebPage", "@id": printed.address},
        "url": printed.address,
        "headline": text.headline,
        "description": text.standfirst or text.paragraphs[0],
        "inLanguage": publisher.language,
        "articleSection": text.section,
        "datePublished": version.published.astimezone(publisher.zone).isoformat(),
        "dateModified": version.modified.astimezone(publisher.zone).isoformat(),
        "author": _authors(printed, port),
        "publisher": _house(publisher, port),
        "keywords": list(text.keywords),
        "isAccessibleForFree": text.access == "free",
    }
    if text.picture:
        thing["image"] = [_picture(printed, port)]
    if text.access == "paywall":
        thing["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    if text.kind == "live":
        thing |= _live(printed)
    return thing | _corrections(printed)


def _authors(printed: Printed, port: int) -> list[dict[str, object]]:
    publisher = printed.telling.publisher
    base = origin(publisher.slug, port)
    if not printed.text.byline:
        return [{"@type": "Organization", "name": publisher.name, "url": f"{base}/"}]
    return [{"@type": "Person", "name": name, "url": base + author_path(name)} for name in printed.text.byline]


def _house(publisher: SpecimenPublisher, port: int) -> dict[str, object]:
    base = origin(publisher.slug, port)
    logo = {"@type": "ImageObject", "url": base + picture_path("logo"), "width": 1200, "height": 675}
    return {"@type": "NewsMediaOrganization", "name": publisher.name, "url": f"{base}/", "logo": logo}


def _picture(printed: Printed, port: int) -> dict[str, object]:
    address = origin(printed.telling.publisher.slug, port) + picture_path(printed.telling.slug)
    found = {"@type": "ImageObject", "url": address, "width": 1200, "height": 675, "caption": printed.text.picture}
    return {**found, "creditText": printed.text.credit} if printed.text.credit else {**found}


def _live(printed: Printed) -> dict[str, object]:
    posts = zip(live_times(printed), printed.text.served, strict=True)
    zone = printed.telling.publisher.zone
    updates = [
        {"@type": "BlogPosting", "datePublished": when.astimezone(zone).isoformat(), "articleBody": post}
        for when, post in posts
    ]
    start = updates[-1]["datePublished"] if updates else None
    return {"@type": "LiveBlogPosting", "coverageStartTime": start, "liveBlogUpdate": updates}


def _video(printed: Printed, port: int) -> dict[str, object]:
    return {
        "@type": "VideoObject",
        "name": printed.text.headline,
        "description": printed.text.standfirst or printed.text.paragraphs[0],
        "uploadDate": printed.version.published.isoformat(),
        "duration": "PT2M4S",
        "thumbnailUrl": [origin(printed.telling.publisher.slug, port) + picture_path(printed.telling.slug)],
    }


def _corrections(printed: Printed) -> dict[str, object]:
    found = [
        {"@type": "CorrectionComment", "datePublished": note.when.isoformat(), "text": note.kind}
        for note in printed.version.notes
        if note.kind != "update"
    ]
    return {"correction": found} if found else {}
