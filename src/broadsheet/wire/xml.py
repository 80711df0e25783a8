"""How XML from outside is read: no entities, no network, no DTD, no huge trees."""

from __future__ import annotations

import re
from typing import Any

_DECLARED = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)


class BadXml(Exception):
    """XML that cannot or must not be read; the message is the reason."""


def root(body: bytes) -> Any:
    """The root element. Raises BadXml for what is broken, and for what declares entities (billion laughs, XXE)."""
    from lxml import etree

    if _DECLARED.search(body[:100_000]):
        raise BadXml("it declares entities, which no feed needs")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        tree = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise BadXml(f"it is broken ({str(broken)[:120]})") from broken
    if tree is None:
        raise BadXml("it is empty")
    return tree
