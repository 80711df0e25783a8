"""Which engine decides? A checksum of all that a decision follows from: the desk's modules, fitted weights, word lists."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zlib import crc32

PARTS = (("broadsheet.desk", (".py",)), ("broadsheet.data", (".toml", ".txt", ".tsv")))


@cache
def engine() -> str:
    """Eight hexadecimal digits: two engines with the same ones decide alike. 6 CPU-milliseconds, once a process."""
    found = 0
    for package, endings in PARTS:
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith(endings):
                found = crc32(file.read_bytes(), crc32(file.name.encode(), found))
    return f"{found:08x}"
