"""When are two names, met in different articles, the same? When their spelling differs in nothing that tells anyone apart."""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet.desk.listed_names import canonical

WORD = re.compile(r"[a-z0-9]+")
# British and American spelling of words in names; the right one is what both are kept as.
SPELT = {
    "organisation": "organization", "centre": "center", "defence": "defense", "labour": "labor", "programme": "program",
    "harbour": "harbor", "theatre": "theater", "organisations": "organizations", "centres": "centers", "co": "", "ltd": "",
    "inc": "", "plc": "", "corp": "", "llc": "", "limited": "", "corporation": "",
}  # fmt: skip


@lru_cache(maxsize=16_384)
def identity(name: str, kind: str) -> str:
    """What two spellings of one name share: no accents, points or article, middle initial or legal form."""
    from anyascii import anyascii

    words = WORD.findall(re.sub(r"['’.]", "", anyascii(name).lower().replace("&", " and ")))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if kind == "person" and len(words) > 2:
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    if kind == "organisation":
        words = [spelt for word in words if (spelt := SPELT.get(word, word))] or words
    return " ".join(words)


def settled(name: str) -> str:
    """The name under which our lists know this one; itself when they do not."""
    what = canonical().get(name)
    return what.name if what else name
