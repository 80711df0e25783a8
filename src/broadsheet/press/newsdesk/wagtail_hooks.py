"""What the desk adds to Wagtail's admin, and what of it stays hidden."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from broadsheet.press.archive.models import Feed, Setting, Story
from broadsheet.press.newsdesk.articles import ArticleViewSet
from broadsheet.press.newsdesk.bulk import HoldAction, PrintAction
from broadsheet.press.newsdesk.catalogue import catalogue
from broadsheet.press.newsdesk.dashboard import PANELS
from broadsheet.press.newsdesk.language_model import language_model
from broadsheet.press.newsdesk.layouts import forget
from broadsheet.press.newsdesk.listing import Policy
from broadsheet.press.newsdesk.preferences import preferences
from broadsheet.press.newsdesk.rights import LetterViewSet, OptOutViewSet
from broadsheet.press.newsdesk.sections import SectionViewSet
from broadsheet.press.newsdesk.sources import FeedViewSet, PublisherViewSet
from broadsheet.press.newsdesk.stories import StoryViewSet

VIEWSETS = (StoryViewSet, ArticleViewSet, PublisherViewSet, FeedViewSet, SectionViewSet, LetterViewSet, OptOutViewSet)
# Menu entries of Wagtail's for pages, images and documents, which the paper does not use.
HIDDEN = {
    "main": {"explorer", "images", "documents", "snippets", "help"},
    "settings": {"sites", "collections", "workflows", "workflow-tasks", "redirects", "locales"},
    "reports": {"locked-pages", "workflows", "workflow-tasks", "aging-pages", "page-types-usage"},
}


@hooks.register("register_admin_viewset")
def viewsets() -> list[Any]:
    """The archive's tables."""
    return [viewset() for viewset in VIEWSETS]


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """The page of settings, the catalogue, the language model's ledger, and what forgets a publisher's template."""
    return [
        path("language-model/", language_model, name="language_model"),
        path("preferences/", preferences, name="preferences"),
        path("catalogue/", catalogue, name="catalogue"),
        path("publishers/<str:pk>/forget/", forget, name="forget_template"),
    ]


class DeskMenuItem(MenuItem):
    """An entry that shows to those who may change a model's rows, or do what `action` says."""

    def __init__(self, label: str, url: str, model: Any, action: str = "change", **options: Any) -> None:
        super().__init__(label, url, **options)
        self.policy, self.action = Policy(model, frozenset()), action

    def is_shown(self, request: Any) -> bool:
        """Whether it shows."""
        return self.policy.user_has_permission(request.user, self.action)


@hooks.register("register_admin_menu_item")
def waiting_item() -> MenuItem:
    """The queue."""
    return DeskMenuItem("Waiting", reverse("stories:waiting"), Story, name="waiting", icon_name="time", order=120)


@hooks.register("register_admin_menu_item")
def catalogue_item() -> MenuItem:
    """The publishers that can be added."""
    return DeskMenuItem("Catalogue", reverse("catalogue"), Feed, "add", name="catalogue", icon_name="search", order=225)


@hooks.register("register_admin_menu_item")
def preferences_item() -> MenuItem:
    """The settings of the paper."""
    return DeskMenuItem("The paper", reverse("preferences"), Setting, name="preferences", icon_name="sliders", order=300)


@hooks.register("register_admin_menu_item")
def language_model_item() -> MenuItem:
    """What the language model drafted and took."""
    return DeskMenuItem("Language model", reverse("language_model"), Story, name="language-model", icon_name="draft", order=290)


@hooks.register("construct_main_menu")
def main_menu(request: Any, items: list[MenuItem]) -> None:
    """Without what the paper does not use."""
    del request
    items[:] = [item for item in items if item.name not in HIDDEN["main"]]


@hooks.register("construct_settings_menu")
def settings_menu(request: Any, items: list[MenuItem]) -> None:
    """Without what the paper does not use."""
    del request
    items[:] = [item for item in items if item.name not in HIDDEN["settings"]]


@hooks.register("construct_reports_menu")
def reports_menu(request: Any, items: list[MenuItem]) -> None:
    """Without what the paper does not use."""
    del request
    items[:] = [item for item in items if item.name not in HIDDEN["reports"]]


@hooks.register("register_admin_search_area")
def search_area() -> SearchArea:
    """The box of the side bar searches stories."""
    return SearchArea("Stories", reverse("stories:index"), name="stories", icon_name="doc-full-inverse", order=1)


@hooks.register("construct_homepage_panels")
def panels(request: Any, found: list[Any]) -> None:
    """Ours instead of those for pages."""
    found[:] = [panel(request) for panel in PANELS]


@hooks.register("construct_homepage_summary_items")
def summary(request: Any, items: list[Any]) -> None:
    """No counts of pages, images and documents."""
    del request
    items.clear()


@hooks.register("insert_global_admin_css")
def style() -> str:
    """The desk's own few rules."""
    return format_html('<link rel="stylesheet" href="{}">', static("newsdesk/desk.css"))


@hooks.register("register_icons")
def icons(found: list[str]) -> list[str]:
    """A feed's sign."""
    return [*found, "newsdesk/icons/feed.svg"]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What the history calls an editor's decisions."""
    actions.register_action("broadsheet.decide", "Decide", "Decided on the story")
    actions.register_action("broadsheet.set", "Change a setting", "Changed a setting")


hooks.register("register_bulk_action", PrintAction)
hooks.register("register_bulk_action", HoldAction)
