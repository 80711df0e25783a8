"""The architecture is a file that is checked: the import order, the budgets, the names, and what start-up may cost."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "broadsheet"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)  # migrations are Django's writing
ORDER = ("cli", "press", "line", "wire | desk | runners", "steps", "settings", "journal | keys", "news | slugs", "data")

MOST_LINES = 400
MOST_LINES_A_FUNCTION = 60
MEDIAN_LINES = 100
MEDIAN_LINES_A_FUNCTION = 10
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "core", "tools"}
CLOCKS = ("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today", "time.time")
ACROSS = {"conftest", "test_architecture", "test_docs", "test_house"}  # what belongs to no module of ours
WHOLE = {"browser", "golden", "whole"}  # folders of tests that walk through the whole


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def imported(verb: str) -> set[str]:
    """Every module that one call of `broadsheet` imports."""
    code = f"import sys\nfrom broadsheet.cli.main import main\ntry:\n    main({verb!r}.split())\nexcept SystemExit:\n    pass\n"
    code += "print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    assert "usage: broadsheet" in done.stdout
    return set(done.stderr.split())


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_layers_are_the_designs_and_leave_nothing_out() -> None:
    layers, *_ = (c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    assert layers["exhaustive"] is True
    assert tuple(layers["layers"]) == ORDER
    named = {name for layer in ORDER for name in layer.split(" | ")}
    there = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - {"__init__"} == named


@pytest.mark.parametrize("clock", CLOCKS)
def test_ruff_bans_the_clock(clock: str) -> None:
    assert clock in PROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    assert "TID" in PROJECT["tool"]["ruff"]["lint"]["select"]


def test_the_desk_lifts_no_ban_and_asks_no_clock() -> None:
    per_file = PROJECT["tool"]["ruff"]["lint"]["per-file-ignores"]
    assert not any("desk" in pattern or pattern in {"src/**", "src/broadsheet/**"} for pattern in per_file)
    asked = re.compile(
        r"\.now\(|\.utcnow\(|\.today\(|\btime\.time\(|perf_counter|monotonic\(|noqa: TID|\bnow: [^,)]*= ?None|import random"
    )
    for path in sorted((SOURCE / "desk").rglob("*.py")):
        assert not asked.search(path.read_text(encoding="utf-8")), name_of(path)


def test_no_file_is_over_its_budget() -> None:
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODULES, *other_modules()]}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def other_modules() -> list[Path]:
    return [path for folder in ("bench", "tools", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def test_no_function_is_over_its_budget() -> None:
    found = {f"{name_of(p)}:{f.lineno} {f.name}": lines_of(f) for p in [*MODULES, *other_modules()] for f in functions(p)}
    assert {name: lines for name, lines in found.items() if lines > MOST_LINES_A_FUNCTION} == {}


def test_the_median_function_and_file_are_short() -> None:
    assert statistics.median(lines_of(f) for path in MODULES for f in functions(path)) < MEDIAN_LINES_A_FUNCTION
    files = [len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES if p.name != "__init__.py"]
    assert statistics.median(files) < MEDIAN_LINES


@pytest.mark.parametrize("verb", ["--help", "start --help", "judge --help"])
def test_help_starts_without_django_and_numpy(verb: str) -> None:
    heavy = {"django", "wagtail", "numpy", "aiohttp", "trafilatura", "rensa", "openai", "httpx2", "pydantic"} & imported(verb)
    assert heavy == set()


def test_every_init_is_a_sentence() -> None:
    for path in MODULES:
        if path.name != "__init__.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstring = ast.get_docstring(tree)
        assert docstring, f"{name_of(path)} says nothing"
        assert docstring.rstrip().endswith("."), name_of(path)
        rest = [ast.unparse(node).split(" = ")[0] for node in tree.body[1:]]
        assert rest in ([], ["__version__"]), f"{name_of(path)} does more than speak: {rest}"


def test_every_module_says_what_it_answers() -> None:
    silent = [name_of(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))]
    assert silent == []


def test_no_module_has_a_vague_name() -> None:
    assert [name_of(path) for path in MODULES if VAGUE & {path.stem, *path.relative_to(SOURCE).parts}] == []


def test_tests_mirror_the_source() -> None:
    astray = [name_of(path) for path in sorted((ROOT / "tests").rglob("test_*.py")) if not mirrors(path)]
    assert astray == []


def mirrors(path: Path) -> bool:
    """Whether tests/x/test_y_z.py has a y_z.py, y.py or folder of that name in or below src/broadsheet/x to test."""
    folder = path.relative_to(ROOT / "tests").parent
    if path.stem in ACROSS or WHOLE & set(folder.parts):
        return True
    if folder.parts[:1] in {("bench",), ("tools",)}:
        return (ROOT / folder / f"{path.stem.removeprefix('test_')}.py").exists()
    words = path.stem.removeprefix("test_").split("_")
    names = {"_".join(words[:count]) for count in range(1, len(words) + 1)}
    return any(
        found.is_dir() or found.suffix == ".py"
        for name in names
        for found in (SOURCE / folder).rglob(f"{name}*")
        if found.stem == name
    )


def test_every_step_of_the_desk_has_tests() -> None:
    label = re.compile(r"^(STEP|STORY_STEP)\b", re.MULTILINE)
    steps = {p.stem for p in (SOURCE / "desk").rglob("*.py") if label.search(p.read_text(encoding="utf-8"))}
    tested = {p.stem.removeprefix("test_") for p in (ROOT / "tests" / "desk").rglob("test_*.py")}
    assert {step for step in steps if not any(name == step or name.startswith(f"{step}_") for name in tested)} == set()
