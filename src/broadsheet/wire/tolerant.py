"""How a feed that a strict reader refuses is read: by feedparser, in a child process with bounds on time and memory."""

from __future__ import annotations

import calendar
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any, cast

SECONDS = 5.0
_LARGEST = 300_000  # bytes that are read: feedparser takes 5 seconds for a megabyte, and the newest entries stand first
_MEMORY = 1 << 30


class Unreadable(Exception):
    """What this reader could not read either; the message is the reason."""


def read(body: bytes, content_type: str, url: str) -> dict[str, Any]:
    """The feed under the names that feeds.py reads: `{"feed": {..}, "entries": [..]}`. Raises Unreadable."""
    asked = json.dumps({"content_type": content_type, "url": url}).encode() + b"\n" + body[:_LARGEST]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "broadsheet.wire.tolerant"], input=asked, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable(f"it takes more than {SECONDS:g} seconds to read") from late
    except subprocess.CalledProcessError as failed:
        last = failed.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise Unreadable(f"it is broken ({last[:120] or failed.returncode})") from failed
    return cast("dict[str, Any]", json.loads(done.stdout))


def date(text: str) -> datetime | None:
    """A date in one of the many ways that feeds have written it, taken as UTC where it names no zone; None when it is none."""
    from feedparser.datetimes import _parse_date

    moment = _parse_date(text[:80])
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None


def _bound() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS) + 1, int(SECONDS) + 1))


def _main() -> None:
    _bound()
    import feedparser

    head, _, body = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    headers = {"content-type": asked["content_type"] or "application/xml", "content-location": asked["url"]}
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        sys.exit(str(parsed.get("bozo_exception", "no feed")))
    json.dump({"feed": _plain(parsed.feed), "entries": [_plain(entry) for entry in parsed.entries[:2000]]}, sys.stdout)


def _plain(node: Any) -> dict[str, Any]:
    """The fields that feeds.py reads, dates as ISO 8601 in UTC."""
    kept: dict[str, Any] = {name: node.get(name) for name in _FIELDS if node.get(name)}
    kept["said"] = bool(node)
    for name in ("published", "updated"):
        moment = node.get(f"{name}_parsed")
        kept[name] = (
            f"{moment[0]:04}-{moment[1]:02}-{moment[2]:02}T{moment[3]:02}:{moment[4]:02}:{moment[5]:02}Z" if moment else None
        )
    return kept


_FIELDS = (
    *("id", "link", "title", "description", "summary", "language", "author", "authors"),
    *("content", "tags", "media_content", "media_thumbnail", "enclosures", "links", "ttl", "source"),
)

if __name__ == "__main__":
    _main()
