"""The contract's verbs: every line answered, in order, the same bytes for the same input, and a bad call is exit 2."""

from __future__ import annotations

import argparse
import base64
import io
import json
import subprocess
import sys
from datetime import timedelta

import pytest

from broadsheet.cli.contract import add_verbs
from broadsheet.desk.front_page import to_json
from tests.cli.publisher import EVENTS
from tests.desk.newsprint import START, telling
from tests.desk.test_front_page import standing

PAGE = """<html lang="en"><head><title>Tunnel closed</title><meta property="og:title" content="Tunnel closed"></head>
<body><article>
<h1>Tunnel closed</h1><p>The harbour tunnel was closed on Monday after sea water came in through a hatch, the port said.</p>
<p>Engineers expect to open one lane by the weekend, and buses will run over the old bridge until then.</p>
</article></body></html>"""


@pytest.fixture
def call(monkeypatch, capfdbinary):
    """Run a verb over rows (or raw lines); its exit code, answers, and what it said on stderr."""

    def run(*arguments, rows=()):
        lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines))))
        top = argparse.ArgumentParser()
        add_verbs(top.add_subparsers(required=True))
        chosen = top.parse_args(arguments)
        code = chosen.run(chosen)
        out, err = capfdbinary.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err.decode()

    return run


def row(reading, **changes):
    article = reading.article
    return {
        "id": article.id,
        "url": article.url,
        "publisher": article.publisher,
        "title": article.title,
        "text": article.text,
        "published": article.published.isoformat(),
        "authors": [],
    } | changes


def rows(events=3):
    return [row(telling(event, outlet)) for outlet in ("north", "south", "east") for event in range(events)]


BROKEN = [
    b"{",
    b"[1]",
    b'"text"',
    b"\xff\xfe",
    {"title": "no id"},
    {"id": 7, "title": "", "text": " "},
    {"id": 8, "title": ["a"]},
]


def test_extract_gives_the_article_of_a_page(call):
    body = base64.b64encode(PAGE.encode()).decode()
    asked = [
        {"id": "t", "url": "https://a.example/x", "html": PAGE},
        {"id": 2, "url": "https://a.example/x", "html_base64": body, "content_type": "text/html"},
    ]
    code, (text, raw), _ = call("extract", rows=asked)
    assert code == 0
    assert (text["id"], raw["id"]) == ("t", 2)
    assert text["title"] == raw["title"] == "Tunnel closed"
    assert "sea water" in text["text"]
    assert text["text"] == raw["text"]
    assert text["dropped"] is None
    assert set(text) >= {"url", "authors", "published", "modified", "language", "image", "canonical", "kind", "genre"}


def test_extract_answers_what_it_cannot_read(call):
    asked = [
        *BROKEN[:4],
        {"id": 1},
        {"id": 2, "html": ""},
        {"id": 3, "html_base64": "é?"},
        {"id": 4, "html": "<p></p>", "url": "x"},
    ]
    code, answers, _ = call("extract", rows=asked)
    assert code == 0
    assert [a["id"] for a in answers] == [None, None, None, None, 1, 2, 3, 4]
    assert all(a["dropped"] for a in answers)


def test_judge_answers_in_order_with_every_field(call):
    asked = rows()
    code, answers, _ = call("judge", rows=asked)
    assert code == 0
    assert [a["id"] for a in answers] == [r["id"] for r in asked]
    assert set(answers[0]) == {"id", "language", "copy_of", "origin", "event", "sections", "tags", "summary", "hold"}
    for answer, there in zip(answers, asked, strict=True):
        for sentence in answer["summary"]:
            assert sentence["source"] == there["id"]
            assert sentence["text"] == there["text"][sentence["start"] : sentence["end"]]


def test_judge_puts_one_event_in_one_story(call):
    _, answers, _ = call("judge", "--only", "events", rows=rows())
    assert set(answers[0]) == {"id", "copy_of", "origin", "event"}
    events = {}
    for answer in answers:
        events.setdefault(answer["event"], set()).add(answer["id"].split("-")[0])
    assert sorted(map(sorted, events.values())) == [["0"], ["1"], ["2"]]


def test_judge_names_the_earliest_origin(call):
    first = row(telling(1, "north"))
    asked = [first, {**first, "id": "b", "publisher": "daily"}, {**first, "id": "c", "publisher": "weekly", "published": None}]
    _, answers, _ = call("judge", "--only", "event", rows=asked)
    assert [(a["copy_of"], a["origin"]) for a in answers] == [(None, "1-north"), ("1-north", "1-north"), ("1-north", "1-north")]


def test_judge_answers_what_it_cannot_use_in_its_place(call):
    first = row(telling(1, "north"))
    _, answers, _ = call("judge", "--only", "events", rows=[BROKEN[0], first, *BROKEN[1:], first])
    assert [a["id"] for a in answers] == [None, "1-north", None, None, None, None, 7, 8, "1-north"]
    assert ["dropped" in a for a in answers] == [True, False, *[True] * 7]


def test_hostile_fields_are_answered(call):
    asked = [
        {"id": "a", "title": "\ud800 lone", "text": "x", "published": "yesterday"},
        {"id": "b", "title": "t" * 100_000, "published": "9999-12-31T23:59:59-23:00", "authors": "no list"},
        {"id": "c", "title": "t", "published": 7},
    ]
    code, answers, _ = call("judge", "--only", "events", rows=asked)
    assert code == 0
    assert ["dropped" in a for a in answers] == [False] * 3


def test_unknown_dates_leave_the_order_of_arrival(call):
    _, dated, _ = call("judge", "--only", "events", rows=rows())
    _, bare, _ = call("judge", "--only", "events", rows=[{**r, "published": None} for r in rows()])
    assert [a["event"] for a in dated] == [a["event"] for a in bare]


def test_as_decided_on_arrival(call):
    _, answers, _ = call("judge", "--only", "events", "--decided", "arrival", rows=rows())
    assert [a["event"] for a in answers[:3]] == ["0-north", "1-north", "2-north"]


def test_two_workers_give_the_same_answers(call):
    alone = call("judge", "--only", "events,language", rows=rows())
    assert call("judge", "--only", "events,language", "--workers", "2", rows=rows()) == alone


def test_stats_are_one_line_on_stderr(call):
    _, _, said = call("judge", "--only", "events", "--stats", rows=rows())
    stats = json.loads(said)
    assert stats["articles"] == 9
    assert set(stats) == {"articles", "seconds", "cpu_seconds", "peak_rss_mb", "steps"}
    assert {"sketch", "terms", "events"} <= set(stats["steps"])


def test_related_lists_the_other_tellings_and_never_itself(call):
    code, answers, _ = call("related", "--limit", "2", rows=[*rows(), b"{"])
    assert code == 0
    for answer in answers[:-1]:
        assert {each["id"].split("-")[0] for each in answer["related"]} == {answer["id"].split("-")[0]}
        assert answer["id"] not in [each["id"] for each in answer["related"]]
        assert set(answer["related"][0]) == {"id", "score", "why"}
    assert answers[-1]["dropped"]


def test_related_may_leave_the_same_event_out(call):
    _, answers, _ = call("related", "--other-events", rows=rows())
    for answer in answers:
        assert answer["id"].split("-")[0] not in {each["id"].split("-")[0] for each in answer["related"]}


def test_front_ranks_with_terms_and_sum(call):
    stories = [json.loads(to_json(standing(n, origins=o, hours=1))) for n, o in (("a", 2), ("b", 4))]
    code, answers, _ = call(
        "front", "--at", "2026-03-04T12:00:00Z", rows=[stories[0], b"{", stories[1], {"id": "c"}, stories[0]]
    )
    assert code == 0
    assert [(a["id"], bool(a["dropped"])) for a in answers[:3]] == [(None, True), ("c", True), ("a", True)]
    assert [(a["rank"], a["id"]) for a in answers[3:]] == [(1, "b"), (2, "a")]
    for place in answers[3:]:
        assert place["score"] == sum(term["value"] for term in place["terms"])
    assert call("front", "--at", "2026-03-04T12:00:00Z", rows=stories) == call(
        "front", "--at", "2026-03-04T12:00:00+00:00", rows=stories
    )


def test_front_without_a_time_takes_the_machines(call):
    there = standing("a", hours=-1)
    _, answers, _ = call("front", rows=[json.loads(to_json(there))])
    assert answers[0]["rank"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("judge", "--only", "astrology"),
        ("judge", "--config", "there/is/none.toml"),
        ("judge", "--workers", "-1"),
        ("related", "--limit", "0"),
        ("front", "--at", "yesterday"),
    ],
)
def test_a_bad_call_is_exit_2_and_one_sentence(call, arguments):
    code, answers, said = call(*arguments)
    assert (code, answers) == (2, [])
    assert said.startswith("broadsheet: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("judge", "--decided", "never"), ("extract", "--colour"), ("related", "--limit", "many")]
)
def test_what_argparse_refuses_is_exit_2(call, arguments):
    with pytest.raises(SystemExit) as refused:
        call(*arguments)
    assert refused.value.code == 2


def test_nothing_in_nothing_out(call):
    for verb in ("extract", "judge", "related", "front"):
        assert call(verb)[:2] == (0, [])


def test_a_settings_file_changes_the_recipe(call, tmp_path):
    config = tmp_path / "broadsheet.toml"
    config.write_text('[line]\nsteps = ["language"]\n', encoding="utf-8")
    _, answers, _ = call("judge", "--config", str(config), rows=rows()[:1])
    assert answers[0]["sections"] == []
    assert answers[0]["event"] == "0-north"


def test_no_verb_loads_django():
    code = (
        "import sys, io, argparse; from broadsheet.cli.contract import add_verbs\n"
        "for verb in ('extract', 'judge', 'related', 'front'):\n"
        '    sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"id": 1, "title": "Ferry sinks", "html": "<p>x</p>"}\'))\n'
        "    top = argparse.ArgumentParser(); add_verbs(top.add_subparsers())\n"
        "    chosen = top.parse_args([verb]); assert chosen.run(chosen) == 0\n"
        "assert 'django' not in sys.modules and 'sqlite3' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_clock_of_judge_is_the_streams_own(call):
    late = [{**r, "published": (START + timedelta(days=365 * 60)).isoformat()} for r in rows(1)]
    _, answers, _ = call("judge", "--only", "events", rows=late)
    assert len({a["event"] for a in answers}) == 1


PROSE = " ".join(EVENTS["bridge"].splitlines()[1:])


def test_an_id_comes_back_as_it_was_given(call):
    first = row(telling(1, "north"), id=7)
    asked = [first, {**first, "id": 8, "publisher": "daily"}, row(telling(1, "south"), id="nine")]
    _, answers, _ = call("judge", rows=asked)
    assert [(a["id"], a["copy_of"], a["origin"]) for a in answers] == [(7, None, 7), (8, 7, 7), ("nine", None, "nine")]
    assert {a["event"] for a in answers} == {"7"}
    _, answers, _ = call("related", rows=asked)
    assert [{each["id"] for each in a["related"]} for a in answers] == [{8, "nine"}, {7, "nine"}, {7, 8}]
    _, answers, _ = call("judge", "--only", "summary", rows=[{"id": 7, "title": "Goole swing bridge shut", "text": PROSE}])
    assert {sentence["source"] for sentence in answers[0]["summary"]} == {7}
    story = json.loads(to_json(standing("a", hours=1))) | {"id": 12}
    assert call("front", "--at", "2026-03-04T12:00:00Z", rows=[story])[1][0]["id"] == 12


@pytest.mark.parametrize(("given", "shown"), [(b"true", True), (b"1e400", None), (b"NaN", None), (b"1.5", 1.5), (b"[1]", None)])
def test_an_id_is_a_text_or_a_whole_number(call, given, shown):
    line = b'{"id": ' + given + b', "title": "Ferry sinks", "html": "<p>x</p>"}'
    for verb in ("extract", "judge", "related", "front"):
        code, answers, _ = call(verb, rows=[line])
        assert code == 0
        assert answers == [{"id": shown, "dropped": "the id is neither a text nor a whole number"}]


def test_lone_surrogates_are_replaced_wherever_they_stand(call):
    bad = "\ud800 Ferry sinks"
    article = {"id": bad, "title": bad, "text": bad, "publisher": bad, "url": bad, "authors": [bad], "language": bad}
    for verb in ("judge", "related"):
        code, answers, _ = call(verb, rows=[article, {**article, "id": "b"}])
        assert (code, answers[0]["id"], "dropped" in answers[0]) == (0, "? Ferry sinks", False)
    page = {"id": bad, "url": bad, "html": PAGE.replace("sea water", "sea \ud800 water &#xd800;"), "content_type": bad}
    code, answers, _ = call("extract", rows=[page])
    assert (code, answers[0]["id"], answers[0]["dropped"]) == (0, "? Ferry sinks", None)
    assert "sea ? water" in answers[0]["text"]


TIMES = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:00", "9999-12-31", "0001-01-01", "0999-12-31T23:00:00-05:00")


@pytest.mark.parametrize("when", TIMES)
def test_times_out_of_range_are_none(call, when):
    good = row(telling(1, "north"))
    for verb in ("judge", "related"):
        code, answers, _ = call(verb, rows=[good, row(telling(1, "south"), published=when)])
        assert (code, ["dropped" in a for a in answers]) == (0, [False, False])
    story = json.loads(to_json(standing("a", hours=1)))
    odd = [{**story, "id": name, name: when} for name in ("first_seen", "last_changed")]
    odd.append({**story, "id": "articles", "articles": [{"id": "x", "published": when}]})
    odd.append({**story, "id": "pins", "pins": [{"place": 1, "until": when}]})
    code, answers, _ = call("front", "--at", "2026-03-04T12:00:00Z", rows=[*odd, story])
    assert (code, [a["id"] for a in answers]) == (0, ["first_seen", "last_changed", "articles", "pins", "a"])
    assert [bool(a.get("dropped")) for a in answers] == [True] * 4 + [False]


@pytest.mark.parametrize("value", [b"1e400", b"NaN", b"-1", b'"many"', b"null", b"1" + b"0" * 40])
def test_a_count_that_is_none_drops_its_story_alone(call, value):
    story = json.loads(to_json(standing("a", hours=1)))
    bad = [
        json.dumps({**story, "id": name, name: "VALUE"}).encode().replace(b'"VALUE"', value) for name in ("outlets", "origins")
    ]
    bad.append(json.dumps({**story, "id": "pins", "pins": [{"place": "VALUE"}]}).encode().replace(b'"VALUE"', value))
    code, answers, _ = call("front", "--at", "2026-03-04T12:00:00Z", rows=[*bad, story])
    assert (code, [bool(a.get("dropped")) for a in answers]) == (0, [True, True, True, False])


def test_a_page_of_no_section_is_a_bad_call(call):
    story = json.loads(to_json(standing("a", hours=1))) | {"sections": ["Harbour"]}
    for page in ("Harbour", "World", "world"):
        assert call("front", "--page", page, rows=[story])[0] == 0
    code, answers, said = call("front", "--page", "Nonsense", rows=[story])
    assert (code, answers) == (2, [])
    assert "'Nonsense' is no section" in said


def test_what_a_page_brings_about_drops_its_line_alone(call, monkeypatch):
    def breaks(page, *_, **__):
        raise RuntimeError(f"cannot read {page.url}")

    monkeypatch.setattr("broadsheet.wire.extract.report", breaks)
    code, answers, _ = call("extract", rows=[{"id": 1, "url": "https://a.example/x", "html": PAGE}, b"{"])
    assert (code, [a["id"] for a in answers]) == (0, [1, None])
    assert answers[0]["dropped"] == "its page cannot be read: RuntimeError: cannot read https://a.example/x"
