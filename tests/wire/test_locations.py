"""Location patterns as robots.txt has them."""

import pytest

from broadsheet.wire.locations import LONGEST, matches

URL = "https://paper.example/news/2026/a.html?page=2"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("/", True),
        ("", True),
        ("*", True),
        ("/news", True),
        ("news/", True),
        ("/news/*/a.html", True),
        ("/*.html", True),
        ("/*.html$", False),
        ("/*page=2$", True),
        ("/news/2026/a.html?page=2$", True),
        ("/news$", False),
        ("/sport", False),
        ("/news/*/b", False),
        ("/*a*a*a", False),
        ("https://paper.example/news/*", True),
        ("https://PAPER.example", True),
        ("https://other.example/", False),
        ("/" + "*a" * LONGEST, False),
        ("https://[", False),
        ("http://[x", False),
    ],
)
def test_a_pattern_is_a_beginning_with_stars(pattern, found):
    assert matches(pattern, URL) is found
