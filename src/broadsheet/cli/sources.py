"""`broadsheet sources`: look publishers up in the catalogue that ships, take them into a newsroom, and write its feeds out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.wire.catalogue import Outlet


def sources(chosen: argparse.Namespace) -> int:
    """Search the catalogue, add publishers by their slugs, or write OPML: 1 when nothing was found, 2 for a bad call."""
    if chosen.what == "export":
        return _export(chosen)
    return _add(chosen.words, chosen) if chosen.what == "add" else _search(" ".join(chosen.words), chosen)


def _search(words: str, chosen: argparse.Namespace) -> int:
    from broadsheet.wire.catalogue import UnknownCountry, search

    try:
        found = search(words, country=chosen.country, language=chosen.language, kind=chosen.kind)
    except UnknownCountry as wrong:
        print(f"broadsheet: {wrong}", file=sys.stderr)
        return 2
    for each in found:
        print(json.dumps(asdict(each), ensure_ascii=False) if chosen.json else _line(each))
    if not found:
        print("broadsheet: The catalogue has no such publisher; `broadsheet discover ADDRESS` asks a site.", file=sys.stderr)
    return 0 if found else 1


def _line(each: Outlet) -> str:
    where, spoken = each.country or ",".join(f"({code})" for code in each.covers), ",".join(each.languages)
    return "\t".join((each.slug, each.name, each.home, each.owner, where, each.kind, spoken, str(len(each.feeds))))


def _add(slugs: Sequence[str], chosen: argparse.Namespace) -> int:
    from broadsheet.cli.newsroom import opened
    from broadsheet.wire.catalogue import outlet

    wanted = [(slug, outlet(slug)) for slug in slugs]
    if missing := [slug for slug, each in wanted if each is None]:
        said = f"The catalogue has no {', no '.join(missing)}; `broadsheet sources search` finds slugs."
        print(f"broadsheet: {said}", file=sys.stderr)
        return 1
    if not wanted:
        print("broadsheet: Name the publishers by their slugs.", file=sys.stderr)
        return 2
    if opened(chosen.home) is None:
        return 1
    from broadsheet.press.subscribing import MadeUp, subscribe

    for slug, each in wanted:
        try:
            _, feeds = subscribe(each, chosen.feed or ()) if each else (0, 0)
        except MadeUp as refused:
            print(f"broadsheet: {refused}", file=sys.stderr)
            return 1
        print(f"{slug}\t{feeds} new feeds")
    return 0


def _export(chosen: argparse.Namespace) -> int:
    """The newsroom's feeds as OPML on stdout, sections as folders."""
    from broadsheet.cli.newsroom import opened

    if opened(chosen.home) is None:
        return 1
    from broadsheet.press.sources import as_opml

    sys.stdout.write(as_opml().decode())
    return 0
