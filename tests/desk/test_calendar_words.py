"""Days and months named in a text, in four languages."""

from broadsheet.desk.calendar_words import ALL, named


def test_days_and_months_are_numbered_alike_in_every_language():
    assert (
        named("On Tuesday, 3 March") == named("Am Dienstag, dem 3. März") == named("Mardi 3 mars") == named("martes 3 de marzo")
    )
    assert named("On Tuesday, 3 March") == [1, 9]


def test_each_once_and_only_whole_words():
    assert named("Sunday, sunday, Sundays and a mayor") == [6]
    assert named("") == []
    assert len({word for words in ALL for word in words}) == sum(len(words) for words in ALL)
