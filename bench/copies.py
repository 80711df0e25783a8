"""The near-copies bench: reprints made from real texts, and articles that only tell of the same things."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpora
from broadsheet.desk import fingerprint, terms
from broadsheet.desk.events import State, fold
from broadsheet.journal import Arrival, Copy
from broadsheet.news import Article, Reading
from broadsheet.settings import Settings

ORIGINALS = 400
HOUSES = 40
FURNISHED = 0.8  # of the hard set's articles and reprints: so that plain shingles get .88 and .90 on it, as the issue has them
AGENCIES = ("(AP) —", "(Reuters) -", "(AFP) —", "PA Media")
PROMOTION = (
    "Download our app to read this story wherever you are and to hear of the next one first.\n\n"
    "Sign up to our newsletter for the day's most important stories, chosen by our editors."
)


House = tuple[str, str]  # its furniture, and where it stands


@dataclass(frozen=True, slots=True)
class Case:
    """An article of the stream: of whose prose it is (itself when its own), and how it was made."""

    article: Article
    origin: str
    made: str


def edited(text: str, part: float, chance: random.Random) -> str:
    """The text with this part of its words replaced by others of its own, dropped or doubled."""
    words = text.split(" ")
    for at in chance.sample(range(len(words)), int(len(words) * part)):
        words[at] = chance.choice((chance.choice(words), "", f"{words[at]} {chance.choice(words)}"))
    return " ".join(words)


def cut(text: str, chance: random.Random) -> str:
    """The text without its end: 40 to 80 parts of 100 are left."""
    return text[: int(len(text) * chance.uniform(0.4, 0.8))]


def reprints(original: Article, chance: random.Random) -> list[Case]:
    """One reprint of each kind."""
    text, part = original.text, chance.uniform(0.01, 0.15)
    made = {
        "edited": edited(text, part, chance),
        "cut": cut(text, chance),
        "headline": text,
        "agency": f"LONDON {chance.choice(AGENCIES)} {edited(text, part / 3, chance)}",
        "promotion": f"{text[:600]}\n\n{PROMOTION}\n\n{edited(text[600:], part / 3, chance)}",
    }
    return [
        Case(
            replace(original, id=f"{original.id}-{kind}", title=edited(original.title, 0.6, chance), text=body, publisher=kind),
            original.id,
            kind,
        )
        for kind, body in made.items()
    ]


def hard(original: Article, other: Article, chance: random.Random) -> list[Case]:
    """One reprint of each hard kind; the mixture takes more of the original than of the other."""
    paragraphs = [each for each in original.text.split("\n\n") if each.strip()]
    moved = paragraphs[:]
    while len(moved) > 1 and moved == paragraphs:
        chance.shuffle(moved)
    made = {
        "30% edited": edited(original.text, 0.3, chance),
        "reordered": edited("\n\n".join(moved), chance.uniform(0, 0.05), chance),
        "mixed": edited(mixed(original.text, other.text, chance), chance.uniform(0, 0.1), chance),
        "brief": edited(" ".join(original.text.split()[: chance.randint(60, 120)]), chance.choice((0.0, 0.05, 0.1)), chance),
    }
    return [_made(original, kind, body, chance) for kind, body in made.items()]


def mixed(text: str, other: str, chance: random.Random) -> str:
    """Paragraphs of two texts by turns, 55 to 75 words of 100 from the first."""
    own, foreign = (_paragraphs(each) for each in (text, other))
    part, room = chance.uniform(0.55, 0.75), min(chance.randint(250, 700), sum(len(each.split()) for each in own))
    taken: list[tuple[bool, str]] = []
    words = {True: 0, False: 0}
    while own and foreign and sum(words.values()) < room:
        ours = words[True] <= part * sum(words.values())
        taken.append((ours, (own if ours else foreign).pop(0)))
        words[ours] += len(taken[-1][1].split())
    for at in [at for at, (ours, _) in enumerate(taken) if not ours][::-1]:
        if words[False] * 5 > words[True] * 4:
            words[False] -= len(taken.pop(at)[1].split())
    return "\n\n".join(paragraph for _, paragraph in taken)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of at most some eighty words: some outlets' texts come in one."""
    found = []
    for paragraph in text.split("\n\n"):
        words = paragraph.split()
        found += [" ".join(words[at : at + 80]) for at in range(0, len(words), 80)]
    return found


def _made(original: Article, kind: str, body: str, chance: random.Random) -> Case:
    name = f"{original.id}-{kind.replace(' ', '-')}"
    title = edited(original.title, 0.6, chance)
    return Case(replace(original, id=name, title=title, text=body, publisher=kind), original.id, kind)


def houses(sentences: Sequence[str], chance: random.Random) -> list[House]:
    """Houses with furniture of 60 to 200 words, each its own, set before, within or after what they print."""
    found = []
    for _ in range(HOUSES):
        words: list[str] = []
        many = chance.randint(60, 200)
        while len(words) < many:
            words += chance.choice(sentences).split()
        found.append((" ".join(words[:many]), chance.choice(("before", "within", "after"))))
    return found


def furnished(cases: Sequence[Case], known: Sequence[House], chance: random.Random) -> list[Case]:
    """The same articles, eight of ten with a house's furniture, which is never more than the text that it stands by."""
    found = []
    for case in cases:
        number = chance.randrange(len(known))
        (furniture, where), text = known[number], case.article.text
        if chance.random() > FURNISHED or len(furniture) > len(text):
            found.append(case)
            continue
        paragraphs = text.split("\n\n")
        at = {"before": 0, "within": len(paragraphs) // 2, "after": len(paragraphs)}[where]
        text = "\n\n".join((*paragraphs[:at], furniture, *paragraphs[at:]))
        found.append(replace(case, article=replace(case.article, text=text, publisher=f"house {number}")))
    return found


def short(articles: Sequence[Article], known: Sequence[House], chance: random.Random) -> list[Case]:
    """Short articles of 80 to 250 words of their own, each with the whole furniture of its house after it."""
    found = []
    for article in articles:
        number = chance.randrange(len(known))
        own = " ".join(article.text.split()[: chance.randint(80, 250)])
        name = f"{article.id}-short"
        made = replace(article, id=name, text=f"{own}\n\n{known[number][0]}", publisher=f"house {number}")
        found.append(Case(made, name, "short"))
    return found


def quoting(articles: Sequence[Article], statements: Sequence[str], chance: random.Random) -> list[Case]:
    """Articles that print the same statement of 40 to 110 words, whole or in two parts, among words of their own."""
    found = []
    for number, article in enumerate(articles):
        words = statements[number % len(statements)].split()
        half = chance.choice((len(words), len(words) // 2))
        paragraphs = article.text.split("\n\n")
        paragraphs.insert(min(2, len(paragraphs)), f'"{" ".join(words[:half])}"')
        paragraphs.insert(min(5, len(paragraphs)), f'"{" ".join(words[half:])}"')
        name = f"{article.id}-quoting"
        found.append(Case(replace(article, id=name, text="\n\n".join(paragraphs)), name, "quoting"))
    return found


def stream(data: Path, limit: int) -> list[Case]:
    """Originals with their reprints after them, and others of the same topic and month as hard negatives, mixed."""
    chance = random.Random(11)  # noqa: S311  (a test's chance, not a secret)
    pool = [a for a in corpora.articles(data, limit * 8) if 800 < len(a.text) < 12_000]
    plain = distinct(pool)
    chosen, others = plain[:limit], plain[limit : limit * 4]
    waiting = [Case(a, a.id, "original") for a in chosen] + [Case(a, a.id, "other") for a in others]
    chance.shuffle(waiting)
    made = [case for a in chosen for case in reprints(a, chance)]
    chance.shuffle(made)
    return [*waiting, *made]


def hard_stream(data: Path, limit: int, seed: int) -> list[Case]:
    """The hard set: articles of their own first, same topic and day, quoting and furnished among them; then the reprints.

    Another seed takes other originals and others' furniture and statements.
    """
    chance = random.Random(seed)  # noqa: S311  (a test's chance, not a secret)
    pool = [a for a in corpora.articles(data) if 800 < len(a.text) < 12_000]
    chance.shuffle(pool)
    plain = distinct(pool[: limit * 9])
    chosen, rest = plain[:limit], plain[limit:]
    days = {(a.hints, a.published) for a in chosen}
    rest.sort(key=lambda a: (a.hints, a.published) not in days)
    others, spare = rest[: limit * 3], rest[limit * 3 :]
    donors = [each for a in spare[-60:] for each in a.text.split("\n\n")]
    sentences = [each for each in donors if 8 <= len(each.split()) <= 40]
    statements = [" ".join(a.text.split()[-chance.randint(60, 120) : -10]) for a in spare[:20]]
    waiting = [Case(a, a.id, "original") for a in chosen] + [Case(a, a.id, "other") for a in others]
    waiting += quoting(spare[20 : 20 + limit // 2], statements, chance)
    chance.shuffle(waiting)
    known = houses(sentences, chance)
    waiting = furnished(waiting, known, chance)
    waiting += short(spare[20 + limit // 2 : 20 + limit * 3 // 2], known, chance)
    chance.shuffle(waiting)
    made = [case for n, a in enumerate(chosen) for case in hard(a, others[n], chance)]  # of the prose, not the furniture
    chance.shuffle(made)
    return [*waiting, *furnished(made, known, chance)]


def distinct(articles: Sequence[Article]) -> list[Article]:
    """Articles without those that share eight words in a row with an earlier one in more than a fifth of their text.

    The set itself holds reprints; the labels must not.
    """
    seen: dict[str, None] = {}
    kept = []
    for article in articles:
        words = article.text.lower().split()
        runs = [" ".join(words[at : at + 8]) for at in range(max(1, len(words) - 7))]
        if sum(run in seen for run in runs) * 50 < len(runs):
            kept.append(article)
        seen.update(dict.fromkeys(runs))
    return kept


def run(data: Path, limit: int | None = None) -> dict[str, float]:
    """Precision and recall of `copy_of`, the share of right origins, and recall by kind."""
    return judged(stream(data, limit or ORIGINALS))


def judged(cases: Sequence[Case]) -> dict[str, float]:
    """The stream through the steps and the fold: what is found, and what it costs."""
    start = time.process_time()
    sketches = [fingerprint.sketch(case.article.text) for case in cases]
    sketched = time.process_time() - start
    readings = [Reading(c.article, sketch=s, terms=terms.terms(c.article)) for c, s in zip(cases, sketches, strict=True)]
    _, decisions = fold(State(), [Arrival(n, r) for n, r in enumerate(readings)], Settings())
    spent = time.process_time() - start
    found = {d.article: d.origin for d in decisions if isinstance(d, Copy)}
    costs = {"CPU ms a sketch": sketched * 1000 / len(cases), "CPU ms, fold and steps": spent * 1000 / len(cases)}
    return _measured(cases, found) | costs


def _measured(cases: Sequence[Case], found: dict[str, str]) -> dict[str, float]:
    true = [c for c in cases if c.origin != c.article.id]
    hit = [c for c in true if c.article.id in found]
    precision, recall = len(hit) / (len(found) or 1), len(hit) / len(true)
    measured = {
        "articles": len(cases),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / (precision + recall or 1),
        "right origin": sum(found[c.article.id] == c.origin for c in hit) / (len(hit) or 1),
    }
    for kind in dict.fromkeys(c.made for c in true):
        of_kind = [c for c in true if c.made == kind]
        kept = [c for c in of_kind if c.article.id in found]
        measured[f"recall: {kind}"] = len(kept) / len(of_kind)
        measured[f"right: {kind}"] = sum(found[c.article.id] == c.origin for c in kept) / (len(kept) or 1)
    return measured


def minhash(cases: Sequence[Case]) -> dict[str, float]:
    """MinHash alone: rensa's estimate of Jaccard, 128 rows, a copy from .7 on."""
    from rensa import RMinHash

    kept: list[tuple[str, RMinHash]] = []
    found: dict[str, str] = {}
    for case in cases:
        mine = RMinHash(num_perm=128, seed=1)
        mine.update(shingles(case.article.text) or [""])
        first = next((name for name, other in kept if mine.jaccard(other) >= 0.7), "")
        if first:
            found[case.article.id] = first
        else:
            kept.append((case.article.id, mine))
    return _measured(cases, found)


def containment(cases: Sequence[Case], least: float = 0.25) -> dict[str, float]:
    """Plain shingles, all kept: a copy has this part of its shingles of three words in one earlier article, the fullest."""
    holders: dict[str, list[int]] = {}
    origins: list[str] = []
    found: dict[str, str] = {}
    for number, case in enumerate(cases):
        mine = dict.fromkeys(shingles(case.article.text))
        shared: dict[int, int] = {}
        for each in mine:
            for other in holders.setdefault(each, []):
                shared[other] = shared.get(other, 0) + 1
            holders[each].append(number)
        best = max(shared, key=lambda other: (shared[other], -other), default=-1)
        if best >= 0 and shared[best] >= least * len(mine):
            found[case.article.id] = origins[best]
        origins.append(found.get(case.article.id, case.article.id))
    return _measured(cases, found)


def shingles(text: str) -> list[str]:
    """Each three neighbouring words of a text, in lower case."""
    words = text.lower().split()
    return [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]
