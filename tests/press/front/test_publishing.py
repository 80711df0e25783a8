"""The publishers' page: it shows the table, takes requests without a script, and never stays in a cache."""

import pytest

from broadsheet.press.archive import optouts
from broadsheet.press.archive.models import OptOut
from broadsheet.wire.table import TABLE
from tests.press import factories

pytestmark = pytest.mark.django_db
PAGE = "/publishers/rights/"
ASKS = {"site": "www.paper.example/news", "contact": "desk@paper.example", "why": "We sell these."}


def test_it_shows_the_table_and_our_numbers(client):
    page = client.get(PAGE).content.decode()
    for row in TABLE:
        assert row.found.split("`")[0].strip(" :") in page
    assert "at most 200 characters" in page
    assert "at most 60 words" in page


def test_it_is_never_kept(client):
    answer = client.get(PAGE)
    assert "no-store" in answer["Cache-Control"]
    assert "csrftoken" in answer.cookies


def test_other_pages_lead_to_it(client):
    assert all(f'href="{PAGE}' in client.get(path).content.decode() for path in ("/", "/publishers/", "/about/"))


def test_a_request_waits_and_its_page_says_how_to_prove_it(client):
    answer = client.post(PAGE, ASKS)
    row = OptOut.objects.get()
    assert (row.origin, row.host, row.contact, row.state) == (
        "https://www.paper.example", "paper.example", "desk@paper.example", "waiting",
    )  # fmt: skip
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert row.token in page.content.decode()
    assert "https://www.paper.example/.well-known/broadsheet-opt-out.txt" in page.content.decode()
    assert "noindex" in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_the_same_request_twice_is_one(client):
    first, second = (client.post(PAGE, ASKS)["Location"] for _ in range(2))
    assert first == second
    assert OptOut.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("site", "", "Give the address of your site."),
        ("site", "paper", "That is no address of a site; it looks like https://paper.example."),
        ("site", "ftp://paper.example", "That is no address of a site"),
        ("site", "https://paper.example:x", "That is no address of a site."),
        ("contact", "", "Give an e-mail address that we can answer."),
        ("contact", "desk", "That is no e-mail address"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, field, value, sentence):
    page = client.post(PAGE, ASKS | {field: value}).content.decode()
    assert sentence in page
    assert f'id="{field}-error"' in page
    assert "We sell these." in page
    assert not OptOut.objects.exists()


def test_what_is_typed_is_text(client):
    page = client.post(PAGE, ASKS | {"site": '"><script>x', "why": "</textarea><script>y"}).content.decode()
    assert "<script>x" not in page
    assert "<script>y" not in page


def test_it_needs_its_token(client):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(PAGE, ASKS).status_code == 403
    assert not OptOut.objects.exists()


def test_one_address_asks_a_few_times_an_hour(client):
    codes = [client.post(PAGE, ASKS).status_code for _ in range(8)]
    assert codes[:6] == [302] * 6
    assert codes[6:] == [429] * 2


@pytest.mark.parametrize("state", ["waiting", "in force", "refused", "lifted"])
def test_each_state_has_its_page(client, state):
    row = optouts.ask("paper.example", "desk@paper.example", "", factories.NOW)
    OptOut.objects.update(state=state, decided=factories.NOW)
    page = client.get(f"{PAGE}{row.token}/").content.decode()
    heading = {"waiting": "Your request is here", "in force": "You are left out"}.get(state)
    assert (heading or {"refused": "Your request was refused", "lifted": "You are read again"}[state]) in page


def test_a_token_that_was_never_given_has_no_page(client):
    assert client.get(f"{PAGE}0123456789abcdef/").status_code == 404


def test_a_paywalled_telling_is_labelled_and_stands_after_a_free_one(client):
    paid = factories.article("Crane falls at quay", by="ledger", hours=3, access="paywall", rights="link")
    free = factories.article("Crane collapses in port", by="courier", hours=2)
    row = factories.story(paid, free)
    page = client.get(f"/story/{row.id}/{row.slug}/").content.decode()
    tellings = page[page.index('id="tellings"') :]
    assert tellings.index("Crane collapses in port") < tellings.index("Crane falls at quay")
    assert "Paywall" in tellings


def test_a_free_licence_prints_the_whole_text_and_an_excerpt_does_not(client):
    text = "The crane fell at noon.\n\nNobody was hurt, the port said."
    free = factories.article(title="Crane falls", rights="full", rights_why="licence CC BY", text=text)
    factories.story(free)
    page = client.get(f"/article/{free.id}/").content.decode()
    assert "<p>Nobody was hurt, the port said.</p>" in page
    assert "licence CC BY" in page
    type(free).objects.update(rights="excerpt")
    from broadsheet.press.front import cache

    cache.PAGES.clear()
    assert "Nobody was hurt" not in client.get(f"/article/{free.id}/").content.decode()
