"""Who reprinted whom: edits, cuts and added promotion are found, two tellings of one event are not."""

from __future__ import annotations

import random

import pytest

from broadsheet.desk.fingerprint import sketch
from broadsheet.desk.origins import Index, agency, compare, is_copy

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
    mixed = [word for at, run in enumerate(runs) for word in (*run, *prose(100 + at, 6))]
    assert overlap(mixed, one).ordered < 5_000


def test_short_and_empty_texts_are_nobodys_copy():
    assert compare((), ()).younger == compare(sketch(" ".join(prose(1))), ()).younger == 0


def test_what_was_removed_is_no_candidate():
    index = Index()
    index.add(0, sketch(" ".join(prose(1))))
    index.add(1, sketch(" ".join(edited(prose(1), 0.05))))
    assert index.candidates(sketch(" ".join(prose(1)))) == [0, 1]
    index.remove(0)
    index.remove(0)
    index.remove(1)
    assert index.candidates(sketch(" ".join(prose(1)))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LONDON (Reuters) — The tunnel", "Reuters"),
        ("HULL (AP) - The tunnel", "AP"),
        ("The tunnel is shut." + " x" * 400 + " The Associated Press contributed.", "Associated Press"),
        ("By PA Media staff. The tunnel", "PA Media"),
        ("The tunnel is shut.", ""),
        ("", ""),
    ],
)
def test_agencies_sign_at_either_end(text, expected):
    assert agency(text) == expected
