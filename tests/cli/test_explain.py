"""`broadsheet explain`: what a story is made of, in lines for a terminal of any width."""

import json
import sqlite3
from datetime import UTC

import pytest

from broadsheet.cli.explain import NARROWEST, lines
from tests.cli.running import broadsheet

ROWS = """
    PRAGMA foreign_keys = OFF;
    INSERT INTO archive_publisher (slug, name, home, owner, country, kind, language, timezone, licence, opted_out)
    VALUES ('courier', 'Courier', '', 'Humber Press', '', '', 'en', 'UTC', '', 0);
    INSERT INTO archive_article (id, url, publisher_id, guid, entry, version, title, standfirst, text, excerpt, authors, dated,
        seen, "when", language, canonical, stands_at, image, caption, credit, pictures, kind, genre, access, rights, rights_why,
        machine, template, hints, state, reason, fence, attempts, again)
    VALUES ('00000000000000aa', 'https://courier.example/a', 'courier', '', '{}', 1, 'Pump fails', '', '', '', '[]', 1,
        '2026-05-01 08:00:00', '2026-05-01 08:00:00', 'en', '', '', '', '', '', '[]', 'article', 'news', 'free', 'excerpt', '',
        1, '', '[]', 'published', 'tells it', 0, 0, 0);
    INSERT INTO archive_story (id, slug, headline, headline_why, summary, differences, unquoted, first_seen, last_changed,
        outlets, origins, origins_why, tellings, score, state, reason, doubtful, parted_why)
    VALUES ('00000000000000aa', 'pump-fails', 'Pump fails', 'the only one', '[]', '[]', '', '2026-05-01 08:00:00',
        '2026-05-01 08:00:00', 1, 1, 'nobody else tells it', 1, 0, 'printed', 'nothing holds it', '', '');
    INSERT INTO archive_telling (article_id, story_id, origin, copy_of, score, why, copy_why, doubtful, agency, editor, joined)
    VALUES ('00000000000000aa', '00000000000000aa', '00000000000000aa', '', 10000, 'nothing in the window is near', '', 0, '',
        '', '2026-05-01 08:00:00');
    INSERT INTO archive_alias (id, story_id, why) VALUES ('00000000000000bb', '00000000000000aa', 'one flood');
"""


def article(identity, **told):
    plain = {
        "id": identity, "url": f"https://{identity}.example/", "title": f"Title {identity}", "publisher": identity.upper(),
        "owner": "", "published": "2026-05-01T08:00:00+00:00", "opened": False, "sure": "probably", "score": 6000,
        "why": "tunnel, pump", "decided_by": "", "copy_of": None, "copy_why": "", "agency": "", "state": "published",
        "reason": "", "near": [],
    }  # fmt: skip
    plain |= told
    return plain | {"said": f"It opened the story: {plain['why']}" if plain["opened"] else plain["why"]}


def found(*articles, **told):
    plain = {
        "id": "a", "address": "/story/a/tunnel/", "headline": "Tunnel shut", "headline_why": "clear", "state": "printed",
        "reason": "nothing holds it", "first_seen": "2026-05-01T08:00:00+00:00", "last_changed": "2026-05-01T09:00:00+00:00",
        "outlets": 2, "origins": 1, "origins_why": "1 only reprints", "doubtful": "", "sections": [], "articles": articles,
        "nearly": [], "merged": [], "parted": [], "parted_from": None, "decisions": [], "ranking": None,
    }  # fmt: skip
    return plain | told


def shown(*articles, width=100, **told):
    return "\n".join(lines(found(*articles, **told), width, UTC))


@pytest.fixture
def filled(home):
    with sqlite3.connect(home / "broadsheet.sqlite3") as connection:
        connection.executescript(ROWS)
    return home


def test_a_story_is_explained_by_any_of_its_names(filled):
    for name in ("00000000000000aa", "00000000000000bb", "http://127.0.0.1:8000/story/00000000000000aa/pump-fails/"):
        done = broadsheet("explain", name, "--home", filled)
        assert done.returncode == 0, done.stderr
        assert "  it opened the story: nothing in the window is near" in done.stdout
        assert "Merged       00000000000000bb became part of it: one flood" in done.stdout
    plain = json.loads(broadsheet("explain", "/article/00000000000000aa/", "--json", "--home", filled).stdout)
    assert (plain["id"], plain["articles"][0]["owner"]) == ("00000000000000aa", "Humber Press")


def test_what_is_not_there_is_said(home, tmp_path):
    unknown = broadsheet("explain", "0123456789abcdef", "--home", home)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "There is no story 0123456789abcdef" in unknown.stderr
    assert broadsheet("explain", "a", "--home", tmp_path / "nowhere").returncode == 1
    assert broadsheet("explain", "--home", home).returncode == 2


def test_a_reprint_stands_below_its_origin_however_late_it_is_listed():
    text = shown(
        article("c", copy_of="b", copy_why="90% of it"),
        article("a", opened=True),
        article("b", copy_of="a", agency="AP", why="reprints a: 80% of it", copy_why="80% of it"),
    )
    assert text.index("● A,") < text.index("  └ B,") < text.index("    └ C,")
    assert "a reprint of b: 90% of it" in text
    assert text.count("80% of it") == 1
    assert "signed AP" in text
    assert "it opened the story: tunnel, pump" in text


def test_a_circle_of_reprints_ends_and_none_is_lost():
    text = shown(article("a", copy_of="b"), article("b", copy_of="a"), article("c", copy_of="c"))
    assert all(text.count(f"Title {name}") == 1 for name in "abc")


def test_near_misses_are_told_in_both_directions():
    near = {
        "article": "a",
        "title": "Title a",
        "publisher": "A",
        "score": 4200,
        "why": "pump",
        "story": "z",
        "headline": "Other",
    }
    text = shown(article("a", near=[near]), nearly=[near | {"title": "Elsewhere", "publisher": "Z"}])
    assert "nearly told z, “Other” (4200 of the 5000 that joining asks: pump)" in text
    assert "● Z, “Elsewhere” (4200 of the 5000 that joining asks: pump)" in text


def test_its_past_and_who_decided_are_told():
    step = {"story": "z", "headline": "Other", "why": "two tunnels", "by_editor": False}
    decision = {"at": "2026-05-01T10:00:00+00:00", "what": "split", "about": ["x"], "into": "", "why": "ada: two"}
    text = shown(article("a", decided_by="ada"), parted_from=step, merged=[step | {"by_editor": True}], decisions=[decision])
    assert "Parted       from z, “Other”: two tunnels" in text
    assert "Merged       z became part of it: an editor, two tunnels" in text
    assert "01 May 2026, 10:00 split x, by ada: two" in text
    assert "probably: decided by ada (tunnel, pump)" in text
    assert "Decided      all of it by the machine" in shown(article("a"))


def test_the_terms_of_its_rank_add_up_on_the_page():
    terms = [{"name": "origins", "value": 10000, "why": "2"}, {"name": "single source", "value": -5000, "why": "one"}]
    text = shown(article("a"), ranking={"at": "2026-05-01T10:00:00+00:00", "rank": 2, "score": 5000, "terms": terms})
    assert "place 2 of the front page at 01 May 2026, 10:00, 0.5000 points" in text
    assert "-0.5000 single source: one" in text


@pytest.mark.parametrize("width", [NARROWEST, 60, 110])
def test_no_line_is_wider_than_the_terminal_unless_an_address_is(width):
    near = {
        "article": "a",
        "title": "t " * 60,
        "publisher": "P",
        "score": 1,
        "why": "w " * 60,
        "story": "z",
        "headline": "h " * 90,
    }
    told = [
        article("a", why="because " * 40, near=[near] * 2, title="long " * 40),
        article("b", copy_of="a", copy_why="x " * 90),
    ]
    text = shown(*told, width=width, nearly=[near], headline="Headline " * 30, sections=[{"name": "World", "why": "y " * 80}])
    assert [line for line in text.splitlines() if len(line) > width] == []


def test_a_text_from_outside_cannot_steer_the_terminal():
    assert "\x1b" not in shown(article("a", title="\x1b[2Jgone", why="\x1b]0;x\x07"), headline="a\x1b[31mb")
