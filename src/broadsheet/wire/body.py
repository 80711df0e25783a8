"""Where a page's own text is: trafilatura's answer, beside what JSON-LD says the body is."""

from __future__ import annotations

import logging
from typing import Any

from broadsheet.wire.facts import Declared
from broadsheet.wire.plain import clean, paragraphs

log = logging.getLogger(__name__)

# trafilatura's default settings, without comments: on WCXB articles, Fundus and Scrapinghub F1 is .940, .964, .954; with
# `fast` .911, .958, .957; with `favor_precision` .897, .957, .960 (bench/extraction.py, one run).
_SETTINGS: dict[str, Any] = {"include_comments": False, "with_metadata": False}


def text(tree: Any, said: Declared) -> list[str]:
    """The paragraphs of a page's own text; empty when it has none. Takes the tree apart."""
    found = _trafilatura(tree)
    declared = said.article.get("articleBody")
    if isinstance(declared, str) and _fuller(declared, found):
        return [each for each in paragraphs(declared).split("\n\n") if each]
    return found


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
