"""The address where a hub verifies and delivers: uncached, bounded, and silent to a forger."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

import pytest
from django.test import Client

from broadsheet.press.archive.models import Article, HubSubscription
from broadsheet.press.clock import clock
from tests.press import factories

pytestmark = pytest.mark.django_db
BODY = b"<rss><channel><title>C</title><item><title>One</title><link>https://u.example/1</link></item></channel></rss>"


@pytest.fixture
def row():
    return HubSubscription.objects.create(
        feed=factories.feed(), hub="https://hub.example/", topic="https://u.example/feed", token="t" * 43, secret="s",
        state="active", lease_until=clock() + timedelta(days=1), lease_seconds=86_400,
    )  # fmt: skip


def sent(body, key=b"s"):
    signature = f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}"
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/hub/{'t' * 43}", body, content_type="application/rss+xml", headers={"X-Hub-Signature": signature})


def test_a_verification_is_echoed_as_plain_text_and_kept_by_nobody(client, row):
    asked = {"hub.mode": "subscribe", "hub.topic": row.topic, "hub.challenge": "<b>1</b>", "hub.lease_seconds": "900"}
    answer = client.get(f"/hub/{row.token}", asked)
    assert (answer.status_code, answer.content) == (200, b"<b>1</b>")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/plain; charset=utf-8", "no-store")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_was_not_asked_for_is_not_found_and_an_old_address_is_gone(client, row):
    assert client.get(f"/hub/{row.token}").status_code == 404
    assert client.get("/hub/another").status_code == 410
    assert client.put(f"/hub/{row.token}").status_code == 405


def test_a_delivery_without_a_cookie_or_token_of_ours_is_taken_in(row):
    assert sent(BODY).status_code == 204
    assert Article.objects.get().title == "One"


def test_a_forged_delivery_looks_taken_and_is_not(row):
    assert sent(BODY, key=b"x").status_code == 204
    assert not Article.objects.exists()


def test_a_delivery_has_a_bound(row):
    assert sent(BODY + b" " * 2_000_000).status_code == 413


def test_a_hub_may_deliver_more_often_than_a_reader_writes(row):
    assert {sent(BODY).status_code for _ in range(40)} == {204}
