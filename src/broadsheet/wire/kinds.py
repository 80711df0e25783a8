"""What sort of page it is (its kind), and what sort of piece (its genre), from markup, address and labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from broadsheet.news import Judgement
from broadsheet.wire import genres
from broadsheet.wire.facts import ARTICLES, Declared

SHORT = 600  # characters below which a page with a player or pictures is its player or pictures

_LIVE = re.compile(
    r"/(?:live|liveblog|live-?ticker|live-?updates|en-direct|ao-vivo|en-vivo|diretta)(?:[/-]|$)|-live-?(?:blog|updates|ticker)\b",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"/(?:videos?|watch|av|mediathek|clips?|reels?)(?:/|$)", re.IGNORECASE)
_GALLERY = re.compile(
    r"/(?:galler(?:y|ies)|photo-?galler(?:y|ies)|photos?|pictures|in-pictures|fotostrecken?|bildergalerien?|diaporamas?)(?:[/-]|$)",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"/(?:(?:category|tag|tags|topics?|author|authors|search|archives?|sections?|page|thema|themen|dossier)(?:/|$)|$|index\.\w+$)",
    re.IGNORECASE,
)

_LABELS = {
    "gallery": re.compile(
        r"(?:photo |picture )?galler(?:y|ies)|in (?:pictures|photos)|(?:bilder|foto)(?:strecke|galerie)n?|en (?:images|photos)|"
        r"diaporama",
        re.IGNORECASE,
    ),
    "video": re.compile(r"videos?|vid[ée]os?", re.IGNORECASE),
    "live": re.compile(r"live(?:[ -]?(?:blog|ticker|updates?))?|en direct", re.IGNORECASE),
}

_TYPES = {
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "BackgroundNewsArticle": "analysis",
    "ReviewNewsArticle": "review",
    "Review": "review",
    "SatiricalArticle": "satire",
    "AdvertiserContentArticle": "sponsored",
}


@dataclass(frozen=True, slots=True)
class _Labels:
    """A genre's words: as a whole label, before a title, after a title."""

    genre: str
    whole: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=1)
def _labels() -> tuple[_Labels, ...]:
    return tuple(_labels_of(genre, "|".join(words)) for genre, words in genres.listed()[""].items())


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    """What matches the name of any genre or kind."""
    every = (*_LABELS.values(), *(each.whole for each in _labels()))
    return re.compile("|".join(f"(?:{each.pattern})" for each in every), re.IGNORECASE)


def _labels_of(genre: str, words: str) -> _Labels:
    return _Labels(
        genre,
        whole=re.compile(rf"(?:{words})", re.IGNORECASE),
        before=re.compile(rf"\s*[\[(]?(?:{words})[\])]?\s*[:|]\s+\S", re.IGNORECASE),
        after=re.compile(rf"\s[|–—-]\s+(?:{words})\s*$", re.IGNORECASE),
    )


def prose(said: Declared) -> bool:
    """Whether a page says that it is an article, or says nothing of what it is: not a shop's, a listing's, a film's."""
    own = set(said.types)
    if said.first("og:type").lower() == "article" or (ARTICLES - {"Review"}) & own:
        return "Product" not in own
    return not own and not said.first("og:type")


def labelled(text: str) -> bool:
    """Whether a text is nothing but the name of a genre or a kind."""
    text = text.strip(" .:#▶►●")
    return bool(_named().fullmatch(text))


def kind(said: Declared, address: str, text: str, title: str, shown: tuple[str, ...] = ()) -> Judgement[str]:
    """article, live, video, gallery, listing or other, with why; `shown` are the labels that stand by its headline."""
    path, own, medium = urlsplit(address).path, set(said.types), said.first("og:type").lower()
    article = bool(ARTICLES & own) or medium == "article" or bool(said.first("article:published_time"))
    player = "VideoObject" in own or medium.startswith("video") or bool(_VIDEO.search(path))
    pictures = bool({"ImageGallery", "MediaGallery"} & own) or bool(_GALLERY.search(path))
    list_of = bool(_LISTING.match(path)) or bool({"CollectionPage", "SearchResultsPage"} & own)
    answers = (
        ("LiveBlogPosting" in own, "live", 0.95, "LiveBlogPosting"),
        (bool(_LIVE.search(path)), "live", 0.8, "its address"),
        (player and len(text) < SHORT, "video", 0.8, "a player and little text"),
        (any(_LABELS["gallery"].fullmatch(label) for label in shown), "gallery", 0.7, "the label by its headline"),
        (pictures and len(text) < 2 * SHORT, "gallery", 0.8, "pictures and little text"),
        (list_of and not article, "listing", 0.8, "its address or type, and no word of an article"),
        (article, "article", 0.9, "it says so"),
        (bool(title) and len(text) >= SHORT, "article", 0.6, "a title and prose"),
    )
    found = next(((value, score, why) for fits, value, score, why in answers if fits), None)
    return Judgement(*found) if found else Judgement("other", 0.5, "it neither says that it is an article nor reads like one")


def genre(
    said: Declared, address: str, title: str, sections: tuple[str, ...], shown: tuple[str, ...] = (), text: str = ""
) -> Judgement[str]:
    """news, analysis, opinion, review, interview, obituary, satire, sponsored, press_release or service, with why."""
    declared = next((_TYPES[name] for name in said.types if name in _TYPES and name != "Review"), "")
    if declared:
        return Judgement(declared, 0.95, "its schema.org type")
    if said.first("article:opinion").lower() == "true":
        return Judgement("opinion", 0.9, "meta article:opinion")
    segments = tuple(part for part in urlsplit(address).path.lower().split("/")[1:-1] if part)[:4]
    for source, parts in (("section", sections[:6]), ("address", segments)):
        for labels in _labels():
            found = next((part for part in parts if labels.whole.fullmatch(part.strip())), "")
            if found:
                return Judgement(labels.genre, 0.85, f"{source} {found!r}")
    for labels in _labels():
        if labels.before.match(title) or labels.after.search(title):
            return Judgement(labels.genre, 0.8, "the label in its title")
        if any(labels.whole.fullmatch(label) for label in shown):
            return Judgement(labels.genre, 0.7, "the label by its headline")
    return genres.worded(title, text) or Judgement("news", 0.5, "nothing says otherwise")
