"""What machines read in a page: schema.org in JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from broadsheet.press.archive.subjects import SCHEME, Subject
from broadsheet.press.archive.told import Told
from broadsheet.press.front import clean

CONTEXT = "https://schema.org"


def website(home: str, name: str) -> dict[str, Any]:
    """The site and its search."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": clean.plain(name),
        "url": f"{home}/",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{home}/search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(home: str, steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way to a page: names and paths, the front first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": clean.plain(name), "item": f"{home}{path}"}
            for place, (name, path) in enumerate(steps, 1)
        ],
    }


def collection(address: str, headline: str, published: str, modified: str, told: Sequence[Told]) -> dict[str, Any]:
    """A story that we put together: a page about others' articles, each cited; never an article of ours."""
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "url": address,
        "name": clean.plain(headline),
        "datePublished": published,
        "dateModified": modified,
        "citation": [_cited(each) for each in told],
    }


def about(subjects: Sequence[Subject]) -> dict[str, Any]:
    """What a page is about, as terms of IPTC's Media Topics; nothing where none is known."""
    terms = [
        {
            "@type": "DefinedTerm",
            "name": clean.plain(each.name),
            "termCode": each.code,
            "inDefinedTermSet": SCHEME,
            "url": f"{SCHEME}{each.code}",
        }
        for each in subjects
    ]
    return {"about": terms} if terms else {}


def _cited(told: Told) -> dict[str, Any]:
    cited: dict[str, Any] = {
        "@type": "Article",
        "headline": clean.excerpt(told.title, 110),
        "url": clean.safe_link(told.url),
        "datePublished": told.when.isoformat(),
        "publisher": {"@type": "Organization", "name": clean.plain(told.publisher_name)},
    }
    if told.authors:
        cited["author"] = [{"@type": "Person", "name": clean.plain(author.name)} for author in told.authors]
    return cited
