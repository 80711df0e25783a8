"""What a feed says of its entries' rights."""

from broadsheet.wire import rsl
from broadsheet.wire.feed_rights import terms

FEED = """<rss version="2.0" xmlns:rsl="https://rslstandard.org/rsl" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Paper</title>{licence}
<item><title>A bridge opens</title><content:encoded>text</content:encoded>{rsl}</item></channel></rss>"""
RSL = (
    '<rsl:content url="https://paper.example/a/1.html"><rsl:license><rsl:prohibits type="usage">all</rsl:prohibits>'
    "</rsl:license></rsl:content>"
)
DEED = '<link rel="license" href="https://creativecommons.org/licenses/by-nd/4.0/"/>'


def test_its_licence_and_its_entries_terms_are_read(page, now):
    found = terms(page(FEED.format(licence=DEED, rsl=RSL), "application/rss+xml"))
    assert found.licence is not None
    assert found.licence.mode == "full"
    about = rsl.on(found.contents, "https://paper.example/a/1.html", "", now)
    assert about is not None
    assert about.mode == "link"
    assert rsl.on(found.contents, "https://paper.example/a/2.html", "", now) is None


def test_a_feed_that_says_nothing_has_no_terms(page):
    found = terms(page(FEED.format(licence="", rsl=""), "application/rss+xml"))
    assert (found.licence, found.contents) == (None, ())
