"""`broadsheet read`: a page explained: what was kept and cut and why, from where each fact, and what we may do with it."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.news import Article, Judgement, Page
    from broadsheet.settings import Settings
    from broadsheet.wire.evidence import Evidence
    from broadsheet.wire.extract import Report
    from broadsheet.wire.templates import Memory

NAMES = 15  # columns of the names on the left
WIDEST = 110  # columns of a line, however wide the terminal is
LEFT = 8  # words from which a block that was left out is worth a line; menus and buttons are shorter


@dataclass(frozen=True, slots=True)
class Account:
    """A page as it was answered, what was read in it, and what its rights come to, on which evidence."""

    page: Page
    report: Report
    evidence: tuple[Evidence, ...]
    rights: Judgement[str]

    @property
    def article(self) -> Article | None:
        """The article that it gives, if it does."""
        from broadsheet.wire.extract import Unreadable

        return None if isinstance(self.report.article, Unreadable) else self.report.article


def read(chosen: argparse.Namespace) -> int:
    """Explain the page at an address, or a saved one; 0 when it gives an article, 1 when not, 2 for a bad call."""
    from broadsheet.settings import SettingsError, load
    from broadsheet.wire.fetch import Refused

    given = {"BROADSHEET_WIRE_ALLOW_LOOPBACK": ",".join(chosen.allow_loopback)} if chosen.allow_loopback else {}
    try:
        settings = load(None, {**os.environ, **given})
        memory = _memory(chosen.home, chosen.address) if chosen.home else None
        account = asyncio.run(_account(settings, chosen.address, chosen.file, memory))
    except (SettingsError, OSError) as wrong:
        print(f"broadsheet: {wrong}", file=sys.stderr)
        return 2
    except Refused as refused:
        print(f"broadsheet: {refused.reason}", file=sys.stderr)
        return 1
    if chosen.json:
        print(json.dumps(_plain(account), ensure_ascii=False, indent=1))
    else:
        width = min(shutil.get_terminal_size().columns, WIDEST)
        print("\n".join(_told(account, memory, width, every=chosen.all)))
    return 0 if account.article else 1


async def _account(settings: Settings, address: str, saved: Path | None, memory: Memory | None) -> Account:
    from broadsheet.press.clock import clock
    from broadsheet.wire import rights, rsl, templates
    from broadsheet.wire.extract import report
    from broadsheet.wire.fetch import Fetcher
    from broadsheet.wire.site import Sites, said

    site: tuple[Evidence, ...] = ()
    if saved:
        page = _saved(address, saved)
    else:
        async with Fetcher(settings, clock) as fetcher:
            page = await fetcher.get(address if "://" in address else f"https://{address}")
            sites = Sites(fetcher, clock)
            site = (*await sites.said_by(rsl.named(page), page.url), *said(await sites.terms(page.url), page.url))
    known = templates.template(memory) if memory else None
    read = report(page, "", seen=page.fetched, template=known)
    account = Account(page, read, (), rights.judge((), page.fetched))
    evidence = rights.gathered(rights.of_page(page, account.article), site)
    return Account(page, read, evidence, rights.judge(evidence, page.fetched))


def _saved(address: str, file: Path) -> Page:
    from broadsheet.news import Page
    from broadsheet.press.clock import clock

    return Page(address, address, 200, "text/html", file.read_bytes(), clock())


def _memory(home: str, address: str) -> Memory | None:
    """What a newsroom has learned of the pages of this address's publisher; None when it knows none."""
    from broadsheet.cli.newsroom import opened

    if opened(home) is None:
        return None
    from broadsheet.press.archive import templates
    from broadsheet.press.archive.models import Article
    from broadsheet.wire.links import whole
    from broadsheet.wire.site import origin_of

    origin = origin_of(whole(address, ""))
    known = Article.objects.filter(url__startswith=f"{origin}/").values_list("publisher", flat=True).first()
    return templates.memory(known) if known else None


def _told(account: Account, memory: Memory | None, width: int, *, every: bool) -> Iterator[str]:
    """The account in lines for a terminal."""
    yield from _line("Page", _answered(account.page), width)
    yield from _line("Rights", f"{account.rights.value}: {account.rights.why}", width)
    for each in account.evidence:
        yield from _line("", f"{each.scope} {each.kind}: {each.words}{f' ({each.where})' if each.where else ''}", width)
    article = account.article
    if article is None:
        yield from _line("No article", getattr(account.report.article, "why", ""), width)
        return
    yield ""
    for told in account.report.told:
        source = f"← {told.source}"
        if NAMES + len(told.value) + 2 + len(source) <= width:
            yield f"{told.fact.capitalize():{NAMES}}{told.value}  {source}"
        else:
            yield from (*_line(told.fact.capitalize(), told.value, width), *_line("", source, width))
    for picture in account.report.pictures[1:4]:
        yield from _line("Also pictured", f"{picture.url} ({picture.source})", width)
    yield ""
    yield from _line("Read", _way(account.report), width)
    for sentence in _learned(memory):
        yield from _line("", sentence, width)
    yield from _line("Kept", _count(article.text), width)
    for paragraph in article.text.split("\n\n") if article.text else ():
        yield from _short("+", paragraph, width)
    yield from _cut(account.report, width)
    yield from _left_out(account.report, width, every=every)


def _learned(memory: Memory | None) -> Sequence[str]:
    from broadsheet.wire.learned import told

    return told(memory) if memory else ()


def _answered(page: Page) -> str:
    moved = f", redirected to {page.url}" if page.url != page.asked else ""
    return f"{page.asked}{moved}: {page.status}, {page.content_type or 'no type'}, {len(page.body):,} bytes"


def _way(report: Report) -> str:
    if report.found is None:
        return report.way
    return f"{report.way}; the text found by {report.found.by}, expected F1 {report.found.sure:.2f}"


def _count(text: str) -> str:
    return f"{len(text.split()):,} words in {text.count(chr(10) * 2) + 1 if text else 0} paragraphs"


def _cut(report: Report, width: int) -> Iterator[str]:
    if report.cut:
        yield from _line("Cut from it", f"{len(report.cut)} lines", width)
    for cut in report.cut:
        yield from _short("-", cut.line, width, cut.why)


def _left_out(report: Report, width: int, *, every: bool) -> Iterator[str]:
    left = report.found.left if report.found else ()
    shown = [each for each in left if every or len(each.line.split()) >= LEFT]
    if left:
        more = "" if len(shown) == len(left) else f"; {len(left) - len(shown)} short ones are not listed (--all)"
        yield from _line("Left out", f"{len(left)} blocks{more}", width)
    for block in shown:
        yield from _short("-", block.line, width, f"{block.why}, chance {block.chance:.2f}")


def _line(name: str, text: str, width: int) -> Iterator[str]:
    """A named text over as many lines as it takes."""
    rows = textwrap.wrap(" ".join(text.split()), max(20, width - NAMES), break_long_words=False, break_on_hyphens=False) or [""]
    for number, row in enumerate(rows):
        yield f"{name if number == 0 else '':{NAMES}}{row}".rstrip()


def _short(mark: str, text: str, width: int, why: str = "") -> Iterator[str]:
    """The beginning of a text on one line, with the reason behind it."""
    behind = f"  [{why}]" if why else ""
    yield f"{'':{NAMES - 2}}{mark} {textwrap.shorten(text, max(20, width - NAMES - len(behind)), placeholder='…')}{behind}"


def _plain(account: Account) -> dict[str, Any]:
    """The account as JSON values."""
    from broadsheet.wire.evidence import plain

    article, report = account.article, account.report
    return {
        "url": account.page.url,
        "asked": account.page.asked,
        "status": account.page.status,
        "rights": {"mode": account.rights.value, "why": account.rights.why, "evidence": [plain(e) for e in account.evidence]},
        "facts": [asdict(each) for each in report.told],
        "pictures": [asdict(each) for each in report.pictures],
        "read": report.way,
        "found": {"by": report.found.by, "sure": report.found.sure} if report.found else None,
        "text": article.text if article else None,
        "cut": [asdict(each) for each in report.cut],
        "left": [asdict(each) for each in report.found.left] if report.found else [],
        "dropped": None if article else getattr(report.article, "why", ""),
    }
