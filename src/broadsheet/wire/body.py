"""Where a page's own text is: trafilatura's answer, beside what JSON-LD says the body is."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from broadsheet.wire import furniture, kinds
from broadsheet.wire.facts import Declared, attribute
from broadsheet.wire.house import key
from broadsheet.wire.plain import clean, paragraphs

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

log = logging.getLogger(__name__)

# trafilatura's default settings, without comments: on WCXB articles, Fundus and Scrapinghub F1 is .940, .964, .954; with
# `fast` .911, .958, .957; with `favor_precision` .897, .957, .960 (bench/extraction.py, one run).
_SETTINGS: dict[str, Any] = {"include_comments": False, "with_metadata": False}
_HEADINGS = "//body//*[self::h2 or self::h3 or self::h4 or self::h5 or self::strong or self::b]"


def text(tree: LexborHTMLParser, said: Declared) -> list[str]:
    """The paragraphs of a page's own text; empty when it has none."""
    document = _document(tree)
    if document is None:
        return []
    if kinds.prose(said):
        _without_lists_of_others(document)
    found = _trafilatura(document)
    declared = said.article.get("articleBody")
    if isinstance(declared, str) and _fuller(declared, found):
        return [each for each in paragraphs(declared).split("\n\n") if each]
    return found


def captions(tree: LexborHTMLParser, said: Declared) -> frozenset[str]:
    """The keys of what the page says is seen on its pictures; shorter ones than a sentence's are no captions."""
    listed = [attribute(each, "alt") for each in tree.css("img[alt]")[:200]]
    listed += [*said.all("og:image:alt", "twitter:image:alt")]
    pictures = said.article.get("image")
    for picture in pictures if isinstance(pictures, list) else [pictures]:
        caption = picture.get("caption") if isinstance(picture, dict) else None
        listed += [caption] if isinstance(caption, str) else []
    return frozenset(found for each in listed if len(found := key(each)) > 20)


def _document(tree: LexborHTMLParser) -> Any:
    """The page as an lxml tree, which trafilatura reads and takes apart; None when libxml2 finds nothing in it."""
    from lxml import etree, html

    parser = html.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(tree.raw_html, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _without_lists_of_others(tree: Any) -> None:
    """Take out what a teaser's heading introduces: the list right behind it whose every item leads elsewhere."""
    for heading in tree.xpath(_HEADINGS)[:400]:
        said = " ".join(heading.text_content().split())
        following = heading.getnext()
        if not said or len(said) > 60 or following is None or following.tag not in {"ul", "ol"}:
            continue
        items = [item for item in following if item.tag == "li"]
        if items and furniture.judged(said) == "teaser" and all(_leads(item) for item in items):
            following.getparent().remove(following)


def _leads(item: Any) -> bool:
    """Whether an item opens with a link elsewhere."""
    link = next(item.iter("a"), None)
    return link is not None and not link.get("href", "#").startswith("#") and not (item.text or "").strip()


def _trafilatura(tree: Any) -> list[str]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs a warning for each page that has no text
    try:
        document: Any = trafilatura.bare_extraction(tree, **_SETTINGS)
    except (AttributeError, KeyError, IndexError, AssertionError, RecursionError) as slip:
        log.info("trafilatura could not read a page: %r", slip)  # its own slips on hostile markup
        return []
    said = (document.text or "") if document else ""
    return [each for part in said.split("\n") if (each := clean(part.removeprefix("- ")))]


def _fuller(declared: str, found: list[str]) -> bool:
    """Whether JSON-LD's body is to be taken: it has paragraphs, and more than half again as much as was found."""
    return len(declared) > 600 and "\n" in declared.strip() and len(declared) > 1.5 * sum(map(len, found))
