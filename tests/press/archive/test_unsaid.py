"""What reasons and memories still say of a text whose right is gone: nothing that its headline does not say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from broadsheet.desk import chapters as desk
from broadsheet.desk.counts import slot
from broadsheet.desk.vectors import SHIFT
from broadsheet.press import opening
from broadsheet.press.archive import models, reprint
from broadsheet.press.archive.sequence import Sequencer
from broadsheet.press.archive.unsaid import NO_MORE, plain
from broadsheet.settings import Settings
from broadsheet.wire.evidence import Evidence
from tests.press.archive.newsroom import FLOOD, FLOOD_AGAIN, NOW, OPERA, judge, read

pytestmark = pytest.mark.django_db

SECRET = f"HULL (AP) — {FLOOD}\nA walrus called Bertha was seen near the Quillon dock.\n"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("shares 'humber tunnel', 'walrus'; 3 h apart", "shares 'humber tunnel'; 3 h apart"),
        ("shares 'walrus'; within the hour", f"shares {NO_MORE}; within the hour"),
        ("near 12ab, yet not near enough: shares 'walrus', 'tun'", f"near 12ab, yet not near enough: shares {NO_MORE}"),
        ("both name 'Bertha', \"Humber's Tunnel\"", "both name \"Humber's Tunnel\""),
        ("both about Ruth Calder and Humber Tunnel", "both about Humber Tunnel"),
        ("shares no weighty word; 2 days apart", "shares no weighty word; 2 days apart"),
        ("82% of its prose stands in an earlier text; signed AP", "82% of its prose stands in an earlier text"),
        ("ada: two tunnels", "ada: two tunnels"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_reason_keeps_what_headlines_say(why, said):
    assert plain(why, "Humber Tunnel closed; The Humber's tunnel") == said


@pytest.fixture
def room():
    """A story that two tell, what goes on from it, and all that was written of them by hand in the words of one."""
    settings = Settings()
    opening.seed_sections(settings)
    rows = {
        "secret": read("courier", "tunnel", "Humber tunnel at Hull closed after pump fails", SECRET, minutes=90),
        "other": read("post", "queues", "Humber tunnel under water: Hull drivers face queues", FLOOD_AGAIN, minutes=60),
        "opera": read("courier", "opera", "Vienna opera names Lotte Anders music director", OPERA, minutes=30),
    }
    judge(settings)
    sequencer = Sequencer(settings)
    go_on(sequencer)
    flood, opera = (models.Telling.objects.get(article=rows[name]).story_id for name in ("secret", "opera"))
    why = "shares 'walrus', 'humber'"
    models.Telling.objects.filter(story=flood).update(why=f"{why}; 2 h apart", copy_why="9% of it; signed AP", score=1)
    models.Story.objects.filter(pk=flood).update(doubtful=why, parted_why=why)
    models.Story.objects.create(id="old", state="merged", reason=f"is told as {flood}: {why}", first_seen=NOW, last_changed=NOW)
    models.Alias.objects.create(id="old", story_id=flood, why=why)
    models.Relation.objects.create(story_id=opera, other_id=flood, why=why)
    models.Chapter.objects.filter(story=opera).update(of=flood, why="both name 'Walrus'")
    return settings, sequencer, rows


def go_on(sequencer):
    while sequencer.turn(NOW).lines:
        pass


def loses(room, value):
    """The right of the secret text is gone; everything that waits is judged and folded."""
    settings, sequencer, rows = room

    def said(_):
        return (Evidence("tdm" if value == "link" else "opt-out", value, "its publisher said so", scope="house"),)

    reprint.judge_again([rows["secret"].pk], said, settings, NOW + timedelta(hours=1))
    rows["secret"].refresh_from_db()
    assert rows["secret"].rights == value
    return settings, sequencer, rows


def reasons():
    found = []
    tables = (models.Telling, models.Story, models.Alias, models.Relation, models.Chapter, models.NearMiss)
    for table in tables:
        for row in table.objects.values():
            found += [str(value) for value in row.values()]
    return " | ".join(found).casefold()


@pytest.mark.parametrize("value", ["link", "none"])
def test_no_reason_says_a_word_of_it_at_once_nor_later(room, value):
    assert "walrus" in reasons()
    settings, sequencer, rows = loses(room, value)
    other = models.Telling.objects.get(article=rows["other"])
    assert other.why == "shares 'walrus', 'humber'; 2 h apart", "its own words stay"
    models.Telling.objects.filter(pk=other.pk).update(why="")
    assert "walrus" not in reasons()
    telling = models.Telling.objects.get(article=rows["secret"])
    assert (telling.agency, telling.why, telling.copy_why) == ("", "shares 'humber'; 2 h apart", "9% of it")
    judge(settings)
    go_on(sequencer)
    assert "walrus" not in reasons()
    assert models.Telling.objects.filter(article=rows["secret"]).exists() == (value == "link")


@pytest.mark.parametrize("value", ["link", "none"])
def test_its_chapter_and_the_index_of_what_is_related_forget_it(room, value):
    settings, sequencer, rows = room
    story = models.Telling.objects.get(article=rows["secret"]).story_id
    bertha = desk.slot("bertha")
    held = desk.unpack(story, 0, 0, 1, bytes(models.Chapter.objects.get(story=story).trace))
    assert bertha in dict(held.names)
    assert slot("walrus") in sequencer._state.columns.terms >> SHIFT
    loses(room, value)
    judge(settings)
    go_on(sequencer)
    held = desk.unpack(story, 0, 0, 1, bytes(models.Chapter.objects.get(story=story).trace))
    assert bertha not in {**dict(held.names), **dict(held.words)}
    assert slot("walrus") not in sequencer._state.columns.terms >> SHIFT
    shelf = sequencer._index._near._shelf
    assert bertha not in shelf.slots[shelf.counts > 0]


def test_a_byline_names_the_agency_where_the_text_may_not(room):
    _, _, rows = room
    models.Article.objects.filter(pk=rows["secret"].pk).update(authors=["Reuters"])
    for row in models.Reading.objects.filter(article=rows["secret"]):
        row.fields["article"]["authors"] = ["Reuters"]
        row.save()
    loses(room, "link")
    assert models.Telling.objects.get(article=rows["secret"]).agency == "Reuters"
