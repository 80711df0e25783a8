"""Answers by word: each worked out once, and never more of them than memory has room for."""

from __future__ import annotations

from broadsheet.desk.remembered import LONGEST, WORDS, Remembered


def test_an_answer_is_worked_out_once() -> None:
    asked: list[str] = []

    def answer(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Remembered(answer)
    assert [known[word] for word in ("ferry", "a", "ferry")] == [5, 1, 5]
    assert asked == ["ferry", "a"]


def test_what_is_no_word_is_answered_and_not_kept() -> None:
    known = Remembered(len)
    assert known["x" * (LONGEST + 1)] == LONGEST + 1
    assert not known


def test_all_are_forgotten_when_there_are_too_many() -> None:
    known = Remembered(len)
    for number in range(WORDS + 1):
        known[f"{number}"]
    assert len(known) == 1
    assert known["12"] == 2
