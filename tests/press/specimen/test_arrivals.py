"""What a newsroom hears of the small edition: when, in which order, and as what."""

from __future__ import annotations

from datetime import timedelta

from broadsheet.journal import Arrival, Revision, Tick
from broadsheet.news import article_id
from broadsheet.press.specimen.arrivals import as_it_happens, as_polled, journal
from broadsheet.press.specimen.edition import Edition
from broadsheet.settings import Settings


def test_everything_is_heard_as_it_happens(edition: Edition) -> None:
    heard = as_it_happens(edition)
    times = [each.at for each in heard]
    assert times == sorted(times)
    assert len({each.article.id for each in heard}) == len([each for each in heard if not each.changed])
    assert all(each.article.seen == each.at for each in heard)


def test_a_changed_text_is_heard_again(edition: Edition) -> None:
    footbridge = article_id(edition.address_of("footbridge-shut-after-crack"))
    versions = [each for each in as_it_happens(edition) if each.article.id == footbridge]
    assert [(each.article.version, each.changed) for each in versions] == [(1, False), (2, True), (3, True)]
    assert "two cracks" in versions[1].article.text
    assert "two cracks" not in versions[0].article.text
    assert versions[2].article.title.startswith("Withdrawn")
    assert versions[2].at == edition.anchor + timedelta(hours=2)


def test_a_new_newsroom_meets_what_is_out(edition: Edition) -> None:
    heard = as_polled(edition)
    assert {each.at for each in heard} == {edition.anchor + timedelta(minutes=1)}
    out = {each.article.id for each in heard}
    assert article_id(edition.address_of("harbor-fees-analysis")) in out
    assert article_id(edition.address_of("bridge-reopens-early")) not in out
    publishers = [each.article.publisher for each in heard]
    assert publishers == sorted(publishers, key=list(edition.publishers).index)


def test_a_reader_without_a_subscription_hears_the_stub(edition: Edition) -> None:
    stub = article_id(edition.address_of("harbor-fees-analysis"))
    assert [each.article.text.count("\n\n") for each in as_polled(edition) if each.article.id == stub] == [1]


def test_the_journal_is_numbered_and_read(edition: Edition) -> None:
    lines = journal(as_it_happens(edition), Settings())
    assert [line.number for line in lines] == list(range(len(lines)))
    assert {type(line) for line in lines} == {Arrival, Revision, Tick}
    assert all(line.reading.terms is not None and line.reading.genre for line in lines if isinstance(line, Arrival))
