"""What a feed's elements are called here, whatever prefix or namespace they are written with."""

from __future__ import annotations

from typing import Any

# Namespaces by what they are called here, in lower case without the scheme and a final slash or hash.
_CALLED = {
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/terms": "dc:",
    "purl.org/rss/1.0/modules/content": "content:",
    "search.yahoo.com/mrss": "media:",
    "video.search.yahoo.com/mrss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns": "",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "",
}
_PREFIXES = {
    "dc": "dc:",
    "dcterms": "dc:",
    "media": "media:",
    "content": "content:",
    "itunes": "itunes:",
    "atom": "",
    "rss": "",
}


class Names(dict[Any, str]):
    """Elements' names by their tags, in lower case, with `dc:` and the like where the namespace is one of those.

    A stranger's is `x:`, a comment's empty; a feed's own default namespace, whatever it is, is none.
    """

    def __init__(self, tree: Any) -> None:
        super().__init__()
        self._own = tree.nsmap.get(None)

    def __missing__(self, tag: Any) -> str:
        name = self._named(tag) if isinstance(tag, str) else ""
        self[tag] = name
        return name

    def _named(self, tag: str) -> str:
        space, _, local = tag.rpartition("}")
        if not space:
            prefix, _, local = local.rpartition(":")  # a prefix that the feed never declared
            return f"{_PREFIXES.get(prefix.lower(), f'{prefix}:') if prefix else ''}{local}".lower()
        called = _CALLED.get(space[1:].lower().partition("://")[2].rstrip("/#"), "" if space[1:] == self._own else "x:")
        return f"{called}{local}".lower()
