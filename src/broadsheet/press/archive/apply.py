"""Decisions become rows: one transaction a batch, together with the number of the last journal line that they answer.

This module alone writes the machine's columns of stories and tellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F
from django.utils.text import slugify

from broadsheet import journal, news
from broadsheet.press.archive import chapters, nearness
from broadsheet.press.archive.models import Alias, Article, Edit, Pin, Printed, Story, Telling

SLUG_CHARACTERS = 80


@dataclass(slots=True)
class Touched:
    """What a batch of decisions changed, in the order in which it happened.

    `unsaid` are stories whose articles do not say what they said before, or say it elsewhere.
    """

    now: datetime
    stories: dict[str, None] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    unsaid: dict[str, None] = field(default_factory=dict)

    def story(self, name: str) -> None:
        """A story that must be told anew."""
        self.stories[name] = None


def decide(decisions: Iterable[journal.Decision], now: datetime) -> Touched:
    """Carry decisions out on stories, tellings and aliases; call it inside the transaction that moves the fold's number."""
    touched = Touched(now)
    in_order = sorted(decisions, key=lambda d: isinstance(d, journal.Copy))  # whose copy it is, once it has its place
    for place, decision in enumerate(in_order):
        match decision:
            case journal.Open():
                _open(decision, touched)
            case journal.Join():
                _join(decision, touched)
            case journal.Copy():
                _copy(decision, touched)
            case journal.Merge():
                _merge(decision, touched)
            case journal.Split():
                _split(decision, touched)
            case journal.Leave():
                _leave(decision, touched, _placed_again(decision.article, in_order[place:]))
            case journal.Follow():
                _follow(decision)
    return touched


def bump(keys: Iterable[str]) -> None:
    """Note that what these pages show has changed, so that every cache drops just those."""
    names = sorted(set(keys))
    Printed.objects.bulk_create([Printed(key=key) for key in names], ignore_conflicts=True)
    Printed.objects.filter(key__in=names).update(version=F("version") + 1)


def slug(headline: str) -> str:
    """A headline as part of an address; a headline without Latin letters is just `story`."""
    return slugify(headline)[:SLUG_CHARACTERS].strip("-") or "story"


def _open(decision: journal.Open, touched: Touched) -> None:
    _story(decision.story, touched, decision.why if decision.doubtful else "")
    _tell(decision.article, decision.story, news.TEN_THOUSAND, decision.why, decision.doubtful, touched.now)
    nearness.keep(decision, touched.now)
    touched.story(decision.story)


def _story(name: str, touched: Touched, doubtful: str = "") -> None:
    """Make sure of a story's row; one that was merged away and is told again stands on its own again."""
    defaults = {"slug": "story", "first_seen": touched.now, "last_changed": touched.now, "doubtful": doubtful[:500]}
    row, made = Story.objects.get_or_create(id=name, defaults=defaults)
    if not made and row.state == "merged":
        Story.objects.filter(id=name).update(state="held", reason="stands on its own again")
        Alias.objects.filter(id=name).delete()
        touched.gone.pop(name, None)


def _join(decision: journal.Join, touched: Touched) -> None:
    _story(decision.story, touched)
    _tell(decision.article, decision.story, decision.score, decision.why, decision.doubtful, touched.now)
    nearness.keep(decision, touched.now)
    touched.story(decision.story)


def _tell(article: str, story: str, score: int, why: str, doubtful: bool, now: datetime) -> None:
    Telling.objects.update_or_create(
        article_id=article,
        defaults={"story_id": story, "score": score, "why": why[:500], "doubtful": doubtful},
        create_defaults={
            "story_id": story, "score": score, "why": why[:500], "doubtful": doubtful, "origin": article, "joined": now,
        },
    )  # fmt: skip


def _copy(decision: journal.Copy, touched: Touched) -> None:
    Telling.objects.filter(article=decision.article).update(
        copy_of=decision.of, origin=decision.origin, copy_why=decision.why[:500]
    )
    for story in Telling.objects.filter(article=decision.article).values_list("story_id", flat=True):
        touched.story(story)


def _merge(decision: journal.Merge, touched: Touched) -> None:
    _story(decision.into, touched)
    _gather(decision)
    Alias.objects.filter(story=decision.story).update(story=decision.into)
    Alias.objects.update_or_create(id=decision.story, defaults={"story_id": decision.into, "why": decision.why[:500]})
    Story.objects.filter(id=decision.story).update(state="merged", reason=f"is told as {decision.into}: {decision.why}"[:500])
    Story.objects.filter(parted_from=decision.story).exclude(id=decision.into).update(parted_from=decision.into)
    Story.objects.filter(parted_from=decision.story, id=decision.into).update(parted_from=None, parted_why="")
    nearness.merged(decision.story, decision.into)
    _carry_over(decision.story, decision.into)
    touched.gone[decision.story] = decision.into
    touched.stories.pop(decision.story, None)
    touched.story(decision.into)


def _gather(decision: journal.Merge) -> None:
    """The tellings of a merged story stand in the other; one that stood alone is there for the reason of the merge."""
    alone = [Telling.objects.filter(story=name).count() == 1 for name in (decision.story, decision.into)]
    coming = Telling.objects.filter(story=decision.story)
    if alone[0]:
        coming.update(story=decision.into, doubtful=decision.doubtful, score=decision.score, why=decision.why[:500])
    else:
        coming.update(story=decision.into)
    if decision.doubtful or alone[1]:  # a doubt about standing alone is answered; one about who tells it is not
        Story.objects.filter(id=decision.into).update(doubtful=decision.why[:500] if decision.doubtful else "")
        Telling.objects.filter(story=decision.into, why__startswith="near ").update(doubtful=False)


def _carry_over(story: str, into: str) -> None:
    """What an editor set goes with the articles: a story that was killed or held is not printed as part of another."""
    edit = Edit.objects.filter(story=story).first()
    if edit is not None and not Edit.objects.filter(story=into).exists():
        stopped = edit.state in {"killed", "held"}
        Edit.objects.create(
            story_id=into, headline=edit.headline, model=edit.model, standfirst=edit.standfirst,
            state="held" if stopped else edit.state, editor=edit.editor, at=edit.at,
            note=f"{edit.note} (set on {story}, which is told here now)".strip(),
        )  # fmt: skip
    pinned = Pin.objects.filter(story=into).values_list("page", flat=True)
    Pin.objects.filter(story=story).exclude(page__in=list(pinned)).update(story=into)


def _split(decision: journal.Split, touched: Touched) -> None:
    _story(decision.new, touched)
    leaving = Telling.objects.filter(article__in=decision.articles)
    for story in leaving.values_list("story_id", flat=True).distinct():
        touched.story(story)
    leaving.update(story=decision.new, why=decision.why[:500])
    known = Story.objects.filter(id=decision.story).exclude(id=decision.new).exists()
    parted = {"parted_from": decision.story, "parted_why": decision.why[:500]} if known else {}
    Story.objects.filter(id=decision.new).update(**parted or {"parted_why": decision.why[:500]})
    touched.story(decision.new)


def _leave(decision: journal.Leave, touched: Touched, moves: bool) -> None:
    touched.story(decision.story)
    touched.unsaid[decision.story] = None
    if not moves:
        Telling.objects.filter(article=decision.article).delete()
        nearness.forget([decision.article])
        mark([decision.article], "held", decision.why)


def _follow(decision: journal.Follow) -> None:
    """Another chapter before it: every page of the line that it leaves, and of the one that it joins, changes."""
    before = chapters.line(decision.story)
    columns = {"of": decision.of or None, "score": decision.score, "why": decision.why[:500] if decision.of else ""}
    chapters.Chapter.objects.filter(story=decision.story).update(**columns)
    bump(f"story:{each}" for each in (*before, *chapters.line(decision.story)))


def _placed_again(article: str, later: Sequence[journal.Decision]) -> bool:
    for each in later:
        if isinstance(each, journal.Join | journal.Open) and each.article == article:
            return True
        if isinstance(each, journal.Split) and article in each.articles:
            return True
    return False


def settle(lines: Iterable[journal.JournalLine], touched: Touched) -> None:
    """What the lines ask for and no decision answered, as for an article that the fold's window has forgotten.

    A known article's story is told anew, one without a story opens its own, and what is withdrawn leaves.
    """
    for line in lines:
        if isinstance(line, journal.Arrival | journal.Revision):
            article = line.reading.article.id
            story = Telling.objects.filter(article=article).values_list("story_id", flat=True).first()
            if story is None:
                _open(journal.Open(article, article, "its time in the window has passed, so it stands alone"), touched)
            else:
                touched.story(story)
                if isinstance(line, journal.Revision):
                    touched.unsaid[story] = None
        elif isinstance(line, journal.Withdrawal):
            for story in Telling.objects.filter(article=line.article).values_list("story_id", flat=True):
                _leave(journal.Leave(story, line.article, line.why), touched, moves=False)


def mark(articles: Sequence[str], state: str, reason: str) -> None:
    """Account for articles: their state, and why."""
    Article.objects.filter(id__in=articles).update(state=state, reason=reason[:500])
