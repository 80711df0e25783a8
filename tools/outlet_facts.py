"""What may be said of an outlet from what the collections say: a name, a kind, an owner; empty when it is not certain."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from babel import Locale

KINDS = (  # the first that a description names where it says what the outlet is
    ("agency", r"news agency|press agency|newswire|wire service"),
    (
        "public broadcaster",
        r"public(?:ly funded)? (?:service )?(?:radio |television |media )?broadcast|public service media|public radio",
    ),
    ("newspaper", r"newspaper|tabloid|broadsheet"),
    ("broadcaster", r"broadcast|television|\bTV\b|radio|news channel"),
    ("magazine", r"magazine|newsweekly"),
    ("nonprofit", r"non-?profit"),
    ("site", r"website|web ?site|news platform|news portal|online|digital|blog|news site|portal"),
)
# What an outlet is stands between "is a" and the first word that says what about, for whom or since when.
_is = re.compile(
    r"\b(?:is|was)\b(?P<what>.*?)(?:[,;(]|[.!](?=\s|$)|\b(?:that|which|who|cover\w*|focus\w*|dedicated|about|provid\w*|report\w*|offer\w*|"
    r"specializ\w*|featur\w*|found\w*|based|publish\w*|own\w*|launch\w*|establish\w*|for|with|on|known|deliver\w*)\b|$)"
)
_states = re.compile(
    r"(^|\.)(gov|mil|europa\.eu|admin\.ch|bund\.de)$|(^|\.)(gov|gob|gouv|govt|gub|gv|gc)\.[a-z]{2}$|(^|\.)go\.(jp|kr|th|id|ke|tz|ug)$"
)
_schools = re.compile(r"(^|\.)edu(\.[a-z]{2})?$|(^|\.)ac\.[a-z]{2}$")
_brackets = re.compile(r"\s*(?:\([^()]*\)?|\[[^\]]*\]|, other shareholders)")
_percent = re.compile(r"\s*\d+(?:[.,]\d+)?\s*%")
_forms = re.compile(
    r"[,]?\s+(?:S\.?p\.?A\.?|S\.?r\.?l\.?|Inc\.?|LLC\.?|LTD\.?|Ltd\.?|GmbH|mbH|AG|SE|N\.V\.?|B\.V\.?|Pty Ltd|plc|PLC|srl|SRL)$",
)  # a legal form says nothing of who owns whom
_prose = re.compile(
    r"\b(?:is|are|was|been|held by|own(?:s|ed)|controlled|unknown|various|Private Ownership|Public broadcaster|"
    r"Non-profit organization)\b",
    re.IGNORECASE,
)
_pieces = re.compile(r"\s*(?:[|»›:–—>•・]|::|\s-\s|\s-|-\s|,)\s*")
_common = re.compile(r"\b(?:group|groupe|gruppe|grupo|company|corporation|limited)\b", re.IGNORECASE)
_states_own = re.compile(r"^(?:Ministry|Government)\b")  # of which state stands in the brackets
LONGEST_OWNER = 70


def squashed(text: str) -> str:
    """Letters and digits alone, small, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))


def spelled(titles: Iterable[str], label: str) -> str:
    """The piece of a title that spells the domain's label, or whose initials do: a name with its own spaces and capitals."""
    found: Counter[str] = Counter()
    want = squashed(label)
    for title in titles:
        for piece in _pieces.split(title):
            name = re.sub(r"\.(?:com|net|org|de|fr|it|es|ie|ru|pl|tv|in)$", "", piece.strip(" .·\u200f"), flags=re.IGNORECASE)
            if squashed(name) in (want, "the" + want) or ("the" + squashed(name) == want and name) or _initials(name) == want:
                found[name] += 1
    best = sorted(found.items(), key=lambda each: (-each[1], each[0].islower(), -len(each[0]), each[0]))
    return best[0][0] if best else ""


def _initials(name: str) -> str:
    words = [word for word in re.split(r"[\s-]+", name) if word]
    return squashed("".join(word[0] for word in words)) if len(words) > 2 else ""


def countries(ours: Mapping[str, str]) -> dict[str, str]:
    """The code of each country's English name: ISO 3166-1's in the CLDR, and ours."""
    named = Locale("en").territories.items()
    return {str(name): code for code, name in named if len(code) == 2 and code.isalpha()} | dict(ours)


def kind(about: str, typology: str, domain: str, name: str) -> str:
    """What an outlet is: by its domain, its name, or what its description says it is; else empty."""
    if re.search(r"\b(?:News|Press) Agency\b", name):
        return "agency"
    if _states.search(domain):
        return "government"
    if _schools.search(domain):
        return "institution"
    phrase = _is.search(about)
    for word, pattern in KINDS if phrase else ():
        if re.search(pattern, phrase["what"] if phrase else "", re.IGNORECASE):
            return word
    return {"Print Media": "newspaper", "Public Broadcaster": "public broadcaster", "Non-Profit": "nonprofit"}.get(typology, "")


def owner(said: str) -> str:
    """An owner without shares, brackets and legal form; empty where the source says it in prose or does not know."""
    if _states_own.match(said):
        return said
    plain = _forms.sub("", _percent.sub("", _brackets.sub("", said)).strip(" .;:)"))
    plain = re.sub(r"\s+,", ",", plain)
    return "" if not plain or plain.lower() == "independent" or len(plain) > LONGEST_OWNER or _prose.search(plain) else plain


def agreed(owners: Sequence[str]) -> dict[str, str]:
    """One spelling for each owner: the one used most, then the longest."""
    many: dict[str, Counter[str]] = {}
    for each in owners:
        many.setdefault(_key(each), Counter())[each] += 1
    best = {key: min(count, key=lambda name: (-count[name], -len(name), name)) for key, count in many.items()}
    return {each: best[_key(each)] for each in owners}


def _key(name: str) -> str:
    return squashed(_common.sub("", name)).removeprefix("the")
