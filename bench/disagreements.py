"""Are the differences that we report real? Our own written pairs, in a developing and a held-back half."""

from __future__ import annotations

import hashlib
import time
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadsheet.desk.disagreements import differ
from broadsheet.journal import Arrival, Revision
from broadsheet.news import Article, Difference, Judgement, Reading, Story, Telling, article_id
from broadsheet.press.specimen.arrivals import as_it_happens, journal
from broadsheet.press.specimen.edition import open_edition
from broadsheet.press.specimen.gold import gold
from broadsheet.settings import Settings

Row = dict[str, object]
CASES = Path(__file__).parents[1] / "tests/desk/cases/disagreements"
OPENED, PORT = datetime(2026, 11, 23, 12, tzinfo=UTC), 8910
BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def held_back(name: str) -> bool:
    """Whether a case is only scored: by a hash of its id, half of them."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def cases() -> list[dict[str, object]]:
    """The written pairs; those of `differ.toml` have a `kind`."""
    return [pair for name in ("differ", "tempting") for pair in tomllib.loads((CASES / f"{name}.toml").read_text())["pair"]]


def found(pair: dict[str, object]) -> tuple[Difference, ...]:
    """The open differences between the two texts."""
    tellings = []
    for name, hours in (("a", 0.0), ("b", float(str(pair.get("hours", 0.0))))):
        text = str(pair[name])
        tongue = str(pair.get(f"language_{name}", "en"))
        article = Article(
            id=f"{pair['id']}{name}", url=f"https://{name}.example/{pair['id']}", publisher=name, title="",
            text=text, published=BEGAN + timedelta(hours=hours), language=tongue,
        )  # fmt: skip
        reading = Reading(article, language=Judgement(tongue, 1.0, ""))
        tellings.append(Telling(reading, article.id, None, 0, ""))
    return tuple(d for d in differ([Story(str(pair["id"]), tuple(tellings))], Settings())[0] if d.state == "open")


def run() -> list[Row]:
    """Precision and recall of each half: a difference counts as right where its pair has one of that kind."""
    rows: list[Row] = []
    for name, back in (("ours, developing", False), ("ours, held back", True)):
        mine = [pair for pair in cases() if held_back(str(pair["id"])) is back]
        right = wrong = hit = 0
        for pair in mine:
            kinds = [d.kind for d in found(pair)]
            right += sum(kind == pair.get("kind") for kind in kinds)
            wrong += sum(kind != pair.get("kind") for kind in kinds)
            hit += pair.get("kind") in kinds
        real = sum("kind" in pair for pair in mine)
        rows.append(
            {
                "set": name, "pairs": len(mine), "real": real, "reported": right + wrong,
                "precision": right / max(1, right + wrong), "recall": hit / max(1, real),
            }
        )  # fmt: skip
    return rows


def events() -> list[Story]:
    """The specimen's events as their truth groups them, copies marked, in order of publication."""
    edition = open_edition(OPENED, PORT)
    truth = {article_id(address): each for address, each in gold(edition, OPENED + timedelta(days=10)).items()}
    lines = journal(as_it_happens(edition), Settings())
    latest = {line.reading.article.id: line.reading for line in lines if isinstance(line, Arrival | Revision)}
    told: dict[str, list[Telling]] = {}
    for name, reading in sorted(latest.items(), key=lambda item: (str(item[1].article.when), item[0])):
        if name in truth:
            of = article_id(truth[name].copy_of) if truth[name].copy_of else None
            told.setdefault(truth[name].event, []).append(Telling(reading, of or name, of, 0, ""))
    return [Story(name, tuple(tellings)) for name, tellings in sorted(told.items())]


def listed() -> None:
    """Print what is reported of the specimen's events, for a reader to judge, and the time that it takes."""
    stories = events()
    start = time.process_time()
    every = differ(stories, Settings())
    spent = time.process_time() - start
    articles = sum(len(story.tellings) for story in stories)
    for story, differences in zip(stories, every, strict=True):
        texts = {t.reading.article.id: t.reading.article.text for t in story.tellings}
        for each in differences:
            print(f"\n{story.id}: {each.kind} {each.of} {each.state}: {each.why}")
            for side in each.sides:
                print(f"  {side.publisher}: {side.value!r}: {texts[side.article][side.start : side.end]}")
    print(f"\n{1000 * spent / articles:.3f} ms an article of {articles}")


if __name__ == "__main__":
    for pair in cases():
        if not held_back(str(pair["id"])):
            got = [(d.kind, d.of, [s.value for s in d.sides]) for d in found(pair)]
            want = pair.get("kind")
            if [g[0] for g in got] != ([want] if want else []):
                print(pair["id"], want or pair["why"], got)
    for row in run():
        print(row)
    listed()
