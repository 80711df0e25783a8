"""The darkroom: pictures are found, made and hung; none of them takes the newsroom along."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from broadsheet.keys import Pictures
from broadsheet.news import Page
from broadsheet.press.archive import gallery
from broadsheet.press.archive.models import Article, Picture
from broadsheet.press.darkroom import Darkroom, declared
from broadsheet.runners.bounded import Fell
from broadsheet.wire.fetch import Refused
from tests.press import at_hand
from tests.press.factories import NOW, story
from tests.press.prints import files, licensed
from tests.wire import prints

pytestmark = pytest.mark.django_db
ON = Pictures()


class Door:
    """A network of one picture an address."""

    def __init__(self, **bodies):
        self.bodies, self.asked = bodies, []

    async def get(self, url, *, accept, max_bytes):
        assert "image/avif" in accept
        assert max_bytes == ON.max_bytes
        self.asked.append(url)
        name = url.rpartition("/")[2].partition(".")[0]
        if name not in self.bodies:
            raise Refused("status", f"{url} answered 404 (there is nothing).", 404)
        return Page(url, url, 200, "image/jpeg", self.bodies[name], NOW)


@pytest.fixture(autouse=True)
def _here(settings, tmp_path, monkeypatch):
    settings.PICTURES_ROOT = tmp_path / "pictures"
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def turned(door, *wanted, child=None):
    """What each turn answered."""
    room = Darkroom(door, at_hand.database(), lambda: NOW)
    if child:
        room._child = child

    async def turns():
        try:
            return [await room.turn(each) for each in wanted], await room.idle(wanted[-1])
        finally:
            await room.close()

    return asyncio.run(turns())


def test_an_article_gets_its_picture_from_the_bounded_process():
    told = licensed(image="https://tidewater.example/lead.jpg")
    row = story(told)
    answers, idle = turned(Door(lead=prints.saved(prints.scene())), ON, ON)
    assert (answers, idle) == ([1, 0], True)
    shown = gallery.shown([row.pk])[row.pk]
    assert (shown.width, shown.height, shown.widths) == (900, 600, (320, 640, 900))
    assert gallery.file(shown.name, 640, "avif").read_bytes()[4:12] == b"ftypavif"


def test_one_that_cannot_be_had_leaves_its_reason_and_the_others_go_on():
    for number, name in enumerate(("missing", "lead", "broken")):
        story(licensed(name, hours=number + 1, image=f"https://tidewater.example/{name}.jpg"), slug=name)
    door = Door(lead=prints.saved(prints.scene()), broken=prints.saved(prints.scene())[:5000])
    assert turned(door, ON)[0] == [3]
    why = dict(Picture.objects.values_list("article__title", "why"))
    assert "404" in why["missing"]
    assert "cut off" in why["broken"]
    assert why["lead"] == "the one its page declares"
    assert len(files()) == 9


class Deadly:
    """A process that dies of every picture."""

    def ask(self, _):
        raise Fell("it took its process down (SIGSEGV)")

    def close(self):
        pass


class Liar(Deadly):
    """A process that says what no process of ours says."""

    def ask(self, _):
        return b"\0\0\0\x02[]"


@pytest.mark.parametrize(("child", "why"), [(Deadly(), "SIGSEGV"), (Liar(), "nonsense")])
def test_a_picture_that_takes_its_process_down_is_none(child, why):
    story(licensed())
    turned(Door(lead=b"\xff\xd8\xff"), ON, child=child)
    assert why in Picture.objects.get().why
    assert gallery.due(9, NOW) == []


def test_what_nobody_expects_is_named_logged_and_not_tried_for_ever(caplog):
    class Odd(Door):
        async def get(self, *_, **__):
            raise KeyError("odd")

    story(licensed())
    turned(Odd(), ON)
    assert Picture.objects.get().why == "failed (KeyError: 'odd')"
    assert "Traceback" in caplog.text


def test_switched_off_it_asks_nobody_and_takes_down_what_hangs():
    story(licensed())
    door = Door(lead=prints.saved(prints.scene()))
    turned(door, ON)
    assert files()
    door.asked.clear()
    answers, idle = turned(door, replace(ON, use="never"))
    assert (answers, idle, door.asked, files()) == ([0], True, [], [])


def test_what_may_be_shown_no_more_is_taken_down_in_the_next_turn():
    told = licensed()
    story(told)
    turned(Door(lead=prints.saved(prints.scene())), ON)
    Article.objects.update(rights="link")
    turned(Door(), ON)
    assert (files(), Picture.objects.count()) == ([], 0)


def test_what_its_page_declares_is_tried_with_the_caption_of_the_first_alone():
    row = Article(image="https://a.example/1.jpg", caption="A crane", credit="Ida Marsh")
    assert (declared(row).candidates[0].url, declared(row).caption) == ("https://a.example/1.jpg", "A crane")
    row.pictures = [["https://a.example/2.jpg", 1600, 900], ["https://a.example/1.jpg", 0, 0]]
    assert [each.url for each in declared(row).candidates] == ["https://a.example/2.jpg", "https://a.example/1.jpg"]
    assert (declared(row).caption, declared(row).credit) == ("", "")
