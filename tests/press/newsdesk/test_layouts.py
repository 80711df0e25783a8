"""A publisher's template at the desk: in words on its page, forgotten at a click by who may."""

import pytest

from broadsheet.press.archive import templates
from broadsheet.press.clock import clock
from tests.press.archive.newsroom import publisher
from tests.press.archive.test_templates import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def learned():
    house = publisher("ford-post")
    templates.learn([("ford-post", seen(n)) for n in range(4)], clock())
    return house


def test_a_publishers_page_tells_its_template(editor, learned):
    page = editor.get(f"/desk/publishers/edit/{learned.pk}/").content.decode()
    assert "Version 4, learned from 4 pages." in page
    assert "A layout whose text stands in body &gt; main" in page
    assert "1 block recurs on its last 4 pages" in page


def test_a_publisher_never_read_says_so(editor):
    house = publisher("mill-echo")
    assert "No page of this publisher has been read yet." in editor.get(f"/desk/publishers/edit/{house.pk}/").content.decode()


def test_forget_it_forgets(editor, learned):
    answer = editor.post(f"/desk/publishers/{learned.pk}/forget/")
    assert answer.status_code == 302
    assert templates.memory(learned.pk).pages == 0


def test_only_a_click_forgets(editor, client, learned):
    assert editor.get(f"/desk/publishers/{learned.pk}/forget/").status_code == 405
    client.logout()
    client.post(f"/desk/publishers/{learned.pk}/forget/")
    assert templates.memory(learned.pk).pages == 4
