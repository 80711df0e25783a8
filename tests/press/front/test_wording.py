"""Reasons of the machine as readers get them: whole sentences, no scores, no ids, no words of the trade."""

import pytest

from broadsheet.press.front import wording

HUMBER = "“Humber tunnel shut”"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("shares 'rent', 'cap'; 1 h apart", "Both speak of “rent” and “cap”, 1 hour apart"),
        ("shares 'rent'; within the hour", "Both speak of “rent”, within the same hour"),
        ("shares 'o'hara', 'b', 'c'", "Both speak of “o'hara”, “b” and “c”"),
        (
            f"It opened the story: like {HUMBER}, and the next look at all stories decides: shares 'humber', 'tunnel'",
            f"It opened the story: close to {HUMBER}, and left apart at first: both speak of “humber” and “tunnel”",
        ),
        (
            f"near {HUMBER}, yet not near enough (4922 of 5000): shares 'humber'; 22 h apart",
            f"Close to {HUMBER}, but not close enough: both speak of “humber”, 22 hours apart",
        ),
        (f"nearer to {HUMBER}: shares 'humber'", f"Closer to {HUMBER}: both speak of “humber”"),
        (
            "It opened the story: the nearest story shares too little",
            "It opened the story: no story before it was enough like it",
        ),
        ("shares too little with the rest of the story", "It had too little in common with the rest"),
        (
            "It reprints an earlier article: 100% of its prose stands in an earlier text, 100% of it in that order",
            "It reprints an earlier article, word for word",
        ),
        ("94% of its prose stands in an earlier text, 96% of it in that order", "Nearly word for word"),
        (
            "62% of its prose stands in an earlier text, 40% of it in that order",
            "62% of its text stands in the earlier one, rearranged",
        ),
        ("1 only reprints another's article", "One outlet only reprints another's article"),
        (
            "3 only reprint another's article; 1 only comments on it",
            "3 outlets only reprint another's article; one outlet only comments on it",
        ),
        ("both name 'Mireille Tandoh', 'Callum Rusk'", "Both name Mireille Tandoh and Callum Rusk"),
        ("next on the page", "Next on the front page"),
        ("also about Floods", "Also about Floods"),
        ("one crane", "One crane"),
        ("", ""),
    ],
)
def test_a_reason_is_a_sentence(why, said):
    assert wording.worded(why) == said


def test_what_joined_speaks_as_the_rest_does():
    assert wording.placed("shares 'rent'; 2 h apart") == "Like the rest of the story, it speaks of “rent”, 2 hours apart"
    assert wording.placed(f"nearer to {HUMBER}: shares 'a'") == "A second look found that it belongs here: both speak of “a”"
    assert wording.placed("No reason was kept") == "No reason was kept"


def test_only_a_sentence_s_own_words_are_lowered():
    assert wording.lowered("Both speak of “rent”") == "both speak of “rent”"
    assert wording.lowered("Harbour Press says so") == "Harbour Press says so"
    assert wording.lowered("") == ""


def test_a_headline_is_its_publishers_by_name():
    assert wording.headline_of("potomac's: names who", {"potomac": "The Potomac Ledger"}) == "The Potomac Ledger’s: names who"
    assert wording.headline_of("the earliest; none is clear", {}) == "The earliest; none is clear"
    assert wording.headline_of("gone's: names who", {}) == "Gone's: names who"


@pytest.mark.parametrize(
    ("score", "said"), [(4_999, "missed it by a hair"), (4_600, "narrowly missed it"), (4_000, "came near to it")]
)
def test_how_near_a_miss_was(score, said):
    assert wording.missed_by(score) == said
