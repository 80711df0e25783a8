"""One page read: whatever it brings about, there is an answer for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from broadsheet.news import Entry, Page
from broadsheet.press import pages

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
URL = "https://courier.example/tunnel"
HTML = (
    b"<title>Tunnel closed</title><article><h1>Tunnel closed</h1>"
    + b"<p>Flood water closed the Humber tunnel at Hull on Wednesday after a pump failed, the operator said.</p>" * 5
)


def wanted(name="tunnel"):
    page = Page(URL, URL, 200, "text/html", HTML + name.encode(), NOW)
    return pages.Wanted(page, "courier", Entry("https://courier.example/feed", "1", URL, "Tunnel closed"), NOW)


def test_an_error_on_one_page_is_its_own_answer_and_the_next_is_read(monkeypatch, caplog):
    report, deadly = pages.report, wanted("odd")

    def odd(page, *arguments, **named):
        if page is deadly.page:
            raise RecursionError("too deep")
        return report(page, *arguments, **named)

    monkeypatch.setattr(pages, "report", odd)
    first, second = pages.read([deadly, wanted()])
    assert (first.article, first.reason) == (None, "could not be read: RecursionError: too deep")
    assert first.rights.value == "none"
    assert second.article.title == "Tunnel closed"
    assert "Traceback" in caplog.text


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read(monkeypatch):
    report, endless = pages.report, wanted("endless")

    def slow(page, *arguments, **named):
        while page is endless.page:
            pass
        return report(page, *arguments, **named)

    monkeypatch.setattr(pages, "report", slow)
    monkeypatch.setattr(pages, "LONGEST", 0.05)
    first = pages.read([endless])[0]
    monkeypatch.undo()
    assert (first.article, first.reason) == (None, "took more than 0.05 seconds of CPU to read")
    assert pages.read([wanted()])[0].article.title == "Tunnel closed"


def test_a_page_that_keeps_its_pictures_gives_none():
    told = wanted()
    head = b'<meta property="og:image" content="https://courier.example/lead.jpg">'
    for kept, image in ((b"", "https://courier.example/lead.jpg"), (b'<meta name="robots" content="noimageai">', "")):
        page = replace(told.page, body=head + kept + HTML)
        assert pages.read([replace(told, page=page)])[0].article.image == image


FIGURES = (
    b'<figure><img src="/lead.jpg" width="1200" height="800"><figcaption>The tunnel. Photo: Ida Marsh</figcaption></figure>'
    b'<figure><img src="/agency.jpg" width="1600" height="900"><figcaption>Photo: Getty Images</figcaption></figure>'
)


def test_the_pictures_that_it_may_show_come_along_but_no_agencys():
    told = wanted()
    head = b'<meta property="og:image" content="https://courier.example/lead.jpg">'
    read = pages.read([replace(told, page=replace(told.page, body=head + HTML.replace(b"</p>", b"</p>" + FIGURES, 1)))])[0]
    assert [each.url for each in read.pictures] == ["https://courier.example/lead.jpg"]
    closed = b'<meta name="tdm-reservation" content="1">'
    shut = pages.read(
        [replace(told, page=replace(told.page, body=closed + head + HTML.replace(b"</p>", b"</p>" + FIGURES, 1)))]
    )[0]
    assert (shut.pictures, shut.sighting, shut.article.caption, shut.article.credit) == ((), None, "", "")
