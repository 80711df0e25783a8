"""Open licences: what a page, a feed and the catalogue declare of a text."""

import pytest

from broadsheet.wire import licences

DEED = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("CC BY-ND", "full"),
        ("CC BY 4.0", "full"),
        ("CC0", "full"),
        ("OGL", "full"),
        ("Open Government Licence v3", "full"),
        (DEED, "full"),
        ("CC BY-NC-ND", "excerpt"),
        ("by agreement of 3 May", None),
    ],
)
def test_the_catalogues_words(now, words, mode):
    found = licences.named(words, now)
    assert (found.mode if found else None) == mode


FEED = '<rss xmlns:creativeCommons="urn:cc"><channel>{}<item>{}</item></channel></rss>'


@pytest.mark.parametrize(
    ("channel", "item", "mode"),
    [
        (f"<creativeCommons:license>{DEED}</creativeCommons:license>", "", "full"),
        (f"<copyright>Free under {DEED}</copyright>", "", "full"),
        (f'<atom:link rel="license" href="{DEED}"/>', "", "full"),
        (f"<description>We like {DEED}</description>", "", None),
        ("", f"<creativeCommons:license>{DEED}</creativeCommons:license>", None),
    ],
)
def test_a_feeds_licence_stands_before_its_entries(now, channel, item, mode):
    found = licences.in_feed(FEED.format(channel, item).encode(), "https://paper.example/feed.xml", now)
    assert (found.mode if found else None) == mode
