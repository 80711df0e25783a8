"""Which IPTC Media Topics is a story about? Its topics' own, and those of sections that stand for a single one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from broadsheet.desk.topics import codes
from broadsheet.press.archive.models import Filing, Tagging

SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"
PREFIX = "medtop:"


@dataclass(frozen=True, slots=True)
class Subject:
    """A Media Topic as we call it; `code` is its eight digits."""

    name: str
    code: str


def subjects(stories: Iterable[str]) -> dict[str, tuple[Subject, ...]]:
    """The subjects of each story, the surest topic first, sections last; each code once.

    A section that lists several topics (news of a country: crime, disasters, society) says of no story which of them it is.
    """
    ids = list(stories)
    found: dict[str, dict[str, Subject]] = {}
    tagged = Tagging.objects.filter(story__in=ids, tag__kind="topic").order_by("story", "-score", "tag")
    for story, slug, name in tagged.values_list("story_id", "tag_id", "tag__name"):
        if code := codes().get(slug):
            _put(found, story, name, code)
    filed = Filing.objects.filter(story__in=ids).order_by("story", "-score", "section__order")
    for story, name, topics in filed.values_list("story_id", "section__name", "section__topics"):
        if len(topics) == 1:
            _put(found, story, name, topics[0])
    return {story: tuple(by_code.values()) for story, by_code in found.items()}


def _put(found: dict[str, dict[str, Subject]], story: str, name: str, code: str) -> None:
    digits = code.removeprefix(PREFIX)
    found.setdefault(story, {}).setdefault(digits, Subject(name, digits))
