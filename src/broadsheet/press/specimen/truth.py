"""How well does what a newsroom made of the specimen match the specimen's truth, and which articles say otherwise?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from broadsheet.journal import Copy, Decision, Join, Leave, Merge, Open, Split
from broadsheet.news import article_id
from broadsheet.press.specimen.gold import Gold

LATER = timedelta(hours=12)  # after its event's first telling: what is told then is a feature or what came of it
NEVER = {"sponsored", "press_release", "service"}  # genres that never print, so that nobody is credited with them
# Two of a kind on one day, told by the same houses: what is alike about them is the kind, not the event.
CONFUSABLE = (
    ("stratahaven-frankfurt-outage", "norrcloud-dublin-outage"),
    ("opaline-exchange-theft", "tessarine-vilnius-theft"),
    ("portland-willamette-st-brannock-merger", "columbus-scioto-st-aldric-merger"),
    ("tulsa-grocery-lot-trial", "spokane-grocery-lot-trial"),
    ("calder-valley-flood", "derwent-flood-matlock"),
    ("hamburg-hochbahn-warning-strike", "lyon-metro-drivers-strike"),
    ("gothenburg-dock-strike-called", "genoa-dock-strike-called"),
    ("murcia-mayor-trial-opens", "dayton-mayor-trial-opens"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One measure: how many of how many are right, and those that are not, in words."""

    name: str
    right: int
    of: int
    wrong: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What was found, by article id: the story of each, and which article a reprint was credited to."""

    story: dict[str, str] = field(default_factory=dict)
    copy_of: dict[str, str] = field(default_factory=dict)


def carried_out(decisions: Iterable[Decision]) -> Found:
    """Each article's story, and whose copy it is, after these decisions."""
    found = Found()
    for decision in decisions:
        match decision:
            case Open() | Join():
                found.story[decision.article] = decision.story
            case Leave():
                found.story.pop(decision.article, None)
            case Merge():
                moved = [article for article, story in found.story.items() if story == decision.story]
                found.story.update(dict.fromkeys(moved, decision.into))
            case Split():
                found.story.update(dict.fromkeys(decision.articles, decision.new))
            case Copy():
                found.copy_of[decision.article] = decision.of
    found.copy_of = {article: of for article, of in found.copy_of.items() if of}
    return found


def marks(truth: Mapping[str, Gold], found: Found, follows: Mapping[str, str]) -> tuple[Mark, ...]:
    """Every measure of stories and credits against the truth; what has no story is left out.

    `truth` is by address (`gold`), `follows` an event's by the event that goes on from it (`Edition.follows`).
    """
    told = [each for _, each in sorted(truth.items()) if article_id(each.address) in found.story]
    return (
        *_pairs(told, found.story),
        _events_whole(told, found.story),
        _apart("confusable pairs of events apart", CONFUSABLE, told, found.story),
        _apart("chapters of a storyline told as stories of their own", tuple(follows.items()), told, found.story),
        _with_the_rest(
            "tellings in another language with the rest",
            told,
            found.story,
            [each for each in told if _tongue(each) != _commonest(_tongue(e) for e in _event(told, each))],
        ),
        _with_the_rest("tellings of a day later with the rest", told, found.story, [t for t in told if _late(t, told)]),
        *_credits(told, found.copy_of),
    )


def _pairs(told: Sequence[Gold], story: Mapping[str, str]) -> tuple[Mark, Mark]:
    """Pairwise precision and recall; the pairs that are wrongly together, and those wrongly apart, by event."""
    together = apart = right = 0
    glued: Counter[str] = Counter()
    torn: Counter[str] = Counter()
    for one, other in combinations(told, 2):
        same_event, same_story = one.event == other.event, _story(one, story) == _story(other, story)
        right += same_event and same_story
        together += same_story
        apart += same_event
        if same_story and not same_event:
            glued[" + ".join(sorted((one.event, other.event)))] += 1
        if same_event and not same_story:
            torn[one.event] += 1
    return (
        Mark("pairs in one story that tell one event", right, together, _counted(glued)),
        Mark("pairs that tell one event in one story", right, apart, _counted(torn)),
    )


def _events_whole(told: Sequence[Gold], story: Mapping[str, str]) -> Mark:
    """Events that are one story, and it tells nothing else."""
    stories, events = defaultdict(set), defaultdict(set)
    for each in told:
        stories[each.event].add(_story(each, story))
        events[_story(each, story)].add(each.event)
    torn = {event: its for event, its in stories.items() if len(its) > 1 or len(events[next(iter(its))]) > 1}
    wrong = tuple(f"{event}: {len(its)} stories" if len(its) > 1 else f"{event}: shares a story" for event, its in torn.items())
    return Mark("events that are one story of their own", len(stories) - len(torn), len(stories), wrong)


def _apart(name: str, pairs: Sequence[tuple[str, str]], told: Sequence[Gold], story: Mapping[str, str]) -> Mark:
    """Of these pairs of events, those that share no story; one that nobody tells yet is left out."""
    stories = defaultdict(set)
    for each in told:
        stories[each.event].add(_story(each, story))
    known = [pair for pair in pairs if stories[pair[0]] and stories[pair[1]]]
    glued = tuple(" + ".join(pair) for pair in known if stories[pair[0]] & stories[pair[1]])
    return Mark(name, len(known) - len(glued), len(known), glued)


def _with_the_rest(name: str, told: Sequence[Gold], story: Mapping[str, str], these: Sequence[Gold]) -> Mark:
    """Of these tellings, those that stand in the story where most of their event's others stand."""
    wrong, right = [], 0
    for each in these:
        others = [e for e in _event(told, each) if e.address != each.address]
        if not others:
            continue
        if _story(each, story) == _commonest(_story(e, story) for e in others):
            right += 1
        else:
            wrong.append(f"{each.event}: {each.headline}")
    return Mark(name, right, right + len(wrong), tuple(wrong))


def _credits(told: Sequence[Gold], copy_of: Mapping[str, str]) -> tuple[Mark, Mark]:
    """Precision and recall of reprints credited to the very article that they reprint."""
    heads = {article_id(each.address): each for each in told}
    true = {article_id(e.address): article_id(e.copy_of) for e in told if e.copy_of and e.genre not in NEVER}
    ours = {article: of for article, of in copy_of.items() if article in heads and heads[article].genre not in NEVER}
    right = sum(true.get(article) == of for article, of in ours.items())
    wrong = tuple(f"{heads[a].headline}: of {heads[of].headline}" for a, of in ours.items() if true.get(a) != of)
    missed = tuple(f"{heads[a].event}: {heads[a].headline}" for a, of in true.items() if ours.get(a) != of)
    return Mark("credits that are right", right, len(ours), wrong), Mark("reprints that are credited", right, len(true), missed)


def _event(told: Sequence[Gold], one: Gold) -> list[Gold]:
    return [each for each in told if each.event == one.event]


def _tongue(one: Gold) -> str:
    return one.language.partition("-")[0]


def _late(one: Gold, told: Sequence[Gold]) -> bool:
    return not one.copy_of and one.published - min(each.published for each in _event(told, one)) >= LATER


def _commonest(values: Iterable[str]) -> str:
    """The value that stands most often; of several the first."""
    return Counter(values).most_common(1)[0][0]


def _story(one: Gold, story: Mapping[str, str]) -> str:
    return story[article_id(one.address)]


def _counted(pairs: Counter[str]) -> tuple[str, ...]:
    return tuple(f"{name} ({many})" for name, many in pairs.most_common())
