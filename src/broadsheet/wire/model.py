"""The optional language model's endpoint: one question, one answer, within its time, through the guarded door.

It drafts and has no tools. The `openai` client speaks; a `Fetcher` of the endpoint's own carries what it says, so the address
is checked when it is connected to, no redirect is followed, and time and size are bounded as anywhere else.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import re
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from broadsheet.settings import Settings
from broadsheet.wire.endpoint import Unusable, address, allowances, through
from broadsheet.wire.fetch import Fetcher, Refused
from broadsheet.wire.names import Lookup

if TYPE_CHECKING:
    from openai import AsyncOpenAI

EXTRA = "openai"
PAUSE = 1.0  # seconds before a second try, and twice as many before each further one
PASSING = (408, 409, 425, 429, 500, 502, 503, 504)  # statuses that may be gone at the next try
# The ways to ask, best first: what bounds the answer, and whether its schema goes along. Not every endpoint knows every one.
FORMS = (("max_tokens", True), ("max_tokens", False), ("max_completion_tokens", True), ("max_completion_tokens", False))
NAMED = re.compile(r"[\w.:/@+-]{1,80}")  # what a model may call itself: it is printed beside what it wrote
UNKNOWN_FORM = (400, 404, 422, 501)  # what endpoints answer to a form of answer that they do not know


class Unanswered(Exception):
    """A question that brought no answer: why, in a sentence; `lasting` when asking again will not help."""

    def __init__(self, reason: str, *, tries: int, lasting: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.tries, self.lasting = reason, tries, lasting


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model said, which one it says it is (empty where that is no name), and its tokens (None where uncounted)."""

    content: str
    model: str
    tokens_in: int | None
    tokens_out: int | None
    tries: int


class Model:
    """The endpoint that the settings name, as an async context manager. Raises Unusable."""

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        environment: Mapping[str, str] = os.environ,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        if importlib.util.find_spec(EXTRA) is None:
            raise Unusable("model.use is set, but the client is not installed: pip install 'broadsheet[model]'.")
        self._model = settings.model
        self._at = address(settings.model.base_url)
        self._key = environment.get(settings.model.key_variable, "").strip()
        if not (self._key.isascii() and self._key.isprintable()):
            raise Unusable(f"The environment variable {settings.model.key_variable} holds no key that a header could carry.")
        allowed = (*settings.wire.allow_loopback, *allowances(self._at))
        wire = replace(settings.wire, allow_loopback=allowed, timeout=settings.model.timeout, min_rate=0.0, pace=0.0)
        self._fetcher = Fetcher(replace(settings, wire=wire), now, lookup)
        self._client: AsyncOpenAI | None = None
        self._form = 0

    async def __aenter__(self) -> Self:
        from openai import AsyncOpenAI

        await self._fetcher.__aenter__()
        self._client = AsyncOpenAI(
            api_key=self._key or "none",
            base_url=self._at.href,
            max_retries=0,
            http_client=through(self._fetcher, self._at, self._key),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.close()
        await self._fetcher.__aexit__(kind, error, trace)

    async def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], most_tokens: int) -> Answer:
        """The answer to these messages, in the schema's form where the endpoint knows such. Raises Unanswered."""
        tries, failures, form = 0, 0, self._form
        try:
            async with asyncio.timeout(self._model.timeout):
                while True:
                    tries += 1
                    try:
                        answer = _answer(await self._send(_spoken(FORMS[form], messages, schema, most_tokens), tries), tries)
                    except Refused as refused:
                        if refused.status in UNKNOWN_FORM and form + 1 < len(FORMS):
                            form += 1
                            continue
                        failures += 1
                        if failures > self._model.retries or not _passing(refused):
                            raise Unanswered(
                                self._kept(refused.reason), tries=tries, lasting=not _passing(refused)
                            ) from refused
                        await asyncio.sleep(max(refused.retry_after or 0.0, PAUSE * 2 ** (failures - 1)))
                    else:
                        self._form = form
                        return answer
        except TimeoutError as late:
            raise Unanswered(f"{self._at.host} gave no answer within {self._model.timeout:g} seconds.", tries=tries) from late

    async def _send(self, form: Mapping[str, Any], tries: int) -> Any:
        """The client's answer, of any kind. Raises Refused, and Unanswered for what is no answer of such an endpoint."""
        from openai import OpenAIError

        assert self._client is not None, "a Model is used inside `async with`"  # noqa: S101 -- a mistake of ours
        try:
            return await self._client.chat.completions.create(model=self._model.name, **form)
        except (
            OpenAIError,
            ValueError,
            TypeError,
            AttributeError,
            RecursionError,
        ) as odd:  # what the client makes of an answer of garbage
            raise Unanswered(f"{self._at.host} answered what is no chat completion.", tries=tries) from odd

    def _kept(self, said: str) -> str:
        """A reason without the key, should the endpoint repeat it."""
        return said.replace(self._key, "…") if self._key else said


def _spoken(
    form: tuple[str, bool], messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], most_tokens: int
) -> dict[str, Any]:
    bound, structured = form
    named = {"name": "draft", "strict": True, "schema": dict(schema)}
    shape = {"response_format": {"type": "json_schema", "json_schema": named}} if structured else {}
    return {bound: most_tokens, "messages": [dict(each) for each in messages], **shape}


def _passing(refused: Refused) -> bool:
    return refused.kind in {"network", "timeout", "pace"} or refused.status in PASSING


def _answer(found: Any, tries: int) -> Answer:
    """The client checks no types: whatever an endpoint sent stands in its fields. Raises Unanswered."""
    choices = getattr(found, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    content = getattr(getattr(choice, "message", None), "content", None)
    if getattr(choice, "finish_reason", "") == "length":
        raise Unanswered("The answer was cut off: it took more tokens than a draft may.", tries=tries)
    if not isinstance(content, str) or not content.strip():
        raise Unanswered("The endpoint answered without a text.", tries=tries)
    named, usage = getattr(found, "model", None), getattr(found, "usage", None)
    counted = [getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens")]
    sent, came = (n if isinstance(n, int) and not isinstance(n, bool) and 0 <= n < 10**9 else None for n in counted)
    name = named if isinstance(named, str) and NAMED.fullmatch(named) else ""
    return Answer(content, name, sent, came, tries)
