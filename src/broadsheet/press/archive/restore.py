"""The fold's memory made anew from print: the window's lines are heard once more, and its stories stand as the rows say.

So an upgrade by itself changes nothing that is printed, and no address: the new engine decides on what comes from now on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta

from broadsheet.desk.seating import Print, Seat, listen, seat
from broadsheet.desk.window import DAYS, State
from broadsheet.press.archive.lines import between
from broadsheet.press.archive.models import Alias, Journal, Story, Telling
from broadsheet.settings import Settings

AT_ONCE = 500  # names a query: SQLite takes 32,766


def restore(applied: int, settings: Settings) -> State:
    """The state after line `applied`; words are weighed by what the window's articles and the general list say of them."""
    state, first = State(), _first(applied)
    for each in between(first - 1, applied):
        listen(state, each, settings)
    seat(state, _printed(list(state.pieces), first))
    return state


def _first(applied: int) -> int:
    """The number of the first line that the window may still hold."""
    until = Journal.objects.filter(number__lte=applied).order_by("-number").values_list("at", flat=True).first()
    if until is None:
        return applied + 1
    since = Journal.objects.filter(at__gte=until - timedelta(days=DAYS), number__lte=applied)
    return since.order_by("number").values_list("number", flat=True)[0]


def _printed(articles: list[str], first: int) -> Print:
    found = Print()
    for start in range(0, len(articles), AT_ONCE):
        told = Telling.objects.filter(article__in=articles[start : start + AT_ONCE])
        for article, story, of, origin, editor in told.values_list("article_id", "story_id", "copy_of", "origin", "editor"):
            found.seats[article] = Seat(story, of, origin, bool(editor))
    known = {each.story for each in found.seats.values()}
    aliases = defaultdict(list)
    for name, story in Alias.objects.order_by("pk").values_list("pk", "story_id").iterator():
        if story in known:
            aliases[story].append(name)
    found.aliases = dict(aliases)
    found.opened = _opened(found.seats.keys())
    found.apart = _apart(first)
    return found


def _opened(articles: Collection[str]) -> dict[str, int]:
    """The highest number of a story named for each article: addresses that were given out are not given out again."""
    found: dict[str, int] = {}
    for name in Story.objects.values_list("pk", flat=True).iterator():
        article, _, number = name.partition("-")
        if article in articles:
            found[article] = max(found.get(article, 0), int(number or 1))
    return found


def _apart(first: int) -> list[tuple[str, str]]:
    """The stories that editors held apart since the window's first line, as they are named today."""
    found: dict[tuple[str, str], None] = {}
    for said in Journal.objects.filter(kind="overrule", number__gte=first).order_by("number").values_list("payload", flat=True):
        if said["act"] == "merge":
            into, *others = _today([said["into"], *said["subjects"]])
            for each in others:
                found.pop((min(each, into), max(each, into)), None)
        elif told := Telling.objects.filter(article__in=said["subjects"]).select_related("story").first():
            before = said.get("of", "") or (told.story.parted_from_id if said["act"] == "split" else "")
            one, other = _today([told.story_id, before or told.story_id])
            found[min(one, other), max(one, other)] = None
    return [(one, other) for one, other in found if one != other]


def _today(stories: Sequence[str]) -> list[str]:
    """These stories as they are named now."""
    into = dict(Alias.objects.filter(pk__in=stories).values_list("pk", "story_id"))
    return [into.get(each, each) for each in stories]
