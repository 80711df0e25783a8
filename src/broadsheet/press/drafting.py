"""The drafting desk: the optional language model is asked beside everything else, and what it says waits for an editor.

One question at a time, in a task of its own: the floor goes on whether it is answered, late, or never. Whatever goes wrong
here costs a draft and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from broadsheet.desk import drafts as judging
from broadsheet.desk import prompts
from broadsheet.desk.drafts import Drafted, Proof
from broadsheet.press.archive import asking, drafts, spending
from broadsheet.press.archive.asking import Ask
from broadsheet.press.archive.looked import Looked
from broadsheet.settings import Settings
from broadsheet.wire.breaker import Breaker
from broadsheet.wire.endpoint import Unusable
from broadsheet.wire.model import Answer, Model, Unanswered

log = logging.getLogger(__name__)

PAUSE = 10.0  # seconds between two looks for something to ask, while there is nothing or no room

Database = Callable[..., Awaitable[Any]]
Opened = Callable[[Settings, Callable[[], datetime]], Model]


class Drafting:
    """Asks the model of one newsroom. `notes` are sentences for the terminal, each said once while it holds."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], notes: list[str], proof: Proof, opened: Opened = Model
    ) -> None:
        self._database, self._now, self._notes, self._proof, self._opened = database, now, notes, proof, opened
        self._task: asyncio.Task[None] | None = None
        self._model: Model | None = None
        self._settings: Settings | None = None
        self._breaker, self._looked, self._said, self._next = Breaker(), Looked(), "", 0.0

    async def turn(self, settings: Settings) -> int:
        """Begin on the next question when nothing is under way; never waits for the model."""
        busy = self._task is not None and not self._task.done()
        if settings.model.use and not busy and asyncio.get_running_loop().time() >= self._next:
            self._task = asyncio.create_task(self._one(settings))
        return 0

    async def close(self) -> None:
        """Leave what is under way; a question without an answer is asked again after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._shut()

    async def _one(self, settings: Settings) -> None:
        try:
            if not await self._draft(settings):
                self._next = asyncio.get_running_loop().time() + PAUSE
        except Exception as error:  # whatever one draft brings about: named, logged, and the story stays as it is
            log.exception("a draft failed")
            self._next = asyncio.get_running_loop().time() + PAUSE
            self._say(f"A draft of the language model failed ({type(error).__name__}).")

    async def _draft(self, settings: Settings) -> bool:
        """Ask the next question. False when there is none, or no room for one."""
        if not self._breaker.asks(self._now()):
            return False
        asked: Ask | None = await self._database(asking.next_question, settings, self._now(), self._looked)
        if asked is None:
            return False
        tokens = spending.most(asked.characters) * (1 + settings.model.retries), asked.prompt.most_tokens
        if full := await self._database(spending.over, settings, self._now(), *tokens):
            self._looked.forget(asked.kind, asked.story)
            self._say(full)
            return False
        return await self._put(asked, settings)

    async def _put(self, asked: Ask, settings: Settings) -> bool:
        """Put a question, and keep what comes of it with what it took."""
        began = asyncio.get_running_loop().time()
        try:
            model = await self._open(settings)
            answer = await model.ask(asked.messages, asked.prompt.schema, asked.prompt.most_tokens)
        except Unusable as wrong:
            self._looked.forget(asked.kind, asked.story)
            self._say(str(wrong))
            return False
        except Unanswered as no:
            self._breaker = self._breaker.failed(self._now(), for_good=no.lasting)
            self._looked.forget(asked.kind, asked.story)
            took = {"tries": no.tries, "seconds": _since(began), "why": no.reason[:300]}
            await self._database(drafts.book, asked, settings, self._now(), "failed", **took)
            self._say(f"The language model gave no draft: {no.reason}")
            return False
        self._breaker, self._said = Breaker(), ""
        drafted = await asyncio.to_thread(self._judged, asked, answer)
        took = {"tries": answer.tries, "seconds": _since(began), "tokens_in": answer.tokens_in, "tokens_out": answer.tokens_out}
        outcome = "drafted" if drafted.sentences else "unproved"
        await self._database(drafts.book, asked, settings, self._now(), outcome, **took)
        await self._database(drafts.keep, asked, drafted, answer.model or settings.model.name, self._now())
        return True

    def _judged(self, asked: Ask, answer: Answer) -> Drafted:
        try:
            said = prompts.read(asked.prompt, answer.content)
        except prompts.Garbled as garbled:
            return Drafted((), (f"the answer could not be used: {garbled}",))
        return judging.judge(asked.prompt, said, asked.sources, self._proof, asked.language)

    async def _open(self, settings: Settings) -> Model:
        """The model that the settings name now. Raises Unusable."""
        if self._model is None or self._settings is None or self._settings.model != settings.model:
            await self._shut()
            self._model, self._settings = await self._opened(settings, self._now).__aenter__(), settings
        return self._model

    async def _shut(self) -> None:
        if self._model is not None:
            await self._model.__aexit__(None, None, None)
            self._model = None

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self._notes.append(sentence)


def _since(began: float) -> float:
    return round(asyncio.get_running_loop().time() - began, 2)
