"""TDMRep: a site's file, whose longest location speaks, and what a page says of itself."""

import json

import pytest

from broadsheet.wire import tdm

URL = "https://paper.example/news/1"


def said(rows, now, url=URL):
    return tdm.on_site(tdm.rules(json.dumps(rows).encode()), url, "https://paper.example/.well-known/tdmrep.json", now)


@pytest.mark.parametrize(
    ("rows", "mode"),
    [
        ([{"location": "/", "tdm-reservation": 1}], "link"),
        ([{"location": "/", "tdm-reservation": "1"}], "link"),
        ([{"location": "*", "tdm-reservation": 1}], "link"),
        ([{"location": "/", "tdm-reservation": 0}], "excerpt"),
        ([{"location": "/", "tdm-reservation": 1}, {"location": "/news/", "tdm-reservation": 0}], "excerpt"),
        ([{"location": "/news/*", "tdm-reservation": 0}, {"location": "/news/1", "tdm-reservation": 1}], "link"),
        ([{"location": "https://paper.example/news/", "tdm-reservation": 1}], "link"),
        ({"location": "/", "tdm-reservation": 1}, "link"),
        ([{"location": "/sport/", "tdm-reservation": 1}], None),
        ([], None),
    ],
)
def test_the_longest_location_speaks(now, rows, mode):
    found = said(rows, now)
    assert (found.mode if found else None) == mode


def test_a_reservation_names_its_policy_and_keeps_language_models_out(now):
    found = said([{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://paper.example/policy.json"}], now)
    assert found is not None
    assert found.words == "tdmrep.json, /: tdm-reservation 1, policy https://paper.example/policy.json"
    assert not found.machine


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1, null]", b'{"location": 3}', b"\xff\xfe", b"[" * 100_000])
def test_a_broken_file_says_nothing(body):
    assert tdm.rules(body) == ()
