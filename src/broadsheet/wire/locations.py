"""Does an address lie where a rule says? Paths with `*` and a final `$`, as robots.txt has them (RFC 9309, 2.2.3)."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST = 2_000  # characters of a pattern; what is longer matches nothing


def matches(pattern: str, url: str) -> bool:
    """Whether the address lies there; a pattern that is a whole address asks for its host too, one without a path for all.

    A pattern that begins as an address and is none lies nowhere.
    """
    if len(pattern) > LONGEST:
        return False
    try:
        at, wanted = urlsplit(url), urlsplit(pattern)
    except ValueError:
        return False
    if wanted.scheme and wanted.netloc.lower() != at.netloc.lower():
        return False
    path = _path(wanted.path, wanted.query) if wanted.scheme else pattern
    return _begins(_path(at.path, at.query), path if path.startswith(("/", "*")) else f"/{path}")


def _path(path: str, query: str) -> str:
    return (path or "/") + (f"?{query}" if query else "")


def _begins(path: str, pattern: str) -> bool:
    """A prefix match with `*` for anything: the parts between the stars must stand in the path in order."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for place, part in enumerate(rest):
        if whole and place == len(rest) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not whole or at == len(path)
