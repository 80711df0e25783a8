"""A publisher's memory: learned, tried, trusted, checked, distrusted, forgotten, and told in words."""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, sighting, templates
from broadsheet.wire.recurring import Marks
from broadsheet.wire.templates import Memory, Sighting, learn, template
from tests.wire.printed import PROMISE, page, paragraphs

STORY = "body > main > article > div.story"


def shown(memory, number, text=None, **design):
    """What a page shows when the full extractor says that its text is this."""
    known, tree = template(memory), LexborHTMLParser(page(number, **design))
    text = [*paragraphs(number), PROMISE] if text is None else text
    kept = text if not known.recurring else [each for each in text if each != PROMISE]
    return sighting.of_both(f"{number:016x}", blocks.read(tree), kept, known, templates.tried(tree, known))


def taught(many, memory=None, start=0, **design):
    memory = memory or Memory("ford")
    for number in range(start, start + many):
        memory = learn(memory, shown(memory, number, **design))
    return memory


def test_a_layout_is_learned_then_tried_then_trusted_for_the_sixth_page():
    assert [len(template(taught(many)).tried) for many in range(1, 6)] == [0, 0, 1, 1, 0]
    assert [len(template(taught(many)).trusted) for many in range(1, 6)] == [0, 0, 0, 0, 1]
    fit = templates.read(LexborHTMLParser(page(9)), template(taught(5)))
    assert sighting.remaining(fit.blocks, template(taught(5))) == paragraphs(9)


def test_what_the_full_extractor_drops_now_and_then_is_text_all_the_same():
    memory = Memory("ford")
    for number in range(6):
        memory = learn(memory, shown(memory, number, text=paragraphs(number)[number % 2 :]))
    fit = templates.read(LexborHTMLParser(page(9)), template(memory))
    assert paragraphs(9)[0] in [block.text for block in fit.blocks]


def test_a_check_that_fails_takes_the_trust_and_two_more_that_hold_give_it_back():
    memory = learn(taught(5), replace(shown(taught(5), 7), agreed=4_000))
    assert not template(memory).trusted
    assert template(taught(2, memory, start=10)).trusted


def test_a_layout_that_goes_on_disagreeing_is_forgotten():
    memory = taught(5)
    for number in range(20, 24):
        memory = learn(memory, replace(shown(memory, number), agreed=0, leaves=()))
        if not memory.designs:
            break
    assert not template(memory).trusted
    assert all(design.pages < 5 for design in memory.designs)


def test_a_new_design_is_learned_beside_the_old_one():
    memory = taught(6, taught(6), start=20, body="tale")
    assert {each.name for each in template(memory).trusted} == {STORY, "body > main > article > div.tale"}
    for design in ("story", "tale"):
        assert not templates.read(LexborHTMLParser(page(40, body=design)), template(memory)).odd


def test_an_old_layout_finds_nothing_on_pages_of_a_new_design():
    assert templates.read(LexborHTMLParser(page(9, body="tale")), template(taught(5))).odd


def test_the_same_pages_teach_the_same_in_any_order_but_for_their_versions():
    first = [shown(Memory("ford"), number) for number in range(8)]
    one, other = Memory("ford"), Memory("ford")
    for each in first:
        one = learn(one, each)
    for each in reversed(first):
        other = learn(other, each)
    assert template(one).recurring == template(other).recurring
    assert [each.kept for each in template(one).tried] == [each.kept for each in template(other).tried]


def test_what_is_remembered_is_bounded():
    memory = Memory("ford")
    for number in range(70):
        odd = Sighting(Marks(f"{number}", tuple(range(number * 1000, number * 1000 + 400, 2))), ())
        memory = learn(memory, replace(odd, leaves=(templates.Leaf(f"body > div.d{number % 9}x > p", 900, 0),), length=900))
    assert len(memory.designs) == templates.LAYOUTS
    assert len(memory.recent) == 50
    assert memory.pages == 70


def test_one_article_in_twenty_is_due_by_its_id_alone():
    ids = [f"{number * 2654435761 % 2**32:08x}00000000" for number in range(4_000)]
    due = [each for each in ids if templates.due(each)]
    assert 150 < len(due) < 250
    assert due == [each for each in ids if templates.due(each)]


def test_nothing_known_reads_nothing():
    assert templates.read(LexborHTMLParser(page(1)), templates.UNKNOWN) is None


def test_a_layout_keeps_the_name_of_its_first_page_when_later_ones_hold_more_elsewhere():
    header = "body > main > header"
    first = Sighting(
        Marks("a", (2,)), (templates.Leaf(f"{header} > p", 900, 0), templates.Leaf(f"{STORY} > p", 800, 0)), length=1_700
    )
    memory = learn(Memory("ford"), first)
    for number in range(1, 6):
        memory = learn(memory, shown(memory, number))
    assert [each.name for each in template(memory).trusted] == [header]
    assert not templates.read(LexborHTMLParser(page(9)), template(memory)).odd
