"""Pictures for tests of the press: articles that may show one, and what a darkroom would have made of it."""

from __future__ import annotations

from broadsheet.press.archive import gallery
from broadsheet.wire.imaging import Developed, File
from broadsheet.wire.pictures import Found
from tests.press.factories import NOW, article

FORMS = ("avif", "webp", "jpg")


def licensed(title="Crane falls on a tram", by="tidewater", hours=2.0, **columns):
    """An article of full rights whose page declares a picture."""
    given = {"rights": "full", "rights_why": "licence CC BY", "image": f"https://{by}.example/lead.jpg"}
    return article(title, by, hours, **given | columns)


def found(fingerprint=0xF0F0F0F0F0F0F0F0, *, focal=(30, 70), widths=(320, 640, 1200), caption="", credit="", body=b""):
    """A picture as it comes out of the darkroom; `body` tells its files from another's."""
    files = tuple(
        File(form, width, b"%s %d %x" % (form.encode(), width, fingerprint) + body) for width in widths for form in FORMS
    )
    made = Developed(max(widths), max(widths) * 9 // 16, *focal, fingerprint, files)
    return Found(made, "https://cdn.example/lead.jpg", "the one its page declares", caption, credit)


def hung(row, fingerprint=0xF0F0F0F0F0F0F0F0, now=NOW, **facts):
    """The article's picture, in print. Its story must be printed."""
    gallery.keep(row, found(fingerprint, **facts), now)
    row.refresh_from_db()
    return row.picture


def files():
    return sorted(path.name for path in gallery.folder().glob("??/*"))
