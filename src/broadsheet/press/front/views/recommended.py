"""What to read after what was read. The address carries the stories: nobody's reading is kept here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from broadsheet.press.archive import relations, told
from broadsheet.press.front.paper import paper, printed_page

LONGEST = 24  # characters of a story's id


def recommended(request: HttpRequest) -> HttpResponse:
    """The page of `?read=ID&read=ID`: at most `relations.MOST_READ` of them count, the first ones."""
    given = request.GET.getlist("read")[: relations.MOST_READ]
    read = list(dict.fromkeys(each for each in given if 0 < len(each) <= LONGEST and each.isascii() and each.isalnum()))
    made_from = paper()
    chosen = told.chosen(relations.recommend(read, made_from.clock.now)) if read else ()
    answer = printed_page(request, "pages/recommended.html", made_from, chosen=chosen, asked=bool(read), index=False)
    answer["Cache-Control"] = "private, no-store"
    return answer
