"""The desk's front."""

from datetime import timedelta

import pytest

from broadsheet.press.archive.models import Edition, Feed, Telling
from broadsheet.press.newsdesk.dashboard import figures, front_age
from tests.press.archive.newsroom import NOW, publisher
from tests.press.newsdesk.paper import told

pytestmark = pytest.mark.django_db


def test_the_figures_alarm_only_where_an_editor_is_needed():
    Edition.objects.create(page="", at=NOW - timedelta(minutes=20))
    told("Tunnel closed after pump fails")
    quiet = {figure.label: (figure.number, figure.alarm) for figure in figures(NOW)}
    assert not any(alarm for _, alarm in quiet.values())
    told("Teenager charged", hold="a minor")
    Telling.objects.update(doubtful=True)
    publisher("courier")
    Feed.objects.filter(url__startswith="https://courier").update(failures=2)
    loud = {figure.label: (figure.number, figure.alarm) for figure in figures(NOW)}
    assert loud["stories wait for an editor"] == ("1", True)
    assert loud["stories put together doubtfully"] == ("2", True)
    assert loud["feeds failing"] == ("1", True)


def test_a_front_page_that_stands_still_is_an_alarm():
    assert front_age(NOW).alarm
    Edition.objects.create(page="", at=NOW - timedelta(hours=5))
    assert (front_age(NOW).number, front_age(NOW).alarm) == ("5\xa0hours", True)
    Edition.objects.create(page="", at=NOW - timedelta(minutes=5))
    assert not front_age(NOW).alarm


def test_every_figure_leads_to_a_page(editor):
    told("Teenager charged", hold="a minor")
    at_the_desk = [figure for figure in figures(NOW) if figure.link.startswith("/desk/")]
    assert len(at_the_desk) == 5
    for figure in at_the_desk:
        assert editor.get(figure.link).status_code == 200, figure
