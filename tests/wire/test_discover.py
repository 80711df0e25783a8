"""A site's feeds, found by its address."""

from broadsheet.wire.discover import discover


async def test_an_address_that_is_a_feed_is_its_own_candidate(fetcher, server, now):
    found = await discover(fetcher, server.url("/feed.xml"), now)
    assert [(each.url, each.title, each.entries, each.why) for each in found] == [
        (server.url("/feed.xml"), "The Paper", 1, "the address itself")
    ]


async def test_link_tags_come_first_and_dead_ones_fall_out(fetcher, server, now):
    links = "".join(f'<link rel=alternate type="application/rss+xml" href="{href}">' for href in ("/gone.xml", "/other.xml"))
    server.answer("/", f"<html>{links}".encode(), "Content-Type: text/html\r\n")
    server.answer("/other.xml", server.routes["/feed.xml"](server, {})[1])
    found = await discover(fetcher, server.url("/"), now)
    assert [(each.url, each.why) for each in found] == [(server.url("/other.xml"), "its link tags")]


async def test_well_known_places_are_tried_next(fetcher, server, now):
    server.answer("/", b"<html>nothing", "Content-Type: text/html\r\n")
    assert [each.why for each in await discover(fetcher, server.url("/"), now)] == ["a well-known place"]


async def test_the_pages_own_links_are_tried_last(fetcher, server, now):
    del server.routes["/feed.xml"]
    server.answer("/", b'<html><a href="/our-rss-here">RSS</a><a href="https://other.example/rss">x</a>')
    server.answer("/our-rss-here", b"<rss><channel><title>Own</title><item><title>x</title></item></channel></rss>")
    found = await discover(fetcher, server.url("/"), now)
    assert [(each.title, each.why) for each in found] == [("Own", "a link on the page")]


NEWS = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
    b"<url><loc>https://p.example/1</loc><n:news><n:title>One</n:title></n:news></url></urlset>"
)


async def test_a_news_sitemap_that_robots_names_is_found(fetcher, server, now):
    del server.routes["/feed.xml"]
    server.answer("/", b"<html>nothing", "Content-Type: text/html\r\n")
    lines = f"User-agent: *\nDisallow: /private\nSitemap: {server.url('/all.xml')}\nSITEMAP:{server.url('/news-now.xml')}\n"
    server.answer("/robots.txt", lines.encode(), "Content-Type: text/plain\r\n")
    server.answer("/news-now.xml", NEWS)
    found = await discover(fetcher, server.url("/"), now)
    assert [(each.url, each.entries, each.why) for each in found] == [
        (server.url("/news-now.xml"), 1, "a news sitemap that robots.txt names")
    ]


async def test_an_index_of_sitemaps_counts_the_news_of_its_sitemaps(fetcher, server, now):
    server.answer(
        "/index.xml", f"<sitemapindex><sitemap><loc>{server.url('/news.xml')}</loc></sitemap></sitemapindex>".encode()
    )
    server.answer("/news.xml", NEWS)
    assert [each.entries for each in await discover(fetcher, server.url("/index.xml"), now)] == [1]


async def test_several_feeds_of_a_page_stand_in_its_order(fetcher, server, now):
    links = "".join(f'<link rel=alternate type="application/rss+xml" href="/{name}.xml">' for name in "cab")
    server.answer("/", f"<html>{links}".encode(), "Content-Type: text/html\r\n")
    for name in "abc":
        server.answer(f"/{name}.xml", server.routes["/feed.xml"](server, {})[1])
    assert [each.url[-5:] for each in await discover(fetcher, server.url("/"), now)] == ["c.xml", "a.xml", "b.xml"]
