"""Kept pages: the same bytes until what they show changes, 304 for who has them, bounded."""

import gzip
import threading

import brotli
import pytest
from django.http import HttpResponse

from broadsheet.press.archive import models
from broadsheet.press.front import cache
from tests.press.factories import article, bump, story

pytestmark = pytest.mark.django_db


def test_a_kept_page_is_handed_out_until_its_key_is_bumped(client):
    row = story(article("One", "one", 1), article("Two", "two", 2))
    address = f"/story/{row.id}/crane-falls/"
    first = client.get(address).content
    models.Story.objects.update(headline="Changed")
    assert client.get(address).content == first
    bump("story:other")
    assert client.get(address).content == first
    bump(f"story:{row.id}")
    assert b"Changed</h1>" in client.get(address).content


def test_a_kept_page_costs_one_look(client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(1):
        client.get("/")


def test_who_has_the_page_gets_304(client):
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == "public, max-age=30, stale-while-revalidate=60"


@pytest.mark.parametrize(
    ("accepted", "name"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", ""),
        ("", ""),
        ("no;;=", ""),
    ],
)
def test_pages_come_in_the_encoding_that_is_taken(client, accepted, name):
    plain = client.get("/").content
    answer = client.get("/", headers={"accept-encoding": accepted})
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[name]
    assert answer.get("Content-Encoding", "") == name
    assert decode(answer.content) == plain
    assert answer["Vary"] == "Accept-Encoding"
    again = client.get("/", headers={"accept-encoding": accepted, "if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_unknown_parameters_make_no_new_page(client):
    client.get("/latest/?utm_source=x")
    client.get("/latest/?fbclid=y")
    assert list(cache.PAGES.kept) == ["/latest/"]


def test_pages_grow_old(client, monkeypatch):
    client.get("/latest/")
    monkeypatch.setattr(cache, "LIFETIME", -1.0)
    assert cache.PAGES.fresh("/latest/") is None


def test_errors_are_not_kept(client):
    client.get("/section/nope/")
    assert not cache.PAGES.kept


def test_memory_is_bounded(rf):
    pages = cache.Pages(most=10_000)
    for number in range(50):
        pages.answer(rf.get(f"/{number}"), ["front"], lambda: HttpResponse(b"x" * 1_000))
    assert pages.bytes <= 10_000
    assert len(pages.kept) == 10


def test_one_builds_while_others_wait_for_it(rf, monkeypatch):
    monkeypatch.setattr(cache, "versions", lambda keys: dict.fromkeys(keys, 0))
    monkeypatch.setattr(cache.Changes, "look", lambda self: 1)
    pages, built, go = cache.Pages(), [], threading.Event()

    def build():
        built.append(1)
        go.wait(5)
        return HttpResponse(b"page")

    answers = []
    threads = [threading.Thread(target=lambda: answers.append(pages.answer(rf.get("/"), [], build).content)) for _ in range(4)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join()
    assert (len(built), answers) == (1, [b"page"] * 4)


def test_a_failed_build_leaves_nothing_locked(rf):
    pages = cache.Pages()

    def fail():
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):  # noqa: PT011 - our own
            pages.answer(rf.get("/"), [], fail)
    assert not pages.building
