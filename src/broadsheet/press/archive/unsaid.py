"""What reasons still say of a text that may not be used any more: each is made again from headlines, which may stay.

What follows from the text besides (terms, summaries, pictures, near misses) is `reprint`'s to take out; what the folds remember
of it goes when they read its next line in the journal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from broadsheet.press.archive.models import Alias, Chapter, Relation, Story, Telling
from broadsheet.press.archive.rows import update

NO_MORE = "words of a text that may not be used any more"
_clause = re.compile(r"\b(?P<how>shares|both name|both about) (?P<words>(?!no weighty word).+?)(?=;|$)")
_quoted = re.compile(r"(?P<mark>['\"])(?P<word>.+?)(?P=mark)(?=, ['\"]|$)")
_word = re.compile(r"\w+")
_signed = re.compile(r"; signed [^;]*$")


def plain(why: str, headlines: str) -> str:
    """A reason with none of the words that it names but those that stand in these headlines, and nobody's signature."""
    return _plain(why, _words(headlines))


def _plain(why: str, known: str) -> str:
    def kept(found: re.Match[str]) -> str:
        about = found["how"] == "both about"
        words = found["words"].split(" and ") if about else [each["word"] for each in _quoted.finditer(found["words"])]
        left = [word for word in words if _words(word) in known]
        if not left:
            return f"{found['how']} {NO_MORE}"
        return f"{found['how']} {' and '.join(left) if about else ', '.join(map(repr, left))}"

    return _signed.sub("", _clause.sub(kept, why))[:500]


def _words(said: str) -> str:
    return f" {' '.join(_word.findall(said.casefold()))} "


def unsay(articles: Sequence[str]) -> None:
    """Make the reasons anew that were words of these articles' texts; call it in the transaction that takes the texts out."""
    told = list(Telling.objects.filter(article__in=articles))
    stories = {each.story_id for each in told}
    merged = list(Alias.objects.filter(story__in=stories))
    lines = Chapter.objects.filter(Q(story__in=stories) | Q(of__in=stories))
    beside = Relation.objects.filter(Q(story__in=stories) | Q(other__in=stories))
    into = {each.pk: each.story_id for each in merged}
    _again([(row, (row.story_id,)) for row in told], ("why", "copy_why"))
    _again([(row, (row.pk,)) for row in Story.objects.filter(pk__in=stories)], ("doubtful", "parted_why"))
    _again([(row, (row.story_id,)) for row in merged], ("why",))
    _again([(row, (into[row.pk],)) for row in Story.objects.filter(pk__in=into)], ("reason",))
    _again([(row, (row.story_id, row.of_id)) for row in lines], ("why",))
    _again([(row, (row.story_id, row.other_id)) for row in beside], ("why",))
    Telling.objects.filter(article__in=articles).update(agency="")


def _again(rows: Sequence[tuple[Any, Sequence[str | None]]], columns: Sequence[str]) -> None:
    """Write these columns anew; what the headlines of the stories that a row is about name may stay."""
    changed, called = [], _headlines({each for _, stories in rows for each in stories if each})
    words = {name: _words(titles) for name, titles in called.items()}
    for row, stories in rows:
        before = [getattr(row, name) for name in columns]
        known = "|".join(words[each] for each in stories if each)
        after = [_plain(why, known) for why in before]
        for name, why in zip(columns, after, strict=True):
            setattr(row, name, why)
        if before != after:
            changed.append(row)
    update(changed, columns)


def _headlines(stories: set[str]) -> dict[str, str]:
    """What those who may at least be linked call each story."""
    found: dict[str, list[str]] = {name: [] for name in stories}
    titles = Telling.objects.filter(story__in=stories).exclude(article__rights="none").values_list("story_id", "article__title")
    for story, title in titles:
        found[story].append(title)
    return {name: " ; ".join(said) for name, said in found.items()}
