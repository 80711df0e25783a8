"""What ought to be found at each address? For tests and benchmarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from broadsheet.press.specimen.edition import Edition, Printed


@dataclass(frozen=True, slots=True)
class Gold:
    """The truth about one article at one moment.

    `body` is the whole prose, `served` what the page gives (two paragraphs behind a paywall), both without
    headline and standfirst, paragraphs separated by a blank line; `copy_of` is an address or empty; `authors` are as
    printed ("Staff" where the house prints that); times are UTC.
    """

    address: str
    publisher: str
    event: str
    sections: tuple[str, ...]
    copy_of: str
    headline: str
    standfirst: str
    body: str
    served: str
    authors: tuple[str, ...]
    published: datetime
    modified: datetime
    kind: str
    genre: str
    access: str
    language: str
    notes: tuple[str, ...]


def gold(edition: Edition, now: datetime) -> dict[str, Gold]:
    """Address -> what is true of the article there, for all that is out at `now`."""
    out = (printed for slug in edition.publishers for printed in edition.out(slug, now))
    return {printed.address: _gold(printed, edition) for printed in out}


def _gold(printed: Printed, edition: Edition) -> Gold:
    telling, version, text = printed.telling, printed.version, printed.text
    return Gold(
        address=printed.address,
        publisher=telling.publisher.slug,
        event=telling.event,
        sections=telling.sections,
        copy_of=edition.address_of(telling.copy_of) if telling.copy_of else "",
        headline=text.headline,
        standfirst=text.standfirst,
        body=text.body,
        served="\n\n".join(text.served),
        authors=text.byline,
        published=version.published,
        modified=version.modified,
        kind=text.kind,
        genre=text.genre,
        access=text.access,
        language=telling.publisher.language,
        notes=tuple(note.kind for note in version.notes),
    )
