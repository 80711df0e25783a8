"""What a bench ran on, so that its numbers can be read later."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

PARTS = ("broadsheet", "rensa", "numpy", "trafilatura", "selectolax", "sentencex")


def described() -> dict[str, str]:
    """Cores, Python, versions and commit."""
    return {
        "cores": str(os.cpu_count()),
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        "commit": commit(),
        **{part: version(part) for part in PARTS},
    }


def commit() -> str:
    """The commit of this tree, with a plus when it has changes; unknown outside a repository."""
    try:
        asked = ["git", "describe", "--always", "--dirty=+"]
        done = subprocess.run(asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def table(rows: list[dict[str, object]]) -> str:
    """Rows as a table, columns in order of their first appearance, numbers to three places."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    shown = [columns, *([_cell(row.get(name, "")) for name in columns] for row in rows)]
    widths = [max(len(line[at]) for line in shown) for at in range(len(columns))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in shown)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
