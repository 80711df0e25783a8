"""Which blocks recur: marks, the pages that are remembered, and how often is often enough."""

from broadsheet.wire import recurring
from broadsheet.wire.blocks import Block
from broadsheet.wire.recurring import Marks, mark
from tests.wire.printed import paragraphs


def block(text, linked=0):
    return Block(text, 0, linked)


LONG = (
    "The agency, founded in 1904, reports from forty countries, from each of their capitals and from two of the seas; "
    "its reporters have won nine prizes."
)


def pages(*listed):
    return tuple(Marks(f"a{number}", tuple(marks)) for number, marks in enumerate(listed))


def test_numbers_in_short_lines_do_not_tell_them_apart():
    assert mark(block("12 comments")) == mark(block("7 comments"))
    assert mark(block("12 comments")) != mark(block("12 questions"))


def test_lines_that_lead_elsewhere_are_known_by_what_leads_there():
    one, other = "Read more: The mayor opens the bridge", "READ MORE: Two ferries sold"
    assert mark(block(one, linked=26)) == mark(block(other, linked=16))
    assert mark(block(one)) != mark(block(other))


def test_three_pages_make_furniture_and_two_do_not():
    promo, own = mark(block("Buy our calendar.")), [mark(block(text)) for text in paragraphs(1)]
    assert recurring.counted(pages([promo, own[0]], [promo, own[1]])) == {}
    assert recurring.counted(pages([promo, own[0]], [promo, own[1]], [promo, own[2]])) == {promo: 3}


def test_long_prose_has_to_recur_more_often_than_a_short_line():
    prose, promo = mark(block(LONG)), mark(block("Buy our calendar."))
    others = [[mark(block(f"{text} {n}"))] for n in range(10) for text in paragraphs(n, 1)]
    found = recurring.counted(pages([prose, promo], [prose, promo], [prose, promo], *others))
    assert found == {promo: 3}
    assert recurring.counted(pages([prose], [prose], [prose], *others[:3])) == {prose: 3}


def test_one_text_at_several_addresses_counts_once():
    same = [mark(block(text)) for text in paragraphs(1)]
    remembered = ()
    for number in range(5):
        remembered = recurring.remembered(remembered, Marks(f"a{number}", (*same, mark(block(f"live {number}")))))
    assert [page.article for page in remembered] == ["a4"]
    assert recurring.counted(remembered) == {}


def test_a_page_read_again_takes_its_own_place():
    first, again = Marks("a", (2, 4)), Marks("a", (6,))
    assert recurring.remembered((first, Marks("b", (8,))), again) == (Marks("b", (8,)), again)


def test_only_the_last_pages_are_remembered():
    remembered = ()
    for number in range(recurring.PAGES + 5):
        remembered = recurring.remembered(remembered, Marks(f"a{number}", (number * 2,)))
    assert (len(remembered), remembered[0].article) == (recurring.PAGES, "a5")


def test_the_reason_counts_the_pages():
    assert recurring.told(6, {6: 14}, 20) == "stands on 14 of this publisher's last 20 pages"
    assert recurring.told(8, {6: 14}, 20) == ""


def test_pages_that_share_a_long_row_of_teasers_are_not_one_text():
    teasers = [mark(block(text)) for text in paragraphs(40, 6)]
    remembered = ()
    for number in range(3):
        own = [mark(block(text)) for text in paragraphs(number, 4)]
        remembered = recurring.remembered(remembered, Marks(f"a{number}", (*own, *teasers)))
    assert set(teasers) <= set(recurring.counted(remembered))


STOCK = ("The company declined to comment.", "What happens next?", "Reuters could not independently verify the report.")


def left(texts, times, pages, linked=()):
    lines = [recurring.marked(block(each, len(each) if each in linked else 0)) for each in texts]
    counts = {each.mark: times for each in lines if not each.text.startswith("The ") or each.text in STOCK}
    return recurring.once(lines, counts, pages, "")[0]


def test_stock_sentences_between_prose_stay_however_often_they_recur():
    one, other, third = paragraphs(1, 3)
    texts = [one, STOCK[0], other, STOCK[1], STOCK[2], third]
    assert left(texts, 12, 12) == texts


def test_a_line_without_a_sentence_between_prose_is_furniture_on_most_of_six_pages():
    one, other = paragraphs(1, 2)
    texts = [one, "Advertisement", other]
    assert left(texts, 6, 6) == [one, other]
    assert left(texts, 5, 5) == texts
    assert left(texts, 6, 10) == texts


def test_at_the_edges_a_sentence_that_recurs_often_goes_and_beside_a_link_inside_it_stays():
    one, other = paragraphs(1, 2)
    promise, more = "Printed daily on the quay since long ago.", "Read more of the harbour"
    assert left([promise, one, other, promise, more], 4, 10, (more,)) == [one, other]
    assert left([one, promise, more, other], 10, 10, (more,)) == [one, promise, other]
    assert left([promise, one, other], 3, 10) == [promise, one, other]
