"""A reader who notes what goes wrong, and where the pages of a newsroom are."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response

from tests.cli.running import Running

PRINTED = "SELECT '/story/' || id || '/' || slug || '/' FROM archive_story WHERE state = 'printed' AND "
TAG = "SELECT tag_id FROM archive_tagging WHERE printed GROUP BY 1 ORDER BY count(*) DESC, 1"


class Guest:
    """A browser's page with its faults: console errors, broken answers, and hosts that are not ours."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.faults: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("response", self._response)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))

    def open(self, path: str) -> Response:
        """A page of the site."""
        answer = self.page.goto(self.home + path)
        assert answer is not None
        return answer

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _response(self, answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            self.faults.append(f"{answer.status} {answer.url}")


TOLD = (
    "SELECT t.article_id FROM archive_telling t JOIN archive_article a ON a.id = t.article_id"
    " WHERE t.story_id = '{}' AND a.state = 'published' ORDER BY 1"
)


NEAR = "id IN (SELECT story_id FROM archive_nearmiss) AND tellings > 1 ORDER BY tellings DESC, id"
LINE = "id IN (SELECT story_id FROM archive_chapter WHERE of_id IS NOT NULL) ORDER BY id"
WHOLE = (
    "SELECT p.article_id FROM archive_picture p JOIN archive_article a ON a.id = p.article_id JOIN archive_telling t ON"
    " t.article_id = a.id JOIN archive_story s ON s.id = t.story_id WHERE a.rights = 'full' AND p.name <> ''"
    " AND a.state = 'published' AND s.state = 'printed' ORDER BY 1"
)


class Paper:
    """One address of each kind of page, out of what the newsroom has printed."""

    def __init__(self, newsroom: Running) -> None:
        one = newsroom.one
        self.many: str = one(PRINTED + "outlets > 2 AND tellings > outlets ORDER BY outlets DESC, id")
        self.single: str = one(PRINTED + "outlets = 1 AND breaking_until IS NULL ORDER BY id")
        self.addresses: dict[str, str] = {
            "front": "/",
            "story": self.many,
            "single": self.single,
            "why": f"/why/{self.many.split('/')[2]}/",
            "silence": f"/silence/{self.many.split('/')[2]}/",
            "recommended": f"/recommended/?read={self.many.split('/')[2]}",
            "near": one(PRINTED + NEAR),
            "line": one(PRINTED + LINE),
            "whole": f"/article/{one(WHOLE)}/",
            "section": "/section/world/",
            "parent": "/section/crypto/",
            "child": "/section/cryptocurrency/",
            "latest": "/latest/",
            "breaking": "/breaking/",
            "search": "/search/?q=flood",
            "nothing": "/search/?q=qwertyuiop",
            "publishers": "/publishers/",
            "rights": "/publishers/rights/",
            "publisher": "/publisher/unionwire/",
            "author": "/author/{}/{}/".format(*_author(newsroom)),
            "article": "/article/{}/".format(one(TOLD.format(self.many.split("/")[2]))),
            "tags": "/tags/",
            "tag": "/tag/{}/".format(
                one("SELECT tag_id FROM archive_tagging WHERE printed GROUP BY 1 ORDER BY count(*) DESC, 1")
            ),
            "about": "/about/",
            "lost": "/section/no-such-section/",
        }


def _author(newsroom: Running) -> Any:
    return tuple(
        newsroom.rows(
            "SELECT w.publisher_id, w.slug FROM archive_author w JOIN archive_author_articles b ON b.author_id = w.id"
            " JOIN archive_telling t ON t.article_id = b.article_id JOIN archive_story s ON s.id = t.story_id"
            " WHERE s.state = 'printed' GROUP BY w.id ORDER BY count(*) DESC, w.id"
        )[0]
    )
