"""How the desk's templates write a score, a name and the paper's title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings

from broadsheet.news import TEN_THOUSAND
from broadsheet.press.archive.models import NearMiss, Setting
from broadsheet.press.archive.together import NOBODY, plain
from broadsheet.press.front import wording

register = template.Library()


@register.filter
def percent(score: int) -> str:
    """Ten-thousandths in per cent."""
    return f"{100 * score / TEN_THOUSAND:.0f} %"


@register.filter
def points(score: int) -> str:
    """Ten-thousandths as the points of a ranking."""
    return f"{score / TEN_THOUSAND:.2f} points"


@register.filter
def spoken(why: str, names: Mapping[str, str] = NOBODY) -> str:
    """A reason of the machine as a sentence, with the headlines of what it gives by id."""
    return wording.placed(plain(why, names))


@register.filter
def headlines(near: Sequence[NearMiss]) -> dict[str, str]:
    """The headlines of the stories that were nearly told, by their ids."""
    return {miss.story_id: str((getattr(miss.story, "edit", None) and miss.story.edit.headline) or miss.story) for miss in near}


@register.filter
def missed(miss: NearMiss) -> str:
    """How nearly it was missed and by what, in words."""
    return f"{wording.missed_by(miss.score)}: {wording.lowered(wording.worded(plain(miss.why, NOBODY)))}"


@register.filter
def named(key: str, names: Mapping[str, str]) -> str:
    """What a table of names calls it."""
    return names.get(key, key)


@register.filter
def listed(lists: Mapping[str, Sequence[Any]], key: str) -> Sequence[Any]:
    """What a table of lists has for it."""
    return lists.get(key, ())


@register.simple_tag(takes_context=True)
def paper_name(context: template.Context) -> str:
    """The masthead's name, as the desk set it or as the file has it; looked up once a request."""
    request = context.get("request")
    found = getattr(request, "paper_name", None)
    if found is None:
        found = Setting.objects.filter(name="site.name").values_list("value", flat=True).first() or settings.NEWSROOM.site.name
        if request is not None:
            request.paper_name = found
    return str(found)
