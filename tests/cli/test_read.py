"""`broadsheet read`: a page explained, from the wire or from a file."""

import json

from broadsheet.cli.main import main
from tests.cli.publisher import PAGE, Publisher
from tests.cli.running import free_port

PARAGRAPHS = "".join(
    f"<p>The ferry to Ouse Island was cancelled for the {day} time this month, and the council met about it at noon.</p>"
    for day in ("first", "second", "third", "fourth", "fifth", "sixth")
)
TOLD = f"""<html lang="en"><head><title>Ferry cancelled again | The Ouse Gazette</title>
<meta name="robots" content="max-snippet:80">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry cancelled again",
"datePublished": "2026-03-01T09:00:00+00:00", "author": {{"@type": "Person", "name": "Ida Marsh"}}}}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport and every result of the weekend on one long page</a></nav>
<main><article><h1>Ferry cancelled again</h1>{PARAGRAPHS}
<p>Sign up for our newsletter to get the best stories every morning.</p></article></main></body></html>"""


def test_a_page_is_explained_with_its_places_its_cuts_and_its_rights(capsys):
    with Publisher(free_port()).prints() as site:
        site.pages["/ferry"] = (PAGE, TOLD.encode())
        assert main(["read", f"{site.url}/ferry", "--allow-loopback", site.allowed]) == 0
    said = capsys.readouterr().out
    assert "Title          Ferry cancelled again  ← JSON-LD NewsArticle headline" in said
    assert "Authors        Ida Marsh" in said
    assert "Rights         excerpt: meta robots: max-snippet:80" in said
    assert "- Sign up for our newsletter" in said
    assert "+ The ferry to Ouse Island was cancelled for the sixth time" in said
    assert "Sport and every result" in said.partition("Left out")[2]


def test_a_saved_page_is_read_without_asking_anybody(tmp_path, capsys):
    file = tmp_path / "page.html"
    file.write_text(TOLD)
    assert main(["read", "https://gazette.example/ferry", "--file", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rights"]["mode"] == "excerpt"
    assert said["text"].count("The ferry to Ouse Island") == 6
    assert "newsletter" not in said["text"]
    assert {"fact": "title", "value": "Ferry cancelled again", "source": "JSON-LD NewsArticle headline"} in said["facts"]
    assert any("newsletter" in each["line"] for each in (*said["cut"], *said["left"]))


def test_a_page_without_an_article_says_so(tmp_path, capsys):
    file = tmp_path / "page.html"
    file.write_text("<html><head><title>Soon</title></head><body><img src=a.png></body></html>")
    assert main(["read", "https://gazette.example/", "--file", str(file)]) == 1
    assert "No article" in capsys.readouterr().out


def test_what_cannot_be_asked_or_opened_is_one_sentence(tmp_path, capsys):
    assert main(["read", "http://127.0.0.1:9/"]) == 1
    assert main(["read", "https://gazette.example/", "--file", str(tmp_path / "none.html")]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 2)
