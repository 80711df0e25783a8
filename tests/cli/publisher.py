"""A small publisher on loopback, whose feeds and pages a test writes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FEED, PAGE = "application/rss+xml", "text/html; charset=utf-8"
EVENTS = (
    ("bridge", "Goole swing bridge shut after barge strikes pier", "The railway bridge over the Ouse at Goole was shut on Monday"
     " after a gravel barge struck one of its piers. Engineers found a crack of forty centimetres in the masonry."),
    ("vaccine", "Cardiff trial finds malaria jab works for four years", "A malaria vaccine still protected 71 per cent of children"
     " four years after the third dose, a trial led from Cardiff found. Its makers will ask for a licence in spring."),
    ("orchestra", "Liege orchestra saved by loan from its own players", "The players of the Liege chamber orchestra have lent it"
     " 400,000 euros so that it can pay its hall until June. The city had withdrawn its grant in a single sentence."),
)  # fmt: skip


@dataclass(slots=True)
class Publisher:
    """Serves `pages` (path -> type and body) while it is entered; closed, its port refuses."""

    port: int
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> str:
        """What `--allow-loopback` needs."""
        return f"127.0.0.1/32:{self.port}"

    def prints(self) -> Publisher:
        """Put out three articles and the feed that leads to them."""
        now = datetime.now(UTC)  # noqa: TID251 - a publisher has a clock
        items = []
        for hours, (slug, headline, text) in enumerate(EVENTS, start=1):
            when = format_datetime(now - timedelta(hours=hours), usegmt=True)
            items.append(f"<item><title>{headline}</title><link>{self.url}/{slug}</link><guid>{self.url}/{slug}</guid>"
                         f"<pubDate>{when}</pubDate><description>{text.split('. ')[0]}.</description></item>")  # fmt: skip
            prose = "".join(f"<p>{text} {more}</p>" for more in _more(slug))
            page = f"<html lang='en'><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{prose}</article></body></html>"
            self.pages[f"/{slug}"] = (PAGE, page.encode())
        feed = f"<rss version='2.0'><channel><title>The Ouse Gazette</title><link>{self.url}/</link>{''.join(items)}</channel></rss>"
        self.pages["/feed.xml"] = (FEED, feed.encode())
        return self

    def __enter__(self) -> Publisher:
        """Answer."""
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self.pages))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Fall silent."""
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


def _more(slug: str) -> tuple[str, ...]:
    return (
        f"Nobody was hurt, and those who live beside the {slug} said that they had expected it for years.",
        f"A decision on the {slug} is due within a week, and both sides have asked for it in writing.",
        f"Of the {slug} itself there is more to be told when the papers are published on Thursday morning.",
    )


def _handler(pages: Mapping[str, tuple[str, bytes]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = pages.get(self.path, (PAGE, b"<html><body>Not here</body></html>"))
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
