"""Which elements of a page are marked as its authors' names?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

BYLINE = 160  # characters of an element that names authors; longer ones are their biographies
NAME = 40  # characters of a name that opens a biography
_NAMED = re.compile(
    r"by-?line|author(?!i[sz]|ity)|autor(?:e[ns]?|in|a)?(?![a-z])|auteur|written-?by|posted-?by|journalist", re.IGNORECASE
)
_NOT_NAMED = re.compile(r"comment|avatar|related|count|follow|social|image|photo|share|toggle|reply", re.IGNORECASE)
_PROFILE = re.compile(
    r"/(?:authors?|by|contributors?|people|profiles?|staff|journalists?|autor(?:e[ns]?|in|a|i)?|auteurs?|reporters?|redaktion)/[^/?#]{3}",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"\s*(?:(?:Written |Posted |Words |Story )?[Bb]y|Von|von|Par|par|Por|por|Di|Door|Av|Text)(?:\b:?\s*$|:?\s+[A-ZÀ-Þ])"
)
_ALONE = re.compile(r"\s*[\w ]{2,10}:?\s*")
NAMED = ", ".join(
    (
        *("[rel='author']", "[itemprop='author']", "[itemprop='creator']", "[data-testid*='uthor']", "[data-testid*='yline']"),
        *(
            f"[class*='{part}' i]"
            for part in ("byline", "by-line", "author", "autor", "auteur", "written", "posted", "journalist")
        ),
        *(f"a[href*='/{part}']" for part in ("author", "by/", "contributor", "people/", "profile", "staff/", "journalist")),
        *(f"a[href*='/{part}']" for part in ("autor", "auteur", "reporter", "redaktion/")),
    )
)
_BESIDE = frozenset({"footer", "aside", "nav"})
_WHOLE = frozenset({"html", "body", "main", "article"})
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|related|recommended|recommendations|repl(?:y|ies)|respond|popular|trending|most-read|"
    r"testimonials?|site-footer|teasers?|promo|(?:post|article|story|news)-card)(?:$|[\s_-](?!open|closed))|"
    r"(?:^|\s)(?:(?:primary|secondary|right|left|main)-)?sidebar(?:$|\s)",
    re.IGNORECASE,
)


def names_an_author(node: LexborNode) -> bool:
    """Whether an element is marked as an author's name: by rel, itemprop, class, or where it leads."""
    said = node.attributes
    if said.get("rel") == "author" or said.get("itemprop") in {"author", "creator"}:
        return True
    marks = f"{said.get('class') or ''} {said.get('data-testid') or ''}"
    if _NOT_NAMED.search(marks[:200]):
        return False
    if _NAMED.search(marks[:200]):
        return True
    return bool(_PROFILE.search((said.get("href") or "")[:300]))


def begun(node: LexborNode, text: str) -> list[str]:
    """What an element says whose text begins as a byline does; where that word stands alone, with what follows it."""
    around = node.parent if _BEGUN.match(text) else None
    if around is not None and _ALONE.fullmatch(around.text()) and around.parent is not None:
        around = around.parent
    said = spaced(around) if around is not None else ""
    return [said] if said else []


def spaced(node: LexborNode) -> str:
    """The text of an element with a line break where markup parts it; of a biography's only its first short parts."""
    parts = [" ".join(part.split()) for part in node.text(separator="\n").split("\n") if part.strip()]
    text = "\n".join(parts)
    if len(text) >= BYLINE:
        text = "\n".join(part for part in parts[:2] if len(part) < NAME)
    return text if len(text) > 2 else ""


def of_others(node: LexborNode) -> bool:
    """Whether an element stands in what is not the article: a comment, a teaser, the page's frame."""
    above: LexborNode | None = node
    while above is not None and above.tag != "-document":
        if above.tag in _BESIDE:
            return True
        said = above.attributes
        if above.tag not in _WHOLE and _OTHERS.search(f"{said.get('class') or ''} {said.get('id') or ''}"[:200]):
            return True
        above = above.parent
    return False
