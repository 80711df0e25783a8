"""The table of rights as people read it: what is found, what it comes to, what that means. Pages print it, tests drive it.

Each row carries evidence as an example, so that the table and `wire.rights.judge` cannot say different things.
"""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.wire.evidence import Evidence

MEANS = {
    "none": "Nothing: no title, no link, no request for its pages.",
    "link": "Title, byline, date and a link. No text is kept, searched, compared or summarised.",
    "excerpt": "The beginning of the text and single sentences with a link to where they stand.",
    "full": "The whole text, with the name and the licence.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what is found, in words, an example of it as evidence, the mode, and whether a language model may see the text."""

    found: str
    evidence: tuple[Evidence, ...]
    mode: str
    machine: bool


TABLE = (
    Row(
        "robots.txt disallows us (`Broadsheet` or `*`)",
        (Evidence("robots", "none", "robots.txt disallows this address", machine=False),),
        "none", False,
    ),
    Row("the publisher opted out", (Evidence("opt-out", "none", "asked us to print nothing", machine=False),), "none", False),
    Row("`unavailable_after`, once its day has come", (Evidence("directive", "none", "unavailable_after"),), "none", False),
    Row("a letter on file", (Evidence("letter", "full", "letter of the editor"),), "full", True),
    Row("a paywall", (Evidence("paywall", "link", "the page says that it is paid for"),), "link", False),
    Row(
        "a text and data mining reservation: TDMRep in tdmrep.json, header or meta tag",
        (Evidence("tdm", "link", "header: tdm-reservation 1", machine=False),),
        "link", False,
    ),
    Row(
        "an RSL restriction of `search`, `ai-index`, `ai-input`, `ai-all` or `all`, or one to be paid or asked for",
        (Evidence("rsl", "link", "RSL: usage ai-all is prohibited", machine=False),),
        "link", False,
    ),
    Row(
        "`nosnippet`, `none` or `max-snippet:0`; Content-Signal `search=no`",
        (Evidence("directive", "link", "meta robots: nosnippet"),),
        "link", False,
    ),
    Row(
        "an open licence: CC BY, BY-SA, BY-ND or public domain, Open Government Licence",
        (Evidence("licence", "full", "licence CC BY"),),
        "full", True,
    ),
    Row(
        "only AI agents disallowed in robots.txt, Content-Signal `ai-train=no` or `ai-input=no`, RSL against `ai-train`",
        (Evidence("agents", "excerpt", "robots.txt refuses GPTBot", machine=False),),
        "excerpt", False,
    ),
    Row(
        "`noai`, `noimageai`, `noarchive` or `nocache`",
        (Evidence("directive", "excerpt", "meta robots: noai", machine=False),),
        "excerpt", False,
    ),
    Row(
        "`max-snippet:N`: no more than N characters",
        (Evidence("directive", "excerpt", "meta robots: max-snippet:90", snippet=90),),
        "excerpt", True,
    ),
    Row("nothing of all this", (), "excerpt", True),
)  # fmt: skip
