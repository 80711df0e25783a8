import json
import re
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from broadsheet.press.specimen.gold import gold

BLOCKS = "p, div.para"


def blocks(page: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(BLOCKS)]


def structured(page: str) -> dict:
    return json.loads(LexborHTMLParser(page).css_first('script[type="application/ld+json"]').text())


async def test_every_page_has_the_gold_prose_in_order(either_wire):
    for address, truth in gold(either_wire.edition, either_wire.clock.now).items():
        page = (await either_wire.get(address))[1].decode()
        found = blocks(page)
        prose = truth.served.split("\n\n")
        places = [found.index(paragraph) for paragraph in prose]
        assert places == sorted(places), address
        assert LexborHTMLParser(page).css_first("html").attributes["lang"] == truth.language
        assert LexborHTMLParser(page).css_first("h1").text().strip() == truth.headline
        assert not truth.standfirst or truth.standfirst in LexborHTMLParser(page).css_first("body").text()
        for hidden in truth.body.split("\n\n")[len(prose) :]:
            assert hidden not in page, address


async def test_every_page_carries_furniture_that_is_no_prose(either_wire):
    for address, truth in gold(either_wire.edition, either_wire.clock.now).items():
        parsed = LexborHTMLParser((await either_wire.get(address))[1].decode())
        assert parsed.css("nav, [role=navigation]"), address
        assert len(parsed.css("body")[0].text()) > len(truth.served) + 100, address
        if truth.kind != "video":
            assert all("alt" in picture.attributes for picture in parsed.css("img")), address


async def test_promotions_stand_between_the_paragraphs(wire):
    found = blocks(await wire.page("walkers-shut-out-of-calverley-bridge"))
    app = next(at for at, text in enumerate(found) if "install the Evening Post app" in text)
    assert found[app - 1].startswith("A footbridge over the Aire")
    assert found[app + 1].startswith("It will reopen")


async def test_signs_of_markup_in_prose_are_escaped(wire):
    wire.clock.pass_hours(-15)
    assert "&amp; added: &#34;Nobody was hurt&#34; — &lt;not even&gt; a duck" in await wire.page("footbridge-shut-after-crack")


async def test_a_paywall_says_so_in_schema_org_words(wire):
    found = structured(await wire.page("harbor-fees-analysis"))
    assert found["@type"] == "AnalysisNewsArticle"
    assert found["isAccessibleForFree"] is False
    assert found["hasPart"]["cssSelector"] == ".paywall"


async def test_a_live_blog_has_posts_newest_first(wire):
    page = await wire.page("bridge-closure-live")
    found = structured(page)
    assert found["@type"] == "LiveBlogPosting"
    times = [post["datePublished"] for post in found["liveBlogUpdate"]]
    assert len(times) == 3
    assert times == sorted(times, reverse=True)
    assert len(LexborHTMLParser(page).css(".live-post time")) == 3


async def test_a_video_page_has_a_player(wire):
    page = await wire.page("harbor-video")
    assert {thing["@type"] for thing in structured(page)["@graph"]} >= {"NewsArticle", "VideoObject"}
    assert "Use Chrome browser for a more accessible video player" in page


async def test_a_gallery_has_a_picture_a_slide(wire):
    page = LexborHTMLParser(await wire.page("ten-coats-we-were-paid-to-love"))
    sources = [picture.attributes["src"] for picture in page.css(".slide img")]
    assert len(sources) == 2
    for source in sources:
        status, body, headers = await wire.get(wire.at("glasshouse", source))
        assert (status, headers["Content-Type"], body[:2]) == (200, "image/jpeg", b"\xff\xd8")


async def test_corrections_and_retractions_are_owned_up_to(wire):
    page = await wire.page("footbridge-shut-after-crack")
    assert "Correction, 23 November 2026, 02:00 GMT:" in page
    assert len(structured(page)["correction"]) == 1
    wire.clock.pass_hours(2)
    page = await wire.page("footbridge-shut-after-crack")
    assert "Retraction, 23 November 2026, 14:00 GMT:" in page
    assert "<h1>Withdrawn: report on a Leeds footbridge</h1>" in page


async def test_one_house_has_no_metadata_but_a_visible_date(wire):
    page = await wire.page("wards-and-harbours")
    assert "22 November 2026, 14:00 GMT" in page
    for mark in ("ld+json", "og:", "itemprop", "canonical", "datetime="):
        assert mark not in page


@pytest.mark.parametrize(
    ("slug", "mark"),
    [
        ("fees-by-the-numbers", 'itemprop="articleBody"'),
        ("coat-picture-opens-wide", 'property="og:title"'),
        ("hafen-gebuehren-ausschuss", '"@graph"'),
        ("port-de-lyon-taxes", "Téléchargez l&#39;application du Courrier"),
        ("hafen-gebuehren-ausschuss", "Abonnieren Sie jetzt"),
        ("walkers-shut-out-of-calverley-bridge", "Most read"),
    ],
)
async def test_houses_mark_up_in_their_own_way(wire, slug, mark):
    assert mark in await wire.page(slug)


async def test_every_link_inside_a_house_leads_somewhere(wire):
    for house in wire.edition.publishers:
        home, seen, todo = wire.at(house, "/"), set(), [wire.at(house, "/")]
        while todo:
            address = todo.pop()
            seen.add(address)
            status, body, headers = await wire.get(address)
            assert status == 200, address
            if "html" in headers["Content-Type"]:
                links = re.findall(r'(?:href|src)="([^"#]+)"', body.decode())
                inside = {urljoin(address, link.replace("&amp;", "&")) for link in links if not link.startswith("mailto:")}
                todo += sorted(link for link in inside - seen - set(todo) if link.startswith(home))


async def test_a_wrong_address_is_a_404_in_the_house_language(wire):
    status, body, _ = await wire.get(wire.at("courrier", "/politique/rien.html"))
    assert status == 404
    assert "Page introuvable" in body.decode()
