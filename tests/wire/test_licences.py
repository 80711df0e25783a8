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
        ("CC BY 4.0 International", "full"),
        ("by agreement of 3 May", None),
        ("no CC BY, letter pending", None),
        ("CC BY except for agencies", None),
        (f"not {DEED}", None),
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


LINK = f'<a rel="license" href="{DEED}">CC</a>'


def nodes(*said):
    return "".join(f'<script type="application/ld+json">{each}</script>' for each in said)


@pytest.mark.parametrize(
    ("markup", "mode"),
    [
        (f'<head><link rel="license" href="{DEED}"></head><body>text', "full"),
        (f"<article><p>text</p><footer>{LINK}</footer></article>", "full"),
        (f'<body class="comments-open"><article>{LINK}</article>', "full"),
        (nodes(f'{{"@type": "NewsArticle", "license": "{DEED}"}}'), "full"),
        (nodes(f'{{"@type": "NewsArticle", "license": [{{"@id": "{DEED}"}}]}}'), "full"),
        (f'<meta name="dc.rights" content="{DEED}deed.en">', "full"),
        (f"<article>text<figure><figcaption>A photo. {LINK}</figcaption></figure></article>", None),
        (f"<article>text</article><section class=comments><div>{LINK}</div></section>", None),
        (f"<article>text</article><ol id=comment-list><li>{LINK}</li></ol>", None),
        (f"<article><blockquote>{LINK}</blockquote></article>", None),
        (f"<aside>{LINK}</aside>", None),
        (f"<p>text</p><!-- {LINK} -->", None),
        (f'<!-- <link rel="license" href="{DEED}"> -->', None),
        (nodes('{"@type": "NewsArticle"}', f'{{"@type": "ImageObject", "license": "{DEED}"}}'), None),
        (nodes('{"@type": "NewsArticle", "headline": "A"}', f'{{"@type": "WebPage", "license": "{DEED}"}}'), None),
        (f'<meta name="copyright" content="All rights reserved, not {DEED}">', None),
    ],
)
def test_a_page_licenses_its_own_text_only(page, markup, mode):
    read = page(markup)
    found = licences.on_page(read, read.body.lower())
    assert (found.mode if found else None) == mode
