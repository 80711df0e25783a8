"""The table of rights, row by row."""

import pytest

from broadsheet.wire.rights import rights

PLAIN = "<html><head><title>x</title></head><body><p>text"


def meta(name: str, content: str) -> str:
    return f'<html><head><meta name="{name}" content="{content}"></head><body>text'


@pytest.mark.parametrize(
    ("markup", "headers", "robots", "agents", "mode", "why"),
    [
        (PLAIN, (), True, False, "excerpt", "says nothing"),
        (PLAIN, (), False, False, "none", "robots.txt disallows"),
        (PLAIN, (), True, True, "excerpt", "machine readers"),
        (PLAIN, (("tdm-reservation", "1"),), True, False, "link", "TDM-Reservation"),
        (meta("tdm-reservation", "1"), (), True, False, "link", "tdm-reservation"),
        (meta("tdm-reservation", "0"), (), True, False, "excerpt", "says nothing"),
        (meta("robots", "noindex, nosnippet"), (), True, False, "link", "nosnippet"),
        (meta("robots", "max-snippet:0"), (), True, False, "link", "max-snippet:0"),
        (meta("robots", "max-snippet:-1, max-image-preview:large"), (), True, False, "excerpt", "says nothing"),
        (meta("ROBOTS", "noarchive"), (), True, False, "excerpt", "noarchive"),
        (meta("robots", "noai, noimageai"), (), True, False, "excerpt", "noai"),
        (PLAIN, (("x-robots-tag", "nosnippet"),), True, False, "link", "X-Robots-Tag"),
        ('<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>', (), True, False, "link", "paid for"),
        ('<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC</a>', (), True, False, "full", "CC BY-SA"),
        (
            '<a href="https://creativecommons.org/licenses/by-nc/4.0/" rel="license">CC</a>',
            (),
            True,
            False,
            "excerpt",
            "nothing",
        ),
        ('<a href="https://creativecommons.org/licenses/by/4.0/">a photo of theirs</a>', (), True, False, "excerpt", "nothing"),
        (
            meta("tdm-reservation", "1") + '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
            (),
            True,
            False,
            "link",
            "tdm",
        ),
        ('<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">', (), False, False, "none", "robots"),
    ],
)
def test_each_evidence_has_its_mode(page, markup, headers, robots, agents, mode, why):
    judged = rights(page(markup, headers=headers), robots, agents)
    assert judged.value == mode
    assert why in judged.why
