from datetime import timedelta

from broadsheet.press.specimen.edition import Edition
from broadsheet.press.specimen.gold import gold


def test_a_copy_points_at_the_address_it_copies(edition: Edition, anchor):
    found = gold(edition, anchor)
    copy = found[edition.address_of("walkers-shut-out-of-calverley-bridge")]
    assert found[copy.copy_of].headline == "Leeds footbridge shut on Sunday after crack found"
    assert copy.event == found[copy.copy_of].event == "bridge-closed"
    assert (copy.authors, copy.sections) == (("Staff",), ("UK News",))


def test_gold_is_what_is_out(edition: Edition, anchor):
    later = edition.address_of("bridge-reopens-early")
    assert later not in gold(edition, anchor)
    assert gold(edition, anchor + timedelta(hours=3))[later].published == anchor + timedelta(hours=3)


def test_a_paywall_serves_two_paragraphs(edition: Edition, anchor):
    found = gold(edition, anchor)[edition.address_of("harbor-fees-analysis")]
    assert found.body.startswith(found.served)
    assert (found.served.count("\n\n"), found.body.count("\n\n")) == (1, 3)


def test_addresses_stay_while_the_clock_moves(edition: Edition, anchor):
    assert set(gold(edition, anchor)) <= set(gold(edition, anchor + timedelta(hours=30)))
