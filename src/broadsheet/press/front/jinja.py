"""The environment of the public pages' templates."""

from typing import Any

from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Jinja2 as Django asks for it."""
    return Environment(**options)  # noqa: S701 - Django passes autoescape=True
