"""What readers may open."""

from django.urls import path

from broadsheet.press.front.views import about, feeds, home, plain, search, sections, sitemaps, sources, stories, tags

urlpatterns = [
    path("", home.front, name="front"),
    path("latest/", home.latest, name="latest"),
    path("section/<slug:slug>/", sections.section, name="section"),
    path("story/<slug:story>/", stories.story, name="story_short"),
    path("story/<slug:story>/<slug:slug>/", stories.story, name="story"),
    path("why/<slug:story>/", stories.why, name="why"),
    path("article/<slug:article>/", sources.article, name="article"),
    path("publishers/", sources.publishers, name="publishers"),
    path("publisher/<slug:slug>/", sources.publisher, name="publisher"),
    path("author/<slug:publisher>/<slug:slug>/", sources.author, name="author"),
    path("tags/", tags.tags, name="tags"),
    path("tag/<slug:slug>/", tags.tag, name="tag"),
    path("search/", search.results, name="search"),
    path("search/suggest", search.suggestions, name="suggest"),
    path("about/", about.about, name="about"),
    path("feed.xml", feeds.front, name="feed"),
    path("section/<slug:slug>/feed.xml", feeds.section, name="section_feed"),
    path("tag/<slug:slug>/feed.xml", feeds.tag, name="tag_feed"),
    path("publisher/<slug:slug>/feed.xml", feeds.publisher, name="publisher_feed"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap/news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap/<str:day>.xml", sitemaps.stories, name="sitemap_day"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.svg", plain.favicon, name="favicon"),
    path("healthz", plain.healthz, name="healthz"),
]
