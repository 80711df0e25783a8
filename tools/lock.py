"""Pin the requirements with hashes: `make lock`, or `make lock ARGS=--upgrade` for newer versions.

The build backend is locked beside the dependencies, so that an editable install needs nothing else. No index address is
written: the files work with whatever index or mirror the reader's own tools are set to.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("--group", "dev")}
EDITABLE = "editables"  # what hatchling asks for when it builds an editable install
OPTIONS = ("--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "--python-version", "3.11", "--quiet")


def main(arguments: list[str]) -> None:
    """Write both lock files; uv keeps the versions they name unless told to upgrade."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    backend = "\n".join((*project["build-system"]["requires"], EDITABLE))
    for lock, groups in LOCKS.items():
        command = ["uv", "pip", "compile", *OPTIONS, *groups, "-o", lock, *arguments, "pyproject.toml", "-"]
        try:
            subprocess.run(command, cwd=ROOT, input=backend, text=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        except FileNotFoundError:
            sys.exit("Locking needs uv, which is not on the PATH; install it and run `make lock` again.")
        except subprocess.CalledProcessError as refused:
            sys.exit(f"uv found no set of versions for {lock} (see above); it ended with {refused.returncode}.")


if __name__ == "__main__":
    main(sys.argv[1:])
