"""The database of a test for code that works in an event loop: the test's own connection, so that its transaction holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from django.db import connections


def database() -> Callable[..., Awaitable[Any]]:
    """What `database` is to floor and reader in a test; make it outside of the loop, DJANGO_ALLOW_ASYNC_UNSAFE set."""
    own = connections["default"]

    async def here(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        connections["default"] = own  # Django has connections of its own for every task
        return function(*arguments, **named)

    return here
