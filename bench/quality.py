"""How good the desk is, on labelled data, beside a peer in the same run: `python bench/quality.py [PART] [--data PATH]`.

Parts: extraction, feeds, events, related, relations, copies, meaning, languages, specimen, drafts, storylines, sections,
encoders, tags, proof, summary, disagreements; all when none
is named.
Prints what it ran on, a table a part, and JSON with `--json FILE` (`-` for stdout). One fixed setting serves all sets.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import copies
import corpora
import grouping
import machine
import retrieval
import scores
from broadsheet.settings import Settings

Row = dict[str, object]
DATA = Path(__file__).parents[2] / "shared/data"


def events(data: Path, limit: int | None) -> list[Row]:
    """B-cubed and pairwise F1 of every event set, as decided on arrival, at the end, and by the peer."""
    rows: list[Row] = []
    for name, load in corpora.SETS.items():
        told = load(data)[:limit]
        truth = [t.event for t in told]
        ids = [t.article.id for t in told]
        readings = grouping.read([t.article for t in told])
        first, last, spent = grouping.stories(readings, Settings())
        found = {
            "on arrival": [first[each] for each in ids],
            "at the end": [last[each] for each in ids],
            "peer: TF-IDF, single pass": grouping.peer(readings),
        }
        for decided, labels in found.items():
            row = {"set": name, "articles": len(ids), "events": len(set(truth)), "decided": decided, **_scores(labels, truth)}
            rows.append(row | ({"CPU ms an article": spent * 1000 / len(ids)} if decided == "at the end" else {}))
    return rows


def _scores(labels: list[str], truth: list[str]) -> Row:
    precision, recall, bcubed = scores.b_cubed(labels, truth)
    pairs = scores.pairwise(labels, truth)[2]
    return {"stories": len(set(labels)), "B3 P": precision, "B3 R": recall, "B3 F1": bcubed, "pair F1": pairs}


def related(data: Path, limit: int | None) -> list[Row]:
    """Retrieval of the other tellings: NeuS in pools of 1,800 and whole, ECB+ and BASIL."""
    if limit:
        return [{"set": f"NeuS {limit}", **retrieval.neus(data, 0, limit)}]
    pools = {"NeuS 0-600": (0, 600), "NeuS 1800-2452": (1800, 2452), "NeuS all": (0, 2452)}
    rows: list[Row] = [{"set": name, **retrieval.neus(data, *part)} for name, part in pools.items()]
    return rows + [{"set": name, **retrieval.run(corpora.SETS[name](data))} for name in ("ECB+", "BASIL")]


def beside(data: Path, _limit: int | None) -> list[Row]:
    """What is listed beside a story: precision and recall by the bar."""
    import relations

    return relations.run(data)


def reprints(data: Path, limit: int | None) -> list[Row]:
    """Near-copies: the easy set and the hard one with two seeds, ours and plain shingles; MinHash alone on a part."""
    rows: list[Row] = []
    sets = {"easy": copies.stream(data, limit or copies.ORIGINALS)}
    sets |= {f"hard, seed {seed}": copies.hard_stream(data, limit or copies.ORIGINALS, seed) for seed in (5, 6)}
    for name, cases in sets.items():
        rows.append({"set": name, "by": "broadsheet", **copies.judged(cases)})
        rows.append({"set": name, "by": "peer: plain shingles, containment .25", **copies.containment(cases)})
    few = copies.stream(data, min(limit or 100, 100))
    return [*rows, {"set": "easy", "by": "peer: MinHash alone, Jaccard .7", **copies.minhash(few)}]


def extraction(data: Path, limit: int | None) -> list[Row]:
    """Text, title, authors and date of saved pages, ours and trafilatura's."""
    import extraction as pages

    return [asdict(row) for row in pages.run(data, limit)]


def feeds(data: Path, limit: int | None) -> list[Row]:
    """What is kept of feed files, whole and broken, ours and feedparser's."""
    import feedfiles

    return feedfiles.run(feedfiles.files(data)[:limit])


def specimen(_data: Path, _limit: int | None) -> list[Row]:
    """Stories and credits on the specimen's own truth, what is wrong listed above the table."""
    import specimen as wire

    return wire.run()


def drafts(_data: Path, _limit: int | None) -> list[Row]:
    """What comes through to an editor of sentences that are true, planted or changed."""
    import drafts as sentences

    return sentences.run()


def storylines(data: Path, _limit: int | None) -> list[Row]:
    """Which story goes on from which, on the specimen's storylines, and on ECB+, where none does."""
    import storylines as lines

    return lines.run(data)


def meaning(data: Path, limit: int | None) -> list[Row]:
    """Whether tellings of one event lie nearer than others, by words, by meaning and by both."""
    import meanings

    return meanings.run(data, limit)


def languages(data: Path, limit: int | None) -> list[Row]:
    """Whether tellings of one event in two languages lie nearer than others."""
    import meanings

    return meanings.languages(data, limit)


def filed(data: Path, limit: int | None) -> list[Row]:
    """Sections of our own held-back texts, and of AG News learned from its rows."""
    import sections

    return sections.run(data, limit)


def encoders(data: Path, limit: int | None) -> list[Row]:
    """Retrieval, stories and the specimen with our vectors, with none, and with the model of each extra that is installed."""
    import encoders as models

    return [*models.near(data, limit), *models.events(data, limit), *models.translated()]


def summed(data: Path, limit: int | None) -> list[Row]:
    """ROUGE of key points against neutral summaries, beside lead-3 and LexRank."""
    import rouge

    return rouge.run(data, limit)


def proved(data: Path, limit: int | None) -> list[Row]:
    """Sentences of summaries changed so that they are false, or only typed otherwise: what the proof refuses of each."""
    import proof

    return proof.run(data, limit)


def tags(_data: Path, _limit: int | None) -> list[Row]:
    """Spans of people, organisations and places, exactly, on our own marked news."""
    import naming

    return naming.run()


def disagreements(_data: Path, _limit: int | None) -> list[Row]:
    """Differences between outlets, on our own written pairs."""
    import disagreements as pairs

    return pairs.run()


PARTS: dict[str, Callable[[Path, int | None], list[Row]]] = {
    "extraction": extraction,
    "feeds": feeds,
    "events": events,
    "related": related,
    "relations": beside,
    "copies": reprints,
    "specimen": specimen,
    "drafts": drafts,
    "storylines": storylines,
    "meaning": meaning,
    "languages": languages,
    "sections": filed,
    "encoders": encoders,
    "tags": tags,
    "proof": proved,
    "summary": summed,
    "disagreements": disagreements,
}


def main() -> int:
    """Run the parts that were named."""
    asked = argparse.ArgumentParser(description="How good the desk is, on labelled data.")
    asked.add_argument("part", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all)")
    asked.add_argument("--data", type=Path, default=DATA, help="the folder of the labelled sets")
    asked.add_argument("--json", default="", metavar="FILE", help="write the numbers there; - for stdout")
    asked.add_argument("--limit", type=int, help="so many pages, articles, events or originals of each set")
    chosen = asked.parse_args()
    if unknown := [part for part in chosen.part if part not in PARTS]:
        asked.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    if not chosen.data.is_dir():
        asked.error(f"there is no folder {chosen.data}; name the labelled sets with --data")
    told: dict[str, object] = {"machine": machine.described()}
    print(" ".join(f"{name} {value}" for name, value in machine.described().items()))
    for part in chosen.part or PARTS:
        rows = PARTS[part](chosen.data, chosen.limit)
        told[part] = rows
        print(f"\n{part}\n{machine.table(rows)}", flush=True)
    if chosen.json == "-":
        print(json.dumps(told))
    elif chosen.json:
        Path(chosen.json).write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
