"""Which picture an article gets: the best of those declared that may be fetched, may be shown and can be opened."""

from __future__ import annotations

from functools import partial

import pytest

from broadsheet.wire.imaging import Developed, answer, develop, request
from broadsheet.wire.pictures import Candidate, Declared, find, foreign_owner, objection, ranked, turned_away
from tests.wire import prints


def developed(body: bytes) -> Developed:
    return answer(develop(request(body, 40_000_000)))


@pytest.fixture
def look(fetcher, server):
    """Finds the picture among these paths of the publisher's."""

    def _look(*paths: str, **words: str):
        candidates = tuple(Candidate(server.url(path)) for path in paths)
        return find(Declared(candidates, **words), fetcher, developed, 500_000)

    return _look


async def test_the_picture_comes_with_its_address_caption_and_credit(look, server):
    server.answer("/lead.jpg", prints.saved(prints.scene()), "Content-Type: image/jpeg\r\n")
    found = await look("/lead.jpg", caption="The bridge", credit="Ada Frey")
    assert found.picture
    assert found.picture.width == 900
    assert (found.url, found.caption, found.credit) == (server.url("/lead.jpg"), "The bridge", "Ada Frey")
    assert found.why == "the one its page declares"
    assert dict(server.asked)["/lead.jpg"]["accept"].startswith("image/avif,image/webp,image/jpeg")


async def test_the_next_is_taken_where_the_first_does_not_serve_and_the_caption_stays_with_the_first(look, server):
    server.answer("/small.png", prints.saved(prints.scene(size=(200, 150)), "PNG"))
    server.answer("/second.jpg", prints.saved(prints.scene()))
    found = await look("/small.png", "/second.jpg", caption="The first one's")
    assert (found.url, found.caption) == (server.url("/second.jpg"), "")
    assert found.why == "the best of 2 that its page declares; small.png is too small, 200 by 150 pixels"


REFUSED = {
    "robots.txt": ("/private/lead.jpg", "", "does not want us there"),
    "its own header": ("/lead.jpg", "X-Robots-Tag: noimageindex\r\n", "X-Robots-Tag: noimageindex"),
    "against machines": ("/lead.jpg", "X-Robots-Tag: noai, noimageai\r\n", "X-Robots-Tag: noimageai"),
    "its absence": ("/nowhere.jpg", "", "404"),
    "its weight": ("/heavy.jpg", "", "more than 500,000 bytes"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_may_not_be_fetched_is_no_picture(look, server, name):
    path, header, why = REFUSED[name]
    if path != "/nowhere.jpg":
        server.answer(path, prints.saved(prints.scene()) + b"\0" * (600_000 if "heavy" in path else 0), header)
    found = await look(path)
    assert found.picture is None
    assert why in found.why


async def test_an_address_inside_our_network_is_never_asked(fetcher, server):
    found = await find(
        Declared((Candidate(f"http://127.0.0.1:{server.canary_port}/lead.jpg"),)), fetcher, developed, 500_000
    )  # fmt: skip
    assert found.picture is None
    assert "may not be fetched" in found.why


async def test_a_picture_that_its_credit_gives_to_an_agency_is_not_even_asked_for(look, server):
    server.answer("/lead.jpg", prints.saved(prints.scene()))
    found = await look("/lead.jpg", credit="Jo Smith/Getty Images")
    assert found.picture is None
    assert found.why == "its credit names Getty, whose pictures no licence of the page covers"
    assert "/lead.jpg" not in server.paths()


async def test_at_most_three_are_fetched(look, server):
    await look(*(f"/missing-{number}.jpg" for number in range(6)))
    assert len([path for path in server.paths() if path.startswith("/missing")]) == 3


async def test_none_declared_says_so(look):
    assert (await look()).why == "its page declares no picture"


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (Candidate("https://paper.example/lead.jpg"), ""),
        (Candidate("https://paper.example/catalogue/pixelated-lead.jpg"), ""),
        (Candidate("https://paper.example/logo.svg"), "drawing"),
        (Candidate("https://paper.example/img/logo.png"), "logo"),
        (Candidate("https://paper.example/img/default-og.jpg"), "placeholder"),
        (Candidate("https://paper.example/1x1.gif"), "placeholder"),
        (Candidate("data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP"), "no web address"),
        (Candidate("https://paper.example/lead.jpg", 120, 90), "too small"),
        (Candidate("https://paper.example/lead.jpg", 1456, 180), "banner"),
    ],
)
def test_what_is_plainly_no_picture_is_not_asked_for(one, why):
    assert why in objection(one)
    assert bool(objection(one)) == bool(why)


def test_the_wide_come_before_the_unknown_and_those_before_the_narrow():
    at = partial(Candidate, height=0)
    narrow, unknown, wide, wider = (
        at("https://a/1", 450),
        Candidate("https://a/2"),
        at("https://a/3", 1300),
        at("https://a/4", 4000),
    )
    assert ranked([narrow, unknown, wide, wider, wide]) == [wide, wider, unknown, narrow]


@pytest.mark.parametrize(
    ("markup", "headers", "said"),
    [
        ('<meta name="robots" content="noimageai">', (), "meta robots: noimageai"),
        ("<META CONTENT='index, max-image-preview:none' NAME=robots>", (), "meta robots: max-image-preview:none"),
        ('<meta name="robots" content="max-image-preview:large, max-snippet:-1">', (), ""),
        ('<meta name="description" content="noimageai, explained">', (), ""),
        ("<p>", (("x-robots-tag", "noimageindex"),), "header X-Robots-Tag: noimageindex"),
        ("<p>noimageai", (), ""),
    ],
)
def test_a_page_may_keep_its_pictures(page, markup, headers, said):
    assert turned_away(page(markup, headers=headers)) == said


def test_a_publishers_own_people_are_no_strangers():
    assert [foreign_owner(credit) for credit in ("Tidewater/Pat Bowman", "Staff", "", "Una Reutershan")] == [""] * 4
    assert foreign_owner("REUTERS/A. Photographer") == "REUTERS"
