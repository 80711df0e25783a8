"""What a page shows: which blocks were text, how far two texts agree, what stays when the recurring is gone."""

from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, sighting
from broadsheet.wire.blocks import Block
from broadsheet.wire.paths import Found, Leaf
from broadsheet.wire.recurring import mark
from broadsheet.wire.templates import UNKNOWN, Template
from tests.wire.printed import PROMISE, page, paragraphs

STORY = "body > main > article > div.story"


def shown(text, known=UNKNOWN, tried=None, number=1):
    return sighting.of_both("a", blocks.read(LexborHTMLParser(page(number))), text, known, tried)


def test_blocks_of_the_text_are_kept_and_others_cut():
    leaves = {leaf.path: leaf for leaf in shown(paragraphs(1)).leaves}
    assert leaves[f"{STORY} > p"] == Leaf(f"{STORY} > p", sum(map(len, paragraphs(1))), len(PROMISE))
    assert leaves["body > footer > p"].kept == 0


def test_a_block_inside_a_longer_paragraph_is_text_too():
    leaves = {leaf.path: leaf.kept for leaf in shown([" ".join(paragraphs(1))]).leaves}
    assert leaves[f"{STORY} > p"] == sum(map(len, paragraphs(1)))


def test_a_lead_pictures_caption_is_no_standfirst():
    caption = "<figure class='lead-picture'><figcaption>The quay on Monday, at the lowest water.</figcaption></figure>"
    html = page(1).replace("</h1>", f"</h1>{caption}", 1)
    found = sighting.of_both("a", blocks.read(LexborHTMLParser(html)), paragraphs(1), UNKNOWN, None)
    assert [leaf.kept for leaf in found.leaves if "figcaption" in leaf.path] == [0]


def test_what_recurs_counts_for_nothing():
    known = Template("ford", 3, recurring={mark(Block(PROMISE, 0, 0)): 3}, pages=3)
    assert {leaf.path: leaf.cut for leaf in shown(paragraphs(1), known).leaves}[f"{STORY} > p"] == 0


def test_only_what_stands_with_the_text_is_remembered_as_recurring():
    marks = shown(paragraphs(1)).marks.marks
    assert mark(Block(PROMISE, 0, 0)) in marks
    assert mark(Block("Ford Post, Quay Street 4. Printed daily since 1871.", 0, 0)) not in marks


def test_a_layout_that_was_tried_is_measured_unless_the_page_is_odd_for_it():
    found = tuple(Block(text, 0, 0) for text in paragraphs(1))
    assert shown(paragraphs(1), tried=Found("x", found)).agreed == 10_000
    assert shown(paragraphs(1), tried=Found("x", found[:4])).agreed < 7_500
    odd = shown(paragraphs(1), tried=Found("x", (), "nothing stands where its text does"))
    assert (odd.layout, odd.agreed) == ("", None)


def test_agreement_is_word_f1_in_ten_thousandths():
    assert sighting.agreement(["one two"], ["Two", "one"]) == 10_000
    assert sighting.agreement(["one two"], ["one three"]) == 5_000
    assert sighting.agreement(["one"], []) == 0
    assert sighting.agreement([], []) == 10_000
