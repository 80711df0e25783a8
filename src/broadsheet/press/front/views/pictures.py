"""The files of pictures: content-addressed, so that a browser may keep them, and gone the moment they may not be shown."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from broadsheet.press.archive import gallery

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# A name's content never changes. A week, no longer: what is taken down leaves the caches on the way to readers with it.
CONTROL = "public, max-age=604800, immutable"


def picture(request: HttpRequest, name: str, width: str, form: str) -> HttpResponse:
    """One file of a picture. Raises Http404 for what is not, or no more, to be shown."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    file = gallery.file(name, int(width), form)
    if file is None:
        raise Http404("There is no such picture.")
    return HttpResponse(file.read_bytes(), content_type=TYPES[form], headers={"Cache-Control": CONTROL})
