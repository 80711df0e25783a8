"""The proofs of the specimen edition: a reader opens one, and the verb checks whole pages from outside."""

import json
import re

from playwright.sync_api import expect

from broadsheet.cli.verify import printed
from tests.browser.reading import Guest
from tests.cli.running import Running, broadsheet

PATHS = "SELECT '/story/' || id || '/' || slug || '/' FROM archive_story WHERE state = 'printed' AND summary != '[]'"
CHECKED = 3  # stories asked of their publishers; each takes the pace of a polite reader


def told(newsroom: Running) -> list[str]:
    """The stories whose page prints sentences with proofs."""
    return [path for (path,) in newsroom.rows(PATHS) if printed(newsroom.get(path).text)]


def test_a_reader_without_scripts_opens_a_proof(plain_guest: Guest, newsroom: Running) -> None:
    plain_guest.open(told(newsroom)[0])
    point = plain_guest.page.locator(".points li").first
    lit = point.locator("mark")
    expect(lit).to_be_hidden()
    point.locator("summary").click()
    expect(lit).to_be_visible()
    assert lit.inner_text() == point.locator("p").first.inner_text()
    expect(point.locator("code")).to_have_text(re.compile("^[0-9a-f]{16}…$"))


def test_every_sentence_in_print_carries_a_proof_of_its_stored_text(newsroom: Running) -> None:
    texts = {row["url"]: row["text"] for row in newsroom.rows("SELECT url, text FROM archive_article")}
    sentences = [each for path in told(newsroom) for each in printed(newsroom.get(path).text)]
    assert len(sentences) > 20
    for each in sentences:
        assert " ".join(texts[each.source][each.start : each.end].split()) == each.text


def test_the_verb_asks_the_publishers_and_finds_every_sentence(newsroom: Running) -> None:
    allowed = [word for port in (newsroom.port, newsroom.specimen_port) for word in ("--allow-loopback", f"127.0.0.0/8:{port}")]
    for path in told(newsroom)[:CHECKED]:
        done = broadsheet("verify", newsroom.url + path, "--json", *allowed)
        assert done.stdout, done.stderr
        said = json.loads(done.stdout)
        assert (done.returncode, said["stand"]) == (0, said["of"]), done.stdout + done.stderr
