"""What the build of a text says, piece by piece."""

from __future__ import annotations

import re

import pytest

from broadsheet.desk.several import READ, several

MILL = "The fire at Saltley Mill was put out by Dora Penhaligon's crew, and the mill's owner thanked her in Saltley on Tuesday."
ELSEWHERE = [
    ("landslip", "Aberdovey", "Gwilym Prosser"), ("burglary", "Todmorden", "Mabel Ackroyd"),
    ("comet", "Lerwick", "Magnus Isbister"),
    ("leopard", "Bodmin", "Jory Penrose"), ("sinkhole", "Ripon", "Agnes Metcalfe"), ("mutiny", "Harwich", "Piet Hoekstra"),
    ("meteorite", "Wincanton", "Basil Thring"), ("plague", "Omagh", "Fidelma Quirke"), ("duel", "Kelso", "Hamish Elliot"),
]  # fmt: skip


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


def elsewhere(count: int, before: str = "") -> list[str]:
    seen = "{before}{who} saw a {what} over {where}."
    return [
        seen.format(before=before.format(number=n), what=a, where=b, who=c) for n, (a, b, c) in enumerate(ELSEWHERE[:count], 1)
    ]


def test_a_report_hangs_together_however_long() -> None:
    assert not several("Mill fire", paragraphs(*[MILL] * 12)).value


def test_a_numbered_list_of_strangers_is_several() -> None:
    judged = several("", paragraphs(*elsewhere(5, "{number}. ")))
    assert judged.value
    assert judged.why == "a list of 5, and 5 have nothing in common with another"


def test_a_numbered_list_about_one_thing_is_not() -> None:
    assert not several("", paragraphs(*(f"{number}. {MILL}" for number in range(1, 7)))).value


def test_a_list_in_a_long_report_is_a_part_of_it() -> None:
    assert not several("", paragraphs(*[MILL] * 9, *elsewhere(5, "{number}. "))).value


@pytest.mark.parametrize(
    "cue", ["Also: ", "In other news, ", "Elsewhere today – ", "Und sonst: ", "En bref : ", "In altre notizie, "]
)
def test_a_text_that_turns_to_another_story_says_so(cue: str) -> None:
    text = paragraphs(MILL, *elsewhere(2), cue + elsewhere(3)[2])
    assert several("", text).value
    assert cue.strip(" ,") in several("", text).why
    assert not several("", text.replace(cue, "")).value


def test_a_cue_alone_is_no_proof() -> None:
    assert not several("", paragraphs(MILL, MILL, MILL, "Also: " + MILL)).value


def test_strangers_by_build_alone_need_many_paragraphs() -> None:
    long = " It was the first in living memory, and those who were there would not speak of it for a very long while after."
    told = [sentence + long for sentence in elsewhere(9)]
    strangers = [re.sub(r"\b([a-z]{4,})\b", rf"\g<1>{number}", text) for number, text in enumerate(told)]
    assert several("", paragraphs(*strangers)).value
    assert not several("", paragraphs(*strangers[:7])).value
    assert not several("", paragraphs(*told)).value, "the same rare words in each"


def test_what_is_short_or_empty_says_nothing() -> None:
    assert not several("", "").value
    assert several("Mill fire", MILL).why == "too short to tell by its build"


def test_only_the_beginning_is_read() -> None:
    assert not several("", paragraphs("word " * READ, *elsewhere(8, "{number}. "))).value
