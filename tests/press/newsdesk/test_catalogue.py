"""The catalogue at the desk: looked through, and added from with one click."""

import pytest
from django.contrib.auth import get_user_model

from broadsheet.press.archive.models import Feed, Publisher
from broadsheet.wire.catalogue import outlet

pytestmark = pytest.mark.django_db
PAGE = "/desk/catalogue/"


def page(editor, **asked):
    return editor.get(PAGE, asked).content.decode()


def test_an_editor_types_and_sees_whose_a_publisher_is_and_where(editor):
    text = page(editor, q="liberation")
    assert "<strong>Libération</strong>" in text
    assert "<td>FR</td>" in text
    assert "<td>newspaper</td>" in text
    assert "www.liberation.fr" in text


def test_nothing_is_listed_before_somebody_asks(editor):
    assert 'class="listing"' not in page(editor)
    assert 'class="listing"' in page(editor, q="liberation")


def test_one_click_adds_a_publisher_with_its_feeds(editor):
    libe = outlet("liberation")
    editor.post(f"{PAGE}?q=liberation", {"slug": "liberation"})
    row = Publisher.objects.get()
    assert (row.slug, row.name, row.country, row.language) == ("liberation", "Libération", "FR", "fr")
    assert set(Feed.objects.values_list("url", flat=True)) == {feed.url for feed in libe.feeds}
    assert "Added." in page(editor, q="liberation")


def test_one_feed_of_many_can_be_added(editor):
    one = outlet("liberation").feeds[3].url
    answer = editor.post(f"{PAGE}?q=liberation&country=fr", {"slug": "liberation", "feed": one})
    assert answer["Location"] == f"{PAGE}?q=liberation&country=fr"
    assert Feed.objects.get().url == one
    assert f"Add {len(outlet('liberation').feeds) - 1} feeds" in page(editor, q="liberation")


def test_an_address_that_is_not_in_the_catalogue_is_not_added(editor):
    editor.post(PAGE, {"slug": "liberation", "feed": "https://elsewhere.example/feed"})
    editor.post(PAGE, {"slug": "no-such-publisher"})
    assert not Publisher.objects.exists()


def test_a_country_that_is_none_is_said(editor):
    assert "Nowhere is no country" in page(editor, country="Nowhere")


def test_what_is_not_found_leads_to_a_feed_of_ones_own(editor):
    text = page(editor, q="zzqzz")
    assert "no such publisher" in text
    assert "/desk/feeds/new/" in text


def test_who_may_not_add_feeds_does_not_come_in(client):
    client.force_login(get_user_model().objects.create_user("reader", password="a-long-password"))
    client.post(PAGE, {"slug": "liberation"})
    assert client.get(PAGE).status_code == 302
    assert not Feed.objects.exists()
