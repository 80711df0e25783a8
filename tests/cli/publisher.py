"""A small publisher on loopback, whose feeds and pages a test writes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

FEED, PAGE = "application/rss+xml", "text/html; charset=utf-8"
PAPER = (
    "<!doctype html><html lang='en'><head><title>{headline}</title></head>"
    "<body><article><h1>{headline}</h1>{told}</article></body></html>"
)
EVENTS = {
    "bridge": """Goole swing bridge shut after barge strikes pier
The railway bridge over the Ouse at Goole was shut on Monday after a gravel barge struck one of its piers.
Engineers found a crack of forty centimetres in the masonry, and divers are to look at what lies below the water line.
Trains between Hull and Doncaster are replaced by buses until Thursday at least, the company that runs them said.
The skipper, who was alone on board, told the harbour master that his rudder had jammed against a drifting oak.""",
    "vaccine": """Cardiff trial finds malaria jab works for four years
A malaria vaccine still protected 71 per cent of children four years after their third dose, a trial led from Cardiff found.
Some 5,400 children in Kenya, Mali and Burkina Faso took part, half of whom were given a rabies jab instead.
Its makers will ask the European regulator for a licence in spring, and expect to charge under three dollars a dose.
Doctors who were not involved called the figures sturdy, and asked what happens in years with little rain.""",
    "orchestra": """Liege orchestra saved by loan from its own players
The players of the chamber orchestra of Liege have lent it 400,000 euros so that it can pay for its hall until June.
Councillors had withdrawn their grant in December in a letter of a single sentence, which the violas have since framed.
Ticket sales rose by a fifth over the winter, mainly for the Sunday matinees with coffee and film scores.
The first bassoon mortgaged a house; the harpist sold a car that she says she never liked.""",
}


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
        for hours, (slug, text) in enumerate(EVENTS.items(), start=1):
            headline, *prose = text.splitlines()
            when = format_datetime(now - timedelta(hours=hours), usegmt=True)
            items.append(
                f"<item><title>{headline}</title><link>{self.url}/{slug}</link><guid>{self.url}/{slug}</guid>"
                f"<pubDate>{when}</pubDate><description>{prose[0]}</description></item>"
            )
            told = "".join(f"<p>{paragraph}</p>" for paragraph in prose)
            self.pages[f"/{slug}"] = (PAGE, PAPER.format(headline=headline, told=told).encode())
        feed = f"<title>The Ouse Gazette</title><link>{self.url}/</link>{''.join(items)}"
        self.pages["/feed.xml"] = (FEED, f"<rss version='2.0'><channel>{feed}</channel></rss>".encode())
        return self

    def __enter__(self) -> Self:
        """Answer."""
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self.pages))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Fall silent."""
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


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
