"""What an editor must see first is found; a miss on minors and sexual offences is a fault."""

import pytest

from broadsheet.desk.sensitive import MINOR, SEXUAL, held
from tests.desk.wire_copy import article, judged, micro_f1, read

LEAST_F1 = 0.9


def flags(title, text="", **fields):
    (reading,) = read([article(title, text, **fields)], "language", "sensitive")
    return {flag.value: flag for flag in reading.sensitive}


def test_the_cases():
    pairs = [
        ({f.value for f in reading.sensitive}, set(case["expect"]), set(case.get("may", ())))
        for case, reading in judged("sensitive", "language", "sensitive")
    ]
    assert micro_f1(pairs) >= LEAST_F1


@pytest.mark.parametrize("flag", [MINOR, SEXUAL])
def test_no_miss(flag):
    missed = [
        case["title"]
        for case, reading in judged("sensitive", "language", "sensitive")
        if flag in case["expect"] and flag not in {f.value for f in reading.sensitive}
    ]
    assert not missed


def test_what_is_held():
    wrong = [c["title"] for c, r in judged("sensitive", "language", "sensitive") if bool(held(r.sensitive)) != c["hold"]]
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "A 17-year-old was hurt.",
        "A three-year-old was hurt.",
        "Two six-month-olds are well.",
        "She is 9 years old.",
        "Tim, 14, won the race.",
        "Tim (14) won the race.",
        "The runner is aged just 15.",
        "Der 16-Jährige, ein 16-jähriger Schüler, gewann.",
        "Das Mädchen ist 7 Jahre alt.",
        "Il est âgé de 12 ans.",
        "Une joueuse de 15 ans a gagné.",
    ],
)
def test_ages(text):
    assert MINOR in flags("A race", text)


@pytest.mark.parametrize(
    "text",
    [
        "An 18-year-old won the race.",
        "Ann, 34, won the race.",
        "The 12-year-old war goes on.",
        "Open to those aged 16 and over.",
        "Turnout was 14, 15 and 16 percent.",
        "A ten-year-old company closed.",
        "The bank has 17 branches.",
    ],
)
def test_no_ages(text):
    assert MINOR not in flags("A race", text)


def test_unnamed_children_are_flagged_but_not_held():
    found = flags("Strike kills 20", "The blast killed 20 people, children among them.")
    assert found[MINOR].score < 0.5
    assert not held(tuple(found.values()))


def test_why_gives_the_words():
    assert flags("A trial", "He is accused of rape.")[SEXUAL].why == "rape"


def test_the_standfirst_counts():
    assert SEXUAL in flags("A trial", "It began.", standfirst="He denies rape.")
