"""Which bytes are kept as they are: those of UTF-8 alone."""

import codecs

import pytest

from broadsheet.wire import charset


@pytest.mark.parametrize("said", ["Bridge opens", "Brücke frei", "橋が開通", ""])
def test_utf8_is_unchanged(said):
    assert charset.unchanged(said.encode()) == said


@pytest.mark.parametrize("body", [codecs.BOM_UTF8 + b"a", b"a\0b", "Brücke".encode("cp1252"), "Bridge".encode("utf-16")])
def test_any_other_is_changed(body):
    assert charset.unchanged(body) is None
    assert "\0" not in charset.text(body)
