"""What a hub is asked, what it may verify, and whose deliveries count."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.news import Page
from broadsheet.wire import websub
from broadsheet.wire.fetch import Refused

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ASKED = websub.Subscription("https://hub.example/", "https://p.example/feed", "https://site.example/hub/t", "s", "asked", NOW)
ACTIVE = replace(ASKED, state="active", lease_until=NOW + timedelta(days=10), lease_seconds=864_000)


class Hub:
    """A door that keeps what was sent through it."""

    def __init__(self, refused: Refused | None = None) -> None:
        self.refused = refused
        self.sent: list[tuple[str, dict[str, str]]] = []

    async def post(self, url, *, form):
        if self.refused:
            raise self.refused
        self.sent.append((url, dict(form)))
        return Page(url, url, 202, "", b"", NOW)


async def test_a_subscription_is_asked_with_its_secret_and_its_end_without():
    hub = Hub()
    assert await websub.ask(hub, ASKED, "subscribe") == ""
    assert await websub.ask(hub, ASKED, "unsubscribe") == ""
    (url, first), (_, last) = hub.sent
    assert url == "https://hub.example/"
    assert (first["hub.mode"], first["hub.secret"], first["hub.callback"]) == ("subscribe", "s", "https://site.example/hub/t")
    assert last == {"hub.callback": ASKED.callback, "hub.mode": "unsubscribe", "hub.topic": ASKED.topic}


async def test_a_hub_that_refuses_is_told_of_in_words():
    why = await websub.ask(Hub(Refused("status", "hub.example answered 403.", 403)), ASKED, "subscribe")
    assert why == "Its hub did not take the request: hub.example answered 403."


@pytest.mark.parametrize(
    ("had", "hub", "later", "mode"),
    [
        (None, "", timedelta(0), ""),
        (None, ASKED.hub, timedelta(0), "subscribe"),
        (ASKED, ASKED.hub, timedelta(hours=1), ""),
        (ASKED, ASKED.hub, timedelta(hours=25), "subscribe"),
        (ACTIVE, ASKED.hub, timedelta(days=7), ""),
        (ACTIVE, ASKED.hub, timedelta(days=7, hours=13), "subscribe"),
        (ACTIVE, ASKED.hub, timedelta(days=30), "subscribe"),
        (ACTIVE, "", timedelta(0), "unsubscribe"),
        (ACTIVE, "https://other.example/", timedelta(0), "unsubscribe"),
        (replace(ACTIVE, state="ending"), "https://other.example/", timedelta(0), "subscribe"),
        (replace(ACTIVE, state="ending"), "", timedelta(days=9), ""),
        (replace(ASKED, state="denied"), ASKED.hub, timedelta(hours=2), ""),
    ],
)
def test_what_is_asked_when(had, hub, later, mode):
    assert websub.wanted(had, hub, ASKED.topic if hub else "", NOW + later) == mode


def said(mode="subscribe", **more):
    return {"hub.mode": mode, "hub.topic": ASKED.topic, "hub.challenge": "c", "hub.lease_seconds": "3600"} | more


def test_an_intent_of_ours_is_verified_with_its_lease():
    verdict = websub.verified(ASKED, said(), NOW)
    assert verdict.challenge == "c"
    assert (verdict.after.state, verdict.after.lease_until) == ("active", NOW + timedelta(hours=1))


@pytest.mark.parametrize("lease", ["", "-1", "x", "0", "99999999999"])
def test_a_lease_out_of_reason_is_brought_back_to_it(lease):
    until = websub.verified(ASKED, said(**{"hub.lease_seconds": lease}), NOW).after.lease_until
    assert timedelta(minutes=5) <= until - NOW <= timedelta(days=90)


@pytest.mark.parametrize(
    ("had", "asked"),
    [
        (ASKED, said(**{"hub.topic": "https://other.example/"})),
        (ASKED, said("unsubscribe")),
        (ASKED, said("publish")),
        (ASKED, said(**{"hub.challenge": ""})),
        (ASKED, said(**{"hub.challenge": "x" * 5000})),
        (replace(ASKED, state=""), said()),
        (replace(ASKED, state="ended"), said()),
        (ACTIVE, said("unsubscribe")),
    ],
)
def test_what_we_did_not_ask_for_is_not_verified(had, asked):
    verdict = websub.verified(had, asked, NOW)
    assert (verdict.challenge, verdict.after) == ("", None)


def test_a_denial_and_an_end_are_told():
    denied = websub.verified(ASKED, said("denied", **{"hub.reason": "not today"}), NOW)
    assert (denied.challenge, denied.after.state) == ("", "denied")
    assert "not today" in denied.after.why
    assert websub.verified(replace(ACTIVE, state="ending"), said("unsubscribe"), NOW).after.state == "ended"


@pytest.mark.parametrize("method", websub.METHODS)
def test_a_signature_of_each_method_holds_for_its_body_alone(method):
    signature = f"{method}={hmac.new(b's', b'body', getattr(hashlib, method)).hexdigest()}"
    assert websub.signed("s", b"body", signature)
    assert websub.signed("s", b"body", signature.upper())
    assert not websub.signed("s", b"bodY", signature)
    assert not websub.signed("t", b"body", signature)


@pytest.mark.parametrize(
    "signature", ["", "sha256", "sha256=", "md5=900150983cd24fb0d6963f7d28e17f72", "sha256=é", "blake2b=00"]
)
def test_no_signature_and_odd_ones_hold_for_nothing(signature):
    assert not websub.signed("s", b"body", signature)


@pytest.mark.parametrize(
    ("address", "can"),
    [
        ("https://paper.example", True),
        ("https://paper.example:8443", True),
        ("http://paper.example", False),
        ("https://127.0.0.1", False),
        ("https://[::1]", False),
        ("https://10.1.2.3", False),
        ("https://8.8.8.8", True),
        ("https://localhost", False),
        ("https://desk.localhost", False),
        ("https://newsroom", False),
        ("https://newsroom.local", False),
        ("", False),
    ],
)
def test_which_sites_a_hub_can_reach(address, can):
    assert websub.reachable(address) is can


async def test_it_goes_out_through_the_one_guarded_door(fetcher, server):
    server.answer("/hub", b"", status="202 Accepted")
    assert await websub.ask(fetcher, replace(ASKED, hub=server.url("/hub")), "subscribe") == ""
    assert server.paths() == ["/hub"]
    why = await websub.ask(fetcher, replace(ASKED, hub="http://169.254.169.254/"), "subscribe")
    assert "may not be fetched" in why
