"""Where the text sits: steps, leaves, the layout they give, and what it finds on the next page."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from broadsheet.wire import blocks, paths
from broadsheet.wire.paths import Leaf, learned
from tests.wire.printed import ALIEN, PROMISE, page, paragraphs

STORY = "body > main > article > div.story"


def tree(html):
    return LexborHTMLParser(html)


def seen(html, text):
    """The leaves of a page whose own text is this."""
    found, boxes = blocks.read(tree(html))
    return paths.leaves(found, boxes, [block.text in text for block in found])


@pytest.mark.parametrize(
    ("shape", "step"),
    [
        ("p.", "p"),
        ("div.story post-48213 wide", "div.story.wide"),
        ("article.category-news tag-ford", "article"),
        ("div.css-1x2y3z", "div.css-1x2y3z"),
        ("div.a b c d", "div.a.b.c"),
        ("div.a>b", "div.ab"),
    ],
)
def test_a_step_is_the_tag_and_the_classes_that_number_nothing(shape, step):
    assert paths.step(shape) == step


def test_the_layout_is_where_most_of_the_text_was():
    found = learned(seen(page(1), paragraphs(1)))
    assert found.name == STORY
    assert found.tops == (STORY,)
    assert found.kept == (f"{STORY} > p",)
    assert found.cut == (f"{STORY} > aside.chairs > p", f"{STORY} > p.more")
    assert found.shut == (f"{STORY} > aside.chairs", f"{STORY} > p.more")


def test_a_layout_finds_the_text_of_another_page_and_nothing_that_is_cut():
    known = learned(seen(page(1), paragraphs(1)))
    found = paths.found(tree(page(2)), known)
    assert [block.text for block in found.blocks] == [*paragraphs(2), PROMISE]
    assert not found.odd
    assert ALIEN not in {block.text for block in found.blocks}


def test_plain_lists_and_subheads_never_seen_are_text_too():
    known = learned(seen(page(1), paragraphs(1)))
    own = [*paragraphs(2), "</p><h2>What comes next</h2><ul><li>The ferries run again on Monday.</li></ul><p>"]
    found = paths.found(tree(page(2, own=own)), known)
    assert [block.text for block in found.blocks][-3:-1] == ["What comes next", "The ferries run again on Monday."]
    assert not found.odd


def test_a_standfirst_above_the_text_is_a_top_of_its_own():
    leaves = (
        Leaf("body > main > header > p.deck", 90, 0),
        Leaf(f"{STORY} > p", 4000, 0),
        Leaf("body > main > header > h1", 0, 50),
    )
    assert learned(leaves).tops == (STORY, "body > main > header > p.deck")


def test_a_path_belongs_where_most_of_its_characters_do():
    leaves = (Leaf(f"{STORY} > p", 900, 90), Leaf(f"{STORY} > p.ask", 100, 150))
    assert learned(leaves).kept == (f"{STORY} > p",)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (page(2, body="tale"), "nothing stands where its text does"),
        (page(2, own=paragraphs(2, 1)), "characters, one there usually"),
        (
            page(2, own=[*paragraphs(2), f"</p><div class=new>{' '.join(paragraphs(3))}</div><p>"]),
            "places that its other pages",
        ),
    ],
)
def test_what_looks_odd_says_so(html, why):
    known = learned(seen(page(1), paragraphs(1)))
    usual = sum(map(len, paragraphs(1)))
    from dataclasses import replace

    assert why in paths.found(tree(html), replace(known, usual=10 * usual if "usually" in why else usual)).odd


def test_a_page_without_a_body_has_nothing():
    assert paths.found(tree(""), learned(seen(page(1), paragraphs(1)))).blocks == ()
