"""`broadsheet verify`: a printed story checked from outside: does each of its sentences stand in the article it names?

Nothing is taken from the newsroom but its page. The articles are asked of their publishers, through the same door and with the
same manners as everything else, and read anew.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.news import Judgement, Sentence
    from broadsheet.settings import Settings
    from broadsheet.wire.fetch import Fetcher

UNREAD = "could not be read"
WIDEST = 110  # columns of a line, however wide the terminal is


@dataclass(frozen=True, slots=True)
class Checked:
    """A printed sentence, the address of its article in `source`, and what was found there."""

    sentence: Sentence
    found: Judgement[str]


def verify(chosen: argparse.Namespace) -> int:
    """Check the story at an address; 0 when every sentence stands, 1 when one does not or none is there, 2 for a bad call."""
    from broadsheet.settings import SettingsError, load
    from broadsheet.wire.fetch import Refused

    given = {"BROADSHEET_WIRE_ALLOW_LOOPBACK": ",".join(chosen.allow_loopback)} if chosen.allow_loopback else {}
    try:
        settings = load(None, {**os.environ, **given})
        checked = asyncio.run(_checked(settings, chosen.address))
    except SettingsError as wrong:
        print(f"broadsheet: {wrong}", file=sys.stderr)
        return 2
    except Refused as refused:
        print(f"broadsheet: {refused.reason}", file=sys.stderr)
        return 1
    print(json.dumps(_plain(checked), ensure_ascii=False, indent=1) if chosen.json else "\n".join(_told(checked)))
    return 0 if checked and all(_stands(each) for each in checked) else 1


async def _checked(settings: Settings, address: str) -> list[Checked]:
    from broadsheet.press.clock import clock
    from broadsheet.wire.fetch import Fetcher

    async with Fetcher(settings, clock) as fetcher:
        page = await fetcher.get(address if "://" in address else f"https://{address}")
        sentences = printed(page.body.decode(errors="replace"))
        texts = {url: await _text(fetcher, url) for url in dict.fromkeys(each.source for each in sentences)}
    return [_judged(each, *texts[each.source]) for each in sentences]


def printed(html: str) -> list[Sentence]:
    """The sentences of a story's page, with the proofs that it gives; `source` is the address of the article."""
    from selectolax.lexbor import LexborHTMLParser

    from broadsheet.news import Sentence

    found = []
    for proof in LexborHTMLParser(html).css("details.proof[data-sha256]"):
        said, its = proof.css_first("mark"), proof.attributes
        start, end = its.get("data-start") or "", its.get("data-end") or ""
        if said and start.isdecimal() and end.isdecimal():
            source, sha256 = its.get("data-article") or "", its.get("data-sha256") or ""
            found.append(Sentence(said.text().strip(), source, int(start), int(end), sha256))
    return found


async def _text(fetcher: Fetcher, url: str) -> tuple[str, str]:
    """The text of an article as its publisher gives it today; or empty, and why it cannot be had."""
    from broadsheet.press.clock import clock
    from broadsheet.wire.extract import Unreadable, report
    from broadsheet.wire.fetch import Refused

    try:
        page = await fetcher.get(url)
    except Refused as refused:
        return "", refused.reason
    if page.status != 200:
        return "", f"its publisher answers {page.status}"
    article = report(page, "", seen=clock()).article
    return ("", article.why) if isinstance(article, Unreadable) else (article.text, "" if article.text else "it has no text")


def _judged(sentence: Sentence, text: str, why: str) -> Checked:
    from broadsheet.desk.proof import again
    from broadsheet.news import Judgement

    return Checked(sentence, Judgement(UNREAD, 1.0, why) if why else again(sentence, text))


def _stands(each: Checked) -> bool:
    from broadsheet.desk.proof import ELSEWHERE, STANDS

    return each.found.value in {STANDS, ELSEWHERE}


def _told(checked: Sequence[Checked]) -> Iterator[str]:
    import textwrap

    for each in checked:
        mark = "+" if _stands(each) else "?" if each.found.value == UNREAD else "-"
        yield f"{mark} {textwrap.shorten(each.sentence.text, WIDEST - 2, placeholder='…')}"
        yield f"  {each.found.value}: {each.found.why}"
        yield f"  {each.sentence.source}"
    counts = Counter(each.found.value for each in checked)
    yield ", ".join(f"{many} {what}" for what, many in counts.items()) or "the page has no sentence that carries a proof"


def _plain(checked: Sequence[Checked]) -> dict[str, object]:
    lines = [
        {
            "text": each.sentence.text,
            "source": each.sentence.source,
            "start": each.sentence.start,
            "end": each.sentence.end,
            "sha256": each.sentence.sha256,
            "found": each.found.value,
            "why": each.found.why,
        }
        for each in checked
    ]
    return {"sentences": lines, "stand": sum(map(_stands, checked)), "of": len(checked)}
