"""What is remembered of a story, and who is heard of those who tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from broadsheet.desk.chapters import Chapter, facts, slot, unpack, voices
from broadsheet.desk.terms import terms
from broadsheet.news import Article, Judgement, Reading, Telling

NOON = datetime(2031, 5, 5, 12, 0, tzinfo=UTC)
STRIKE = (
    "Crane drivers in Gothenburg struck on Tuesday, their chair Maj-Britt Ödlund said. The harbour of Gothenburg was quiet."
)


def telling(text: str = STRIKE, title: str = "Strike", copy_of: str | None = None, genre: str = "news", **columns) -> Telling:
    article = Article(
        "a", "https://paper.example/a", "paper", title, text=text, language="en", **({"published": NOON} | columns)
    )
    return Telling(Reading(article, terms=terms(article), genre=Judgement(genre, 1.0, "")), "a", copy_of, 9_000, "")


def test_names_are_told_from_other_words() -> None:
    known = facts("s", [telling()])
    names, words = ({slot for slot, _ in part} for part in (known.names, known.words))
    assert {slot("gothenburg"), slot("odlund")} <= names
    assert {slot("driver"), slot("harbour"), slot("quiet")} <= words
    assert not names & words
    assert dict(known.spelt)[slot("odlund")] == "Maj-Britt Ödlund"


def test_its_times_are_minutes_of_the_first_and_the_last_article() -> None:
    late = telling(published=NOON.replace(hour=15), copy_of="b")
    known = facts("s", [telling(), late])
    assert (known.last - known.first, known.voices) == (180, 1)


def test_those_who_have_no_words_of_their_own_on_it_are_not_heard() -> None:
    silent = [
        telling(copy_of="b"),
        telling(genre="opinion"),
        telling(kind="live"),
        telling(title="Morning briefing: a strike"),
        telling(title="Dock strike live: cranes stand"),
    ]
    assert voices(silent) == []
    assert facts("s", silent) is None
    assert len(voices([*silent, telling()])) == 1


def test_a_lone_text_of_several_stories_is_no_chapter() -> None:
    items = [f"{n}. A {what} was seen over {place}." for n, (what, place) in enumerate(
        [("comet", "Lerwick"), ("leopard", "Bodmin"), ("sinkhole", "Ripon"), ("mutiny", "Harwich"), ("plague", "Omagh")], 1
    )]  # fmt: skip
    assert facts("s", [telling(text="\n\n".join(items))]) is None


def test_without_a_time_it_has_no_place_in_an_order() -> None:
    assert facts("s", [telling(published=None)]) is None


def test_german_capitals_say_nothing() -> None:
    text = "Am Morgen stand der Kran still, weil die Gewerkschaft im Hafen rief, sagte Maj-Britt Ödlund."
    german = telling(text=text)
    article = replace(german.reading.article, language="de")
    known = facts("s", [replace(german, reading=Reading(article, terms=terms(article)))])
    names = {slot for slot, _ in known.names}
    assert slot("odlund") in names
    assert slot("gewerkschaft") not in names


def test_a_chapter_comes_back_from_its_bytes() -> None:
    known = Chapter("s", 10, 20, 3, ((1, 256), (7, 512)), ((9, 300),), ((1, 7),), frozenset({9}), "s")
    assert unpack("s", 10, 20, 3, known.pack()) == known
    assert known.pack() == unpack("s", 10, 20, 3, known.pack()).pack()
    assert unpack("s", 0, 0, 1, replace(known, names=(), words=(), pairs=(), common=frozenset()).pack()).names == ()
