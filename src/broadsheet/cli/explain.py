"""`broadsheet explain`: how a story was put together, in words, each article with why it is in and how sure that is."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from broadsheet.news import TEN_THOUSAND

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

NAMES = 13  # columns of the names on the left
WIDEST = 110  # columns of a line, however wide the terminal is
NARROWEST = 40
STATES = {"printed": "in print", "held": "held", "killed": "taken down", "merged": "part of another"}

Plain = dict[str, Any]


def explain(chosen: argparse.Namespace) -> int:
    """Explain a story; 0 when it is known, 1 when there is no newsroom or no such story."""
    from broadsheet.cli.newsroom import opened

    if opened(chosen.home) is None:
        return 1
    from broadsheet.press.archive.account import account, story_of
    from broadsheet.press.archive.queries import site
    from broadsheet.settings import zone

    story = story_of(chosen.story)
    if not story:
        listed = f"`broadsheet export stories --home {chosen.home}` lists those in print"
        print(f"broadsheet: There is no story {chosen.story}; {listed}.", file=sys.stderr)
        return 1
    found, settings = account(story), site()
    found["address"] = f"{settings.site.address.rstrip('/')}{found['address']}"
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
        print("\n".join(lines(found, width, zone(settings), asked=chosen.story)))
    return 0


def lines(found: Plain, width: int, zone: ZoneInfo | tzinfo, asked: str = "") -> Iterator[str]:
    """The account of a story (press/archive/account.py) in lines of a terminal so wide; times in this zone."""
    yield from _wrapped("", found["headline"], width)
    yield from _line("Story", f"{found['id']}, {found['address']}", width)
    if merged := next((each for each in found["merged"] if each["story"] in asked), None):
        yield from _line("Asked for", f"{merged['story']}, which became part of it", width)
    yield from _line("State", f"{STATES.get(found['state'], found['state'])}: {found['reason']}", width)
    if found["doubtful"]:
        yield from _line("Doubtful", found["doubtful"], width)
    yield from _line("Headline", found["headline_why"] or "no reason was kept", width)
    for number, each in enumerate(found["sections"]):
        yield from _line("" if number else "Filed", f"{each['name']}: {each['why'] or 'no reason was kept'}", width)
    seen, changed = (_time(found[name], zone) for name in ("first_seen", "last_changed"))
    yield from _line("Seen", f"first {seen}" + (f", last changed {changed}" if changed != seen else ""), width)
    yield from _line("Outlets", _counted(found), width)
    yield from _past(found, width)
    yield ""
    yield from _articles(found["articles"], width, zone)
    yield from _nearly(found["nearly"], width)
    yield from _decisions(found["decisions"], width, zone)
    yield from _ranking(found["ranking"], width, zone)


def _counted(found: Plain) -> str:
    told, own = found["outlets"], found["origins"]
    said = f"{told} outlet{'' if told == 1 else 's'}, {own} independent origin{'' if own == 1 else 's'}"
    return f"{said} ({found['origins_why']})" if found["origins_why"] else said


def _past(found: Plain, width: int) -> Iterator[str]:
    if parent := found["parted_from"]:
        of = f"from {parent['story']}, “{parent['headline']}”" if parent["story"] else "from another story"
        yield from _line("Parted", f"{of}: {_reason(parent)}", width)
    for each in found["merged"]:
        yield from _line("Merged", f"{each['story']} became part of it: {_reason(each)}", width)
    for each in found["parted"]:
        yield from _line("Parted", f"{each['story']}, “{each['headline']}”, was taken out of it: {_reason(each)}", width)


def _reason(step: Plain) -> str:
    return f"{'an editor, ' if step['by_editor'] else ''}{step['why'] or 'no reason was kept'}"


def _articles(articles: Sequence[Plain], width: int, zone: ZoneInfo | tzinfo) -> Iterator[str]:
    """Each article under the one that it reprints, first to last."""
    known = {each["id"] for each in articles}
    below: dict[str, list[Plain]] = {}
    for each in articles:
        of = each["copy_of"] if each["copy_of"] in known and each["copy_of"] != each["id"] else ""
        below.setdefault(of, []).append(each)
    yield from _line("Articles", f"{len(articles)}, each below the one whose prose it prints" if articles else "none", width)
    told: set[str] = set()
    waiting = [(each, 0) for each in reversed(below.get("", []))]
    while waiting or len(told) < len(known):
        each, depth = waiting.pop() if waiting else (next(a for a in articles if a["id"] not in told), 0)
        if each["id"] not in told:
            told.add(each["id"])
            waiting += [(copy, depth + 1) for copy in reversed(below.get(each["id"], []))]
            yield from _article(each, depth, width, zone)


def _article(each: Plain, depth: int, width: int, zone: ZoneInfo | tzinfo) -> Iterator[str]:
    margin = " " * (2 * min(depth, 8))
    owned = f" ({each['owner']})" if each["owner"] else ""
    yield from _wrapped(
        f"{margin}{'└ ' if depth else '● '}", f"{each['publisher']}{owned}, {_time(each['published'], zone)}", width
    )
    margin += "  "
    yield from _wrapped(margin, each["title"] or each["url"], width)
    plain = each["opened"] and each["sure"] != "doubtful" and not each["decided_by"]
    yield from _wrapped(margin, _why(each) if plain else f"{each['sure']}: {_why(each)}", width)
    if each["copy_of"]:
        said = each["copy_why"] and each["copy_why"] in each["said"]
        why = "" if said else f": {each['copy_why'] or 'no reason was kept'}"
        yield from _wrapped(margin, f"a reprint of {each['copy_of']}{why}", width)
    if each["agency"]:
        yield from _wrapped(margin, f"signed {each['agency']}", width)
    if each["state"] not in {"published", "copied"}:
        yield from _wrapped(margin, f"{each['state']}, not shown: {each['reason']}", width)
    for near in each["near"]:
        yield from _wrapped(margin, f"nearly told {near['story']}, “{near['headline']}” ({_near(near)})", width)
    yield from _wrapped(margin, f"{each['id']}, {each['url']}", width)


def _why(each: Plain) -> str:
    if each["decided_by"]:
        return f"decided by {each['decided_by']}" + (f" ({each['why']})" if each["why"] else "")
    said = str(each["said"])
    return said[:1].lower() + said[1:] if said.startswith(("It ", "No ")) else said


def _near(near: Plain) -> str:
    return f"{near['score']} of the {TEN_THOUSAND // 2} that joining asks: {near['why'] or 'no reason was kept'}"


def _nearly(nearly: Sequence[Plain], width: int) -> Iterator[str]:
    if nearly:
        yield ""
        yield from _line("Near misses", "articles that nearly told it", width)
    for each in nearly:
        yield from _wrapped("● ", f"{each['publisher']}, “{each['title']}” ({_near(each)})", width)
        yield from _wrapped("  ", f"tells {each['story']}, “{each['headline']}”", width)


def _decisions(decisions: Sequence[Plain], width: int, zone: ZoneInfo | tzinfo) -> Iterator[str]:
    yield ""
    if not decisions:
        yield from _line("Decided", "all of it by the machine", width)
    for number, each in enumerate(decisions):
        at = f"{_time(each['at'], zone)}  " if each["at"] else ""
        about = f" {', '.join(each['about'])}" if each["about"] else ""
        into = f" into {each['into']}" if each["into"] else ""
        yield from _line("" if number else "Decided", f"{at}{each['what']}{about}{into}, by {each['why']}", width)


def _ranking(ranking: Plain | None, width: int, zone: ZoneInfo | tzinfo) -> Iterator[str]:
    if ranking is None:
        yield from _line("Ranked", "nowhere on the front page", width)
        return
    points = f"{ranking['score'] / TEN_THOUSAND:.4f}"
    yield from _line(
        "Ranked", f"place {ranking['rank']} of the front page at {_time(ranking['at'], zone)}, {points} points", width
    )
    for term in ranking["terms"]:
        yield from _line("", f"{term['value'] / TEN_THOUSAND:+.4f} {term['name']}: {term['why']}", width)


def _time(text: str, zone: ZoneInfo | tzinfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).strftime("%d %b %Y, %H:%M")


def _line(name: str, text: str, width: int) -> Iterator[str]:
    """A named text over as many lines as it takes."""
    yield from _wrapped(f"{name:{NAMES}}", text, width)


def _wrapped(margin: str, text: str, width: int) -> Iterator[str]:
    """A text behind a margin, which is blank from the second line on."""
    room = max(20, width - len(margin))
    plain = "".join(c if c.isprintable() else " " for c in text)  # what comes from outside steers no terminal
    rows = textwrap.wrap(" ".join(plain.split()), room, break_long_words=False, break_on_hyphens=False) or [""]
    for number, row in enumerate(rows):
        yield f"{margin if number == 0 else ' ' * len(margin)}{row}".rstrip()
