"""A language model's endpoint of ours on loopback: it answers as a test says, and keeps what it was asked."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from typing import Any, Self

from aiohttp import web

from broadsheet.keys import Model
from broadsheet.settings import Settings

KEY = "a-key-that-nobody-may-see"


def completion(content: Any, **more: Any) -> dict[str, Any]:
    """A chat completion with this content; what is no text is written as JSON."""
    said = content if isinstance(content, str) else json.dumps(content)
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "paper-model-2026",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 60, "total_tokens": 960},
    } | more


@dataclass
class Endpoint:
    """`answers` are given in turn, the last one again and again: a completion, a status, raw text, a wait, or a redirect."""

    answers: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    knows_schemas: bool = True
    bound: str = "max_tokens"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        place = web.TCPSite(self._runner, "127.0.0.1", 0)
        await place.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def settings(self, plain: Settings | None = None, **model: Any) -> Settings:
        """Settings that name this endpoint."""
        given = {"use": ("headlines", "key_points"), "base_url": f"http://127.0.0.1:{self.port}/v1", "name": "paper-model"}
        return replace(plain or Settings(), model=Model(**(given | {"timeout": 5.0, "retries": 0} | model)))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        self.headers.append(dict(request.headers))
        if ("response_format" in body and not self.knows_schemas) or self.bound not in body:
            return web.json_response({"error": {"message": f"unknown parameter, and your key is {KEY}"}}, status=400)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        match answer:
            case int():
                return web.json_response({"error": {"message": f"no, not with {KEY}"}}, status=answer)
            case float():
                await asyncio.sleep(answer)
                return web.json_response(completion({"headline": "Too late for anybody", "sources": ["s1"]}))
            case dict():
                return web.json_response(answer)
            case ("to", address):
                return web.Response(status=307, headers={"Location": address})
            case _:
                return web.Response(text=answer, content_type="application/json")
