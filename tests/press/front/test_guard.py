"""What every answer carries, and how often one address may write."""

import pytest
from django.test import override_settings

from broadsheet.press.home import Home
from tests.press.factories import article, story

pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("address", ["/", "/about/", "/feed.xml", "/nope/", "/robots.txt", "/search/?q=x", "/healthz"])
def test_public_answers_carry_the_strict_policy(client, address):
    for _ in range(2):  # made, then kept
        answer = client.get(address)
        assert answer["Content-Security-Policy"] == POLICY
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation=()" in answer["Permissions-Policy"]


def test_no_page_has_an_inline_script_or_style(client):
    row = story(article("One", "one", 1), article("Two", "two", 2))
    for address in ("/", f"/story/{row.id}/crane-falls/", f"/why/{row.id}/", "/publishers/", "/search/?q=one"):
        page = client.get(address).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        scripts = page.split("<script")[1:]
        assert all(each.startswith((' type="application/ld+json"', " src=")) for each in scripts)


def test_the_desk_has_a_policy_of_its_own(client):
    answer = client.get("/desk/login/")
    assert "'unsafe-inline'" in answer["Content-Security-Policy"]


def test_a_reader_gets_no_cookie(client):
    assert not client.get("/").cookies
    assert "Cookie" not in client.get("/")["Vary"] if "Vary" in client.get("/") else True


def test_writing_too_often_is_stopped_and_helped(client):
    answers = [client.post("/nope/", REMOTE_ADDR="198.51.100.7") for _ in range(31)]
    assert [each.status_code for each in answers[:30]] == [404] * 30 or all(each.status_code != 429 for each in answers[:30])
    assert answers[30].status_code == 429
    assert int(answers[30]["Retry-After"]) >= 1
    assert b"Wait" in answers[30].content
    assert client.post("/nope/", REMOTE_ADDR="198.51.100.8").status_code != 429


def test_log_ins_are_fewer(client):
    answers = [client.post("/desk/login/", {"username": "x", "password": "y"}, REMOTE_ADDR="203.0.113.9") for _ in range(11)]
    assert all(each.status_code != 429 for each in answers[:10])
    assert answers[10].status_code == 429


def test_a_specimen_says_so_and_is_listed_nowhere(client, settings, monkeypatch):
    from broadsheet.press.front.jinja import environment

    edition = Home(settings.HOME.path, "demo")
    with override_settings(HOME=edition):
        assert client.get("/about/")["X-Robots-Tag"] == "noindex, nofollow"
        assert client.get("/robots.txt").content.endswith(b"Disallow: /\n")
        assert environment(autoescape=True).globals["specimen"] is True
    assert "X-Robots-Tag" not in client.get("/about/")


def test_writing_to_a_kept_page_is_refused(client):
    answer = client.post("/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
