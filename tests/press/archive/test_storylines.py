"""Lines of chapters on a real database: kept, restarted, merged and withdrawn; and the line as a page shows it."""

from __future__ import annotations

import pytest

from broadsheet.press import opening
from broadsheet.press.archive import models
from broadsheet.press.archive.chapters import line
from broadsheet.press.archive.intake import Journal
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.press.archive.storylines import Threads, parts
from broadsheet.settings import Settings
from tests.press.archive.newsroom import NOW, OPERA, judge, read, small

pytestmark = pytest.mark.django_db
DAY = 1440  # minutes

CALLED = """The crane drivers of Skandia Norra in Gothenburg called a strike over a plan of the operator, Vastar Terminals.

Their union, led by Maj-Britt Ödlund, fears for four hundred posts. Jorgen Hallqvist, who runs the terminal, said that nobody
would be dismissed.

The plan is for cranes that are steered from a room in town.
"""
TALKS = """Mediation between the union of Maj-Britt Ödlund and the terminal's owner, Vastar Terminals, broke down at dawn.

Nine ships lay off Gothenburg, and every crane of Skandia Norra stood still. The director, Jorgen Hallqvist, offered two years.

The mediator saw no bridge to build between them.
"""
DEAL = """Work began again at Skandia Norra in Gothenburg after members accepted a settlement with desks for trained drivers.

The union's Maj-Britt Ödlund called it a truce. For Vastar Terminals, Jorgen Hallqvist put the cost at 86 million kronor.

Each crane will have two people at its desk by night.
"""
AUDIT = """Auditors found a dozen empty desks at Skandia Norra in Gothenburg, though every crane was at work.

Vastar Terminals had promised them to trained drivers. Jorgen Hallqvist said that training takes a year.

"Then let them be paid for the year," said Maj-Britt Ödlund.
"""


@pytest.fixture
def settings_() -> Settings:
    settings = small(max_age_hours=24 * 40)
    opening.seed_sections(settings)
    return settings


def turn(settings: Settings) -> Sequencer:
    judge(settings)
    sequencer = Sequencer(settings)
    sequencer.tick(NOW)
    while sequencer.turn(NOW).lines:
        pass
    return sequencer


def strike(settings: Settings) -> list[str]:
    """Three chapters, days apart: the ids of their stories in order of time."""
    for days, name, title, text in (
        (32, "called", "Crane drivers call strike", CALLED),
        (21, "talks", "Mediator gives up on harbour", TALKS),
        (10, "deal", "Harbour works again", DEAL),
    ):
        read("courier", name, title, text, minutes=days * DAY)
        turn(settings)
    read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA, minutes=DAY)
    turn(settings)
    order = ("Crane drivers call strike", "Mediator gives up on harbour", "Harbour works again")
    found = dict(models.Story.objects.values_list("headline", "pk"))
    return [found[headline] for headline in order]


def of() -> dict[str, str | None]:
    return dict(models.Chapter.objects.values_list("story_id", "of_id"))


def test_chapters_stay_stories_and_follow_each_other(settings_: Settings) -> None:
    called, talks, deal = strike(settings_)
    assert {each: of()[each] for each in (called, talks, deal)} == {called: None, talks: called, deal: talks}
    assert models.Story.objects.filter(state="printed").count() == 4
    row = models.Chapter.objects.get(pk=talks)
    assert row.why.startswith("both name '")
    assert row.score >= 4_500
    assert sorted(line(called)) == sorted(line(deal)) == sorted([called, talks, deal])


def test_a_page_shows_the_line_in_order_of_time(settings_: Settings) -> None:
    called, talks, deal = strike(settings_)
    assert [(each.story, each.here) for each in parts(talks)] == [(called, False), (talks, True), (deal, False)]
    opera = models.Story.objects.get(headline__startswith="Vienna")
    assert parts(opera.pk) == ()
    models.Edit.objects.create(story_id=talks, state="killed", at=NOW)
    assert [each.story for each in parts(deal)] == [called, deal]


def test_a_restart_remembers_what_the_rows_say(settings_: Settings) -> None:
    strike(settings_)
    running, again = turn(settings_)._threads._state, Threads()._state
    assert {name: (c.names, c.words, c.of) for name, c in again.chapters.items()} == {
        name: (c.names, c.words, c.of) for name, c in running.chapters.items()
    }
    assert sorted(map(sorted, again.lines.values())) == sorted(map(sorted, running.lines.values()))
    assert again.seen == running.seen


def test_who_followed_a_withdrawn_story_follows_the_one_before(settings_: Settings) -> None:
    called, talks, deal = strike(settings_)
    article = models.Telling.objects.get(story=talks).article_id
    Journal.objects.create(kind="withdrawal", article=article, payload={"why": "retracted"}, at=NOW)
    turn(settings_)
    assert {each: of().get(each, "gone") for each in (called, talks, deal)} == {called: None, talks: "gone", deal: called}
    assert [each.story for each in parts(deal)] == [called, deal]


def test_an_editors_merge_takes_the_chapter_out_of_the_line(settings_: Settings) -> None:
    called, talks, deal = strike(settings_)
    payload = {"act": "merge", "subjects": [deal], "into": talks, "why": "one strike"}
    Journal.objects.create(kind="overrule", payload=payload, at=NOW)
    turn(settings_)
    assert models.Story.objects.get(pk=deal).state == "merged"
    assert deal not in of()
    assert of()[talks] == called
    assert [each.story for each in parts(talks)] == [called, talks]


def test_every_page_of_a_line_is_printed_anew_when_it_grows(settings_: Settings) -> None:
    called, *_ = strike(settings_)
    version = models.Printed.objects.get(key=f"story:{called}").version
    read("courier", "audit", "Harbour audit finds empty desks", AUDIT, minutes=0)
    turn(settings_)
    assert len(parts(called)) == 4
    assert models.Printed.objects.get(key=f"story:{called}").version > version


def test_a_chapter_that_nobody_tells_is_no_row(settings_: Settings) -> None:
    read("courier", "live", "Live: cranes stand still in Gothenburg", CALLED, minutes=DAY, kind="live")
    read("courier", "column", "Opinion: cranes have feelings", TALKS, minutes=DAY, genre="opinion")
    turn(settings_)
    assert models.Chapter.objects.count() == 0
