"""Key points are the sources' own sentences, whole, exact and few."""

from dataclasses import replace

import pytest

from broadsheet.desk.proof import check
from broadsheet.desk.quotation import beyond, excerpted
from broadsheet.desk.summary import STORY, own
from broadsheet.desk.summary import story as summarise
from broadsheet.news import text_hash
from broadsheet.settings import Settings, Site
from tests.desk.wire_copy import SETTINGS, article, read, story

WIRE = (
    "BREMEN (UW) — A cargo ship ran aground off Bremen on Friday, spilling 400 tonnes of grain, the coast guard said.\n\n"
    "It was carrying wheat to Oslo. The coast guard said tugs would try to free the ship at high water on Saturday.\n\n"
    "Sign up to our newsletter for more shipping news every morning before you leave the house. "
    "Who was on the bridge when the cargo ship ran aground off the coast?\n\n"
    "Nobody was hurt when the cargo ship ran aground, and its eleven crew stayed on board, the coast guard said."
)
PAPER = (
    "Tugs pulled a stranded cargo ship free off Bremen on Saturday, a day after it ran aground with a cargo of wheat.\n\n"
    "He had never seen so much grain. The ship's owner, Halm Lines, said the pilot had been suspended while the coast guard "
    "investigates.\n\nThe grain that spilled will feed gulls for a week, harbour officials in Bremen said."
)
TITLES = ("Cargo ship aground off Bremen", "Tugs free cargo ship off Bremen")


def sentences(text=WIRE, title=TITLES[0], settings=SETTINGS, **fields):
    readings = read([article(title, text, **fields)], "language", "genre")
    (found,) = own(readings, settings)
    return found


def told(*texts, **kwargs):
    articles = [article(t, x, publisher=f"Outlet {n}") for n, (t, x) in enumerate(zip(TITLES, texts, strict=False))]
    return story(*articles, **kwargs)


def test_an_article_in_its_own_words():
    found = sentences()
    assert 2 <= len(found) <= 3
    assert found[0].text.startswith("A cargo ship ran aground off Bremen")
    assert [s.start for s in found] == sorted(s.start for s in found)
    for sentence in found:
        assert WIRE[sentence.start : sentence.end] == sentence.text
        assert sentence.sha256 == text_hash(WIRE)


def test_no_pronoun_promotion_or_question():
    text = " ".join(s.text for s in sentences())
    assert "It was carrying" not in text
    assert "newsletter" not in text
    assert "?" not in text


@pytest.mark.parametrize(
    "fields",
    [
        {"genre": "opinion"},
        {"genre": "sponsored"},
        {"genre": "press_release"},
        {"rights": "link"},
        {"rights": "none"},
        {"text": ""},
        {"text": "Die Bundesregierung hat am Freitag den Haushalt beschlossen, und die Opposition ist nicht zufrieden."},
    ],
)
def test_none_from(fields):
    assert sentences(**fields) == ()


def test_a_language_the_site_prints():
    german = (
        "Die Bundesregierung hat am Freitag den Haushalt für das nächste Jahr beschlossen, wie ein Sprecher in Berlin sagte."
    )
    settings = replace(Settings(), site=Site(languages=("en-GB", "de-AT")))
    assert [s.text for s in sentences(german, settings=settings)] == [german]


def test_a_story_is_balanced_and_proved():
    each = told(WIRE, PAPER)
    (found,) = summarise([each], SETTINGS)
    articles = {t.reading.article.id: t.reading.article for t in each.tellings}
    assert 2 <= len(found) <= STORY
    assert {s.source for s in found} == set(articles)
    assert all(check(s, articles[s.source]).value for s in found)
    for source in articles.values():
        taken = excerpted(source, SETTINGS)
        said = sum(beyond(source.text, s.start, s.end, taken) for s in found if s.source == source.id)
        assert taken + said <= SETTINGS.publish.verbatim_words


def test_the_excerpt_and_the_key_points_share_one_budget():
    tight = replace(SETTINGS, publish=replace(SETTINGS.publish, verbatim_words=36))
    (free,), (short,) = summarise([told(WIRE, PAPER)], SETTINGS), summarise([told(WIRE, PAPER)], tight)
    assert sum(len(s.text.split()) for s in short) < sum(len(s.text.split()) for s in free)


def test_a_page_that_bounds_its_snippets_gives_no_longer_sentence():
    first = article(TITLES[0], WIRE, publisher="One", snippet=40)
    second = article(TITLES[1], PAPER, publisher="Two")
    (found,) = summarise([story(first, second)], SETTINGS)
    assert first.id not in {s.source for s in found}


def test_a_story_of_one_origin_has_none():
    assert summarise([told(WIRE)], SETTINGS) == [()]
    assert summarise([told(WIRE, WIRE, copies=(TITLES[1],))], SETTINGS) == [()]


@pytest.mark.parametrize(
    "fields", [{"genre": "opinion"}, {"access": "paywall"}, {"access": "feed"}, {"rights": "link"}, {"kind": "live"}]
)
def test_a_story_quotes_no(fields):
    first = article(TITLES[0], WIRE, publisher="One")
    second = article(TITLES[1], PAPER, publisher="Two", **fields)
    (found,) = summarise([story(first, second)], SETTINGS)
    assert second.id not in {s.source for s in found}


def test_half_a_surrogate_pair_proves_nothing():
    assert sentences(WIRE + " \ud800 An odd mark ends this otherwise quite ordinary text about a ship.") == ()
