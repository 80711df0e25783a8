"""What readers may open."""

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from broadsheet.press.front.views import (
    about,
    breaking,
    feeds,
    home,
    hub,
    pictures,
    plain,
    publishing,
    recommended,
    search,
    sections,
    sitemaps,
    sources,
    stories,
    tags,
)


class Named(StringConverter):
    """A slug as a row holds it: of any script, for a settings file may name a section's."""

    regex = r"[^/\x00-\x1f]+"


register_converter(Named, "named")

urlpatterns = [
    path("", home.front, name="front"),
    path("latest/", home.latest, name="latest"),
    path("breaking/", breaking.breaking, name="breaking"),
    path("section/<named:slug>/", sections.section, name="section"),
    path("story/<slug:story>/", stories.story, name="story_short"),
    path("story/<slug:story>/<named:slug>/", stories.story, name="story"),
    path("why/<slug:story>/", stories.why, name="why"),
    path("silence/<slug:story>/", stories.silence, name="silence"),
    path("article/<slug:article>/", sources.article, name="article"),
    path("publishers/", sources.publishers, name="publishers"),
    path("publishers/rights/", publishing.rights, name="rights"),
    path("publishers/rights/<slug:token>/", publishing.opt_out, name="opt_out"),
    path("publisher/<named:slug>/", sources.publisher, name="publisher"),
    path("author/<named:publisher>/<named:slug>/", sources.author, name="author"),
    path("tags/", tags.tags, name="tags"),
    path("tag/<named:slug>/", tags.tag, name="tag"),
    path("recommended/", recommended.recommended, name="recommended"),
    path("search/", search.results, name="search"),
    path("search/suggest", search.suggestions, name="suggest"),
    path("about/", about.about, name="about"),
    path("feed.xml", feeds.front, name="feed"),
    path("breaking/feed.xml", feeds.breaking, name="breaking_feed"),
    path("section/<named:slug>/feed.xml", feeds.section, name="section_feed"),
    path("tag/<named:slug>/feed.xml", feeds.tag, name="tag_feed"),
    path("publisher/<named:slug>/feed.xml", feeds.publisher, name="publisher_feed"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap/news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap/<str:day>.xml", sitemaps.stories, name="sitemap_day"),
    re_path(
        r"^pictures/(?P<name>[0-9a-f]{24})-(?P<width>[0-9]{3,4})\.(?P<form>avif|webp|jpg)\Z", pictures.picture, name="picture"
    ),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.svg", plain.favicon, name="favicon"),
    path("hub/<str:token>", hub.hub, name="hub"),
    path("healthz", plain.healthz, name="healthz"),
]
