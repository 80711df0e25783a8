"""What trafilatura takes for a page's text: asked where the weighing of blocks is unsure."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from broadsheet.wire.plain import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

log = logging.getLogger(__name__)

# Its last resort compares each paragraph with all before it: 8,000 take 5 s of CPU, 20,000 half a minute; of the 1,653 pages of
# bench/extraction.py's sets the largest has 6,163.
MOST = 7_000

_PARAGRAPHS = "blockquote,caption,center,dd,div,dt,fieldset,form,h1,h2,h3,h4,h5,h6,legend,li,option,p,pre,td,textarea,th"
_SETTINGS: dict[str, Any] = {"include_comments": False, "with_metadata": False}


def too_much(tree: LexborHTMLParser) -> str:
    """Why a page is not to be given to trafilatura, in words; empty where it may be."""
    many = len(tree.css(_PARAGRAPHS))
    return f"its {many:,} paragraphs are too many for trafilatura" if many > MOST else ""


def text(tree: LexborHTMLParser) -> list[str]:
    """trafilatura's text, by its default settings and without comments; empty where it finds or manages none."""
    import trafilatura
    from lxml import etree, html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs a warning for each page that has no text
    parser = html.HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        page = html.document_fromstring(tree.raw_html, parser=parser)
        document: Any = trafilatura.bare_extraction(page, **_SETTINGS)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    except (AttributeError, KeyError, IndexError, AssertionError, RecursionError) as slip:
        log.info("trafilatura could not read a page: %r", slip)  # its own slips on hostile markup
        return []
    said = (document.text or "") if document else ""
    return [each for part in said.split("\n") if (each := clean(part.removeprefix("- ")))]
