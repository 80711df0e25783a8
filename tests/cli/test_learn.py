"""`broadsheet learn`: too little is said so; from a file it compares, writes a model, and `judge` uses it."""

import json
import subprocess

from tests.cli.running import BROADSHEET, broadsheet, environment

OWN = """
[[section]]
name = "Bees"
description = "Beekeeping and honey."
[[section]]
name = "Boats"
description = "Boats and the harbour."
"""
WORDS = (
    "spring",
    "summer",
    "autumn",
    "winter",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "May",
)


def labelled(folder, sections=("Bees", "Boats")):
    texts = {"Bees": "The keeper of the apiary said so.", "Boats": "The harbour master said so."}
    rows = [
        {"title": f"News of {word} from the {name.lower()}", "text": texts.get(name, ""), "sections": [name]}
        for word in WORDS
        for name in sections
    ]
    file = folder / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "own.toml").write_text(OWN, encoding="utf-8")
    return file


def test_a_newsroom_without_corrections_has_nothing_to_learn(home):
    said = broadsheet("learn", "--home", home)
    assert said.returncode == 1
    assert "too few to learn from" in said.stderr


def test_from_a_file_it_compares_and_judge_takes_the_model(tmp_path):
    file, model = labelled(tmp_path), tmp_path / "model.npz"
    said = broadsheet("learn", "--from", file, "--config", tmp_path / "own.toml", "--out", model)
    assert said.returncode == 0, said.stderr
    assert "held back judge" in said.stdout
    assert "in force" in said.stdout
    (tmp_path / "own.toml").write_text(f'[line]\nlearned = "{model}"\n{OWN}', encoding="utf-8")
    line = json.dumps(
        {"id": "a", "url": "https://p.example/a", "publisher": "p", "title": "", "text": "The apiary keeper slept."}
    )
    judge = [*BROADSHEET, "judge", "--only", "sections", "--config", str(tmp_path / "own.toml")]
    judged = subprocess.run(judge, input=line, env=environment(), capture_output=True, text=True, timeout=90, check=True)
    assert json.loads(judged.stdout)["sections"][0]["name"] == "Bees"


def test_approved_in_a_newsroom_it_is_in_force(home, tmp_path):
    file = labelled(tmp_path, ("Business", "World"))
    kept = broadsheet("learn", "--home", home, "--from", file)
    assert kept.returncode == 0, kept.stderr
    assert "--approve" in kept.stdout
    assert "'desk'" not in broadsheet("settings", "--home", home).stdout
    approved = broadsheet("learn", "--home", home, "--from", file, "--approve")
    assert approved.returncode == 0, approved.stderr
    rows = [line for line in broadsheet("settings", "--home", home).stdout.splitlines() if line.startswith("line.learned")]
    assert "learned/sections-" in rows[0]
    assert rows[0].endswith("desk")
