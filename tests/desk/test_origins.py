"""Who reprinted whom: edits, cuts and added promotion are found, two tellings of one event are not."""

from __future__ import annotations

import random

import pytest

from broadsheet.desk.fingerprint import sketch
from broadsheet.desk.origins import compare, filled, is_copy, shown

VOCABULARY = [f"word{n}" for n in range(3000)]


def prose(seed, many=400):
    chance = random.Random(seed)  # noqa: S311  (a seed, not a secret)
    return [chance.choice(VOCABULARY) for _ in range(many)]


def edited(words, part, seed=5):
    chance = random.Random(seed)  # noqa: S311  (a seed, not a secret)
    words = list(words)
    for at in chance.sample(range(len(words)), int(len(words) * part)):
        words[at] = chance.choice(VOCABULARY)
    return words


def overlap(younger, elder):
    return compare(sketch(" ".join(younger)), sketch(" ".join(elder)))


@pytest.mark.parametrize("part", [0.0, 0.01, 0.05, 0.1, 0.15])
def test_edited_reprints_are_copies(part):
    for seed in range(8):
        found = overlap(edited(prose(seed), part, seed), prose(seed))
        assert is_copy(found), found


def test_a_cut_reprint_is_wholly_in_the_elder():
    found = overlap(prose(1)[:150], prose(1))
    assert is_copy(found)
    assert found.younger > 9_000 > found.elder


def test_an_article_that_quotes_a_paragraph_is_no_copy():
    assert not is_copy(overlap(prose(1)[:60] + prose(2, 500), prose(1)))


def test_shared_phrases_out_of_order_are_no_copy():
    one = prose(1)
    runs = [one[at : at + 6] for at in range(0, 300, 6)]
    random.Random(3).shuffle(runs)  # noqa: S311  (a seed, not a secret)
    mixed = [word for at, run in enumerate(runs) for word in (*run, *prose(100 + at, 8))]
    found = overlap(mixed, one)
    assert found.ordered < 6_000
    assert not is_copy(found)


def test_short_and_empty_texts_are_nobodys_copy():
    assert compare((), ()).younger == compare(sketch(" ".join(prose(1))), ()).younger == 0


@pytest.mark.parametrize("seed", range(8))
def test_a_copy_with_three_tenths_of_its_words_changed_is_found(seed):
    assert is_copy(overlap(edited(prose(seed, 600), 0.3, seed), prose(seed, 600)))


@pytest.mark.parametrize("seed", range(8))
def test_a_brief_is_a_copy_of_the_article_that_it_is_the_lead_of(seed):
    found = overlap(prose(seed, 900)[:70], prose(seed, 900))
    assert is_copy(found), found
    assert found.younger > 9_000


def test_paragraphs_in_another_order_are_a_copy():
    one = prose(1, 600)
    parts = [one[at : at + 60] for at in range(0, 600, 60)]
    random.Random(3).shuffle(parts)  # noqa: S311  (a seed, not a secret)
    assert is_copy(overlap([word for part in parts for word in part], one))


@pytest.mark.parametrize("seed", range(6))
def test_a_text_of_two_is_filled_by_each_with_its_part(seed):
    one, other = prose(seed, 500), prose(100 + seed, 900)
    mixed = [*one[:80], *other[:60], *one[80:200], *other[60:140], *one[200:240]]
    parts = filled(sketch(" ".join(mixed)), [[sketch(" ".join(other))], [sketch(" ".join(one))]])
    assert parts[1] > parts[0]
    assert 9_900 <= sum(parts) <= 10_000


def test_what_two_chains_share_and_what_nobody_has_fills_nothing():
    whole = sketch(" ".join(prose(1)))
    assert filled(whole, [[whole], [whole]]) == [0, 0]
    assert filled(whole, [[()], []]) == [0, 0]
    assert filled((), [[whole]]) == [0]


def test_a_shared_statement_in_one_place_is_no_copy_though_it_is_a_third():
    statement = prose(9, 110)
    one, other = prose(1, 120) + statement + prose(2, 110), prose(3, 100) + statement + prose(4, 120)
    found = overlap(other, one)
    assert not is_copy(found), found


def test_the_words_say_how_much_and_in_which_order():
    found = overlap(prose(1), prose(1))
    assert shown(found) == "100% of its prose stands in an earlier text, 100% of it in that order"
    assert shown(found, "AP").endswith("; signed AP")
