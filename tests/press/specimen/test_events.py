from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadsheet.press.specimen.events import FOLDER, SECTIONS, load, load_event, load_events, text_at
from broadsheet.press.specimen.fields import SpecimenError
from broadsheet.press.specimen.publishers import load_publishers

GOOD = '''
id = "kite"
sections = ["World"]
place = "Lyon"
facts = "A kite flew."

[[article]]
slug = "kite-flies"
publisher = "unionwire"
hours = 5
headline = "A kite flies"
section = "World"
body = """
It flew
on {weekday}.

It landed.
"""

[[article.revision]]
hours = 2
note = "update"
headline = "A kite has flown"
'''


@pytest.fixture
def kite(tmp_path: Path):
    def write(old: str = "", new: str = "", name: str = "kite") -> Path:
        assert old in GOOD
        file = tmp_path / f"{name}.toml"
        file.write_text(GOOD.replace(old, new) if old else GOOD, encoding="utf-8")
        return file

    return write


def read(*files: Path):
    return load_events(files, load_publishers())


def test_a_good_file_is_read(kite):
    telling = read(kite())[0].tellings[0]
    assert telling.first.paragraphs == ("It flew on {weekday}.", "It landed.")
    assert (telling.first.kind, telling.first.genre, telling.first.access, telling.first.byline) == (
        "article",
        "news",
        "free",
        (),
    )
    assert telling.revisions[0].text.headline == "A kite has flown"
    assert telling.revisions[0].text.body == telling.first.body


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "kite"', 'id = "kites"', "make it the file's name"),
        ('["World"]', '["Sport"]', "has `sections` 'Sport'; use one of"),
        ('["World"]', '"World"', "is no list of strings"),
        ('publisher = "unionwire"', 'publisher = "nobody"', "use one of: unionwire"),
        ("hours = 5", 'hours = "5"', "write it without quotes"),
        ("hours = 5", "hours = 72", "use -240 to 71.9"),
        ("hours = 2", "hours = 6", "a later text has a smaller number than 5"),
        ('note = "update"', 'note = "edit"', "use one of: update, correction, retraction"),
        ("{weekday}", "{yesterday}", "{yesterday}, which is no clock word"),
        ('headline = "A kite flies"', "", "has no `headline`; write one"),
        ('section = "World"', "", "has no `section`; write one"),
        ('slug = "kite-flies"', 'slug = "Kite Flies"', "rename it"),
        ('slug = "kite-flies"', 'slug = "kite-flies"\nfaults = 3', "has an unknown `faults`"),
        ('slug = "kite-flies"', 'slug = "kite-flies"\nkind = "song"', "has `kind` 'song'"),
        ('slug = "kite-flies"', 'slug = "kite-flies"\ncopy_of = "gone"', "copies gone, which no file has"),
        ('facts = "A kite flew."', "", "has no `facts`; add it"),
        ('place = "Lyon"', "place = Lyon", "is not TOML"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(kite, old, new, says):
    with pytest.raises(SpecimenError) as refused:
        read(kite(old, new))
    sentence = str(refused.value)
    assert sentence.startswith("kite.toml: ")
    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_two_files_may_not_share_a_slug(kite):
    with pytest.raises(SpecimenError, match=r"kite\.toml: article kite-flies has the slug of one in dragon\.toml; rename it\."):
        read(kite('id = "kite"', 'id = "dragon"', name="dragon"), kite())


def test_a_copy_is_younger_than_what_it_copies(kite):
    older = kite()
    newer = older.with_name("copy.toml")
    text = GOOD.replace('id = "kite"', 'id = "copy"').replace('"kite-flies"', '"kite-copied"\ncopy_of = "kite-flies"')
    newer.write_text(text, encoding="utf-8")
    with pytest.raises(SpecimenError, match="which is not older"):
        read(older, newer)


def test_the_text_follows_the_clock(kite, anchor: datetime):
    telling = read(kite())[0].tellings[0]
    before, first, later = (text_at(telling, anchor, anchor - timedelta(hours=hours)) for hours in (5.1, 4, 1))
    assert before is None
    assert (first.text.headline, first.notes) == ("A kite flies", ())
    assert first.published == first.modified == anchor - timedelta(hours=5)
    assert later.text.headline == "A kite has flown"
    assert later.modified == anchor - timedelta(hours=2)
    assert [note.kind for note in later.notes] == ["update"]
    assert first.text.paragraphs[0] == later.text.paragraphs[0] == "It flew on Monday."


def test_days_are_the_publishers_own(kite):
    midnight = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # five hours later than the article, which is Monday's in Washington
    there = read(kite('publisher = "unionwire"', 'publisher = "potomac"'))[0].tellings[0]
    assert (
        text_at(there, midnight + timedelta(hours=5), midnight + timedelta(hours=5)).text.paragraphs[0] == "It flew on Monday."
    )
    here = read(kite())[0].tellings[0]
    assert (
        text_at(here, midnight + timedelta(hours=5), midnight + timedelta(hours=5)).text.paragraphs[0] == "It flew on Tuesday."
    )


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.stem)
def test_each_shipped_file_is_good(file: Path):
    event = load_event(file, load_publishers())
    assert event.tellings
    assert set(event.sections) <= set(SECTIONS)


def test_the_shipped_files_hold_together():
    _, events = load()
    assert len({event.id for event in events}) == len(events)


def test_an_event_may_go_on_with_an_older_one(kite):
    older = kite().read_text(encoding="utf-8")
    text = older.replace('id = "kite"', 'id = "later"\nfollows = "kite"').replace("kite-flies", "kite-falls")
    later = kite("", "", "later")
    later.write_text(text.replace("hours = 5", "hours = 3"), encoding="utf-8")
    assert [event.follows for event in read(kite(), later)] == ["", "kite"]
    later.write_text(text, encoding="utf-8")
    with pytest.raises(SpecimenError, match=r"follows kite, which is not older"):
        read(kite(), later)
    with pytest.raises(SpecimenError, match=r"follows kite, which no file tells"):
        read(later)
