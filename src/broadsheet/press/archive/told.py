"""How one story was told: its outlets, whose prose each prints, and the sources of its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Value

from broadsheet.desk.agencies import RELEASE
from broadsheet.desk.choices import Choice
from broadsheet.news import TEN_THOUSAND
from broadsheet.press.archive.chapters import Chapter
from broadsheet.press.archive.drafted import touched
from broadsheet.press.archive.intake import IN_PRINT, QUOTED
from broadsheet.press.archive.models import Alias, Article, Author, Filing, NearMiss, Picture, Relation, Story, Tagging, Telling
from broadsheet.press.archive.queries import Card, cards

MOST_TELLINGS = 200  # a page of more is no longer read; the count above them stays true
MOST_RELATED = 10  # what is related, and what one might also like
PAYWALL = "paywall"
BAR = 5_000  # a likeness below it joins nothing: a lower score is the part of a text that a reprint shares
SURELY = 7_500  # twice as like as the bar asks (desk/likeness.py)
PLACE = ("origin", "copy_of", "copy_why", "score", "why", "doubtful", "agency", "editor", "joined")
TELLING = (
    "article_id",
    "story_id",
    "story__unquoted",
    *PLACE,
    "article__url",
    "article__title",
    "article__excerpt",
    "article__authors",
    "article__when",
    "article__modified",
    "article__language",
    "article__genre",
    "article__kind",
    "article__access",
    "article__rights",
    "article__rights_why",
    "article__canonical",
    "article__publisher_id",
    "article__publisher__name",
    "article__publisher__owner",
    "article__publisher__country",
    "article__publisher__kind",
)


@dataclass(frozen=True, slots=True)
class Byline:
    """An author as their publisher prints them; `slug` is empty when they have no page here."""

    name: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One outlet's article in a story. `text` is its excerpt; empty when its rights let us link only, and for a reprint.

    A reprint's words are those of the article that it reprints, whose excerpt is shown: two cuts of one text would be too much.
    """

    article: str
    story: str
    publisher: str
    publisher_name: str
    owner: str
    country: str
    publisher_kind: str
    title: str
    text: str
    authors: tuple[Byline, ...]
    url: str
    canonical: str
    when: datetime
    modified: datetime | None
    language: str
    genre: str
    kind: str
    access: str
    rights: str
    rights_why: str
    origin: str
    copy_of: str
    copy_why: str
    score: int
    why: str
    doubtful: bool
    agency: str
    editor: str
    joined: datetime

    @property
    def opened(self) -> bool:
        """Whether it was the first article of its story."""
        return self.article == self.story.partition("-")[0]

    @property
    def sure(self) -> str:
        """How sure its place is, in a word."""
        if self.doubtful:
            return "doubtful"
        likely = not self.editor and not self.copy_of and BAR <= self.score < SURELY
        return "probably" if likely else "surely"

    @property
    def prints(self) -> str:
        """Whose copy an outlet prints, in words; empty for the agency's own article and where the text is the outlet's own."""
        own = self.agency.casefold() in {self.publisher_name.casefold(), self.publisher.casefold()}
        if own or not self.agency:
            return ""
        return self.agency.capitalize() if self.agency == RELEASE else f"{self.agency} copy"


@dataclass(frozen=True, slots=True)
class Branch:
    """A telling and those who reprinted it."""

    told: Told
    reprints: tuple[Branch, ...] = ()

    @property
    def all_reprints(self) -> tuple[Told, ...]:
        """Everyone who prints this prose, directly or through another."""
        return tuple(told for branch in self.reprints for told in (branch.told, *branch.all_reprints))


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of the summary, the article it stands in, and its proof.

    `start` and `end` are code points of the article's stored text, `sha256` is that text's; `before` and `after` are what a
    page may show around the sentence.
    """

    text: str
    told: Told
    start: int = 0
    end: int = 0
    sha256: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FiledIn:
    """A section that a story is filed in, and why."""

    slug: str
    name: str
    parent: str
    parent_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag on a story, and why."""

    slug: str
    name: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another story, what it is to this one (a kind of `desk/choices.py`), and why a reader of this one would open it."""

    card: Card
    why: str
    kind: str = "subject"


def found(story: str) -> Story | None:
    """The story with its edit and the article its headline came from; None when the id was never given.

    `changed` says whether others were merged into it or parted from it, `nearly` whether it has near misses of either kind,
    `lined` whether it is a chapter of a storyline, `pictured` whether an article of it has a picture, `touched` what
    `drafted.touched` says: so that a page of a plain story asks no more.
    """
    rows = Story.objects.select_related("edit", "headline_from", "parted_from__edit").annotate(
        changed=Exists(Alias.objects.filter(story=OuterRef("pk"))) | Exists(Story.objects.filter(parted_from=OuterRef("pk"))),
        nearly=Exists(NearMiss.objects.filter(story=OuterRef("pk")))
        | Exists(NearMiss.objects.filter(article__telling__story=OuterRef("pk"))),
        lined=Exists(Chapter.objects.filter(story=OuterRef("pk"), of__isnull=False))
        | Exists(Chapter.objects.filter(of=OuterRef("pk"))),
        pictured=Exists(Picture.objects.filter(article__telling__story=OuterRef("pk")).exclude(name="")),
        touched=touched(),
    )
    return rows.filter(id=story).first()


def alias(story: str) -> Story | None:
    """The story that this id became part of."""
    row = Alias.objects.select_related("story").filter(id=story).first()
    return row.story if row else None


def state(story: Story) -> str:
    """Its state, an editor's word first."""
    return (getattr(story, "edit", None) and story.edit.state) or story.state


def tellings(story: str) -> tuple[Told, ...]:
    """The story's tellings in order of publication, without those whose rights forbid even a link."""
    rows = _readable().filter(story=story).order_by("article__when", "article_id").values(*TELLING)[:MOST_TELLINGS]
    return _tellings(list(rows))


def every_telling(story: str) -> tuple[Told, ...]:
    """All of the story's tellings in order of publication, those that readers do not see as well: for the desk."""
    rows = Telling.objects.filter(story=story).order_by("article__when", "article_id").values(*TELLING)
    return _tellings(list(rows[:MOST_TELLINGS]))


def telling(article: str) -> Told | None:
    """One article's place in a story that readers see."""
    rows = _readable().filter(article=article, story__state="printed").values(*TELLING)
    told = _tellings(list(rows[:1]))
    return told[0] if told else None


def whole(told: Told) -> tuple[str, ...]:
    """The paragraphs of a text that its licence or a letter lets us print; none of any other, nor when it was purged."""
    if told.rights != "full":
        return ()
    text = Article.objects.filter(pk=told.article, rights="full").values_list("text", flat=True).first() or ""
    return tuple(paragraph for paragraph in text.split("\n\n") if paragraph.strip())


def tree(told: Sequence[Told]) -> tuple[Branch, ...]:
    """Who reprinted whom, first tellings first, and of those the ones that cost nothing.

    Whose original is not shown stands as a root; a circle is cut.
    """
    told = free_first(told)
    known = {each.article for each in told}
    below: dict[str, list[Told]] = {}
    roots: list[Told] = []
    for each in told:
        if each.copy_of in known and each.copy_of != each.article:
            below.setdefault(each.copy_of, []).append(each)
        else:
            roots.append(each)
    seen: set[str] = set()
    branches = [_branch(root, below, seen) for root in roots]
    branches += [_branch(each, below, seen) for each in told if each.article not in seen]
    return tuple(branches)


def free_first(told: Sequence[Told]) -> list[Told]:
    """The same tellings, those behind a paywall last."""
    return sorted(told, key=lambda each: each.access == PAYWALL)


def points(story: Story, told: Sequence[Told]) -> tuple[Point, ...]:
    """The summary's sentences whose source is among the tellings and may be quoted; others are not printed."""
    by_article = {each.article: each for each in told if each.rights in QUOTED}
    said = [each for each in story.summary if each.get("source") in by_article]
    free = {each["source"] for each in said if by_article[each["source"]].rights == "full"}
    texts = dict(Article.objects.filter(pk__in=free).values_list("pk", "text")) if free else {}
    return tuple(_point(each, by_article[each["source"]], texts.get(each["source"], "")) for each in said)


def _point(sentence: dict[str, Any], told: Told, whole: str) -> Point:
    """The sentence in its paragraph where its text is free to print, else in the excerpt, which is shown anyway."""
    text, start, end = sentence["text"], sentence["start"], sentence["end"]
    if whole[start:end] == text:
        first, last = whole.rfind("\n\n", 0, start) + 1, whole.find("\n\n", end)
        before, after = whole[first:start], whole[end : last if last >= 0 else None]
    else:
        around, _, rest = told.text.partition(" ".join(text.split()))
        before, after = (around, rest) if around != told.text else ("", "")
    return Point(text, told, start, end, sentence["sha256"], before, after)


def filings(story: str) -> tuple[FiledIn, ...]:
    """The sections it is filed in, the surest first."""
    rows = Filing.objects.filter(story=story).order_by("-score", "section__order")
    names = rows.values_list("section_id", "section__name", "section__parent_id", "section__parent__name", "why")
    return tuple(FiledIn(slug, name, parent or "", parent_name or "", why) for slug, name, parent, parent_name, why in names)


def filed_and_tagged(story: str) -> tuple[tuple[FiledIn, ...], tuple[Tagged, ...]]:
    """Its `filings` and its tags, the surest first, in one query."""
    sections = Filing.objects.filter(story=story).annotate(
        tagged=Value(0), rank=F("section__order"), key=F("section_id"), said=F("section__name"),
        above=F("section__parent_id"), called=F("section__parent__name"),
    )  # fmt: skip
    tagged = Tagging.objects.filter(story=story).annotate(
        tagged=Value(1), rank=Value(0), key=F("tag_id"), said=F("tag__name"), above=F("tag__kind"), called=Value(""),
    )  # fmt: skip
    columns = ("tagged", "score", "rank", "said", "key", "above", "called", "why")
    rows = sorted(
        sections.values_list(*columns).union(tagged.values_list(*columns), all=True),
        key=lambda row: (row[0], -row[1], row[2], row[3]),
    )
    return (
        tuple(FiledIn(key, said, above or "", called or "", why) for of, _, _, said, key, above, called, why in rows if not of),
        tuple(Tagged(key, said, above, why) for of, _, _, said, key, above, _, why in rows if of),
    )


def related(story: str) -> list[Choice]:
    """What belongs to it among other events, and what one might also like, nearest first."""
    rows = Relation.objects.filter(story=story).order_by("-score", "other_id")
    listed = rows.values_list("other_id", "kind", "score", "why")[:MOST_RELATED]
    return [Choice(other, kind, round(score * TEN_THOUSAND), why) for other, kind, score, why in listed]


def chosen(choices: Iterable[Choice], *, quoting: bool = True) -> tuple[Related, ...]:
    """The cards of these choices, in their order, as far as readers see them; headlines alone unless `quoting`."""
    wanted = list(choices)
    shown = cards((each.story for each in wanted), pictured=False, quoting=quoting)
    return tuple(Related(shown[each.story], each.why, each.kind) for each in wanted if each.story in shown)


def other_headlines(story: str, shown: str, limit: int) -> tuple[Told, ...]:
    """How other outlets put it: their own words only, one a publisher, the first ones first."""
    rows = (
        _readable()
        .filter(story=story, copy_of="")
        .exclude(article=shown)
        .order_by("article__when")
        .values(*TELLING)[: limit * 4]
    )
    one_each: dict[str, dict[str, Any]] = {}
    for row in rows:
        one_each.setdefault(row["article__publisher_id"], row)
    return tuple(free_first([_told(row, ()) for row in one_each.values()])[:limit])


def _readable() -> Any:
    shown = Telling.objects.filter(article__state__in=IN_PRINT, article__publisher__opted_out=False)
    return shown.exclude(article__rights="none")


def _tellings(rows: list[dict[str, Any]]) -> tuple[Told, ...]:
    bylines: dict[str, list[Byline]] = {}
    through = Author.articles.through.objects.filter(article_id__in=[row["article_id"] for row in rows])
    for article, name, slug in through.values_list("article_id", "author__name", "author__slug"):
        bylines.setdefault(article, []).append(Byline(name, slug))
    return tuple(_told(row, tuple(bylines.get(row["article_id"], ()))) for row in rows)


def _told(row: dict[str, Any], bylines: tuple[Byline, ...]) -> Told:
    quotable = row["article__rights"] in QUOTED and (not row["copy_of"] or row["article__rights"] == "full")
    quotable = quotable and not row["story__unquoted"]
    return Told(
        article=row["article_id"],
        story=row["story_id"],
        publisher=row["article__publisher_id"],
        publisher_name=row["article__publisher__name"],
        owner=row["article__publisher__owner"],
        country=row["article__publisher__country"],
        publisher_kind=row["article__publisher__kind"],
        title=row["article__title"],
        text=row["article__excerpt"] if quotable else "",
        authors=bylines or tuple(Byline(str(name)) for name in row["article__authors"]),
        url=row["article__url"],
        canonical=row["article__canonical"],
        when=row["article__when"],
        modified=row["article__modified"],
        language=row["article__language"],
        genre=row["article__genre"],
        kind=row["article__kind"],
        access=row["article__access"],
        rights=row["article__rights"],
        rights_why=row["article__rights_why"],
        **{name: row[name] for name in PLACE},
    )


def _branch(told: Told, below: dict[str, list[Told]], seen: set[str]) -> Branch:
    seen.add(told.article)
    return Branch(told, tuple(_branch(each, below, seen) for each in below.get(told.article, ()) if each.article not in seen))
