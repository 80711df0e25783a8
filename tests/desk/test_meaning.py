from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from array import array
from pathlib import Path

import pytest

from broadsheet.desk import meaning
from broadsheet.desk.meaning import LENGTH, STEP, TOGETHER
from broadsheet.news import Article, Judgement, Reading
from broadsheet.settings import Settings
from broadsheet.steps import resolve

SENTENCE = "Drivers strike over night trains in Lyon"


def vector(title: str, text: str = "", language: str = "") -> list[int]:
    return list(array("b", meaning.meaning(Article("1", "https://a.example/1", "A", title, text=text), language)))


def cosine(one: str, other: str, language: str = "") -> float:
    a, b = vector(one), vector(other, language=language)
    return sum(x * y for x, y in zip(a, b, strict=True)) / LENGTH**2


def test_step_fills_the_field_of_each_reading() -> None:
    step = resolve("meaning")
    readings = [
        Reading(Article(str(n), "", "A", title), language=Judgement("en", 1, "")) for n, title in enumerate([SENTENCE, ""])
    ]
    first, second = step.function(readings, Settings())
    assert step is STEP
    assert first == bytes(each & 255 for each in vector(SENTENCE))
    assert second == b""


def test_a_vector_has_one_signed_byte_a_dimension_and_its_length() -> None:
    found = vector(SENTENCE, "Two metro lines were shut.")
    assert len(found) == len(vector("Bitcoin falls"))
    assert sum(each * each for each in found) == pytest.approx(LENGTH**2, rel=0.02)


def test_the_bytes_of_a_sentence_are_these() -> None:
    found = meaning.meaning(Article("1", "", "A", SENTENCE, text="Unions want attendants on line A after 10 p.m."))
    assert hashlib.sha256(found).hexdigest()[:16] == "1e7660ff6b118a62"


def test_every_process_answers_the_same_bytes() -> None:
    code = (
        "from broadsheet.desk.meaning import meaning; from broadsheet.news import Article; "
        f"print(meaning(Article('1', '', 'A', {SENTENCE!r}, text='Unwahrscheinliches Kervadec 42%'), 'de').hex())"
    )
    source = str(Path(meaning.__file__).parents[2])
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": source},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(said) == 1
    assert len(said.pop().strip()) == 2 * len(vector(SENTENCE))


@pytest.mark.parametrize("title", ["", "   ", "!!! … ???", "新华社北京电", "Пожар в порту", "حريق في الميناء", "the"])
def test_what_says_nothing_is_empty_or_whole(title: str) -> None:
    assert len(vector(title)) in {0, len(vector(SENTENCE))}


def test_a_title_of_100_kb_is_cut() -> None:
    assert vector("fire " * 20_000) == vector("fire")
    assert vector(SENTENCE + " ," * 50_000) == vector(SENTENCE)
    start = time.process_time()
    vector("a" * 100_000)
    assert time.process_time() - start < 1  # pieces of one endless word would take minutes


def test_an_unknown_word_is_taken_in_pieces() -> None:
    assert vector("Kervadecqois")
    assert vector("Kervadecqois") != vector("Poncetarnaud")
    assert cosine("Kervadecqois", "Kervadecqois") == pytest.approx(1, abs=0.02)


def test_the_title_counts_more_than_the_lead() -> None:
    both = vector("earthquake", "bitcoin")
    quake, coin = vector("earthquake"), vector("bitcoin")
    assert sum(a * b for a, b in zip(both, quake, strict=True)) > sum(a * b for a, b in zip(both, coin, strict=True))


def test_accents_capitals_and_possessives_make_no_difference() -> None:
    assert vector("STRIKE at the café's door") == vector("strike at the cafe door")


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("Metro drivers walk out in Lyon", "Subway strike halts Lyon trains", "Bitcoin falls to a new low"),
        ("Senate passes flood bill", "Lawmakers vote for river protection act", "Striker signs for Leeds"),
        ("Quake shakes central Chile", "Earthquake of magnitude 6.2 hits Maule region", "Hospital merger is approved"),
        ("Company to cut 900 jobs", "Firm lays off hundreds of workers", "Tornado destroys homes"),
    ],
)
def test_near_words_lie_nearer_than_far_ones(one: str, near: str, far: str) -> None:
    assert cosine(one, near) > cosine(one, far) + 0.1


@pytest.mark.parametrize(
    ("language", "same", "other"),
    [
        ("de", "Warnstreik der Lokführer", "Hochwasser an der Küste"),
        ("fr", "Grève des conducteurs de train", "L'inondation de la côte"),
        ("es", "Huelga de conductores de tren", "Inundaciones en la costa"),
        ("it", "Sciopero dei conducenti dei treni", "Alluvione sulla costa"),
        ("pt", "Greve dos motoristas de trem", "Enchente na costa"),
    ],
)
def test_a_telling_in_another_language_meets_it(language: str, same: str, other: str) -> None:
    assert cosine("Train drivers strike", same, language) > cosine("Train drivers strike", other, language) + 0.2
    assert cosine("Flood on the coast", other, language) > cosine("Flood on the coast", same, language) + 0.2


def test_typography_moves_no_vector() -> None:
    assert vector("The mayor’s tunnel—shut—“for good”", "A ‘night’ train… late") == vector(
        "The mayor's tunnel - shut - for good", "A night train. late"
    )


def test_a_batch_answers_what_each_article_does() -> None:
    titles = [SENTENCE, "", "1,200 flee fire", "m m ‘’ ''m''", "fire " * 80, *(f"Ferry {n} sinks" for n in range(2 * TOGETHER))]
    texts = ["a b c d e " * 100 if n % 3 else "" for n in range(len(titles))]
    told = [Article(str(n), "", "A", title, text=text) for n, (title, text) in enumerate(zip(titles, texts, strict=True))]
    assert STEP.function([Reading(each) for each in told], Settings()) == [meaning.meaning(each, "und") for each in told]
