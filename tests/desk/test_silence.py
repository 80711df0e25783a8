"""Who has not been seen telling a story, and what that is worth."""

from datetime import UTC, datetime, timedelta

from broadsheet.desk.silence import RECALL, RECALL_ABROAD, Outlet, Part, silence

AT = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SINCE = AT - timedelta(hours=5)
NEWSROOM = (
    Outlet("mail", "Mail", "Reach", "GB", "newspaper", "en"),
    Outlet("echo", "echo", "Reach", "GB", "newspaper", "en-GB"),
    Outlet("monde", "Monde", "", "FR", "newspaper", "fr"),
    Outlet("wire", "Wire", "", "", "agency", "en"),
)


def found(telling=("wire",), near=(), spoken=("en",)):
    return silence(NEWSROOM, telling, near, spoken, SINCE, AT)


def test_those_heard_who_do_not_tell_it_are_counted_and_named_in_order():
    said = found()
    assert (said.heard, said.telling, [each.slug for each in said.unseen]) == (4, 1, ["echo", "mail", "monde"])
    words = (
        "Of 4 outlets heard since 07:00, 3 have not been seen telling this; we find about 8 of 10 tellings, so some of them "
    )
    assert said.words("07:00") == f"{words}may."


def test_it_is_broken_down_and_what_nobody_knows_is_left_out():
    said = found()
    assert said.countries == (Part("GB", 2, 0), Part("FR", 1, 0))
    assert said.owners == (Part("Reach", 2, 0),)
    assert said.kinds == (Part("newspaper", 3, 0),)  # the only agency tells it
    assert said.languages == (Part("fr", 1, 0), Part("en", 3, 1))
    assert found(("wire", "mail")).owners == (Part("Reach", 2, 1),)


def test_where_all_tell_it_there_is_nothing_to_say():
    assert found({each.slug for each in NEWSROOM}) is None
    assert silence((), ("wire",), (), (), SINCE, AT) is None


def test_the_recall_stands_beside_every_count_and_never_a_motive():
    said = found()
    text = " ".join((said.words("07:00"), *said.caveats)).lower()
    assert f"{round(10 * RECALL)} of 10" in text
    for word in ("blind", "ignor", "hide", "hush", "suppress", "censor", "refus"):
        assert word not in text


def test_other_languages_and_near_misses_are_said():
    assert "1 of these prints in a language" in " ".join(found().caveats)
    assert "language that no telling has" not in " ".join(found(spoken=("en", "fr-CA")).caveats)
    assert "1 of these printed something near to it" in " ".join(found(near=("mail", "wire")).caveats)
    assert "near to it" not in " ".join(found(near=("wire",)).caveats)


def test_where_all_unseen_print_in_another_language_the_recall_is_that_across_languages():
    abroad = found(("wire", "mail", "echo"))
    assert abroad.foreign == len(abroad.unseen) == 1
    assert f"we find about {round(10 * RECALL_ABROAD)} of 10 tellings in another language" in abroad.words("07:00")
    assert f"across languages we find about {round(10 * RECALL_ABROAD)} of 10" in " ".join(abroad.caveats)
    assert f"we find about {round(10 * RECALL)} of 10 tellings, so" in found().words("07:00")
    assert f"{round(10 * RECALL)} of 10 tellings, so" in found(("wire", "mail", "echo"), spoken=("en", "fr")).words("07:00")


def test_one_is_one():
    said = found(("wire", "mail", "echo"))
    assert said.words("07:00").startswith("Of 4 outlets heard since 07:00, 1 has not been seen telling this")
    assert said.words("07:00").endswith("so it may.")
