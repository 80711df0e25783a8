"""The house: two commands that set themselves up, requirements that are pinned and hashed, and nothing of anyone's machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
TARGETS = {"run", "test", "lint", "screenshots", "bench", "lock", "clean"}
NAME = re.compile(r"[A-Za-z0-9._-]+")

# Split so that this file does not find itself.
MACHINE = re.compile("|".join(("/ro" + "ot/", "/wo" + "rk/", "/ho" + r"me/\w", "/Us" + r"ers/\w", "C:" + r"\\\\?Users")))
REGISTRY = re.compile(
    "|".join(
        ("py" + r"pi\.org", "python" + r"hosted\.org", r"(?<!no-emit-)index" + "-url", "find" + "-links", "npm" + r"js\.org")
    )
)
TEXT = {
    ".py",
    ".toml",
    ".md",
    ".lock",
    ".sh",
    ".yaml",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".xml",
    ".txt",
    ".tsv",
    ".json",
    ".cfg",
    "",
}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def canonical(requirement: str) -> str:
    found = NAME.match(requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def tracked() -> list[Path]:
    """The files of the repository: as git lists them, else everything that is no build."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    built = {".venv", "__pycache__", "newsroom", "build", "dist", "results", "shared"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not (built | {".git"}) & set(p.relative_to(ROOT).parts)]


def set_up(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    script = cwd / "tools" / "set_up.sh"
    return subprocess.run(
        [script, *arguments], cwd=cwd, env={"PATH": "/usr/bin:/bin", **environment}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A tree with the set-up script and a lock that asks for nothing."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "set_up.sh", tmp_path / "tools")
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_text("")
    return tmp_path


def test_make_has_every_target_and_each_sets_itself_up() -> None:
    rules = dict(re.findall(r"^([a-z-]+):([^=\n].*)?$", read("Makefile"), re.MULTILINE))
    assert set(rules) >= TARGETS
    for target in TARGETS - {"clean"}:
        needs = rules[target].split("##")[0].split()
        assert {"set-up", "set-up-dev", "lint"} & set(needs), target


def test_make_test_runs_every_check() -> None:
    text = read("Makefile")
    for check in ("ruff check", "ruff format --check", "/mypy", "/lint-imports", "pytest"):
        assert check in text, check


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    entries = [line for line in read(lock).splitlines() if line and not line.startswith((" ", "#"))]
    assert len(entries) > 20
    assert all("==" in entry and entry.endswith("\\") for entry in entries)
    assert read(lock).count("--hash=sha256:") >= len(entries)


def test_the_locks_hold_what_the_project_asks_for_and_the_build_backend() -> None:
    for lock, asked in (
        (LOCKS[0], PROJECT["project"]["dependencies"]),
        (LOCKS[1], [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]),
    ):
        locked = {canonical(line) for line in read(lock).splitlines() if "==" in line and not line.startswith(" ")}
        wanted = {canonical(each) for each in [*asked, *PROJECT["build-system"]["requires"], "editables"]}
        assert wanted - locked == set(), lock


def test_the_tools_lock_has_the_same_versions_as_the_newsrooms() -> None:
    pins = [set(re.findall(r"^(\S+==\S+)", read(lock), re.MULTILINE)) for lock in LOCKS]
    assert pins[0] <= pins[1]


def test_set_up_says_which_python_it_needs(checkout: Path) -> None:
    old = checkout / "python3.10"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.10.2" && exit\nexit 1\n')
    old.chmod(0o755)
    done = set_up("run", cwd=checkout, PYTHON=str(old))
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13, and here is Python 3.10.2" in done.stderr
    assert not (checkout / ".venv").exists()


def test_set_up_does_nothing_while_the_locks_are_unchanged(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "$@" >>called\n')
    python.chmod(0o755)
    called = checkout / "called"
    assert set_up("run", cwd=checkout).returncode == 0
    assert "--require-hashes -r requirements.lock" in called.read_text()
    assert "--no-deps --no-build-isolation -e ." in called.read_text()
    called.unlink()
    assert set_up("run", cwd=checkout).stderr == ""
    assert not called.exists()
    (checkout / "requirements.lock").write_text("# newer")
    assert set_up("run", cwd=checkout).returncode == 0
    assert called.exists()


def test_set_up_knows_only_two_kinds(checkout: Path) -> None:
    done = set_up("prod", cwd=checkout)
    assert done.returncode == 2
    assert "say run or dev" in done.stderr


def test_ci_runs_make_test_and_stops_at_the_first_fault() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    assert re.search(r"^make test", script.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_hooks_are_local() -> None:
    config = yaml.safe_load(read(".pre-commit-config.yaml"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    entries = [hook["entry"] for hook in config["repos"][0]["hooks"]]
    assert all(entry.startswith(".venv/bin/") for entry in entries)
    for tool in ("ruff check", "ruff format", "mypy", "lint-imports"):
        assert any(tool in entry for entry in entries), tool


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRY], ids=["an absolute machine path", "a registry's host"])
def test_no_tracked_file_names(forbidden: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        if path.suffix in TEXT:
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if forbidden.search(line):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_the_licence_and_the_version_are_what_they_say() -> None:
    from broadsheet import __version__

    assert PROJECT["project"]["version"] == __version__
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License" in read("LICENSE")
