"""What a page declares of itself: JSON-LD (schema.org), OpenGraph, meta tags and what stands visibly at its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

ARTICLES = frozenset(
    {
        *("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle"),
        *("BackgroundNewsArticle", "AskPublicNewsArticle", "SatiricalArticle", "AdvertiserContentArticle", "BlogPosting"),
        *("LiveBlogPosting", "Report", "TechArticle", "ScholarlyArticle", "Review", "SocialMediaPosting"),
    }
)

_LARGEST = 1_500_000  # characters of one JSON-LD block
_NODES = 3_000  # nodes of all blocks that are looked at
_WRAP = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?:(?://\s*)?\]\]>|-->)\s*;?\s*$|;\s*$")
_COMMA = re.compile(r",\s*([\]}])")


_ELEMENTS = ", ".join(
    (
        *("meta[content]", "script[type*='ld+json' i]", "h1", "[itemprop='dateModified']", "[itemprop='datePublished']"),
        *("article figure", "main figure"),
    )
)


@dataclass(frozen=True, slots=True)
class Elements:
    """The elements that tell of a page, in its order, all found on one walk: one for each kind costs as much each time.

    A figure that stands in both an article and the main element stands here twice.
    """

    metas: tuple[LexborNode, ...] = ()
    scripts: tuple[LexborNode, ...] = ()
    headings: tuple[LexborNode, ...] = ()
    published: tuple[LexborNode, ...] = ()
    modified: tuple[LexborNode, ...] = ()
    figures: tuple[LexborNode, ...] = ()


@dataclass(slots=True)
class Declared:
    """A page's own statements: JSON-LD nodes by what they are, and meta contents by name in lower case, first ones first."""

    article: dict[str, Any] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    breadcrumbs: tuple[str, ...] = ()
    canonical: str = ""
    closed: bool = False  # a node of the page itself, not of an article or another thing, says that it is not free
    meta: dict[str, list[str]] = field(default_factory=dict)
    elements: Elements = Elements()

    def first(self, *names: str) -> str:
        """The first meta of these names that says something."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")

    def all(self, *names: str) -> list[str]:
        """All contents of these metas, in order."""
        return [value for name in names for value in self.meta.get(name, ()) if value]


def declared(tree: LexborHTMLParser, address: str) -> Declared:
    """What the page declares; `address` tells its own article from those that it links to."""
    elements = _elements(tree)
    found = Declared(meta=_meta(elements), elements=elements)
    nodes = list(_nodes(elements))
    for node in nodes:
        identity = node.get("@id")
        if isinstance(identity, str):
            found.by_id[identity] = {**node, **found.by_id.get(identity, {})}
    found.types = tuple(dict.fromkeys(kind for node in nodes for kind in types(node)))
    found.article = _article(nodes, address, found.first("og:title"))
    found.closed = any(_closed(node) for node in nodes)
    found.breadcrumbs = _breadcrumbs(nodes)
    canonical = tree.css_first("link[rel='canonical' i][href]")
    found.canonical = attribute(canonical, "href") if canonical else ""
    return found


def types(node: dict[str, Any]) -> tuple[str, ...]:
    """A node's types, without the schema's address."""
    said = node.get("@type")
    listed = said if isinstance(said, list) else [said]
    return tuple(str(each).rstrip("/").rpartition("/")[2].rpartition(":")[2] for each in listed if isinstance(each, str))


def _elements(tree: LexborHTMLParser) -> Elements:
    found = tree.css(_ELEMENTS)
    kinds: dict[str, list[LexborNode]] = {}
    for node in {each.mem_id: each for each in found}.values():
        said, tag = node.attributes, node.tag or ""
        if tag == "h1" or (tag == "meta" and "content" in said) or "ld+json" in (said.get("type") or "").lower():
            kinds.setdefault(tag, []).append(node)
        kinds.setdefault(said.get("itemprop") or "", []).append(node)
    kinds["figure"] = [each for each in found if each.tag == "figure"]
    named = ("meta", "script", "h1", "datePublished", "dateModified", "figure")
    return Elements(*(tuple(kinds.get(name, ())) for name in named))


def _meta(elements: Elements) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in elements.metas[:400]:
        said = node.attributes
        name = (
            (said.get("property") or said.get("name") or said.get("itemprop") or said.get("http-equiv") or "").strip().lower()
        )
        value = " ".join((said.get("content") or "").split())
        if name and value:
            found.setdefault(name, []).append(value[:4000])
    return found


def _nodes(elements: Elements) -> Iterator[dict[str, Any]]:
    left = _NODES
    for script in elements.scripts[:40]:
        for node in _walk(_json(script.text()), 0):
            left -= 1
            if left < 0:
                return
            yield node


def _json(text: str) -> Any:
    text = text[:_LARGEST].strip()
    if text[:1] in {"<", "/"} or text[-1:] in {">", ";"}:
        text = _WRAP.sub("", _WRAP.sub("", text)).strip()
    for mended in (False, True):
        try:
            return json.loads(_COMMA.sub(r"\1", text) if mended else text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every node that stands for something itself: graphs, lists and main entities opened, the rest left closed."""
    if depth > 6:
        return
    if isinstance(value, list):
        for each in value[:200]:
            yield from _walk(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "@included", "hasPart"):
            yield from _walk(value.get(name), depth + 1)


def _article(nodes: list[dict[str, Any]], address: str, title: str) -> dict[str, Any]:
    """The page's own article among its nodes: by address, by title, by what it says; empty when there is none."""
    own = [node for node in nodes if ARTICLES & set(types(node))]
    if not own:
        return {}
    path = address.partition("?")[0].rstrip("/").rpartition("/")[2]

    def fits(node: dict[str, Any]) -> tuple[bool, bool, int]:
        where = " ".join(str(node.get(name, "")) for name in ("url", "@id", "mainEntityOfPage"))
        headline = str(node.get("headline") or node.get("name") or "")
        same = bool(title and headline) and (headline[:40].casefold() == title[:40].casefold())
        return (bool(path) and path in where, same, sum(1 for name in _TELLING if node.get(name)))

    return max(own, key=fits)


def _closed(node: dict[str, Any]) -> bool:
    """Whether a node of a page, of a part of one, or of no type says that it is not free."""
    free = str(node.get("isAccessibleForFree")).strip().lower().rpartition("/")[2]
    return free == "false" and all(kind in _PAGES for kind in types(node))


_PAGES = frozenset({"WebPage", "WebPageElement", "ItemPage", "CreativeWork"})
_TELLING = ("headline", "datePublished", "author", "articleBody", "image")


def _breadcrumbs(nodes: list[dict[str, Any]]) -> tuple[str, ...]:
    for node in nodes:
        listed = node.get("itemListElement") if "BreadcrumbList" in types(node) else None
        if isinstance(listed, list):
            return tuple(name for each in listed[:8] if isinstance(each, dict) and (name := _crumb(each)))
    return ()


def _crumb(each: dict[str, Any]) -> str:
    item = each.get("item")
    name = each.get("name") or (item.get("name") if isinstance(item, dict) else "")
    return name.strip()[:80] if isinstance(name, str) else ""


def attribute(node: LexborNode, name: str) -> str:
    """What an attribute of a node says; empty when it has none."""
    return node.attributes.get(name) or ""


def within(node: LexborNode, tags: frozenset[str]) -> bool:
    """Whether a node stands in an element of these."""
    above = node.parent
    while above is not None:
        if above.tag in tags:
            return True
        above = above.parent
    return False


def words(node: LexborNode) -> str:
    """The text of a node on one line."""
    return " ".join(node.text().split())
