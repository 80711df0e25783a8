"""Whether a page lets anyone read its article, or shows a stub of it before a wall."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.news import Judgement
from broadsheet.wire.facts import Declared, attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

STUB = 900  # characters below which a page with a paywall's marks is its stub: a teaser is a few paragraphs

_WALLED = re.compile(
    r"(?:^|[\s_-])(?:paywall(?:ed)?|regwall|piano-?(?:offer|container|inline)|subscriber-?only|premium-?(?:content|wall))(?:$|[\s_-])",
    re.IGNORECASE,
)
_WALLS = ", ".join(
    f"{tag}[class*='{part}' i]"
    for tag in ("div", "section", "aside")
    for part in ("wall", "piano", "subscriber", "premium-content")
)
_LOCKED = frozenset({"locked", "premium", "paid", "subscriber", "subscription"})
_INVITED = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|(?:continue|keep) reading (?:with|by)|already a subscriber|"
    r"for subscribers only|weiterlesen mit|jetzt (?:weiter)?lesen mit|nur für abonnent|artikel freischalten|bereits abonnent|"
    r"r[ée]serv[ée]e?s? aux abonn[ée]s|abonnez-vous pour lire|d[ée]j[àa] abonn[ée]|il vous reste .{1,12}% de cet article|"
    r"(?:contenido|exclusivo) para su[sb]*criptores|suscr[ií]bete para (?:seguir )?le(?:er|yendo)|ya eres suscriptor|"
    r"(?:conte[úu]do )?exclusivo para assinantes|assine para (?:continuar|ler)|j[áa] [ée] assinante|"
    r"riservato agli abbonati|abbonati per (?:continuare|leggere)|sei gi[àa] abbonato",
    re.IGNORECASE,
)
_INVITATION = 300  # characters of a line that asks to subscribe


def access(tree: LexborHTMLParser, said: Declared, text: str, lines: tuple[str, ...]) -> Judgement[str]:
    """free or paywall, with why: what the page declares; else a wall's marks, or an invitation to pay, by a short text."""
    declared = _declared(said)
    if declared:
        return Judgement("paywall", 0.95, declared)
    if len(text) < STUB:
        marks = (attribute(each, "class")[:200] for each in tree.css(_WALLS)[:100])
        if any(_WALLED.search(mark) for mark in marks):
            return Judgement("paywall", 0.8, "a paywall's marks and little text")
        invited = next((each for each in lines if len(each) < _INVITATION and _INVITED.search(each)), "")
        if invited:
            return Judgement("paywall", 0.7, f"little text, and {invited[:80]!r}")
    return Judgement("free", 0.6, "nothing says that it is paid for")


def _declared(said: Declared) -> str:
    """What the page says of itself that is not free; empty when it does not."""
    parts = said.article.get("hasPart")
    nodes = [said.article, *(parts if isinstance(parts, list) else [parts])]
    free = [str(node.get("isAccessibleForFree")).strip().lower().rpartition("/")[2] for node in nodes if isinstance(node, dict)]
    if "false" in free[:1] or ((said.closed or "false" in free) and "true" not in free[:1]):
        return "JSON-LD isAccessibleForFree: false"
    tier = said.first("article:content_tier").lower()
    return f"meta article:content_tier: {tier}" if tier in _LOCKED else ""
