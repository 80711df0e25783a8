"""How many tellers are independent, and how that is said."""

from dataclasses import replace

import pytest

from broadsheet.desk.independence import independent
from broadsheet.news import Article, Judgement, Reading, Telling

OWNERS = {"mail": "Reach", "echo": "Reach", "post": "Post Group"}


def told(publisher, name="", copy_of=None, text="", genre="news"):
    identity = name or publisher
    article = Article(identity, f"https://{publisher}.example/{identity}", publisher, identity, text=text)
    return Telling(Reading(article, genre=Judgement(genre, 1.0, "")), copy_of or identity, copy_of, 9000, "")


@pytest.mark.parametrize(
    ("tellings", "number", "says"),
    [
        ((), 0, "nobody else tells it"),
        ((told("mail"),), 1, "nobody else tells it"),
        ((told("mail"), told("mail", "m2")), 1, "nobody else tells it"),
        ((told("mail"), told("post")), 2, "each in its own words, no two of one owner"),
        ((told("mail"), told("echo"), told("post")), 2, "2 outlets of Reach count once"),
        ((told("mail"), told("post", copy_of="mail")), 1, "1 only reprints another's article"),
        ((told("post", copy_of="gone"),), 0, "all reprint an article that is not here"),
        ((told("mail"), told("post", genre="opinion")), 1, "1 only comments on it"),
        ((told("mail", genre="opinion"), told("post", genre="opinion")), 2, "each in its own words"),
    ],
)
def test_the_count_and_how_it_was_made(tellings, number, says):
    counted = independent(tellings, OWNERS)
    assert counted.value == number
    assert counted.why.startswith(says)


def test_a_publisher_without_a_known_owner_is_its_own():
    assert independent((told("a"), told("b")), {"a": "", "b": ""}).value == 2


def test_what_one_agency_signs_counts_once_and_brings_its_owners_papers_with_it():
    signed = [told("mail", text="HULL (AP) — A pump failed."), told("post", text="HULL (AP) — The tunnel is shut.")]
    assert independent(signed, {}).value == 1
    assert "2 that print AP copy count once" in independent(signed, {}).why
    assert independent([*signed, told("echo")], OWNERS).value == 1
    assert independent([*signed, told("cable")], OWNERS).value == 2


def test_two_rewrites_of_one_press_release_count_once_and_it_is_said():
    released = [told("mail", genre="press_release"), told("post", text="HULL, (PR Newswire) -- A pump.", genre="press_release")]
    counted = independent(released, {})
    assert (counted.value, counted.why) == (1, "2 that rewrite a press release count once")
    assert independent([*released, told("cable")], {}).value == 2


def test_a_byline_or_a_canonical_address_says_whose_copy_it_is_too():
    by, dateline, plain = (
        told("mail"),
        told("post", text="HULL (AP) — The tunnel is shut."),
        told("echo", text="AP members met."),
    )
    by = replace(by, reading=replace(by.reading, article=replace(by.reading.article, authors=("Associated Press",))))
    assert independent([by, dateline], {}).value == 1
    assert independent([plain, dateline], {}).value == 2
    from_one = [
        replace(t, reading=replace(t.reading, article=replace(t.reading.article, canonical="https://wire.example.org/a")))
        for t in (told("a"), told("b"))
    ]
    assert independent(from_one, {}).why == "2 that print example.org copy count once"


def test_who_prints_one_agencys_copy_by_what_their_feeds_say_counts_once():
    fed = [
        replace(each, reading=replace(each.reading, article=replace(each.reading.article, source="Reuters")))
        for each in (told("mail"), told("post"))
    ]
    assert independent(fed, {}).why == "2 that print Reuters copy count once"
    assert independent([fed[0], told("far")], {}).value == 2


def test_many_groups_are_named_only_in_part():
    tellings = [told(f"p{n}") for n in range(12)]
    counted = independent(tellings, {f"p{n}": f"House {n // 2}" for n in range(12)})
    assert counted.value == 6
    assert "House 2 count once; and 3 more such groups" in counted.why


def test_the_order_of_the_tellings_changes_the_number_for_nobody():
    tellings = [told("mail"), told("echo", text="(AP) — x"), told("post", text="(AP) — y"), told("far")]
    assert {independent(order, OWNERS).value for order in (tellings, tellings[::-1])} == {2}
