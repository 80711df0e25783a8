"""Build data/catalogue.jsonl from the public collections, our starter publishers and what we know of well-known names.

python tools/catalogue.py FOLDER          FOLDER holds kite/ and awesome-rss-feeds/ (see data/catalogue.card.md)
python tools/catalogue.py FOLDER --count  the same, and what came of it on stderr

The same input gives the same bytes. Nothing is fetched, so no address is known to answer.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import domains
import feed_lists
import outlet_facts
from broadsheet.slugs import slug
from feed_lists import Listed, Outlet

ROOT = Path(__file__).parent.parent
DATA = ROOT / "src" / "broadsheet" / "data"
RULES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
KNOWN: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "catalogue_known.toml").read_text(encoding="utf-8"))
STARTERS: list[dict[str, Any]] = tomllib.loads((DATA / "publishers.toml").read_text(encoding="utf-8"))["publisher"]
CODES = outlet_facts.countries(RULES["countries"])
SPOKEN = {country: language for language, its in RULES["languages"].items() for country in its}
SECTIONS = {  # where an address says its publisher files it; one of ours, by the word that stands between its slashes
    "Politics": {"politics", "politique", "politik", "politica", "politiek", "politikk", "politiikka"},
    "Business": {"business", "economy", "finance", "markets", "economie", "economia", "wirtschaft", "negocios", "ekonomi"},
    "Technology": {"technology", "tech", "technologie", "tecnologia", "technik", "sci-tech"},
    "Health Care": {"health", "healthcare", "gesundheit", "sante", "salud", "saude", "salute"},
    "Entertainment": {"entertainment", "celebrity", "showbiz", "movies", "entertainment-arts", "entertainment_and_arts"},
    "World": {"world", "monde", "mundo", "mondo", "ausland", "international", "world-news"},
    "US News": {"us-news", "usa-news"},
    "UK News": {"uk-news"},
    "Cryptocurrency": {"bitcoin", "cryptocurrency"},
    "Blockchain": {"blockchain"},
}
OF_WORD = {word: section for section, words in SECTIONS.items() for word in words}
FEED_HOSTS = re.compile(
    r"^(?:www|feeds?\d?|rss\d?|rssfeeds|newsfeed|api|cdn|data|services?|publish|partner-feeds|origin-feeds|feeder)\."
)
ENGLISH = re.compile(  # what foreign-language papers are called
    r"english|times|post|herald|news|daily|today|journal|tribune|observer|star|mail|press|review|monitor|insider|business|weekly|"
    r"local|street|world|guardian|gazette|chronicle|express|expat|briefing"
)
FOREIGN = re.compile(
    r"/(?:es|espanol|fr|zh|ar|cy|gd|ga|mi)(?:[/._-]|$)|espanol|telemundo|univision|diario|noticias|^(?:es|fr|cy)\."
)


@dataclass(slots=True)
class Found:
    """What was gathered of one registrable domain."""

    domain: str
    feeds: dict[str, list[Listed]] = field(default_factory=dict)
    outlet: Outlet | None = None
    starter: dict[str, Any] | None = None

    def add(self, feed: Listed) -> None:
        """A feed, or another spelling of one."""
        self.feeds.setdefault(feed_lists.twin(feed.url), []).append(feed)

    @property
    def headings(self) -> set[str]:
        """The lists that it stands in."""
        return {each.heading for its in self.feeds.values() for each in its}


def main() -> None:
    """Write the file."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--count", action="store_true")
    chosen = asked.parse_args()
    rows = catalogue(chosen.folder)
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    (DATA / "catalogue.jsonl").write_text(text, encoding="utf-8")
    if chosen.count:
        print(_counts(rows), file=sys.stderr)


def catalogue(folder: Path) -> list[dict[str, Any]]:
    """The rows in the order of their domains."""
    found = _gathered(folder)
    read = {domains.label(each.domain) for each in found.values() if each.feeds}
    known = [each for each in found.values() if each.feeds or each.starter or domains.label(each.domain) not in read]
    rows = [_row(each) for each in known if _worth_it(each)]
    spelling = outlet_facts.agreed([row["owner"] for row in rows if row["owner"]])
    given = Counter(slug(row["name"]) for row in rows)
    taken = {starter["slug"] for starter in STARTERS}
    for row in rows:
        row["owner"] = row["owner"] if row["starter"] else spelling.get(row["owner"], "")
        plain = slug(row["name"])
        clear = plain.isascii() and given[plain] == 1 and plain not in taken and not re.search(r"[0-9a-f]{8}$", plain)
        row["slug"] = row["slug"] or (plain if clear else slug(row["domain"]))
    return [{name: value for name, value in row.items() if value} for row in sorted(rows, key=lambda row: row["domain"])]


def _gathered(folder: Path) -> dict[str, Found]:
    found: dict[str, Found] = {}
    later = []
    for each in feed_lists.listed(folder):
        host = urlsplit(each.url).hostname or ""
        if "podcast" in each.title.lower():
            continue
        if domains.under(host, RULES["hosted"]):
            later.append(each)
        elif not _left_out(each.url, host):
            domain = _domain(host)
            found.setdefault(domain, Found(domain)).add(each)
    for outlet in feed_lists.outlets(folder):
        for domain in (_domain(host) for host in outlet.domains if not _left_out("", host)):
            row = found.setdefault(domain, Found(domain))
            row.outlet = row.outlet if row.outlet and len(row.outlet.domains) <= len(outlet.domains) else outlet
    _add_starters(found)
    _add_hosted(found, later)
    return found


def _add_starters(found: dict[str, Found]) -> None:
    for starter in STARTERS:
        domain = _domain(urlsplit(starter["home"]).hostname or "")
        found.setdefault(domain, Found(domain)).starter = starter


def _add_hosted(found: dict[str, Found], hosted: list[Listed]) -> None:
    """A feed on a host service goes to the one publisher whose name it spells or begins with, when that has no other."""
    named: dict[str, list[str]] = defaultdict(list)
    for domain in found:
        named[outlet_facts.squashed(domains.label(domain))].append(domain)
    bare = {domain for domain, each in found.items() if not each.feeds and not each.starter}
    for each in hosted:
        path = outlet_facts.squashed(urlsplit(each.url).path)
        pieces = {path, *(outlet_facts.squashed(part) for part in re.split(r"[|:»-]", each.title))}
        whose = {domain for piece in pieces for domain in named.get(piece, ())} & bare
        whose = whose or {domain for domain in bare if len(label := domains.label(domain)) > 3 and path.startswith(label)}
        if len(whose) == 1:
            found[whose.pop()].add(each)


def _left_out(url: str, host: str) -> bool:
    words = set(re.split(r"[^a-z0-9.]+|(?<=[a-z])\.(?=xml|rss)", url.lower()))
    return domains.under(host, RULES["proxies"]) or domains.under(host, RULES["platforms"]) or bool(words & set(RULES["never"]))


def _domain(host: str) -> str:
    host = host.removeprefix("www.")
    for start in range(len(host.split("."))):
        if alias := RULES["aliases"].get(".".join(host.split(".")[start:])):
            return str(alias)
    return domains.registrable(host, RULES["domains"], RULES["apart"])


def _worth_it(found: Found) -> bool:
    if found.domain in RULES["no_news"]:
        return False
    return bool(found.starter or found.outlet or found.domain in KNOWN or found.headings - set(RULES["leisure"]))


def _row(found: Found) -> dict[str, Any]:
    known = KNOWN.get(found.domain, {}) | (found.starter or {})
    outlet = found.outlet
    label = domains.label(found.domain)
    titles = [each.title for its in found.feeds.values() for each in its if each.title]
    name = known.get("name") or _outlets_name(outlet, label) or outlet_facts.spelled(titles, label) or found.domain
    covers = sorted({code for code in (_place(heading) for heading in found.headings) if code})
    country = known.get("country") or _country(found, covers)
    about = outlet.about if outlet and len(outlet.domains) < 4 else ""
    kind = known.get("kind") or outlet_facts.kind(about, outlet.typology if outlet else "", found.domain, name)
    language = known["language"] if "language" in known else _language(found, country, covers)
    return {
        "slug": known.get("slug", ""),
        "name": name,
        "domain": found.domain,
        "home": known.get("home") or _home(found),
        "owner": known["owner"] if "owner" in known else _owner(outlet),
        "country": country,
        "covers": [code for code in covers if code != country],
        "kind": kind,
        "languages": [language] if language else [],
        "timezone": known.get("timezone") or RULES["zones"].get(country, ""),
        "licence": known.get("licence", ""),
        "starter": bool(found.starter),
        "feeds": _feeds(found, name),
    }


def _outlets_name(outlet: Outlet | None, label: str) -> str:
    if outlet is None:
        return ""
    alone = len({domains.label(_domain(each)) for each in outlet.domains}) == 1
    return outlet.name if alone else outlet_facts.spelled([outlet.name], label)


def _owner(outlet: Outlet | None) -> str:
    if outlet is None:
        return ""
    said = outlet_facts.owner(outlet.owner)
    return str(RULES["owners"].get(outlet.name, RULES["same_owner"].get(said, said)))


def _place(heading: str) -> str:
    """The country that a list is of; empty for a subject's."""
    return CODES.get(heading) or CODES.get(heading.split(" | ", maxsplit=1)[0], "")


def _country(found: Found, covers: list[str]) -> str:
    if found.outlet and (code := CODES.get(found.outlet.country, "")):
        return code
    top = found.domain.rsplit(".", 1)[-1]
    if top in ("gov", "mil"):
        return "US"
    code = {"uk": "GB", "scot": "GB", "wales": "GB", "cymru": "GB"}.get(top, top.upper())
    if len(code) != 2 or code not in CODES.values() or (top in RULES["domains"]["looks"] and code not in covers):
        return ""
    return code


def _language(found: Found, country: str, covers: list[str]) -> str:
    """The language of its country's press, where its lists agree and no address speaks of another; else empty."""
    whose = country or (covers[0] if len(covers) == 1 else "")
    language = str(SPOKEN.get(whose, ""))
    said = {each.language for its in found.feeds.values() for each in its if _place(each.heading) == whose and each.language}
    if language != "en" and not country:  # a paper abroad, or one for foreigners, stands in such a list as well
        return ""
    if not language or {"el" if one == "gr" else one for one in said} - {language} or not (said or country):
        return ""
    read = [urlsplit(each.url) for its in found.feeds.values() for each in its]
    where = [found.domain, *(f"{parts.hostname}{parts.path}".lower() for parts in read)]
    if language == "en":
        foreign = any(FOREIGN.search(each) for each in where)
    else:
        foreign = bool(ENGLISH.search(found.domain)) or any(re.search(r"/en[/._-]|^en[.]|english", each) for each in where)
    return "" if foreign else language


def _home(found: Found) -> str:
    hosts = Counter(urlsplit(each.url).hostname or "" for its in found.feeds.values() for each in its)
    www = f"www.{found.domain}"
    return f"https://{www if www in hosts else found.domain}/"


def _feeds(found: Found, name: str) -> list[dict[str, Any]]:
    starting = {feed_lists.twin(each["url"]): each for each in (found.starter or {}).get("feeds", ())}
    feeds = []
    for key in {**starting, **dict.fromkeys(sorted(found.feeds))}:
        its = found.feeds.get(key, [])
        secure = sorted({each.url for each in its}, key=lambda url: (not url.startswith("https:"), len(url), url))
        begin = starting.get(key, {})
        title = next((each.title for each in its if each.title), "")
        row = {
            "url": begin.get("url") or secure[0],
            "title": "" if title in (name, begin.get("url", "")) or "://" in title else title[:100],
            "section": begin.get("section") or _section(secure[0]),
            "listed": sorted({each.source for each in its}),
        }
        feeds.append({part: value for part, value in row.items() if value})
    return feeds


def _section(url: str) -> str:
    parts = re.split(r"[/.?=&]", urlsplit(url).path.lower())
    named = {OF_WORD[part] for part in parts if part in OF_WORD}
    return named.pop() if len(named) == 1 else ""


def _counts(rows: list[dict[str, Any]]) -> str:
    feeds = [feed for row in rows for feed in row.get("feeds", ())]
    having = {
        part: sum(1 for row in rows if row.get(part)) for part in ("feeds", "owner", "country", "kind", "languages", "timezone")
    }
    named = sum(1 for row in rows if row["name"] != row["domain"])
    listed = sum(1 for feed in feeds if feed.get("listed"))
    return f"{len(rows)} publishers ({named} named; {having}), {len(feeds)} feeds, {listed} of them listed"


if __name__ == "__main__":
    main()
