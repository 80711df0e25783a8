"""What names a site goes by: so that neither a title ends in them nor a byline is made of them."""

from __future__ import annotations

import re
from typing import Any

from broadsheet.wire.facts import Declared
from broadsheet.wire.links import host

CUT = re.compile(r"\s+[|–—·•»«‹›:/-]{1,2}\s+|\s*\|\s*|\s+::\s+")
_OTHERS = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())  # of ASCII, which translates in one go
_SITE_NAMES = ("og:site_name", "application-name", "al:ios:app_name", "twitter:app:name:iphone", "apple-mobile-web-app-title")


def names(said: Declared, address: str) -> frozenset[str]:
    """The keys of the site's names: its own, its publisher's, its host's."""
    publisher = said.article.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    named: list[Any] = [*said.all(*_SITE_NAMES)]
    named.append(publisher.get("name") if isinstance(publisher, dict) else publisher)
    for where in dict.fromkeys((host(address), host(said.canonical))):
        parts = where.split(".")
        named += [" ".join(parts), *(part for part in parts[:-1] if len(part) > 3)]
    return frozenset(found for name in named if isinstance(name, str) and len(found := key(name)) > 1)


def is_house(text: str, house: frozenset[str]) -> bool:
    """Whether a text is one of these names, or one of them begun or gone on with."""
    said = key(text)
    near = (name for name in house if len(name) > 3 and len(said) > 2)
    return bool(said) and (said in house or any(said.startswith(name) or name.startswith(said) for name in near))


def key(text: str) -> str:
    """A text's letters and digits alone, in lower case: what two ways of writing it share."""
    folded = text.casefold()
    return folded.translate(_OTHERS) if folded.isascii() else "".join(filter(str.isalnum, folded))


def without(text: str, house: frozenset[str]) -> str:
    """A title without the site's name before or behind it."""
    for _ in range(3):
        cuts = list(CUT.finditer(text))
        if not cuts:
            break
        first, last = cuts[0], cuts[-1]
        if is_house(text[last.end() :], house):
            text = text[: last.start()]
        elif is_house(text[: first.start()], house):
            text = text[first.end() :]
        else:
            break
    return text.strip()
