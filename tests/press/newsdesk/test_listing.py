"""Pages without an unbounded count."""

import pytest

from broadsheet.press.archive.models import Article, Story
from broadsheet.press.newsdesk import listing
from broadsheet.press.newsdesk.listing import BoundedPaginator, Policy, at_most, in_words
from tests.press.newsdesk.paper import many

pytestmark = pytest.mark.django_db


def test_rows_are_counted_only_so_far():
    many(30)
    assert at_most(Article.objects.all(), 10) == 11
    assert at_most(Article.objects.all(), 100) == 30
    assert (in_words(11, 10), in_words(1200)) == ("more than 10", "1,200")


def test_a_long_list_ends_where_counting_ends(monkeypatch):
    monkeypatch.setattr(listing, "MOST_COUNTED", 20)
    monkeypatch.setattr(BoundedPaginator, "counted", property(lambda self: at_most(self.object_list, 20)))
    many(30)
    pages = BoundedPaginator(Story.objects.order_by("-last_changed"), 10)
    assert (pages.count, pages.num_pages) == (20, 2)
    assert len(pages.page(2)) == 10


def test_what_nobody_does_is_refused_to_all(admin_user):
    policy = Policy(Story, frozenset({"delete"}))
    assert not policy.user_has_permission(admin_user, "delete")
    assert policy.user_has_any_permission(admin_user, {"delete", "change"})
