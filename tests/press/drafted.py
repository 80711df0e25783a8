"""A newsroom with a language model's endpoint of the test's own: a story of two outlets, and a turn of the drafting desk."""

from __future__ import annotations

import asyncio
from typing import Any

from broadsheet.desk.borne_out import borne_out
from broadsheet.press.archive import models
from broadsheet.press.drafting import Drafting
from broadsheet.press.front import cache
from tests.press import at_hand
from tests.press.archive.newsroom import FLOOD_AGAIN, NOW
from tests.press.newsdesk.paper import told
from tests.wire.answering import Endpoint, completion

HEADLINE = "Humber tunnel at Hull floods"
POINTS = (
    "Flood water closed the Humber tunnel at Hull after a pump failed, the operator said.",
    "Ruth Calder of the city council said crews were pumping as fast as they could.",
)


def headline(text: str = HEADLINE, sources: tuple[str, ...] = ("s1", "s2")) -> dict[str, Any]:
    """What a model answers that drafts a headline."""
    return completion({"headline": text, "sources": list(sources)})


def points(*texts: str, sources: tuple[str, ...] = ("s1", "s2")) -> dict[str, Any]:
    """What a model answers that drafts key points."""
    return completion({"points": [{"text": text, "sources": list(sources)} for text in texts or POINTS]})


def flood(**columns: object) -> models.Story:
    """A story in print that two outlets tell in words of their own."""
    row = told("Humber tunnel floods at Hull", 2, **columns)
    models.Article.objects.filter(publisher="outlet-1").update(text=FLOOD_AGAIN)
    return row


def turned(
    *answers: Any, turns: int = 1, proof: Any = borne_out, down: bool = False, **model: Any
) -> tuple[Endpoint, list[str]]:
    """The endpoint after so many turns of a drafting desk, and what the desk had to say."""
    endpoint, notes, database = Endpoint(list(answers)), [], at_hand.database()

    async def go() -> None:
        async with endpoint:
            settings = endpoint.settings(**model)
            if down:
                await endpoint.__aexit__()
            desk = Drafting(database, lambda: NOW, notes, proof)
            for _ in range(turns):
                desk._next = 0.0
                await desk.turn(settings)
                if desk._task is not None:
                    await desk._task
            await desk.close()

    asyncio.run(go())
    return endpoint, notes


def page(client: Any, row: models.Story) -> str:
    """The story's page, made anew."""
    cache.PAGES.clear()
    row.refresh_from_db()
    return str(client.get(f"/story/{row.pk}/{row.slug}/").content.decode())
